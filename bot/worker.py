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

from bot.logs import describe
from bot.queue import DELIVER, TURN
from records.database import plain_url

HEARTBEAT_TIMEOUT = timedelta(seconds=5)
IDLE_POLL = timedelta(seconds=5)
RESTART_SECONDS = 0.5
TICK_SECONDS = 10
WATCH_SECONDS = 0.2
END_SECONDS = 5.0

Handler = Callable[[int], Awaitable[None]]

log = structlog.get_logger(__name__)


class Worker:
    """Runs handlers for jobs, at most `concurrency` turns and as many deliveries at once, and a tick.

    Turns and deliveries have a line each: an engine that hangs must not hold up what is ready to be sent.
    """

    def __init__(
        self, url: str, *, turn: Handler, deliver: Handler, tick: Callable[[], Awaitable[None]], concurrency: int
    ) -> None:
        self._lines = [Line(url, TURN, turn, concurrency), Line(url, DELIVER, deliver, concurrency)]
        self._tick = tick

    async def run(self) -> None:
        """Work until cancelled."""
        clock = AsyncIOScheduler(timezone="UTC")
        clock.add_job(self._safe_tick, "interval", seconds=TICK_SECONDS, max_instances=1, coalesce=True)
        clock.start()
        try:
            await asyncio.gather(*(line.run(before=self._safe_tick) for line in self._lines))
        finally:
            clock.shutdown(wait=False)

    async def _safe_tick(self) -> None:
        try:
            await self._tick()
        except Exception as exc:  # a tick that failed is tried again by the next one
            log.warning("tick.failed", **describe(exc))


class Line:
    """Takes the jobs of one kind from the queue."""

    def __init__(self, url: str, name: str, handler: Handler, concurrency: int) -> None:
        self._url = plain_url(url)
        self._name = name
        self._handler = handler
        self._concurrency = max(2, concurrency)
        self._running: set[asyncio.Future[None]] = set()

    async def run(self, *, before: Callable[[], Awaitable[None]]) -> None:
        """Work until cancelled, starting over when PostgreSQL comes back; `before` is called at each start."""
        while True:
            await before()
            await self._take_jobs()
            await asyncio.sleep(RESTART_SECONDS)

    async def _take_jobs(self) -> None:
        """Returns when PostgreSQL goes away."""
        try:
            connection = await asyncpg.connect(self._url, timeout=5)
        except (OSError, asyncpg.PostgresError, TimeoutError) as exc:
            log.warning("worker.no_database", error=type(exc).__name__)
            return
        manager = self._manager(connection)
        queue = asyncio.create_task(
            manager.run(
                dequeue_timeout=IDLE_POLL,
                batch_size=self._concurrency // 2,
                max_concurrent_tasks=self._concurrency,
                heartbeat_timeout=HEARTBEAT_TIMEOUT,
            )
        )
        try:
            await _until_lost(connection, queue)
        finally:
            await self._end(manager, queue)
            with contextlib.suppress(Exception):
                await connection.close(timeout=1)

    async def _end(self, manager: QueueManager, queue: asyncio.Task[None]) -> None:
        """Leave the queue. What is under way is given up: its rows are open, and the engine knows the message's id.

        PgQueuer by itself would wait for the handlers and beat for them on a closed connection meanwhile.
        """
        manager.shutdown.set()
        for task in list(self._running):
            task.cancel()
        await asyncio.wait({queue}, timeout=END_SECONDS)
        queue.cancel()
        log.warning("worker.queue_ended", error=type(_outcome(queue)).__name__)

    def _manager(self, connection: asyncpg.Connection) -> QueueManager:
        manager = QueueManager(Queries(AsyncpgDriver(connection)))
        manager.entrypoint(self._name, accepts_context=False)(self._work)
        return manager

    async def _work(self, job: Job) -> None:
        work = asyncio.ensure_future(self._handler(int(job.payload or b"0")))
        self._running.add(work)
        try:
            await work
        except asyncio.CancelledError:
            work.cancel()
        except Exception as exc:  # the row is still open; the next tick announces it again
            log.warning("job.failed", job=self._name, **describe(exc))
        finally:
            self._running.discard(work)


async def _until_lost(connection: asyncpg.Connection, queue: asyncio.Task[None]) -> None:
    while not connection.is_closed() and not queue.done():
        await asyncio.wait({queue}, timeout=WATCH_SECONDS)


def _outcome(task: asyncio.Task[None]) -> BaseException | None:
    return task.exception() if task.done() and not task.cancelled() else None
