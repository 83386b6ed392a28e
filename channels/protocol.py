"""Settles what a channel is: it turns a platform's messages into ours and hands ours to the platform.

A channel knows its vendor's protocol and nothing of the dialogue. Inbound, it verifies and parses, calls the `Receiver`
it was given, and acknowledges only after that returned. Outbound, the delivery loop calls `send`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, kw_only=True)
class QuickReply:
    """A button: what it shows, and the text that pressing it sends. It may always be typed instead."""

    title: str
    payload: str


@dataclass(frozen=True, kw_only=True)
class InboundMessage:
    """A patient's message as the platform delivered it.

    Attributes:
        channel: the channel's name.
        address: who wrote, in the channel's own terms (openid, chat id, phone number).
        external_id: the platform's id; the same id again is the same message.
        audio: a voice message as the platform delivered it; `text` is empty then.
        text: what was written; at most `MAX_KEPT_CHARS` characters are kept.
        received_at: aware UTC.
    """

    channel: str
    address: str
    external_id: str
    text: str
    received_at: datetime
    audio: bytes | None = None


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What became of an inbound message: its row, and whether it had been there before."""

    message_id: int
    conversation_id: int
    duplicate: bool


class UnknownAddress(Exception):
    """No patient is bound to this address."""


class Receiver(Protocol):
    """Stores an inbound message and wakes a worker, in one transaction. Raises UnknownAddress."""

    async def __call__(self, message: InboundMessage) -> Receipt: ...


@dataclass(frozen=True, kw_only=True)
class OutboundMessage:
    """A message to hand to the platform. `message_id` is ours and stays the same over retries."""

    message_id: int
    conversation_id: int
    address: str
    text: str
    quick_replies: tuple[QuickReply, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Sent:
    """The platform took the message; `external_id` is its id, where it gives one."""

    external_id: str | None = None


class Channel(Protocol):
    """One way to reach patients."""

    name: str

    async def send(self, message: OutboundMessage) -> Sent:
        """Hand one message to the platform.

        Raises:
            bot.errors.Retryable: not now; the delivery loop tries again.
            bot.errors.Undeliverable: never this way.
        """
        ...


MAX_TEXT_CHARS = 2000  # what is read of a message, and what our own pages take
MAX_KEPT_CHARS = 20_000  # what is kept of one that a platform delivers: a nurse sees what was not read
