"""Settles what is done with a message before its turn: a voice message gets its text, and red flags raise the alarm.

The inbox looks at text in the transaction that stores it, so that an alarm waits for no worker; a worker looks again,
since voice has its text only then. Both come before anything that can fail, whoever holds the conversation. Done
again for a message that waits, they change nothing: alert and reply are unique for their message.
"""

from __future__ import annotations

from collections.abc import Callable

import structlog
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import undefer

from actions.phrases import Phrasebook, Phrases
from actions.recording import raise_alert
from bot.clock import Clock
from bot.engine_client import Reply
from bot.queue import DELIVER, enqueue
from bot.replies import queue_reply, unanswered
from nlu.findings import RedFlag
from records.database import Sessions, notify
from records.feed import CONVERSATION_CHANNEL
from records.models import AlertLevel, Conversation, Message, Patient
from speech.protocol import SpeechUnavailable, Transcriber

Screen = Callable[[str], tuple[RedFlag, ...]]

log = structlog.get_logger(__name__)


class Screening:
    """Looks at whatever is unanswered in a conversation."""

    def __init__(
        self, sessions: Sessions, *, screen: Screen, hear: Transcriber, phrases: Phrasebook, clock: Clock
    ) -> None:
        self._sessions = sessions
        self._screen = screen
        self._hear = hear
        self._phrases = phrases
        self._clock = clock

    async def __call__(self, conversation_id: int) -> None:
        """Listen, then look for red flags; each in a transaction of its own."""
        await self._listen(conversation_id)
        async with self._sessions.begin() as session:
            for message in await session.scalars(unanswered(conversation_id).order_by(Message.id)):
                await self.look(session, message)

    async def look(self, session: AsyncSession, message: Message) -> None:
        """Raise the alarm for one message if it holds a red flag, in the caller's transaction."""
        if flags := self._screen(message.body):
            await self._alarm(session, message, flags)

    async def _listen(self, conversation_id: int) -> None:
        async with self._sessions.begin() as session:
            voices = unanswered(conversation_id).where(Message.audio.is_not(None))
            for message in await session.scalars(voices.options(undefer(Message.audio))):
                if not message.body and message.audio:
                    await self._transcribe(message, message.audio)

    async def _transcribe(self, message: Message, audio: bytes) -> None:
        try:
            message.body = await self._hear(audio)
        except SpeechUnavailable:
            log.warning("turn.voice_unavailable", message_id=message.id)

    async def _alarm(self, session: AsyncSession, message: Message, flags: tuple[RedFlag, ...]) -> None:
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
        patient = await session.get_one(Patient, conversation.patient_id)
        phrases = self._phrases.of(patient.language)
        reply = Reply(text=phrases(_code_for(phrases, flags, immediate=immediate)))
        if await queue_reply(session, message, reply, ordinal=0, now=now):
            await enqueue(session, DELIVER, [message.conversation_id])
            await notify(session, CONVERSATION_CHANNEL, str(message.conversation_id))


def _code_for(phrases: Phrases, flags: tuple[RedFlag, ...], *, immediate: bool) -> str:
    """Which words answer: of one rule alone its own, where there are any (emergency_suicide)."""
    rules = {flag.rule for flag in flags if flag.level == "immediate"}
    own = f"emergency_{next(iter(rules))}" if len(rules) == 1 else ""
    if own in phrases:
        return own
    return "emergency" if immediate else "urgent"
