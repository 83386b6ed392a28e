"""Settles how a test gets a database that no other test writes to: for whatever looks at every row."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

from bot.postgres import EmbeddedPostgres, ensure_database
from records import migrate
from records.database import Sessions, create_engine, create_sessions, plain_url


@asynccontextmanager
async def empty_database(postgres: EmbeddedPostgres, name: str) -> AsyncIterator[str]:
    """A new database without tables, dropped at the end."""
    unique = f"{name}_{secrets.token_hex(4)}"
    url = plain_url(postgres.url(unique))
    await ensure_database(url, unique)
    try:
        yield url
    finally:
        connection = await asyncpg.connect(plain_url(postgres.url("postgres")))
        await connection.execute(f"drop database {unique} with (force)")
        await connection.close()


@asynccontextmanager
async def own_database(postgres: EmbeddedPostgres, name: str) -> AsyncIterator[tuple[str, Sessions]]:
    """A new migrated database and its sessions."""
    async with empty_database(postgres, name) as url:
        await migrate.upgrade(url)
        engine = create_engine(url)
        try:
            yield url, create_sessions(engine)
        finally:
            await engine.dispose()
