"""Settles where golden conversations are played: a throw-away database, the real engine, a frozen clock.

The worker's loop is left out: the stage handles each message itself, in order, so that a run is the same every time.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import tempfile
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import uvicorn

from actions.webhook import create_webhook
from bot.clock import FrozenClock
from bot.database import prepare_databases
from bot.engine_process import engine_command, engine_environment
from bot.errors import OperatorError
from bot.postgres import EmbeddedPostgres, temporary_postgres
from bot.secrets import Secrets, load_secrets
from bot.serve import listen
from bot.settings import DATABASE, QUESTIONNAIRES, ROOT, Settings
from bot.supervisor import Role, RoleFailed, RoleProcess
from bot.wiring import System, build
from channels.memory import MemoryChannel
from records.database import plain_url
from records.questionnaires import publish_all

START_SECONDS = 180.0
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


class Stage:
    """A running system whose clock and channel are in the caller's hand."""

    def __init__(
        self,
        system: System,
        clock: FrozenClock,
        channel: MemoryChannel,
        engine: RoleProcess,
        postgres: EmbeddedPostgres,
    ) -> None:
        self.postgres = postgres
        self.system = system
        self.clock = clock
        self.channel = channel
        self.engine = engine

    async def settle(self, conversation_id: int) -> None:
        """Handle and deliver whatever is open in one conversation."""
        await self.system.turns.handle(conversation_id)
        await self.system.delivery.handle(conversation_id)


@contextlib.asynccontextmanager
async def open_stage(secrets: Secrets | None = None) -> AsyncIterator[Stage]:
    """Start PostgreSQL, the action webhook and the engine; end them and remove every trace.

    Args:
        secrets: used instead of new ones, where the caller reads the same rows with its own keyring.

    Raises:
        OperatorError: the engine does not start; the message quotes its last line.
    """
    with temporary_postgres() as server, tempfile.TemporaryDirectory(prefix="suifang-") as folder:
        url = plain_url(server.url(DATABASE))
        home = Path(folder)
        settings = Settings(
            home=home, database_url=url, engine_port=free_port(), action_port=free_port(), engine_timeout_seconds=60
        )
        secrets = secrets or load_secrets(settings.secrets_dir)
        await prepare_databases(url)
        clock, channel = FrozenClock(EPOCH), MemoryChannel()
        channels = {channel.name: channel}
        async with build(settings, secrets, database_url=url, channels=channels, clock=clock) as system:
            await _publish(system)
            async with _webhook(system), _engine(system) as engine:
                yield Stage(system, clock, channel, engine, server)


async def _publish(system: System) -> None:
    async with system.sessions.begin() as session:
        await publish_all(session, QUESTIONNAIRES, now=EPOCH)


@contextlib.asynccontextmanager
async def _webhook(system: System) -> AsyncIterator[None]:
    app = create_webhook(system.actions, token=system.secrets.action_token)
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, lifespan="off"))
    server.capture_signals = contextlib.nullcontext  # type: ignore[assignment]  # signals belong to the caller
    listener = listen("127.0.0.1", system.settings.action_port, shared=False)
    task = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        yield
    finally:
        server.should_exit = True
        await task


@contextlib.asynccontextmanager
async def _engine(system: System) -> AsyncIterator[RoleProcess]:
    async def ready() -> bool:
        return await system.engine.is_ready()

    role = Role(
        name="engine",
        command=engine_command(),
        env=engine_environment(system.settings, system.secrets, database_url=system.database_url),
        cwd=ROOT,
        ready=ready,
        start_timeout=START_SECONDS,
    )
    process = RoleProcess(role, system.settings.log_dir)
    system.settings.log_dir.mkdir(parents=True, exist_ok=True)
    try:
        await process.start()
        yield process
    except RoleFailed as exc:
        raise OperatorError(str(exc)) from exc
    finally:
        await process.stop(5)


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
