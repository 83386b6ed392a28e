from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from records.database import Sessions
from records.models import (
    Alert,
    AuditEvent,
    Base,
    Consent,
    ContactPoint,
    Message,
    Observation,
    Patient,
    QuestionnaireResponse,
    ResponseItem,
    Task,
)
from records.types import index_of
from tests.support.people import NOW, definition, make_patient, messages_of, open_form, rows_of, say

Row = Callable[[dict[str, int]], Base]


def message(**values: Any) -> Row:
    inbound = {"direction": "in", "author": "patient", "status": "received", "external_id": "x", "body": "-"}
    fixed = {"channel": "memory", "created_at": NOW}
    return lambda ids: Message(conversation_id=ids["conversation"], **{**inbound, **fixed, **values})


def observation(**values: Any) -> Row:
    fixed = {"unit": "-", "effective_at": NOW, "recorded_at": NOW}
    return lambda ids: Observation(patient_id=ids["patient"], message_id=ids["message"], **fixed, **values)


def task(**values: Any) -> Row:
    return lambda ids: Task(patient_id=ids["patient"], questionnaire="q", due_at=NOW, **values)


def response(**values: Any) -> Row:
    return lambda ids: QuestionnaireResponse(
        task_id=ids["task"], patient_id=ids["patient"], questionnaire_id=ids["questionnaire"], started_at=NOW, **values
    )


def item(**values: Any) -> Row:
    return lambda ids: ResponseItem(
        response_id=ids["response"], link_id="a", message_id=ids["message"], answered_at=NOW, **values
    )


def alert(**values: Any) -> Row:
    fixed = {"rule": "r", "raised_at": NOW}
    return lambda ids: Alert(patient_id=ids["patient"], message_id=ids["message"], **{**fixed, **values})


WRONG: dict[str, Row] = {
    "inbound message without the platform's id": message(external_id=None),
    "inbound message of the bot": message(author="bot"),
    "inbound message that is queued": message(status="queued"),
    "inbound message that is a reply": lambda ids: message(reply_to=ids["message"])(ids),
    "outbound message of the patient": message(direction="out", status="queued"),
    "outbound message that is received": message(direction="out", author="bot"),
    "unknown status": message(status="lost"),
    "pressure without its lower value": observation(kind="blood_pressure", systolic=145),
    "pressure the wrong way round": observation(kind="blood_pressure", systolic=90, diastolic=145),
    "pressure that nobody has": observation(kind="blood_pressure", systolic=1350, diastolic=85),
    "pressure with a single value": observation(kind="blood_pressure", systolic=145, diastolic=90, value=1),
    "heart rate with a pressure": observation(kind="heart_rate", value=72, systolic=145, diastolic=90),
    "heart rate of zero": observation(kind="heart_rate", value=0),
    "unknown reading": observation(kind="mood", value=3),
    "height of nobody": observation(kind="height", value=1000),
    "weight of nothing": observation(kind="weight", value=0),
    "fewer steps than none": observation(kind="steps", value=-1),
    "span that ends before it begins": observation(kind="heart_rate", value=72, effective_end=NOW - timedelta(hours=1)),
    "span that is a moment": observation(kind="heart_rate", value=72, effective_end=NOW),
    "ended task that is still pending": task(ended_at=NOW),
    "completed task without its end": task(status="completed", opened_at=NOW),
    "opened task without its time": task(status="in_progress"),
    "second task in progress": task(status="in_progress", opened_at=NOW),
    "second response to a task": response(),
    "completed response without its end": response(status="completed"),
    "answer with neither value nor reason": item(),
    "answer with value and reason": item(value={"value": 1}, data_absent_reason="as-text"),
    "second current answer": lambda ids: item(value={"value": 1})({**ids, "message": ids["other message"]}),
    "acknowledged alert without a person": alert(level="urgent", status="acknowledged", acknowledged_at=NOW),
    "alert of an unknown level": alert(level="soon"),
    "second active consent": lambda ids: Consent(patient_id=ids["patient"], text_version="1", given_at=NOW),
    "patient of an unknown sex": lambda _: Patient(name="-", name_index=b"-", sex="w", created_at=NOW),
    "address that belongs to somebody else": lambda ids: ContactPoint(
        patient_id=ids["patient"],
        channel="memory",
        address="-",
        address_index=index_of("contact_point.address", str(ids["address"])),
        rank=2,
        created_at=NOW,
    ),
}


