from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from actions import outside
from actions.followup import validate_followup_form
from actions.once import Context, NoSuchMessage, Outcome
from records.database import Sessions
from records.models import Alert, Observation, ResponseItem, Turn
from tests.support.acting import FORM, action_of, run, tracker_of
from tests.support.forms import visit
from tests.support.people import make_patient, open_form, rows_of, say


async def turns(sessions: Sessions, key: str) -> list[Turn]:
    async with sessions() as session:
        return list((await session.scalars(select(Turn).where(Turn.message_key == key))).all())


async def test_same_message_again_gets_the_stored_outcome_and_writes_nothing_more(sessions: Sessions) -> None:
    known = await make_patient(sessions)
    response_id = await open_form(sessions, known, visit())
    receipt = await say(sessions, known, "血压145/90，心率72")
    tracker = tracker_of(known.conversation_id, f"m{receipt.message_id}", "血压145/90，心率72")
    first = await run(action_of(sessions, FORM), tracker)
    again = await run(action_of(sessions, FORM), tracker)
    assert first == again
    assert "145/90" in first.text
    assert len(await rows_of(sessions, ResponseItem, ResponseItem.response_id == response_id)) == 2
    assert len(await rows_of(sessions, Observation, Observation.patient_id == known.patient_id)) == 2
    assert [turn.action for turn in await turns(sessions, first.key)] == [FORM]


async def test_duplicates_at_the_same_time_lead_to_one_outcome(sessions: Sessions) -> None:
    known = await make_patient(sessions)
    receipt = await say(sessions, known, "我要找护士")
    tracker = tracker_of(known.conversation_id, f"m{receipt.message_id}", "我要找护士")
    both = asyncio.Barrier(2)

    async def together(context: Context) -> Outcome:
        async with asyncio.timeout(10):
            await both.wait()
        return await outside.request_human(context)

    action = action_of(sessions, "action_request_human", act=together)
    results = await asyncio.gather(run(action, tracker), run(action, tracker), return_exceptions=True)
    assert sum(isinstance(result, IntegrityError) for result in results) == 1
    [stored] = [result for result in results if not isinstance(result, BaseException)]
    assert await run(action_of(sessions, "action_request_human"), tracker) == stored
    assert len(await rows_of(sessions, Alert, Alert.patient_id == known.patient_id)) == 1


async def test_answer_posted_twice_at_once_is_recorded_once(sessions: Sessions) -> None:
    known = await make_patient(sessions)
    response_id = await open_form(sessions, known, visit())
    receipt = await say(sessions, known, "145/90")
    tracker = tracker_of(known.conversation_id, f"m{receipt.message_id}", "145/90")
    action = action_of(sessions, FORM)
    await asyncio.gather(run(action, tracker), run(action, tracker), return_exceptions=True)
    [item] = await rows_of(sessions, ResponseItem, ResponseItem.response_id == response_id)
    assert (item.link_id, item.superseded_at) == ("pressure", None)
    assert "145/90" in (await run(action, tracker)).text


async def test_exception_in_an_act_rolls_everything_back_and_the_next_try_counts(sessions: Sessions) -> None:
    known = await make_patient(sessions)
    response_id = await open_form(sessions, known, visit())
    receipt = await say(sessions, known, "145/90")
    tracker = tracker_of(known.conversation_id, f"m{receipt.message_id}", "145/90")

    async def failing(context: Context) -> Outcome:
        await validate_followup_form(context)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await run(action_of(sessions, FORM, act=failing), tracker)
    assert await rows_of(sessions, ResponseItem, ResponseItem.response_id == response_id) == []
    assert await rows_of(sessions, Observation, Observation.patient_id == known.patient_id) == []
    assert await turns(sessions, f"m{receipt.message_id}") == []
    await run(action_of(sessions, FORM), tracker)
    assert len(await rows_of(sessions, ResponseItem, ResponseItem.response_id == response_id)) == 1


async def test_stored_outcome_is_encrypted(sessions: Sessions) -> None:
    known = await make_patient(sessions, name="欧阳秘密")
    receipt = await say(sessions, known, "你好")
    tracker = tracker_of(known.conversation_id, f"m{receipt.message_id}", "你好", "greeting")
    said = await run(action_of(sessions, "action_free_message"), tracker)
    assert "欧阳秘密" in said.text
    async with sessions() as session:
        raw = await session.scalar(text("select outcome from turn where message_key = :key"), {"key": said.key})
    assert "欧阳秘密".encode() not in bytes(raw)


async def test_call_for_what_is_not_on_record_writes_nothing(sessions: Sessions) -> None:
    known, other = await make_patient(sessions), await make_patient(sessions)
    theirs = await say(sessions, other, "你好")
    calls: list[tuple[Any, Any]] = [
        (known.conversation_id, None),
        (known.conversation_id, ""),
        (known.conversation_id, 7),
        (known.conversation_id, "m"),
        (known.conversation_id, "mabc"),
        (known.conversation_id, "m8000000000"),
        (known.conversation_id, "s8000000000"),
        (known.conversation_id, f"m{theirs.message_id}"),
        (8_000_000_000, f"m{theirs.message_id}"),
        ("default", f"m{theirs.message_id}"),
    ]
    for conversation_id, key in calls:
        with pytest.raises(NoSuchMessage):
            await run(action_of(sessions, "action_request_human"), tracker_of(conversation_id, key, "找人"))
    for patient in (known, other):
        assert await rows_of(sessions, Alert, Alert.patient_id == patient.patient_id) == []
