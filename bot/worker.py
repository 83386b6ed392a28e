"""Settles the worker's life: it takes jobs from the queue, ticks, and starts over when PostgreSQL comes back."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from datetime import timedelta

import asyncpg
import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from pgqueuer.core.qm import QueueManager
from pgqueuer.db import AsyncpgDriver
from pgqueuer.models import Job
from pgqueuer.queries import Queries

from bot.queue import DELIVER, TURN
from records.database import plain_url

HEARTBEAT_TIMEOUT = timedelta(seconds=5)
IDLE_POLL = timedelta(seconds=5)
RESTART_SECONDS = 0.5
TICK_SECONDS = 10
BATCH = 10

Handler = Callable[[int], Awaitable[None]]

log = structlog.get_logger(__name__)


class Worker:
    """Runs handlers for jobs, at most `concurrency` conversations at once, and a tick every `TICK_SECONDS`."""

    def __init__(
        self, url: str, *, turn: Handler, deliver: Handler, tick: Callable[[], Awaitable[None]], concurrency: int
    ) -> None:
        self._url = plain_url(url)
        self._handlers = {TURN: turn, DELIVER: deliver}
        self._tick = tick
        self._slots = asyncio.Semaphore(concurrency)

    async def run(self) -> None:
        """Work until cancelled."""
        clock = AsyncIOScheduler(timezone="UTC")
        clock.add_job(self._safe_tick, "interval", seconds=TICK_SECONDS, max_instances=1, coalesce=True)
        clock.start()
        try:
            while True:
                await self._safe_tick()
                await self._take_jobs()
                await asyncio.sleep(RESTART_SECONDS)
        finally:
            clock.shutdown(wait=False)

    async def _take_jobs(self) -> None:
        """Returns when PostgreSQL goes away."""
        try:
            connection = await asyncpg.connect(self._url, timeout=5)
        except (OSError, asyncpg.PostgresError, TimeoutError) as exc:
            log.warning("worker.no_database", error=type(exc).__name__)
            return
        try:
            await self._manager(connection).run(
                dequeue_timeout=IDLE_POLL,
                batch_size=BATCH,
                heartbeat_timeout=HEARTBEAT_TIMEOUT,
                shutdown_on_listener_failure=True,
            )
        except Exception as exc:  # whatever ended the queue's loop, the rows are still there: start over
            log.warning("worker.queue_ended", error=type(exc).__name__)
        finally:
            with contextlib.suppress(Exception):
                await connection.close(timeout=1)

    def _manager(self, connection: asyncpg.Connection) -> QueueManager:
        manager = QueueManager(Queries(AsyncpgDriver(connection)))
        for name, handler in self._handlers.items():
            manager.entrypoint(name, accepts_context=False)(self._guarded(name, handler))
        return manager

    def _guarded(self, name: str, handler: Handler) -> Callable[[Job], Awaitable[None]]:
        async def handle(job: Job) -> None:
            async with self._slots:
                try:
                    await handler(int(job.payload or b"0"))
                except Exception as exc:  # the row is still open; the next tick announces it again
                    log.warning("job.failed", job=name, error=type(exc).__name__)

        return handle

    async def _safe_tick(self) -> None:
        try:
            await self._tick()
        except Exception as exc:  # a tick that failed is tried again by the next one
            log.warning("tick.failed", error=type(exc).__name__)
