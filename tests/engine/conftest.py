"""One PostgreSQL, one action server and one real engine for each module of these tests."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import asyncpg
import pytest

from bot.postgres import EmbeddedPostgres, ensure_database, temporary_postgres
from tests.support.action_server import ActionServer, running_actions
from tests.support.engine import Engine, running_engine

DATABASE = "suifang_engine"


class Rows:
    """What the engine has stored, seen from outside."""

    def __init__(self, postgres: EmbeddedPostgres) -> None:
        self._url = postgres.url(DATABASE, driver="")

    def of(self, conversation_id: str) -> list[dict[str, Any]]:
        """The stored events of a conversation, `data` as it lies there."""

        async def fetch() -> list[dict[str, Any]]:
            connection = await asyncpg.connect(self._url)
            try:
                rows = await connection.fetch("SELECT * FROM events WHERE sender_id = $1 ORDER BY id", conversation_id)
            finally:
                await connection.close()
            return [dict(row) for row in rows]

        return asyncio.run(fetch())


@pytest.fixture(scope="module")
def postgres() -> Iterator[EmbeddedPostgres]:
    with temporary_postgres() as server:
        asyncio.run(ensure_database(server.url("postgres", driver=""), DATABASE))
        yield server


@pytest.fixture(scope="module")
def webhook() -> Iterator[ActionServer]:
    with running_actions() as server:
        yield server


@pytest.fixture
def actions(webhook: ActionServer) -> ActionServer:
    """The action server without faults and without memory of earlier calls."""
    webhook.reset()
    return webhook


@pytest.fixture(scope="module")
def engine(
    tmp_path_factory: pytest.TempPathFactory, postgres: EmbeddedPostgres, webhook: ActionServer
) -> Iterator[Engine]:
    with running_engine(
        tmp_path_factory.mktemp("engine"),
        database_url=postgres.url(DATABASE, driver="psycopg2"),
        action_url=webhook.url,
        action_token=webhook.token,
    ) as started:
        yield started


@pytest.fixture
def rows(postgres: EmbeddedPostgres) -> Rows:
    return Rows(postgres)


def texts(response: Any) -> list[str]:
    """The bot's texts in a turn's answer."""
    assert response.status_code == 200, json.dumps(response.json())
    return [reply["text"] for reply in response.json()["replies"]]
