"""The whole system as `suifang up` runs it, with one or two application processes, and its parts killed on purpose."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import httpx

from bot.clock import system_clock
from bot.database import embedded_server, prepare_databases, records_url
from bot.engine_process import engine_command, engine_environment
from bot.golden.stage import free_port
from bot.postgres import PostgresService
from bot.secrets import Secrets
from bot.settings import QUESTIONNAIRES, ROOT, Settings
from bot.supervisor import PidFile, Role, RoleProcess, Step, Supervisor
from records.database import create_engine, create_sessions
from records.questionnaires import publish_all
from tests.faults.proxy import Proxy


@dataclass(kw_only=True)
class House:
    """What the test holds on to."""

    settings: Settings
    secrets: Secrets
    url: str
    web_urls: list[str]
    postgres: PostgresService
    engine: RoleProcess
    apps: list[RoleProcess]
    proxy: Proxy

    def kill_app(self, number: int = 0) -> None:
        """SIGKILL to an application process: worker, action webhook and pages at once."""
        self.apps[number].kill()

    def kill_engine(self) -> None:
        """SIGKILL to the dialogue engine."""
        self.engine.kill()

    def kill_postgres(self) -> None:
        """SIGKILL to PostgreSQL's postmaster."""
        pid = self.postgres.server.pid
        if pid is not None:
            os.kill(pid, signal.SIGKILL)


@contextlib.asynccontextmanager
async def open_house(folder: Path, secrets: Secrets, *, apps: int) -> AsyncIterator[House]:
    """Start everything under the product's own supervisor, which starts again what dies."""
    settings = Settings(
        home=folder, engine_port=free_port(), action_port=free_port(), engine_timeout_seconds=20, database_url=None
    )
    proxy_port = free_port()
    proxy = Proxy(proxy_port, settings.action_port)
    settings = settings.model_copy(update={"action_url": f"http://127.0.0.1:{proxy_port}/webhook"})
    url = records_url(settings, secrets)
    postgres = PostgresService(embedded_server(settings, secrets))
    engine = RoleProcess(_engine(settings, secrets, url), settings.log_dir)
    ports = [free_port() for _ in range(apps)]
    processes = [RoleProcess(_app(settings, secrets, port, n), settings.log_dir) for n, port in enumerate(ports)]
    up = asyncio.Event()

    async def prepare() -> None:
        await prepare_databases(url)
        records = create_engine(url)
        async with create_sessions(records).begin() as session:
            await publish_all(session, QUESTIONNAIRES, now=system_clock())
        await records.dispose()

    supervisor = Supervisor(
        [postgres, Step(name="databases", run=prepare), engine, *processes],
        pid_file=PidFile(settings.run_dir / "house.pid", "house"),
        on_ready=up.set,
    )
    await proxy.open()
    run = asyncio.create_task(supervisor.run())
    ready = asyncio.create_task(up.wait())
    try:
        await asyncio.wait([run, ready], return_when=asyncio.FIRST_COMPLETED)
        if run.done():
            run.result()
        yield House(
            settings=settings,
            secrets=secrets,
            url=url,
            web_urls=[f"http://127.0.0.1:{port}" for port in ports],
            postgres=postgres,
            engine=engine,
            apps=processes,
            proxy=proxy,
        )
    finally:
        ready.cancel()
        supervisor.ask_to_end()
        await run
        await proxy.close()


def _engine(settings: Settings, secrets: Secrets, url: str) -> Role:
    return Role(
        name="engine",
        command=engine_command(),
        env=engine_environment(settings, secrets, database_url=url),
        cwd=ROOT,
        ready=lambda: _answers(f"{settings.engine_url}/webhooks/suifang/health"),
        start_timeout=180,
    )


def _app(settings: Settings, secrets: Secrets, port: int, number: int) -> Role:
    environment = {
        **os.environ,
        "SUIFANG_HOME": str(settings.home),
        "SUIFANG_WEB_PORT": str(port),
        "SUIFANG_ACTION_PORT": str(settings.action_port),
        "SUIFANG_ENGINE_PORT": str(settings.engine_port),
        "PYTHONPATH": str(ROOT),
    }
    environment.pop("DATABASE_URL", None)
    return Role(
        name=f"app{number}",
        command=[sys.executable, "-m", "tests.faults.app"],
        env=environment,
        cwd=ROOT,
        ready=lambda: _answers(f"http://127.0.0.1:{port}/health"),
        start_timeout=60,
    )


async def _answers(url: str) -> bool:
    async with httpx.AsyncClient(trust_env=False, timeout=2.0) as client:
        return (await client.get(url)).status_code == httpx.codes.OK
