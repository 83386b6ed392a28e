from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from structlog.testing import capture_logs

from actions.times import put_again_at
from bot.clock import FrozenClock
from bot.wiring import make_compose
from records.database import Sessions
from records.models import ContactPoint, Conversation, QuestionnaireResponse, ResponseItem, Staff, Task
from records.questionnaires import publish
from records.registration import NewPatient, register
from records.types import index_of
from scheduler.opening import BATCH, Opening, open_due_tasks
from tests.support.acting import BOOK, PHRASES
from tests.support.forms import RATE, WEIGHT
from tests.support.people import NOW, Known, add_task, definition, make_patient, messages_of, rows_of, unique
from tests.support.talks import begin_talk

OPTIONS = [{"code": "1", "label": "规律"}, {"code": "2", "label": "间断"}]
FORM = definition([{"linkId": "pills", "type": "choice", "text": "按时吃药吗？", "answerOption": OPTIONS}])


compose = make_compose(BOOK, FrozenClock(NOW))


@pytest.fixture(autouse=True)
async def _published(quiet: Sessions) -> None:
    async with quiet.begin() as session:
        await publish(session, FORM, now=NOW)


async def open_due(sessions: Sessions) -> list[int]:
    async with sessions.begin() as session:
        return await open_due_tasks(session, compose=compose, now=NOW)


async def task_states(sessions: Sessions, known: Known) -> list[str]:
    return [task.status for task in await rows_of(sessions, Task, Task.patient_id == known.patient_id)]


async def test_due_task_becomes_a_question_with_its_buttons(quiet: Sessions) -> None:
    known = await make_patient(quiet, name="王秀英")
    task_id = await add_task(quiet, known, FORM.id)
    assert await open_due(quiet) == [known.conversation_id]
    [task] = await rows_of(quiet, Task, Task.patient_id == known.patient_id)
    assert (task.status, task.opened_at, task.ended_at) == ("in_progress", NOW, None)
    [response] = await rows_of(quiet, QuestionnaireResponse, QuestionnaireResponse.task_id == task_id)
    assert (response.status, response.asking, response.misses, response.started_at) == ("in-progress", "pills", 0, NOW)
    assert response.resume_at == put_again_at(NOW, "Asia/Shanghai")
    assert (response.turns, response.nudges, response.snoozed, response.pending) == (0, 0, False, None)
    [message] = await messages_of(quiet, known)
    assert message.body == f"您好，王秀英，我是{PHRASES('hospital')}的助手。\n按时吃药吗？"
    assert (message.status, message.direction, message.task_id, message.channel) == ("queued", "out", task_id, "memory")
    assert [reply["title"] for reply in message.quick_replies or []] == ["规律", "间断"]
    assert await open_due(quiet) == []


async def test_two_ticks_at_once_open_each_task_once(quiet: Sessions) -> None:
    people = [await make_patient(quiet) for _ in range(8)]
    for known in people:
        await add_task(quiet, known, FORM.id)
    first, second = await asyncio.gather(open_due(quiet), open_due(quiet))
    assert sorted(first + second) == sorted(known.conversation_id for known in people)
    for known in people:
        assert len(await messages_of(quiet, known)) == 1


async def test_task_that_is_not_due_yet_waits(quiet: Sessions) -> None:
    known = await make_patient(quiet)
    await add_task(quiet, known, FORM.id, due_at=NOW + timedelta(seconds=1))
    assert await open_due(quiet) == []
    assert await task_states(quiet, known) == ["pending"]


async def test_patient_who_has_not_agreed_is_not_asked(quiet: Sessions) -> None:
    known = await make_patient(quiet, consented=False)
    await add_task(quiet, known, FORM.id)
    assert await open_due(quiet) == []
    assert (await task_states(quiet, known), await messages_of(quiet, known)) == (["pending"], [])


async def test_patient_without_a_way_to_be_reached_is_not_asked(quiet: Sessions) -> None:
    known = await make_patient(quiet)
    await add_task(quiet, known, FORM.id)
    async with quiet.begin() as session:
        await session.execute(text("delete from contact_point where patient_id = :id"), {"id": known.patient_id})
    assert await open_due(quiet) == []
    assert await task_states(quiet, known) == ["pending"]


async def test_patient_is_asked_one_questionnaire_at_a_time_the_longest_due_first(quiet: Sessions) -> None:
    known = await make_patient(quiet)
    await add_task(quiet, known, FORM.id)
    await add_task(quiet, known, FORM.id, due_at=NOW - timedelta(days=1))
    assert await open_due(quiet) == [known.conversation_id]
    assert await open_due(quiet) == []
    assert await task_states(quiet, known) == ["pending", "in_progress"]


