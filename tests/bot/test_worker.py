from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text

from bot.queue import DELIVER, TURN, enqueue
from bot.worker import Worker
from records.database import Sessions


class Work:
    """What the worker was asked to do."""

    def __init__(self) -> None:
        self.done: Counter[str] = Counter()
        self.failures = 0
        self.changed = asyncio.Event()
        self.gate = asyncio.Event()
        self.gate.set()

    async def turn(self, conversation_id: int) -> None:
        if self.failures:
            self.failures -= 1
            raise RuntimeError
        self.note(f"begun {conversation_id}")
        await self.gate.wait()
        self.note(f"turn {conversation_id}")

    async def deliver(self, conversation_id: int) -> None:
        self.note(f"deliver {conversation_id}")

    async def tick(self) -> None:
        self.note("tick")
        if self.done["tick"] == 1:
            raise RuntimeError

    async def until(self, *names: str) -> None:
        async with asyncio.timeout(20):
            while not all(self.done[name] for name in names):
                self.changed.clear()
                await self.changed.wait()

    def note(self, name: str) -> None:
        self.done[name] += 1
        self.changed.set()


@contextlib.asynccontextmanager
async def working(url: str, work: Work) -> AsyncIterator[asyncio.Task[None]]:
    worker = Worker(url, turn=work.turn, deliver=work.deliver, tick=work.tick, concurrency=4)
    task = asyncio.create_task(worker.run())
    try:
        yield task
    finally:
        task.cancel()
        async with asyncio.timeout(10):
            with contextlib.suppress(asyncio.CancelledError):
                await task


async def announce(sessions: Sessions, entrypoint: str, conversation_id: int) -> None:
    async with sessions.begin() as session:
        await session.execute(text("select 1"))
        await enqueue(session, entrypoint, [conversation_id])


@pytest.fixture
def work() -> Work:
    return Work()


async def test_jobs_reach_their_handlers_and_neither_a_failed_job_nor_a_failed_tick_ends_the_worker(
    quiet: tuple[str, Sessions], work: Work
) -> None:
    url, sessions = quiet
    work.failures = 1
    await announce(sessions, TURN, 1)
    async with working(url, work) as task:
        await announce(sessions, DELIVER, 3)
        await work.until("tick", "deliver 3")
        await announce(sessions, TURN, 2)
        await work.until("turn 2")
        assert work.done["turn 1"] == 0
        assert not task.done()


async def test_slow_conversation_does_not_hold_up_the_others(quiet: tuple[str, Sessions], work: Work) -> None:
    url, sessions = quiet
    work.gate.clear()
    async with working(url, work):
        await announce(sessions, TURN, 4)
        await work.until("begun 4")
        await announce(sessions, DELIVER, 5)
        await work.until("deliver 5")
        assert work.done["turn 4"] == 0
        work.gate.set()
        await work.until("turn 4")


async def test_worker_goes_on_after_its_connection_was_terminated(quiet: tuple[str, Sessions], work: Work) -> None:
    url, sessions = quiet
    async with working(url, work):
        await announce(sessions, TURN, 6)
        await work.until("turn 6")
        async with sessions.begin() as session:
            others = "datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'"
            await session.execute(text(f"select pg_terminate_backend(pid) from pg_stat_activity where {others}"))
        await announce(sessions, TURN, 7)
        await work.until("turn 7")
