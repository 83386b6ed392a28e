from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.clock import FrozenClock
from bot.delivery import PATIENCE, Delivery
from bot.engine_client import Reply
from bot.errors import Retryable, Undeliverable
from bot.queue import DELIVER
from bot.replies import queue_reply
from channels.memory import MemoryChannel
from channels.protocol import OutboundMessage, QuickReply
from records.database import Sessions
from records.models import Alert, Author, DeliveryAttempt, Direction, Message, MessageStatus
from tests.support.dialogue import FakeChannel
from tests.support.people import NOW, Known, jobs_of, make_patient, messages_of, rows_of, say

LIMITED = Retryable("rate_limited")


@pytest.fixture
async def known(sessions: Sessions) -> Known:
    return await make_patient(sessions)


@pytest.fixture
def channel() -> FakeChannel:
    return FakeChannel()


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock(NOW)


@pytest.fixture
def delivery(sessions: Sessions, channel: FakeChannel, clock: FrozenClock) -> Delivery:
    return Delivery(sessions, {channel.name: channel}, clock=clock)


async def queue(sessions: Sessions, known: Known, *texts: str, channel: str = "memory") -> list[int]:
    replies = [{"title": "有", "payload": "有"}]
    rows = [
        Message(
            conversation_id=known.conversation_id,
            direction=Direction.OUT,
            author=Author.BOT,
            status=MessageStatus.QUEUED,
            channel=channel,
            body=text,
            quick_replies=replies,
            created_at=NOW,
        )
        for text in texts
    ]
    async with sessions.begin() as session:
        for row in rows:
            session.add(row)
            await session.flush()
    return [row.id for row in rows]


async def states(sessions: Sessions, known: Known) -> list[tuple[str, str | None]]:
    return [(row.status, row.reason) for row in await messages_of(sessions, known, "out")]


async def outcomes(sessions: Sessions, message_id: int) -> list[str]:
    rows = await rows_of(sessions, DeliveryAttempt, DeliveryAttempt.message_id == message_id)
    return [row.outcome for row in rows]


async def test_queued_messages_leave_in_order_to_the_patients_address(
    sessions: Sessions, known: Known, clock: FrozenClock
) -> None:
    ids = await queue(sessions, known, "一", "二", "三")
    channel = MemoryChannel()
    await Delivery(sessions, {"memory": channel}, clock=clock).handle(known.conversation_id)
    assert channel.to(known.address) == [
        OutboundMessage(
            message_id=message_id,
            conversation_id=known.conversation_id,
            address=known.address,
            text=text,
            quick_replies=(QuickReply(title="有", payload="有"),),
        )
        for message_id, text in zip(ids, "一二三", strict=True)
    ]
    rows = await messages_of(sessions, known)
    assert [(row.status, row.external_id, row.attempts, row.done_at) for row in rows] == [
        ("sent", f"memory-{message_id}", 1, NOW) for message_id in ids
    ]
    assert [await outcomes(sessions, message_id) for message_id in ids] == [["sent"]] * 3


async def test_platform_that_cannot_now_is_tried_again_and_later_messages_wait(
    sessions: Sessions, known: Known, channel: FakeChannel, delivery: Delivery, clock: FrozenClock
) -> None:
    first, _ = await queue(sessions, known, "一", "二")
    channel.failures.extend([LIMITED, LIMITED])
    for delay in (1, 2):
        await delivery.handle(known.conversation_id)
        [row, _] = await messages_of(sessions, known)
        assert (row.status, row.reason, row.retry_at - clock()) == ("queued", "rate_limited", timedelta(seconds=delay))
        tried = channel.tried
        await delivery.handle(known.conversation_id)
        assert channel.tried == tried
        clock.advance(timedelta(seconds=delay))
    assert await jobs_of(sessions, known, DELIVER) == 2
    await delivery.handle(known.conversation_id)
    assert channel.sent == ["一", "二"]
    assert await states(sessions, known) == [("sent", None), ("sent", None)]
    assert await outcomes(sessions, first) == ["rate_limited", "rate_limited", "sent"]


async def test_message_that_can_never_be_delivered_is_put_before_a_person_and_the_next_one_leaves(
    sessions: Sessions, known: Known, channel: FakeChannel, delivery: Delivery
) -> None:
    first, _ = await queue(sessions, known, "一", "二")
    channel.failures.append(Undeliverable("blocked"))
    await delivery.handle(known.conversation_id)
    assert channel.sent == ["二"]
    assert await states(sessions, known) == [("failed", "blocked"), ("sent", None)]
    assert await outcomes(sessions, first) == ["blocked"]
    [alert] = await rows_of(sessions, Alert, Alert.patient_id == known.patient_id)
    assert (alert.rule, alert.level, alert.message_id) == ("not_delivered", "routine", first)


async def test_message_for_a_channel_that_is_not_configured_fails_with_its_reason(
    sessions: Sessions, known: Known, delivery: Delivery
) -> None:
    await queue(sessions, known, "一", channel="pigeon")
    await delivery.handle(known.conversation_id)
    assert await states(sessions, known) == [("failed", "channel_not_configured")]


async def test_patience_ends_after_an_hour(
    sessions: Sessions, known: Known, channel: FakeChannel, delivery: Delivery, clock: FrozenClock
) -> None:
    channel.failures.extend([LIMITED] * 3)
    [only] = await queue(sessions, known, "一")
    for wait in (PATIENCE - timedelta(seconds=1), timedelta(seconds=1)):
        await delivery.handle(known.conversation_id)
        assert await states(sessions, known) == [("queued", "rate_limited")]
        clock.advance(max(wait, timedelta(seconds=2)))
    await delivery.handle(known.conversation_id)
    assert await states(sessions, known) == [("failed", "rate_limited")]
    assert await outcomes(sessions, only) == ["rate_limited"] * 3
    assert len(await rows_of(sessions, Alert, Alert.patient_id == known.patient_id)) == 1


async def test_two_workers_at_once_send_each_message_once_and_the_second_comes_back(
    sessions: Sessions, known: Known, channel: FakeChannel, delivery: Delivery
) -> None:
    await queue(sessions, known, "一", "二")
    channel.gate.clear()
    working = asyncio.create_task(delivery.handle(known.conversation_id))
    await channel.entered.wait()
    await delivery.handle(known.conversation_id)
    assert await jobs_of(sessions, known, DELIVER) == 1
    channel.gate.set()
    await working
    assert channel.sent == ["一", "二"]


async def test_platform_that_fails_unexpectedly_is_tried_again_with_the_failure_on_record(
    sessions: Sessions, known: Known, channel: FakeChannel, delivery: Delivery, clock: FrozenClock
) -> None:
    await queue(sessions, known, "一")
    channel.failures.append(RuntimeError())
    await delivery.handle(known.conversation_id)
    assert await states(sessions, known) == [("queued", "unexpected")]
    clock.advance(timedelta(seconds=2))
    await delivery.handle(known.conversation_id)
    assert channel.sent == ["一"]


async def test_immediate_answer_to_a_red_flag_overtakes_what_waits(
    sessions: Sessions, known: Known, channel: FakeChannel, delivery: Delivery
) -> None:
    await queue(sessions, known, "提醒您量血压")
    receipt = await say(sessions, known, "胸口疼得厉害")
    async with sessions.begin() as session:
        message = await session.get_one(Message, receipt.message_id)
        await queue_reply(session, message, Reply(text="请马上拨打120"), ordinal=0, now=NOW)
    await delivery.handle(known.conversation_id)
    assert channel.sent == ["请马上拨打120", "提醒您量血压"]
