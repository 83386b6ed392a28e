"""Settles the database of these tests: opening what is due looks at every task, so nobody else may have any there."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.postgres import EmbeddedPostgres
from bot.secrets import Secrets
from records.database import Sessions
from tests.support.databases import own_database


@pytest.fixture(scope="module")
async def quiet(postgres: EmbeddedPostgres, private_secrets: Secrets) -> AsyncIterator[Sessions]:
    """Sessions on a database of this module's own."""
    async with own_database(postgres, "opening") as (_, sessions):
        yield sessions
