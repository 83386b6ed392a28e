"""Settles what `make run` starts: PostgreSQL, the engine, the worker and the pages, kept up until Ctrl-C."""

from __future__ import annotations

import os
import sys
from collections.abc import Awaitable, Callable

import httpx

from bot.database import embedded_server, prepare_databases, records_url
from bot.demo import DemoLogin, load_demo
from bot.engine_process import engine_command, engine_environment
from bot.postgres import PostgresService
from bot.secrets import Secrets
from bot.settings import ROOT, Settings
from bot.supervisor import PidFile, Role, RoleProcess, Service, Step, Supervisor, check_port_free
from bot.wiring import build

ENGINE_START_SECONDS = 180.0
APP_START_SECONDS = 60.0


async def up(settings: Settings, secrets: Secrets) -> None:
    """Start everything, print where it is, and keep it up.

    Raises:
        SupervisorError, PostgresError, OperatorError: one sentence for the person at the terminal.
    """
    check_ports(settings)
    url = records_url(settings, secrets)
    logins: list[DemoLogin] = []

    async def prepare() -> None:
        await prepare_databases(url)
        async with build(settings, secrets, database_url=url) as system:
            logins.append(await load_demo(system))

    def announce() -> None:
        _announce(settings, logins[0])

    parts: list[Service | Step] = []
    if settings.database_url is None:
        parts.append(PostgresService(embedded_server(settings, secrets)))
    parts += [Step(name="databases", run=prepare), *_roles(settings, secrets, url)]
    print("Starting … (about 20 s: the dialogue engine loads its model)", flush=True)
    pid_file = PidFile(settings.run_dir / "suifang.pid", "Suifang")
    await Supervisor(parts, pid_file=pid_file, on_ready=announce, say=lambda line: print(line, flush=True)).run()


def check_ports(settings: Settings) -> None:
    """Raises PortTaken, naming who holds the port and the setting that moves ours."""
    check_port_free(settings.web_host, settings.web_port, "the pages", setting="SUIFANG_WEB_PORT")
    check_port_free("127.0.0.1", settings.action_port, "the actions", setting="SUIFANG_ACTION_PORT")
    check_port_free("127.0.0.1", settings.engine_port, "the dialogue engine", setting="SUIFANG_ENGINE_PORT")


def _roles(settings: Settings, secrets: Secrets, url: str) -> list[Service]:
    serve = [sys.executable, "-m", "bot.cli", "serve", "--role"]
    roles = [
        Role(
            name="engine",
            command=engine_command(),
            env=engine_environment(settings, secrets, database_url=url),
            cwd=ROOT,
            ready=_answers(f"{settings.engine_url}/webhooks/suifang/health"),
            start_timeout=ENGINE_START_SECONDS,
        ),
        Role(
            name="worker",
            command=[*serve, "worker"],
            env=dict(os.environ),
            cwd=ROOT,
            ready=_answers(f"http://127.0.0.1:{settings.action_port}/health"),
            start_timeout=APP_START_SECONDS,
        ),
        Role(
            name="web",
            command=[*serve, "web"],
            env=dict(os.environ),
            cwd=ROOT,
            ready=_answers(f"http://{settings.web_host}:{settings.web_port}/health"),
            start_timeout=APP_START_SECONDS,
        ),
    ]
    return [RoleProcess(role, settings.log_dir) for role in roles]


def _answers(url: str) -> Callable[[], Awaitable[bool]]:
    async def ready() -> bool:
        async with httpx.AsyncClient(trust_env=False, timeout=2.0) as client:
            return (await client.get(url)).status_code == httpx.codes.OK

    return ready


def _announce(settings: Settings, login: DemoLogin) -> None:
    lines = [
        "",
        "Suifang is running. Ctrl-C ends it.",
        "",
        f"  Patient (demo, {login.patient_name}), opens once:  {login.patient_url}",
        f"  Staff:    {settings.base_url}/staff/",
        f"            {login.username} / {login.password}   (demo nurse)",
        "",
        f"  Another patient's link: .venv/bin/suifang link --patient ID     Logs: {settings.log_dir}",
        "",
    ]
    print("\n".join(lines), flush=True)
