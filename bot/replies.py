"""Settles which messages of a conversation wait for an answer, and how an answer is queued."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.engine_client import Reply
from records.models import Author, Direction, Message, MessageStatus


def unanswered(conversation_id: int) -> Select[Message]:
    """The patient's messages that nobody has handled yet."""
    return select(Message).where(Message.conversation_id == conversation_id, Message.status == MessageStatus.RECEIVED)


async def queue_reply(session: AsyncSession, message: Message, reply: Reply, *, ordinal: int, now: datetime) -> bool:
    """Queue one reply to a message; False when it is there already."""
    statement = insert(Message).values(
        conversation_id=message.conversation_id,
        direction=Direction.OUT,
        author=Author.BOT,
        status=MessageStatus.QUEUED,
        channel=message.channel,
        body=reply.text,
        quick_replies=list(reply.buttons) or None,
        reply_to=message.id,
        ordinal=ordinal,
        created_at=now,
    )
    return await session.scalar(statement.on_conflict_do_nothing().returning(Message.id)) is not None
