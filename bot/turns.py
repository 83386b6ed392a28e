"""Settles one message's way through the system: red flags, who holds the conversation, the engine, the replies.

Each message is one transaction: it takes the conversation's lock, asks the engine, and stores the replies together with
the mark that the message is handled. A worker that dies anywhere leaves the message as it was; the next worker asks the
engine again with the same message id, and gets the same replies.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from enum import Enum, auto

import structlog
from sqlalchemy import ColumnElement, Select, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import undefer

from actions.phrases import Phrases
from actions.recording import raise_alert
from bot.clock import Clock
from bot.engine_client import Engine, Reply
from bot.errors import EngineUnavailable, TurnFailed
from bot.locks import Lock, try_lock
from bot.logs import describe
from bot.queue import DELIVER, TURN, enqueue
from bot.sessions import wanted_session
from nlu.findings import RedFlag
from records.database import Sessions, is_away, notify
from records.feed import CONVERSATION_CHANNEL
from records.models import AlertLevel, Author, Conversation, Direction, Message, MessageStatus
from speech.protocol import SpeechUnavailable, Transcriber, no_recogniser

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
        screen: Callable[[str], tuple[RedFlag, ...]],
        hear: Transcriber = no_recogniser,
        phrases: Phrases,
        clock: Clock,
    ) -> None:
        self._sessions = sessions
        self._engine = engine
        self._screen = screen
        self._hear = hear
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
            found = await session.scalar(_unanswered(conversation_id).where(self._may_be_tried()).limit(1))
            return found is not None

    def _may_be_tried(self) -> ColumnElement[bool]:
        return or_(Message.retry_at.is_(None), Message.retry_at <= self._clock())

    async def _safe_step(self, conversation_id: int) -> Step:
        """A step in which a defect counts as a failed turn: tried again, then put before a person, never for ever."""
        try:
            await self._listen(conversation_id)
            await self._raise_red_flags(conversation_id)
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
            message = await session.scalar(_unanswered(conversation_id).order_by(Message.id).limit(1))
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
            await self._finish(
                session, message, MessageStatus.HANDLED, [Reply(text=self._phrases("voice_unavailable"))]
            )
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
    ) -> tuple[str, list[Reply]]:
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
        await self._finish(session, message, MessageStatus.FAILED, [Reply(text=self._phrases("turn_failed"))])

    async def _listen(self, conversation_id: int) -> None:
        """Give voice messages their text, before red flags are looked for in it."""
        async with self._sessions.begin() as session:
            voices = _unanswered(conversation_id).where(Message.audio.is_not(None))
            for message in await session.scalars(voices.options(undefer(Message.audio))):
                if not message.body and message.audio:
                    await self._transcribe(message, message.audio)

    async def _transcribe(self, message: Message, audio: bytes) -> None:
        try:
            message.body = await self._hear(audio)
        except SpeechUnavailable:
            log.warning("turn.voice_unavailable", message_id=message.id)

    async def _raise_red_flags(self, conversation_id: int) -> None:
        """Answer and alert before anything that can fail; done again for a message that waits, it changes nothing."""
        async with self._sessions.begin() as session:
            for message in await session.scalars(_unanswered(conversation_id).order_by(Message.id)):
                flags = self._screen(message.body)
                if flags:
                    await self._raise(session, message, flags)

    async def _raise(self, session: AsyncSession, message: Message, flags: tuple[RedFlag, ...]) -> None:
        now = self._clock()
        immediate = any(flag.level == "immediate" for flag in flags)
        conversation = await session.get_one(Conversation, message.conversation_id)
        for flag in flags:
            await raise_alert(
                session,
                patient_id=conversation.patient_id,
                rule=flag.rule,
                level=AlertLevel.EMERGENCY if flag.level == "immediate" else AlertLevel.URGENT,
                message=message,
                words=flag.surface,
                now=now,
            )
        reply = Reply(text=self._phrases("emergency" if immediate else "urgent"))
        if await queue_reply(session, message, reply, ordinal=0, now=now):
            await enqueue(session, DELIVER, [message.conversation_id])
            await notify(session, CONVERSATION_CHANNEL, str(message.conversation_id))


def _unanswered(conversation_id: int) -> Select[Message]:
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
