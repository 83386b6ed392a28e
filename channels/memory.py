"""Settles the channel for tests and for golden conversations: what is sent is kept in a list."""

from __future__ import annotations

from channels.protocol import OutboundMessage, Sent


class MemoryChannel:
    """Keeps what it is given; the same message handed over twice once, as a platform with idempotent ids would."""

    name = "memory"

    def __init__(self) -> None:
        self.sent: dict[int, OutboundMessage] = {}

    async def send(self, message: OutboundMessage) -> Sent:
        """Keep the message under its id."""
        self.sent.setdefault(message.message_id, message)
        return Sent(external_id=f"memory-{message.message_id}")

    def to(self, address: str) -> list[OutboundMessage]:
        """What was sent to one address, in order."""
        return [message for _, message in sorted(self.sent.items()) if message.address == address]
