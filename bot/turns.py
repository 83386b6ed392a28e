"""Settles one message's way through the system: red flags, who holds the conversation, the engine, the replies.

Each message is one transaction: it takes the conversation's lock, asks the engine, and stores the replies together with
the mark that the message is handled. A worker that dies anywhere leaves the message as it was; the next worker asks the
engine again with the same message id, and gets the same replies.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Any

import structlog
from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from actions.phrases import Phrasebook, Phrases
from actions.recording import raise_alert
from bot.clock import Clock
from bot.engine_client import Engine, Reply
from bot.errors import EngineUnavailable, TurnFailed
from bot.locks import Lock, try_lock
from bot.logs import describe
from bot.queue import DELIVER, TURN, enqueue
from bot.replies import queue_reply, unanswered
from bot.screening import Screening
from bot.sessions import wanted_session
from records.database import Sessions, is_away, notify
from records.feed import CONVERSATION_CHANNEL
from records.models import AlertLevel, Conversation, Message, MessageStatus, Patient, Turn

MAX_FAILURES = 5
PATIENCE = timedelta(minutes=15)  # how long a message waits for an engine that is away before a person takes over
FIRST_RETRY = timedelta(seconds=0.5)
LONGEST_RETRY = timedelta(seconds=5)

log = structlog.get_logger(__name__)

Act = Callable[[AsyncSession, Conversation, Message, datetime], Awaitable["Step"]]


class Step(Enum):
    """What one look at a conversation led to."""

    DONE = auto()  # a message was handled, there may be more
    IDLE = auto()  # nothing is unanswered
    BUSY = auto()  # another worker has it
    WAITING = auto()  # its first message is to be tried again later


class Turns:
    """Handles what is unanswered in a conversation, in order."""

    def __init__(
        self,
        sessions: Sessions,
        engine: Engine,
        *,
        screening: Screening,
        phrases: Phrasebook,
        clock: Clock,
    ) -> None:
        self._sessions = sessions
        self._engine = engine
        self._screening = screening
        self._phrases = phrases
        self._clock = clock

    async def handle(self, conversation_id: int) -> None:
        """Work until nothing is left to do now, or another worker does it.

        A message that comes in after the last look, while the lock is still held, finds its own job refused; hence one
        more look after the lock is free.
        """
        while True:
            step = await self._safe_step(conversation_id)
            if step is Step.BUSY or step is Step.WAITING:
                return
            if step is Step.IDLE and not await self._anything_new(conversation_id):
                return

    async def _anything_new(self, conversation_id: int) -> bool:
        async with self._sessions() as session:
            found = await session.scalar(unanswered(conversation_id).where(self._may_be_tried()).limit(1))
            return found is not None

    def _may_be_tried(self) -> ColumnElement[bool]:
        return or_(Message.retry_at.is_(None), Message.retry_at <= self._clock())

    async def _safe_step(self, conversation_id: int) -> Step:
        """A step in which a defect counts as a failed turn: tried again, then put before a person, never for ever."""
        try:
            await self._screening(conversation_id)
            return await self._step(conversation_id, self._take)
        except Exception as exc:
            if is_away(exc):
                raise
            log.error("turn.unexpected", conversation_id=conversation_id, **describe(exc))
            return await self._step(conversation_id, self._give_back)

    async def _step(self, conversation_id: int, act: Act) -> Step:
        started = self._clock()
        async with self._sessions.begin() as session:
            if not await try_lock(session, Lock.TURN, conversation_id):
                return Step.BUSY
            message = await session.scalar(unanswered(conversation_id).order_by(Message.id).limit(1))
            if message is None:
                return Step.IDLE
            if message.retry_at and message.retry_at > self._clock():
                return Step.WAITING
            conversation = await session.get_one(Conversation, conversation_id)
            return await act(session, conversation, message, started)

    async def _give_back(self, session: AsyncSession, _: Conversation, message: Message, started: datetime) -> Step:
        return await self._failed(session, message, TurnFailed("unexpected"), started)

    async def _take(
        self, session: AsyncSession, conversation: Conversation, message: Message, started: datetime
    ) -> Step:
        if conversation.held_by is not None:
            await self._finish(session, message, MessageStatus.HELD, [])
            return Step.DONE
        if not message.body:
            text = (await self._words(session, conversation))("voice_unavailable")
            await self._finish(session, message, MessageStatus.HANDLED, [Reply(text=text)])
            return Step.DONE
        try:
            wanted, replies = await self._ask(session, conversation, message)
        except (EngineUnavailable, TurnFailed) as exc:
            return await self._failed(session, message, exc, started)
        conversation.engine_session = wanted
        await self._finish(session, message, MessageStatus.HANDLED, replies)
        return Step.DONE

    async def _ask(
        self, session: AsyncSession, conversation: Conversation, message: Message
    ) -> tuple[str | None, list[Reply]]:
        done = await session.scalar(select(Turn.outcome).where(Turn.message_key == f"m{message.id}").limit(1))
        if done is not None:  # the action is on record, only its way back was lost: where the engine is, nobody knows
            return None, _replies(done)
        wanted = await wanted_session(session, conversation, now=self._clock())
        if conversation.engine_session != wanted:
            await self._engine.turn(conversation.id, f"s{message.id}", "/session_start", control=True)
        replies = await self._engine.turn(conversation.id, f"m{message.id}", message.body)
        if not replies:
            raise TurnFailed("no_reply")
        return wanted, replies

    async def _finish(
        self, session: AsyncSession, message: Message, status: MessageStatus, replies: list[Reply]
    ) -> None:
        """Mark the message and queue the replies, once: whoever finds it no longer `received` stores nothing."""
        now = self._clock()
        marked = await session.scalar(
            update(Message)
            .where(Message.id == message.id, Message.status == MessageStatus.RECEIVED)
            .values(status=status, done_at=now, attempts=Message.attempts + int(status is MessageStatus.HANDLED))
            .returning(Message.id)
        )
        if marked is None:
            return
        for ordinal, reply in enumerate(replies, start=1):
            await queue_reply(session, message, reply, ordinal=ordinal, now=now)
        await enqueue(session, DELIVER, [message.conversation_id])
        await notify(session, CONVERSATION_CHANNEL, str(message.conversation_id))

    async def _failed(
        self, session: AsyncSession, message: Message, error: EngineUnavailable | TurnFailed, now: datetime
    ) -> Step:
        """Plan the next try. `now` is when the transaction began, which the deferred job is counted from.

        An engine that was away has not tried the turn: only the time counts then, not the attempts.
        """
        message.attempts += isinstance(error, TurnFailed)
        message.first_tried_at = message.first_tried_at or now
        await session.execute(  # those behind it wait as well: their patience runs from now
            update(Message)
            .where(
                Message.conversation_id == message.conversation_id,
                Message.status == MessageStatus.RECEIVED,
                Message.first_tried_at.is_(None),
            )
            .values(first_tried_at=now)
        )
        message.reason = error.code
        log.warning("turn.failed", message_id=message.id, code=error.code, attempts=message.attempts)
        tired = isinstance(error, TurnFailed) and message.attempts >= MAX_FAILURES
        if tired or now - message.first_tried_at >= PATIENCE:
            await self._hand_over(session, message, error.code)
            return Step.DONE
        delay = min(max(now - message.first_tried_at, FIRST_RETRY), LONGEST_RETRY)  # doubles, as the time waited does
        message.retry_at = now + delay
        await session.flush()
        await enqueue(session, TURN, [message.conversation_id], after=delay)
        return Step.WAITING

    async def _hand_over(self, session: AsyncSession, message: Message, code: str) -> None:
        """Give up and bring in a person; the patient is told."""
        await session.flush()
        conversation = await session.get_one(Conversation, message.conversation_id)
        await raise_alert(
            session,
            patient_id=conversation.patient_id,
            rule="turn_failed",
            level=AlertLevel.URGENT,
            message=message,
            words=message.body,
            now=self._clock(),
        )
        text = (await self._words(session, conversation))("turn_failed")
        await self._finish(session, message, MessageStatus.FAILED, [Reply(text=text)])

    async def _words(self, session: AsyncSession, conversation: Conversation) -> Phrases:
        """The phrases in the patient's language."""
        return self._phrases.of((await session.get_one(Patient, conversation.patient_id)).language)


def _replies(outcome: dict[str, Any]) -> list[Reply]:
    return [Reply(text=said["text"], buttons=tuple(said["buttons"])) for said in outcome["responses"]]
