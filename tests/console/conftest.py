"""Settles what the console's tests share: a ward in the tests' database, the console's app, and a logged-in client."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator

import httpx
import pytest

from records.database import Sessions
from records.feed import Feed
from tests.console.demo_ward import Ids, build_ward
from tests.console.support import Clock, client_of, log_in, make_app


@pytest.fixture
def clock() -> Clock:
    """The present, moved by hand."""
    return Clock()


@pytest.fixture
async def ward(sessions: Sessions, clock: Clock) -> Ids:
    """A ward of its own for each test."""
    async with sessions.begin() as session:
        return await build_ward(session, clock.now, suffix=f"-{uuid.uuid4().hex[:8]}")


@pytest.fixture
async def visitor(sessions: Sessions, database_url: str, clock: Clock) -> AsyncIterator[httpx.AsyncClient]:
    """A browser that nobody has logged in with."""
    async with client_of(make_app(sessions, Feed(database_url), clock)) as client:
        yield client


@pytest.fixture
async def nurse(visitor: httpx.AsyncClient, ward: Ids) -> httpx.AsyncClient:
    """The browser of the ward's nurse."""
    await log_in(visitor, ward.nurse.username)
    return visitor
