from __future__ import annotations

import asyncio
import os
import signal

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from bot.postgres import temporary_postgres
from records.database import Sessions, async_url, create_engine, is_away, plain_url


async def test_connection_that_was_terminated_counts_as_away_and_the_next_one_works(sessions: Sessions) -> None:
    async def terminated() -> None:
        async with sessions.begin() as session:
            pid = await session.scalar(text("select pg_backend_pid()"))
            async with sessions.begin() as other:
                await other.execute(text("select pg_terminate_backend(:pid)"), {"pid": pid})
            await session.execute(text("select 1"))

    with pytest.raises(DBAPIError) as caught:
        await terminated()
    assert is_away(caught.value)
    async with sessions() as session:
        assert await session.scalar(text("select 1")) == 1


async def test_no_free_connection_in_time_counts_as_away(database_url: str) -> None:
    engine = create_async_engine(async_url(database_url), pool_size=1, max_overflow=0, pool_timeout=0.05)
    try:
        async with engine.connect():
            with pytest.raises(Exception, match="QueuePool limit") as caught:
                await engine.connect()
        assert is_away(caught.value)
    finally:
        await engine.dispose()


async def test_every_error_while_the_server_recovers_from_a_crash_counts_as_away() -> None:
    with temporary_postgres() as server:
        engine = create_engine(plain_url(server.url("postgres")))
        try:
            async with engine.connect() as connection:
                pid = (await connection.execute(text("select pg_backend_pid()"))).scalar_one()
                os.kill(pid, signal.SIGKILL)  # the postmaster ends every other backend and recovers
                errors = await _errors_until_it_answers(engine)
                with pytest.raises(DBAPIError) as caught:
                    await connection.execute(text("select 1"))
        finally:
            await engine.dispose()
    assert [error for error in [*errors, caught.value] if not is_away(error)] == []


async def _errors_until_it_answers(engine) -> list[Exception]:  # type: ignore[no-untyped-def]
    errors: list[Exception] = []
    answered = 0
    async with asyncio.timeout(20):
        while answered < 20:
            try:
                async with engine.connect() as connection:
                    await connection.execute(text("select 1"))
                answered += 1
            except Exception as exc:
                errors.append(exc)
                answered = 0
            await asyncio.sleep(0.002)
    return errors


async def test_wrong_statement_does_not_count_as_away(sessions: Sessions) -> None:
    async with sessions() as session:
        with pytest.raises(DBAPIError) as caught:
            await session.execute(text("select nothing"))
    assert not is_away(caught.value)


def test_addresses_keep_password_and_socket_and_name_the_driver() -> None:
    url = "postgresql+psycopg2://me:p%40ss@/suifang?host=/tmp/socket"
    assert async_url(url) == "postgresql+asyncpg://me:p%40ss@/suifang?host=%2Ftmp%2Fsocket"
    assert plain_url(url, "other") == "postgresql://me:p%40ss@/other?host=%2Ftmp%2Fsocket"
