"""Settles that a turn happens once: one at a time in a conversation, and a repeated message is not taken again."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any
from weakref import WeakValueDictionary

from rasa.core.channels.channel import UserMessage

from bot.engine.errors import EngineError, TurnFailed, TurnSaved
from bot.engine.strict import StrictProcessor, replies_of
from bot.engine.tracker_store import EncryptedTrackerStore

CHANNEL = "suifang"
MAX_TEXT_CHARS = 2000  # jieba's time grows with the text; the application cuts earlier and says so
COMMAND_SIGN, ESCAPED_SIGN = "/", "／"  # a patient's slash is made full-width


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One message to take. `control`: the text is an engine command, such as `/session_start`."""

    conversation_id: str
    message_id: str
    text: str
    control: bool

    def message(self) -> UserMessage:
        """The message for Rasa; a patient's text cannot be a command."""
        text = self.text.strip()[:MAX_TEXT_CHARS]
        if not self.control and text.startswith(COMMAND_SIGN):
            text = ESCAPED_SIGN + text[1:]
        return UserMessage(
            text,
            sender_id=self.conversation_id,
            input_channel=CHANNEL,
            message_id=self.message_id,
            metadata={"message_id": self.message_id},
        )


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What the bot said; `repeated`: it had been said before, nothing was taken now."""

    replies: list[dict[str, Any]]
    repeated: bool


class Turns:
    """The engine's one entry for messages."""

    def __init__(self, processor: StrictProcessor, store: EncryptedTrackerStore) -> None:
        self.model_name = processor.model_filename
        self._processor = processor
        self._store = store
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def take(self, turn: Turn) -> Outcome:
        """Answer a message, once.

        Raises:
            Unavailable: try again soon. TurnFailed: the turn raised. Nothing is saved in either case.
        """
        async with self._lock(turn.conversation_id):
            saved, tracker = await self._store.open_turn(turn.conversation_id, turn.message_id)
            if saved:
                return Outcome(replies=replies_of(saved), repeated=True)
            return await self._take_new(turn, tracker)

    async def forget(self, conversation_id: str) -> int:
        """Delete what the engine holds of a conversation; the number of events."""
        async with self._lock(conversation_id):
            return await self._store.forget(conversation_id)

    async def _take_new(self, turn: Turn, tracker: Any) -> Outcome:
        try:
            events = await self._processor.take_turn(turn.message(), tracker)
        except EngineError:
            raise
        except Exception as exc:
            raise TurnFailed("the turn raised") from exc
        replies = replies_of(events)
        if not replies and not turn.control:
            raise TurnFailed("the turn has no reply")
        try:
            await self._store.append(turn.conversation_id, turn.message_id, events)
        except TurnSaved:
            saved, _ = await self._store.open_turn(turn.conversation_id, turn.message_id)
            return Outcome(replies=replies_of(saved), repeated=True)
        return Outcome(replies=replies, repeated=False)

    def _lock(self, conversation_id: str) -> asyncio.Lock:
        return self._locks.setdefault(conversation_id, asyncio.Lock())
