"""Settles a database for what looks at every row or every job: nobody else may have any there."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.postgres import EmbeddedPostgres
from bot.secrets import Secrets
from records.database import Sessions
from tests.support.databases import own_database


@pytest.fixture(scope="module")
async def quiet(postgres: EmbeddedPostgres, private_secrets: Secrets) -> AsyncIterator[tuple[str, Sessions]]:
    """Address and sessions of a database of this module's own."""
    async with own_database(postgres, "quiet") as (url, sessions):
        yield url, sessions
