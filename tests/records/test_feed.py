from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text

from records import feed as module
from records.database import Sessions, notify
from records.feed import ALERT_CHANNEL, CONVERSATION_CHANNEL, Feed


@contextlib.asynccontextmanager
async def listening(url: str) -> AsyncIterator[Feed]:
    feed = Feed(url)
    task = asyncio.create_task(feed.run())
    try:
        yield feed
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def next_of(changes: AsyncIterator[bool]) -> bool:
    async with asyncio.timeout(10):
        return await anext(changes)


async def settled(*readers: AsyncIterator[bool]) -> None:
    """The first look of every reader, and the one that a new connection brings."""
    for reader in readers:
        assert await next_of(reader)
    for reader in readers:
        assert await next_of(reader)


async def wake(sessions: Sessions, channel: str, payload: str) -> None:
    async with sessions.begin() as session:
        await notify(session, channel, payload)


async def test_reader_is_woken_for_its_own_topic_only(database_url: str, sessions: Sessions) -> None:
    async with listening(database_url) as feed:
        mine = feed.changes("conversation:-1", heartbeat_seconds=0.3)
        anybodys = feed.changes("conversations", heartbeat_seconds=5)
        alerts = feed.changes("alerts", heartbeat_seconds=0.3)
        await settled(mine, anybodys, alerts)
        await wake(sessions, CONVERSATION_CHANNEL, "-2")
        assert await next_of(anybodys)
        assert [await next_of(mine), await next_of(alerts)] == [False, False]
        await wake(sessions, CONVERSATION_CHANNEL, "-1")
        assert await next_of(mine)
        await wake(sessions, ALERT_CHANNEL, "1")
        assert await next_of(alerts)


async def test_nothing_is_announced_before_its_transaction_commits(database_url: str, sessions: Sessions) -> None:
    async with listening(database_url) as feed:
        changes = feed.changes("conversation:-3", heartbeat_seconds=0.2)
        await settled(changes)
        async with sessions() as session:
            await notify(session, CONVERSATION_CHANNEL, "-3")
            assert await next_of(changes) is False
            await session.rollback()
        assert await next_of(changes) is False


async def test_terminated_connection_comes_back_and_everybody_looks_again(
    database_url: str, sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "CHECK_SECONDS", 0.05)
    monkeypatch.setattr(module, "RECONNECT_SECONDS", 0.05)
    async with listening(database_url) as feed:
        one, two = feed.changes("conversation:-4"), feed.changes("alerts")
        await settled(one, two)
        async with sessions.begin() as session:
            ended = await session.scalars(text(f"select pg_terminate_backend(pid) {_own_listeners()}"))
            assert ended.all()
        assert [await next_of(one), await next_of(two)] == [True, True]
        await wake(sessions, CONVERSATION_CHANNEL, "-4")
        assert await next_of(one)


def _own_listeners() -> str:
    return (
        "from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
        " and (query ilike 'listen%' or query = 'select 1')"
    )


async def test_reader_that_went_away_leaves_nothing_behind(database_url: str) -> None:
    feed = Feed(database_url)
    changes = feed.changes("alerts", "conversations")
    assert await anext(changes)
    await changes.aclose()  # type: ignore[attr-defined]
    assert feed._events == {}
