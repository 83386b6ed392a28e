from __future__ import annotations

from dataclasses import replace

from channels.memory import MemoryChannel
from channels.protocol import OutboundMessage

FIRST = OutboundMessage(message_id=2, conversation_id=1, address="a", text="一")


async def test_message_handed_over_twice_is_kept_once() -> None:
    channel = MemoryChannel()
    assert await channel.send(FIRST) == await channel.send(replace(FIRST, text="别的"))
    assert channel.to("a") == [FIRST]


async def test_each_address_has_its_own_messages_in_order() -> None:
    channel = MemoryChannel()
    earlier, other = replace(FIRST, message_id=1), replace(FIRST, message_id=3, address="b")
    for message in (FIRST, earlier, other):
        await channel.send(message)
    assert channel.to("a") == [earlier, FIRST]
    assert channel.to("b") == [other]
