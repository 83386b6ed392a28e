from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.clock import FrozenClock
from bot.inbox import Inbox, store_inbound
from bot.queue import DELIVER, TURN, enqueue
from bot.screening import Screening
from channels.protocol import MAX_KEPT_CHARS, UnknownAddress
from nlu.red_flags import screen
from records.database import Sessions
from records.models import Alert, Message
from speech.protocol import no_recogniser
from tests.support.acting import BOOK, PHRASES
from tests.support.people import NOW, inbound, jobs_of, make_patient, messages_of, rows_of, unique


async def test_message_is_stored_with_its_wake_up(sessions: Sessions) -> None:
    known = await make_patient(sessions)
    message = inbound(known, "血压145/90")
    receipt = await Inbox(sessions)(message)
    [stored] = await messages_of(sessions, known)
    assert (receipt.message_id, receipt.conversation_id, receipt.duplicate) == (
        stored.id, known.conversation_id, False
    )  # fmt: skip
    assert (stored.status, stored.body, stored.external_id) == ("received", "血压145/90", message.external_id)
    assert (stored.direction, stored.author, stored.created_at) == ("in", "patient", NOW)
    assert await jobs_of(sessions, known, TURN) == 1


async def test_same_external_id_again_stores_nothing_and_gets_the_same_receipt(sessions: Sessions) -> None:
    known = await make_patient(sessions)
    message = inbound(known, "血压145/90")
    first = await Inbox(sessions)(message)
    again = await Inbox(sessions)(replace(message, text="别的"))
    assert again == replace(first, duplicate=True)
    assert [stored.body for stored in await messages_of(sessions, known)] == ["血压145/90"]
    assert await jobs_of(sessions, known, TURN) == 1


async def test_same_message_delivered_many_times_at_once_is_stored_once(sessions: Sessions) -> None:
    known = await make_patient(sessions)
    message = inbound(known, "血压145/90")
    receipts = await asyncio.gather(*(Inbox(sessions)(message) for _ in range(5)))
    assert sorted(receipt.duplicate for receipt in receipts) == [False, True, True, True, True]
    assert {receipt.message_id for receipt in receipts} == {(await messages_of(sessions, known))[0].id}
    assert await jobs_of(sessions, known, TURN) == 1


async def test_unknown_address_stores_nothing(sessions: Sessions) -> None:
    known = await make_patient(sessions)
    stranger = replace(inbound(known, "你好"), address=unique("nobody"))
    other_channel = replace(inbound(known, "你好"), channel="sms")
    for message in (stranger, other_channel):
        with pytest.raises(UnknownAddress):
            await Inbox(sessions)(message)
        assert await rows_of(sessions, Message, Message.external_id == message.external_id) == []


async def test_message_that_is_rolled_back_leaves_no_wake_up(sessions: Sessions) -> None:
    known = await make_patient(sessions)
    async with sessions() as session:
        await store_inbound(session, inbound(known, "你好"))
        await session.rollback()
    assert await messages_of(sessions, known) == []
    assert await jobs_of(sessions, known, TURN) == 0


async def test_job_is_refused_before_a_transaction_has_begun(sessions: Sessions) -> None:
    known = await make_patient(sessions)
    async with sessions() as session:
        await enqueue(session, TURN, [])
        with pytest.raises(RuntimeError, match="no transaction has begun"):
            await enqueue(session, TURN, [known.conversation_id])
    assert await jobs_of(sessions, known, TURN) == 0


async def test_long_message_is_cut_and_half_a_character_does_not_lose_the_message(sessions: Sessions) -> None:
    known = await make_patient(sessions)
    await Inbox(sessions)(inbound(known, "长" * (MAX_KEPT_CHARS + 5)))
    await Inbox(sessions)(inbound(known, "头晕\ud83d"))
    long, broken = await messages_of(sessions, known)
    assert len(long.body) == MAX_KEPT_CHARS
    assert broken.body.startswith("头晕")


async def test_alarm_is_raised_with_the_message_itself_and_waits_for_no_worker(sessions: Sessions) -> None:
    known = await make_patient(sessions)
    screening = Screening(sessions, screen=screen, hear=no_recogniser, phrases=BOOK, clock=FrozenClock(NOW))
    message = inbound(known, "胸口疼得厉害，出冷汗")
    for _ in range(2):
        await Inbox(sessions, screening)(message)
    await screening(known.conversation_id)
    [alert] = await rows_of(sessions, Alert, Alert.patient_id == known.patient_id)
    assert (alert.level, alert.status) == ("emergency", "open")
    assert [row.body for row in await messages_of(sessions, known, "out")] == [PHRASES("emergency")]
    assert await jobs_of(sessions, known, DELIVER) == 1
