"""Settles what the clock does: open what is due, put questions again, announce what lies unanswered or undelivered."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.queue import DELIVER, TURN, enqueue
from records.database import Sessions, notify
from records.feed import CONVERSATION_CHANNEL
from records.models import Message, MessageStatus
from scheduler.opening import Compose, open_due_tasks
from scheduler.resuming import Nudge, resume_waiting

STALE = timedelta(seconds=5)  # a message this old should have been looked at: its job was lost
MAX_ANNOUNCED = 1000


class Tick:
    """One beat of the clock."""

    def __init__(self, sessions: Sessions, *, compose: Compose, nudge: Nudge, clock: Clock) -> None:
        self._sessions = sessions
        self._compose = compose
        self._nudge = nudge
        self._clock = clock

    async def __call__(self) -> None:
        """Re-announce, then open due tasks; one failing does not stop the other."""
        try:
            await self._announce_stale()
        finally:
            while await self.open_due() or await self.resume():
                pass

    async def _announce_stale(self) -> None:
        async with self._sessions.begin() as session:
            now = self._clock()
            await _announce(session, TURN, MessageStatus.RECEIVED, now)
            await _announce(session, DELIVER, MessageStatus.QUEUED, now)

    async def open_due(self) -> list[int]:
        """Open one batch of due tasks."""
        async with self._sessions.begin() as session:
            opened = await open_due_tasks(session, compose=self._compose, now=self._clock())
            return await _to_deliver(session, opened)

    async def resume(self) -> list[int]:
        """Put one batch of questions again whose time has come."""
        async with self._sessions.begin() as session:
            resumed = await resume_waiting(session, nudge=self._nudge, now=self._clock())
            return await _to_deliver(session, resumed)


async def _to_deliver(session: AsyncSession, conversation_ids: list[int]) -> list[int]:
    await enqueue(session, DELIVER, conversation_ids)
    for conversation_id in conversation_ids:
        await notify(session, CONVERSATION_CHANNEL, str(conversation_id))
    return conversation_ids


async def _announce(session: AsyncSession, entrypoint: str, status: MessageStatus, now: datetime) -> None:
    stale = select(Message.conversation_id).where(
        Message.status == status,
        Message.created_at < now - STALE,
        or_(Message.retry_at.is_(None), Message.retry_at <= now),
    )
    found = await session.scalars(stale.distinct().limit(MAX_ANNOUNCED))
    await enqueue(session, entrypoint, found.all())
