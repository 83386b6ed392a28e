"""Settles what all tests stand on: one real PostgreSQL, one migrated database, one keyring, and one real engine."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.database import prepare_databases
from bot.golden.stage import Stage, open_stage
from bot.postgres import EmbeddedPostgres, temporary_postgres
from bot.secrets import Secrets, load_secrets
from records.database import Sessions, create_engine, create_sessions, plain_url
from records.types import bind_keyring

DATABASE = "suifang_test"


@pytest.fixture(scope="session")
def postgres() -> Iterator[EmbeddedPostgres]:
    """A real server in a folder of its own, gone afterwards."""
    with temporary_postgres() as server:
        yield server


@pytest.fixture(scope="session")
def private_secrets(tmp_path_factory: pytest.TempPathFactory) -> Secrets:
    """The secrets of this test run; their keyring is bound."""
    secrets = load_secrets(tmp_path_factory.mktemp("private") / "secrets")
    bind_keyring(secrets.keyring)
    return secrets


@pytest.fixture(scope="session")
async def database_url(postgres: EmbeddedPostgres) -> str:
    """A migrated database that the tests share: each makes its own patients."""
    url = plain_url(postgres.url(DATABASE))
    await prepare_databases(url)
    return url


@pytest.fixture(scope="session")
async def sessions(database_url: str, private_secrets: Secrets) -> AsyncIterator[Sessions]:
    """Sessions on the shared database."""
    engine = create_engine(database_url)
    yield create_sessions(engine)
    await engine.dispose()


@pytest.fixture(scope="session")
async def stage(private_secrets: Secrets) -> AsyncIterator[Stage]:
    """The real engine with a frozen clock, started once."""
    async with open_stage(private_secrets) as stage:
        yield stage


@pytest.fixture(scope="session")
def chromium() -> Path:
    """A browser; tests that need one are skipped without it, and `make test` says so in its last lines."""
    path = Path(os.environ.get("SUIFANG_CHROMIUM") or "/usr/bin/chromium")
    if not path.exists():
        pytest.skip("no Chromium on this machine: SUIFANG_CHROMIUM may name one")
    return path
