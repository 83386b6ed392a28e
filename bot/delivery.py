"""Settles how queued messages leave: in order, each try on record, retried, in the end put before a person."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta

import structlog
from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.recording import raise_alert
from bot.clock import Clock
from bot.errors import Retryable, Undeliverable
from bot.locks import Lock, try_lock
from bot.logs import describe
from bot.queue import DELIVER, enqueue
from channels.protocol import Channel, OutboundMessage, QuickReply
from records.database import Sessions, is_away, notify
from records.feed import CONVERSATION_CHANNEL
from records.models import AlertLevel, ContactPoint, Conversation, DeliveryAttempt, Message, MessageStatus

PATIENCE = timedelta(hours=1)
FIRST_RETRY = timedelta(seconds=1)
LONGEST_RETRY = timedelta(minutes=5)

# The immediate answer to a red flag overtakes whatever waits in its conversation.
_URGENT = and_(Message.reply_to.is_not(None), Message.ordinal == 0)

Act = Callable[[AsyncSession, Message, datetime], Awaitable[None]]

log = structlog.get_logger(__name__)


class Delivery:
    """Hands queued messages to their channels."""

    def __init__(self, sessions: Sessions, channels: Mapping[str, Channel], *, clock: Clock) -> None:
        self._sessions = sessions
        self._channels = channels
        self._clock = clock

    async def handle(self, conversation_id: int) -> None:
        """Deliver what is queued in one conversation, until nothing is, or the first must wait."""
        while await self._safe_step(conversation_id):
            pass

    async def _safe_step(self, conversation_id: int) -> bool:
        """A step in which a defect counts as a failed try, so that it is on record and does not last for ever."""
        try:
            return await self._step(conversation_id, self._send)
        except Exception as exc:
            if is_away(exc):
                raise
            log.error("delivery.unexpected", conversation_id=conversation_id, **describe(exc))
            return await self._step(conversation_id, self._give_back)

    async def _step(self, conversation_id: int, act: Act) -> bool:
        started = self._clock()  # deferred jobs are counted from the transaction's beginning
        async with self._sessions.begin() as session:
            if not await try_lock(session, Lock.DELIVERY, conversation_id):
                # Whoever has the lock may have looked before this message was there: come back.
                await enqueue(session, DELIVER, [conversation_id], after=FIRST_RETRY)
                return False
            message = await session.scalar(
                select(Message)
                .where(Message.conversation_id == conversation_id, Message.status == MessageStatus.QUEUED)
                .order_by(_URGENT.desc(), Message.id)
                .limit(1)
            )
            if message is None or (message.retry_at and message.retry_at > self._clock()):
                return False
            await act(session, message, started)
            return message.status != MessageStatus.QUEUED

    async def _give_back(self, session: AsyncSession, message: Message, now: datetime) -> None:
        message.attempts += 1
        message.first_tried_at = message.first_tried_at or now
        await self._retry(session, message, "unexpected", now)

    async def _send(self, session: AsyncSession, message: Message, now: datetime) -> None:
        message.attempts += 1
        message.first_tried_at = message.first_tried_at or now
        try:
            channel = self._channels.get(message.channel)
            if channel is None:
                raise Undeliverable("channel_not_configured")
            sent = await channel.send(await _outbound(session, message))
        except Retryable as exc:
            await self._retry(session, message, exc.code, now)
        except Undeliverable as exc:
            await self._give_up(session, message, exc.code, now)
        else:
            message.status, message.external_id, message.reason = MessageStatus.SENT, sent.external_id, None
            message.done_at = now
            session.add(DeliveryAttempt(message_id=message.id, outcome="sent", at=now))
        await notify(session, CONVERSATION_CHANNEL, str(message.conversation_id))

    async def _retry(self, session: AsyncSession, message: Message, code: str, now: datetime) -> None:
        if now - (message.first_tried_at or now) >= PATIENCE:
            await self._give_up(session, message, code, now)
            return
        delay = min(FIRST_RETRY * 2 ** min(message.attempts - 1, 10), LONGEST_RETRY)
        message.retry_at, message.reason = now + delay, code
        session.add(DeliveryAttempt(message_id=message.id, outcome=code, at=now))
        await session.flush()
        await enqueue(session, DELIVER, [message.conversation_id], after=delay)

    async def _give_up(self, session: AsyncSession, message: Message, code: str, now: datetime) -> None:
        log.warning("delivery.failed", message_id=message.id, code=code)
        message.status, message.reason, message.done_at = MessageStatus.FAILED, code, now
        session.add(DeliveryAttempt(message_id=message.id, outcome=code, at=now))
        conversation = await session.get_one(Conversation, message.conversation_id)
        await raise_alert(
            session,
            patient_id=conversation.patient_id,
            rule="not_delivered",
            level=AlertLevel.ROUTINE,
            message=message,
            words=None,
            now=now,
        )


async def _outbound(session: AsyncSession, message: Message) -> OutboundMessage:
    address = await session.scalar(
        select(ContactPoint.address)
        .join(Conversation, Conversation.contact_point_id == ContactPoint.id)
        .where(Conversation.id == message.conversation_id)
    )
    return OutboundMessage(
        message_id=message.id,
        conversation_id=message.conversation_id,
        address=address or "",
        text=message.body,
        quick_replies=tuple(QuickReply(**reply) for reply in message.quick_replies or ()),
    )
