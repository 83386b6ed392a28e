"""Settles the engines and channels that tests of the message path put in the place of Rasa and of a platform."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field

from bot.engine_client import Reply
from channels.protocol import OutboundMessage, Sent


@dataclass
class FakeEngine:
    """Answers each message with what is next in `answers`, else with an echo; remembers what it was asked.

    While `gate` is closed, a turn waits; `entered` says that one does.
    """

    answers: deque[list[Reply] | Exception] = field(default_factory=deque)
    calls: list[tuple[str, str]] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    entered: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.gate.set()

    async def turn(self, conversation_id: int, message_id: str, text: str, *, control: bool = False) -> list[Reply]:
        """As `bot.engine_client.Engine` says."""
        self.calls.append((message_id, text))
        if control:
            return []
        self.entered.set()
        await self.gate.wait()
        answer = self.answers.popleft() if self.answers else [Reply(text=f"听到：{text}")]
        if isinstance(answer, Exception):
            raise answer
        return answer

    @property
    def heard(self) -> list[str]:
        """The patients' texts, session starts aside."""
        return [text for _, text in self.calls if text != "/session_start"]


@dataclass
class FakeChannel:
    """A platform that fails as it is told, else takes the message."""

    name: str = "memory"
    failures: deque[Exception] = field(default_factory=deque)
    sent: list[str] = field(default_factory=list)
    tried: int = 0
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    entered: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.gate.set()

    async def send(self, message: OutboundMessage) -> Sent:
        """As `channels.protocol.Channel` says."""
        self.tried += 1
        self.entered.set()
        await self.gate.wait()
        if self.failures:
            raise self.failures.popleft()
        self.sent.append(message.text)
        return Sent(external_id=f"platform-{message.message_id}")
