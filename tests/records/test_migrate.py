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


ROWS = (
    "insert into patient (name, name_index, sex, timezone, language, demo, created_at)"
    " values ('', '', 'female', 'Asia/Shanghai', 'zh', false, now())",
    "insert into contact_point (patient_id, channel, address, address_index, rank, created_at)"
    " select id, 'memory', '', '', 1, now() from patient",
    "insert into conversation (patient_id, contact_point_id, channel, created_at)"
    " select patient_id, id, channel, now() from contact_point",
    "insert into message (conversation_id, direction, author, status, channel, external_id, body, ordinal, attempts,"
    " created_at) select id, 'in', 'patient', 'received', 'memory', 'x', '', 0, 0, now() from conversation",
)
READING = (
    "insert into observation (patient_id, kind, value, unit, approximate, effective_at, message_id, recorded_at)"
    " select p.id, $1, $2, '-', false, now() - make_interval(hours => $3), m.id, now() from patient p, message m"
)


async def test_going_back_keeps_what_the_older_tables_can_hold(postgres: EmbeddedPostgres) -> None:
    async with empty_database(postgres, "migrate") as url:
        await migrate.upgrade(url)
        connection = await asyncpg.connect(url)
        for statement in ROWS:
            await connection.execute(statement)
        for kind, value, hours in (("heart_rate", 72, 9), ("heart_rate", 80, 0), ("steps", 8000, 0), ("spo2", 97, 0)):
            await connection.execute(READING, kind, float(value), hours)
        await migrate.downgrade(url, "0002")
        left = await connection.fetch("select kind, value from observation order by id")
        await migrate.upgrade(url)
        await connection.close()
    assert [tuple(row) for row in left] == [("heart_rate", 72), ("spo2", 97)]