@pytest.fixture(scope="module")
async def ids(sessions: Sessions) -> dict[str, Any]:
    """The rows around the wrong one: a patient in the middle of a questionnaire."""
    known = await make_patient(sessions)
    receipt, other = await say(sessions, known, "72"), await say(sessions, known, "73")
    response_id = await open_form(sessions, known, definition([{"linkId": "a", "type": "text", "text": "?"}]))
    async with sessions.begin() as session:
        opened = await session.get_one(QuestionnaireResponse, response_id)
        found: dict[str, Any] = {
            "patient": known.patient_id,
            "conversation": known.conversation_id,
            "message": receipt.message_id,
            "other message": other.message_id,
            "response": response_id,
            "task": opened.task_id,
            "questionnaire": opened.questionnaire_id,
            "address": known.address,
        }
        session.add(item(value={"value": 72})(found))
    return found


@pytest.mark.parametrize("name", WRONG)
async def test_wrong_row_is_refused(sessions: Sessions, ids: dict[str, Any], name: str) -> None:
    async with sessions() as session:
        session.add(WRONG[name](ids))
        with pytest.raises(IntegrityError):
            await session.flush()


RIGHT: dict[str, Row] = {
    "no sleep at all": observation(kind="sleep", value=0),
    "no urine in a day": observation(kind="urine_volume", value=0),
    "a long walk": observation(kind="steps", value=31_200),
    "a waist": observation(kind="waist", value=92.5),
    "glucose two hours after a meal": observation(kind="glucose", value=9.1, context="postprandial_2h"),
    "a reading of some time yesterday": observation(kind="hba1c", value=7.1, effective_end=NOW + timedelta(hours=24)),
}


@pytest.mark.parametrize("name", RIGHT)
async def test_right_row_is_taken(sessions: Sessions, ids: dict[str, Any], name: str) -> None:
    async with sessions() as session:
        session.add(RIGHT[name](ids))
        await session.flush()


async def test_one_message_holds_one_kind_at_two_times_and_not_twice_at_one(
    sessions: Sessions, ids: dict[str, Any]
) -> None:
    earlier = {"kind": "spo2", "value": 97, "effective_at": NOW - timedelta(hours=9)}
    rate = {"kind": "spo2", "value": 96, "effective_at": NOW}
    async with sessions() as session:
        whose = {"patient_id": ids["patient"], "message_id": ids["message"], "unit": "%", "recorded_at": NOW}
        session.add_all([Observation(**whose, **earlier), Observation(**whose, **rate)])
        await session.flush()
        session.add(Observation(**whose, **rate))
        with pytest.raises(IntegrityError):
            await session.flush()


@pytest.mark.parametrize("statement", ["update audit_event set action = 'x'", "delete from audit_event",
                                       "truncate audit_event"])  # fmt: skip
async def test_audit_log_refuses_change_and_removal(sessions: Sessions, statement: str) -> None:
    async with sessions.begin() as session:
        session.add(AuditEvent(action="login", detail="-", at=NOW - timedelta(days=4000)))
    async with sessions() as session:
        with pytest.raises(DBAPIError, match="only ever added"):
            await session.execute(text(statement))
    assert await rows_of(sessions, AuditEvent, AuditEvent.at == NOW - timedelta(days=4000))


async def test_times_come_back_aware_and_in_utc(sessions: Sessions) -> None:
    known = await make_patient(sessions)
    await say(sessions, known, "你好")
    [stored] = await messages_of(sessions, known)
    assert stored.created_at == NOW
    assert stored.created_at.utcoffset() == timedelta(0)
