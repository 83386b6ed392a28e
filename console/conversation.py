"""Settles what is shown of a patient's conversations: the newest messages, older ones on request, and what is new.

A message changes after it was stored (queued, sent); so an open page asks again for everything after its cursor: the id
up to which nothing can change or come in between any more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from console.times import local
from records.models import Conversation, Message, MessageStatus, Staff

PAGE_SIZE = 50
MAX_NEW = 200
SETTLED = (MessageStatus.HANDLED, MessageStatus.HELD, MessageStatus.SENT, MessageStatus.FAILED)
SETTLE_TIME = timedelta(minutes=2)  # a transaction that took its ids earlier may still commit


@dataclass(frozen=True, kw_only=True)
class Bubble:
    """A message as it is shown; the first of a day carries the day."""

    message: Message
    starts_day: bool


@dataclass(frozen=True, kw_only=True)
class Talk:
    """A stretch of the conversation.

    Attributes:
        older: the id before which there is more; None at the beginning, or when only what is new was asked for.
        cursor: ask for what comes after this id.
        working: the assistant is at it.
        held_by: who stepped in.
    """

    bubbles: Sequence[Bubble]
    older: int | None
    cursor: int
    working: bool
    held_by: str | None
    channels: Sequence[str]


async def conversation_ids(session: AsyncSession, patient_id: int) -> list[int]:
    """The patient's conversations, one a channel."""
    return list(await session.scalars(select(Conversation.id).where(Conversation.patient_id == patient_id)))


async def read_talk(
    session: AsyncSession, patient_id: int, *, before: int | None = None, after: int | None = None, now: datetime
) -> Talk:
    """The newest messages, those just before `before`, or those after `after`."""
    query = _messages(patient_id)
    if after is not None:
        rows = list(await session.scalars(query.where(Message.id > after).order_by(Message.id).limit(MAX_NEW)))
        previous = await session.scalar(query.where(Message.id <= after).order_by(Message.id.desc()).limit(1))
        older = None
    else:
        if before is not None:
            query = query.where(Message.id <= before)  # the first one again: it may no longer begin its day
        newest = list(await session.scalars(query.order_by(Message.id.desc()).limit(PAGE_SIZE + 1)))
        rows, previous = newest[PAGE_SIZE - 1 :: -1] if len(newest) > PAGE_SIZE else newest[::-1], None
        older = rows[0].id if len(newest) > PAGE_SIZE else None
    working, held_by, channels = await _state(session, patient_id)
    return Talk(
        bubbles=_bubbles(rows, previous),
        older=older,
        cursor=_cursor(rows, after, now),
        working=working,
        held_by=held_by,
        channels=channels,
    )


def _messages(patient_id: int) -> Select[Message]:
    mine = select(Conversation.id).where(Conversation.patient_id == patient_id)
    return select(Message).where(Message.conversation_id.in_(mine))


def _bubbles(rows: Sequence[Message], previous: Message | None) -> list[Bubble]:
    days = [local(message.created_at).date() for message in ([previous] if previous else []) + list(rows)]
    before = days if previous else [None, *days]
    return [
        Bubble(message=message, starts_day=local(message.created_at).date() != day)
        for message, day in zip(rows, before, strict=False)
    ]


def _cursor(rows: Sequence[Message], after: int | None, now: datetime) -> int:
    cursor = after if after is not None else rows[0].id - 1 if rows else 0
    for message in rows:
        if message.status not in SETTLED or message.created_at > now - SETTLE_TIME:
            break
        cursor = message.id
    return cursor


async def _state(session: AsyncSession, patient_id: int) -> tuple[bool, str | None, list[str]]:
    waits = exists().where(Message.conversation_id == Conversation.id, Message.status == MessageStatus.RECEIVED)
    query = (
        select(Conversation.channel, Staff.display_name, waits)
        .outerjoin(Staff, Staff.id == Conversation.held_by)
        .where(Conversation.patient_id == patient_id)
    )
    rows = (await session.execute(query)).all()
    working = any(waiting and not name for _, name, waiting in rows)
    return working, next((name for _, name, _ in rows if name), None), sorted({channel for channel, _, _ in rows})
