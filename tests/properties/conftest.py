"""Settles the world of these tests: a database of their own, since every tick of the clock looks at all patients."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from sqlalchemy.ext.asyncio import create_async_engine

from bot.postgres import EmbeddedPostgres
from bot.secrets import Secrets
from records import migrate
from records.database import async_url, create_sessions
from tests.properties.world import World, make_world
from tests.support.databases import empty_database


@pytest.fixture(scope="session")
async def world(postgres: EmbeddedPostgres, private_secrets: Secrets) -> AsyncIterator[World]:
    """Real rows, the real tick and a clock that stands still."""
    async with empty_database(postgres, "properties") as url:
        await migrate.upgrade(url)
        engine = create_async_engine(async_url(url))  # without the pre-ping of each session: these tests are many
        yield make_world(create_sessions(engine))
        await engine.dispose()
