"""Settles the database of these tests: the scheduler looks at every task, so nobody else may have any there."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text

from bot.postgres import EmbeddedPostgres
from bot.secrets import Secrets
from records.database import Sessions
from tests.support.databases import own_database


@pytest.fixture(scope="module")
async def own(postgres: EmbeddedPostgres, private_secrets: Secrets) -> AsyncIterator[Sessions]:
    """Sessions on a database of this module's own."""
    async with own_database(postgres, "scheduler") as (_, sessions):
        yield sessions


@pytest.fixture
async def quiet(own: Sessions) -> AsyncIterator[Sessions]:
    """The same, without a task or message that an earlier test left."""
    yield own
    async with own.begin() as session:
        for table in ("message", "questionnaire_response_item", "questionnaire_response", "task", "observation"):
            await session.execute(text(f"truncate {table} cascade"))
