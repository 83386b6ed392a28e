"""Settles how a patient's message comes in: stored once, with its wake-up, before it is acknowledged."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.locks import Lock, take_lock
from bot.queue import TURN, enqueue
from bot.screening import Screening
from channels.protocol import MAX_KEPT_CHARS, InboundMessage, Receipt, UnknownAddress
from records.conversations import conversation_of
from records.database import Sessions, notify
from records.feed import CONVERSATION_CHANNEL
from records.models import Author, ContactPoint, Direction, Message, MessageStatus
from records.types import index_of


class Inbox:
    """The `Receiver` that every channel is given."""

    def __init__(self, sessions: Sessions, screening: Screening | None = None) -> None:
        self._sessions = sessions
        self._screening = screening

    async def __call__(self, message: InboundMessage) -> Receipt:
        """Store a message and announce it. The same external id again stores nothing.

        Raises:
            UnknownAddress: nobody is bound to this address.
        """
        async with self._sessions.begin() as session:
            receipt = await store_inbound(session, message)
            if self._screening and not receipt.duplicate:
                await self._screening.look(session, await session.get_one(Message, receipt.message_id))
            return receipt


async def store_inbound(session: AsyncSession, message: InboundMessage) -> Receipt:
    """As `Inbox`, in the caller's transaction."""
    point = await session.scalar(
        select(ContactPoint).where(
            ContactPoint.channel == message.channel,
            ContactPoint.address_index == index_of("contact_point.address", message.address),
        )
    )
    if point is None:
        raise UnknownAddress
    conversation_id = await conversation_of(session, point, now=message.received_at)
    await take_lock(session, Lock.INBOX, conversation_id)  # ids are given out in the order in which they are committed
    message_id = await _insert(session, conversation_id, message)
    if message_id is None:
        return await _duplicate(session, message)
    await enqueue(session, TURN, [conversation_id])
    await notify(session, CONVERSATION_CHANNEL, str(conversation_id))
    return Receipt(message_id=message_id, conversation_id=conversation_id, duplicate=False)


async def _insert(session: AsyncSession, conversation_id: int, message: InboundMessage) -> int | None:
    statement = insert(Message).values(
        conversation_id=conversation_id,
        direction=Direction.IN,
        author=Author.PATIENT,
        status=MessageStatus.RECEIVED,
        channel=message.channel,
        external_id=message.external_id,
        body=message.text[:MAX_KEPT_CHARS].encode(errors="replace").decode(),  # half an emoji must not lose the message
        audio=message.audio,
        created_at=message.received_at,
    )
    return await session.scalar(statement.on_conflict_do_nothing().returning(Message.id))


async def _duplicate(session: AsyncSession, message: InboundMessage) -> Receipt:
    row = (
        await session.execute(
            select(Message.id, Message.conversation_id).where(
                Message.direction == Direction.IN,
                Message.channel == message.channel,
                Message.external_id == message.external_id,
            )
        )
    ).one()
    return Receipt(message_id=row.id, conversation_id=row.conversation_id, duplicate=True)
