"""Settles what `suifang serve` runs: the web role, the worker role, or both in one process."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
from collections.abc import Iterator
from typing import Any

import uvicorn
from sse_starlette.sse import AppStatus

from actions.webhook import create_webhook
from bot.errors import OperatorError
from bot.roles import Role
from bot.web import create_web
from bot.wiring import System
from bot.worker import Worker

STOP_SECONDS = 5
BACKLOG = 512


async def serve(system: System, role: Role) -> None:
    """Run until SIGTERM or SIGINT.

    Raises:
        OperatorError: a port is taken.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    servers = [_Server(config, listener) for config, listener in _servers(system, role)]
    tasks: list[asyncio.Task[None]] = [asyncio.create_task(server.run_here()) for server in servers]
    if role is not Role.WEB:
        tasks.append(asyncio.create_task(make_worker(system).run()))
    ended = asyncio.create_task(stop.wait())
    done, _ = await asyncio.wait([*tasks, ended], return_when=asyncio.FIRST_COMPLETED)
    AppStatus.should_exit = True  # open event streams end now, not after the grace time
    for server in servers:
        server.ask_to_end()
    for task in tasks[len(servers) :]:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    for finished in done - {ended}:
        finished.result()  # a part that ended by itself tells why


def make_worker(system: System) -> Worker:
    """The worker of a system."""
    return Worker(
        system.database_url,
        turn=system.turns.handle,
        deliver=system.delivery.handle,
        tick=system.tick,
        concurrency=system.settings.worker_concurrency,
    )


def _servers(system: System, role: Role) -> list[tuple[uvicorn.Config, socket.socket]]:
    settings = system.settings
    found = []
    if role is not Role.WORKER:
        app = create_web(system)
        found.append((_config(app), listen(settings.web_host, settings.web_port, shared=False)))
    if role is not Role.WEB:
        # Shared, so that several workers on one machine serve the engine together and one may die.
        webhook = create_webhook(system.actions, token=system.secrets.action_token)
        found.append((_config(webhook), listen("127.0.0.1", settings.action_port, shared=True)))
    return found


def _config(app: Any) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        log_config=None,  # its lines go the way of all others (bot/logs.py)
        access_log=False,  # a patient's link stands in its path
        timeout_graceful_shutdown=STOP_SECONDS,
        server_header=False,
        proxy_headers=True,
    )


def listen(host: str, port: int, *, shared: bool) -> socket.socket:
    """A listening socket; `shared` lets other processes listen on the same port (SO_REUSEPORT).

    Raises:
        OperatorError: the port is taken or the address is not this machine's.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if shared:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError as exc:
        raise OperatorError(f"cannot listen on {host}:{port}: {exc.strerror or exc}") from exc
    return listener


class _Server(uvicorn.Server):
    """A uvicorn server that leaves signals to `serve`, since several run in one process."""

    def __init__(self, config: uvicorn.Config, listener: socket.socket) -> None:
        super().__init__(config)
        self._listener = listener

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    def ask_to_end(self) -> None:
        self.should_exit = True

    async def run_here(self) -> None:
        """Serve in the running loop until asked to end."""
        await self.serve(sockets=[self._listener])
