from __future__ import annotations

import asyncio

import asyncpg

from bot.postgres import EmbeddedPostgres
from records import migrate
from records.models import Base
from tests.support.databases import empty_database

TABLES = "select tablename from pg_tables where schemaname = 'public' and tablename not like 'pgqueuer%'"


async def tables(url: str) -> set[str]:
    connection = await asyncpg.connect(url)
    try:
        return {row["tablename"] for row in await connection.fetch(TABLES)}
    finally:
        await connection.close()


async def test_up_down_and_up_again_and_the_models_are_what_the_migrations_make(postgres: EmbeddedPostgres) -> None:
    async with empty_database(postgres, "migrate") as url:
        await migrate.upgrade(url)
        assert await tables(url) == {*Base.metadata.tables, "alembic_version"}
        await migrate.pending_changes(url)
        await migrate.downgrade(url)
        assert await tables(url) == {"alembic_version"}
        await migrate.upgrade(url)
        assert await tables(url) == {*Base.metadata.tables, "alembic_version"}
        await migrate.pending_changes(url)


async def test_processes_that_start_together_migrate_once(postgres: EmbeddedPostgres) -> None:
    async with empty_database(postgres, "migrate") as url:
        await asyncio.gather(migrate.upgrade(url), migrate.upgrade(url))
        assert set(Base.metadata.tables) <= await tables(url)
