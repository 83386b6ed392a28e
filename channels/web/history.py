"""Settles what the page shows of a conversation: which rows, in what order, and whether a reply is on its way.

Shown are the patient's own messages and those to the patient that are marked as sent, in the order of their ids. A
row may become visible after one with a higher id (its transaction was longer, or its delivery had to wait); a reader
that follows the conversation therefore looks at a window of the newest rows and not only past the last id.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from records.models import Direction, Message, MessageStatus

PAGE_ROWS = 50
MAX_PAGE_ROWS = 200
WINDOW_ROWS = 50
TYPING_LIMIT = timedelta(seconds=60)  # after that "is typing" would not be believed


@dataclass(frozen=True, kw_only=True)
class Progress:
    """Whether a reply is being written; `delayed` when it takes so long that the patient should be told."""

    typing: bool
    delayed: bool


async def read_older(
    session: AsyncSession, conversation_id: int, *, before: int | None, limit: int
) -> tuple[Sequence[Message], bool]:
    """The newest rows, or the newest before an id, oldest first; and whether there are older ones."""
    query = select(Message).where(_visible(conversation_id)).order_by(Message.id.desc()).limit(limit + 1)
    if before is not None:
        query = query.where(Message.id < before)
    rows = (await session.scalars(query)).all()
    return rows[:limit][::-1], len(rows) > limit


async def read_newer(
    session: AsyncSession, conversation_id: int, *, after: int, limit: int
) -> tuple[Sequence[Message], bool]:
    """The rows after an id, oldest first; and whether there are more."""
    query = select(Message).where(_visible(conversation_id), Message.id > after).order_by(Message.id).limit(limit + 1)
    rows = (await session.scalars(query)).all()
    return rows[:limit], len(rows) > limit


async def read_unseen(session: AsyncSession, conversation_id: int, *, seen: set[int]) -> Sequence[Message]:
    """Those of the newest rows that are not in `seen`, oldest first."""
    newest = select(Message.id).where(_visible(conversation_id)).order_by(Message.id.desc()).limit(WINDOW_ROWS)
    unseen = set((await session.scalars(newest)).all()) - seen
    if not unseen:
        return ()
    return (await session.scalars(select(Message).where(Message.id.in_(unseen)).order_by(Message.id))).all()


async def read_progress(session: AsyncSession, conversation_id: int, *, now: datetime) -> Progress:
    """Whether a message waits for its reply, or a reply for its delivery."""
    unanswered = Message.status == MessageStatus.RECEIVED
    undelivered = and_(Message.status == MessageStatus.QUEUED, Message.reply_to.is_not(None))
    oldest = select(func.min(Message.created_at)).where(
        Message.conversation_id == conversation_id, or_(unanswered, undelivered)
    )
    since = await session.scalar(oldest)
    delayed = since is not None and now - since > TYPING_LIMIT
    return Progress(typing=since is not None and not delayed, delayed=delayed)


def to_json(message: Message) -> dict[str, Any]:
    """A row as the page reads it: id, author, text, at (ISO 8601), quick_replies, and client_id of the page's own."""
    return {
        "id": message.id,
        "author": message.author,
        "text": message.body,
        "at": message.created_at.isoformat(),
        "quick_replies": message.quick_replies or [],
        "client_id": client_id_of(message),
    }


def external_id(contact_point_id: int, client_id: str) -> str:
    """The id under which a page's message is stored: the page's own id, unique per contact point."""
    return f"{contact_point_id}:{client_id}"


def client_id_of(message: Message) -> str | None:
    """The page's own id of a message that it sent."""
    if message.direction != Direction.IN or message.external_id is None:
        return None
    return message.external_id.partition(":")[2] or None


def _visible(conversation_id: int) -> ColumnElement[bool]:
    shown = or_(Message.direction == Direction.IN, Message.status == MessageStatus.SENT)
    return and_(Message.conversation_id == conversation_id, shown)