async def test_missing_questionnaire_is_reported_and_holds_up_nobody(quiet: Sessions) -> None:
    lost, known = await make_patient(quiet), await make_patient(quiet)
    async with quiet.begin() as session:
        session.add_all(
            Task(patient_id=lost.patient_id, questionnaire="lost", due_at=NOW - timedelta(days=1))
            for _ in range(BATCH + 1)
        )
    await add_task(quiet, known, FORM.id)
    with capture_logs() as logs:
        assert await open_due(quiet) == [known.conversation_id]
    assert {"task.questionnaire_missing"} == {entry["event"] for entry in logs}
    assert set(await task_states(quiet, lost)) == {"pending"}
    assert await messages_of(quiet, lost) == []


async def test_first_contact_point_is_preferred(quiet: Sessions) -> None:
    async with quiet.begin() as session:
        patient = await register(session, NewPatient(name="李"), channel="sms", address=unique("sms"), now=NOW)
        [sms] = await session.run_sync(lambda s: list(s.query(ContactPoint).filter_by(patient_id=patient.id)))
        sms.rank = 2
        await session.flush()
        address = unique("web")
        index = index_of("contact_point.address", address)
        session.add(
            ContactPoint(
                patient_id=patient.id, channel="web", address=address, address_index=index, rank=1, created_at=NOW
            )
        )
        session.add(Task(patient_id=patient.id, questionnaire=FORM.id, due_at=NOW))
    [conversation_id] = await open_due(quiet)
    known = Known(patient_id=patient.id, conversation_id=conversation_id, address=address)
    assert [message.channel for message in await messages_of(quiet, known)] == ["web"]


async def test_opening_that_fails_leaves_the_task_as_it_was(quiet: Sessions) -> None:
    async def failing(_: AsyncSession, response: QuestionnaireResponse) -> Opening:
        raise KeyError(response.id)

    known = await make_patient(quiet)
    await add_task(quiet, known, FORM.id)
    async with quiet.begin() as session:
        assert await open_due_tasks(session, compose=failing, now=NOW) == []
    assert (await task_states(quiet, known), await messages_of(quiet, known)) == (["pending"], [])


async def test_questionnaire_waits_while_a_person_talks_with_the_patient(quiet: Sessions) -> None:
    known = await make_patient(quiet)
    await add_task(quiet, known, FORM.id)
    async with quiet.begin() as session:
        staff = Staff(username=unique("nurse"), display_name="张护士", role="nurse", password_hash="-", created_at=NOW)
        session.add(staff)
        await session.flush()
        (await session.get_one(Conversation, known.conversation_id)).held_by = staff.id
    assert await open_due(quiet) == []
    assert await task_states(quiet, known) == ["pending"]


async def test_one_task_that_cannot_be_opened_does_not_stop_the_others(quiet: Sessions) -> None:
    broken, whole = await make_patient(quiet), await make_patient(quiet)
    for known in (broken, whole):
        await add_task(quiet, known, FORM.id)

    async def compose_or_fail(session: AsyncSession, response: QuestionnaireResponse) -> Opening:
        if response.patient_id == broken.patient_id:
            raise KeyError("broken")
        return await compose(session, response)

    async with quiet.begin() as session:
        opened = await open_due_tasks(session, compose=compose_or_fail, now=NOW)
    assert opened == [whole.conversation_id]
    assert await task_states(quiet, broken) == ["pending"]
    assert await task_states(quiet, whole) == ["in_progress"]


async def test_what_is_carried_over_is_written_with_the_opening_and_not_asked(quiet: Sessions) -> None:
    known = await make_patient(quiet)
    form = definition([WEIGHT | {"carryForward": True}, RATE])
    first = await begin_talk(quiet, known, form)
    await first.says("65公斤", "72")
    await add_task(quiet, known, form.id)
    assert await open_due(quiet) == [known.conversation_id]
    [_, response] = await rows_of(quiet, QuestionnaireResponse, QuestionnaireResponse.patient_id == known.patient_id)
    assert response.asking == "rate"
    [row] = await rows_of(quiet, ResponseItem, ResponseItem.response_id == response.id)
    assert (row.link_id, row.value) == ("weight", {"value": 65, "unit": "kg"})
    assert (await messages_of(quiet, known, "out"))[-1].body.endswith("心率多少？")


async def test_form_with_nothing_left_to_ask_is_not_opened(quiet: Sessions) -> None:
    known = await make_patient(quiet)
    form = definition([WEIGHT | {"carryForward": True}])
    first = await begin_talk(quiet, known, form)
    await first.says("65公斤")
    await add_task(quiet, known, form.id)
    assert await open_due(quiet) == []
    assert await messages_of(quiet, known, "out") == []
    task = (await rows_of(quiet, Task, Task.patient_id == known.patient_id))[-1]
    assert (task.status, task.reason) == ("cancelled", "nothing_to_ask")
