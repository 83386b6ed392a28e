from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from actions.filling import Filled
from actions.form import current_rows
from actions.recording import raise_alert, record_answers, record_observation, recordable
from nlu.findings import Reading
from nlu.readings.limits import POSSIBLE
from records.database import Sessions
from records.models import (
    Alert,
    AlertLevel,
    Message,
    Observation,
    ObservationKind,
    QuestionnaireResponse,
    ResponseItem,
)
from tests.support.forms import visit
from tests.support.people import NOW, make_patient, open_form, rows_of, say

FORM = visit()
PRESSURE = FORM.find("pressure")


async def test_later_answer_supersedes_the_earlier_one_which_stays(sessions: Sessions) -> None:
    known = await make_patient(sessions)
    response_id = await open_form(sessions, known, FORM)
    for number, systolic in enumerate((145, 135)):
        now = NOW + timedelta(minutes=number)
        receipt = await say(sessions, known, f"{systolic}/85", now=now)
        async with sessions.begin() as session:
            response = await session.get_one(QuestionnaireResponse, response_id)
            message = await session.get_one(Message, receipt.message_id)
            value = {"systolic": systolic, "diastolic": 85}
            await record_answers(session, response, [Filled(item=PRESSURE, value=value)], message, now)
    old, new = await rows_of(sessions, ResponseItem, ResponseItem.response_id == response_id)
    assert (old.value["systolic"], old.superseded_at) == (145, NOW + timedelta(minutes=1))
    assert (new.value["systolic"], new.superseded_at) == (135, None)
    assert (old.asked_link_id, new.asked_link_id) == ("pressure", "pressure")
    async with sessions() as session:
        [row] = await current_rows(session, response_id)
    assert row.value == {"systolic": 135, "diastolic": 85}
    readings = await rows_of(sessions, Observation, Observation.patient_id == known.patient_id)
    assert [(row.systolic, row.superseded_at) for row in readings] == [(145, None), (135, None)]


async def test_reading_is_an_observation_with_code_and_time_once_a_message(sessions: Sessions) -> None:
    known = await make_patient(sessions)
    receipt = await say(sessions, known, "心率72", now=NOW)
    async with sessions.begin() as session:
        message = await session.get_one(Message, receipt.message_id)
        for value in (72, 73):
            await record_observation(
                session, known.patient_id, "heart_rate", {"value": value}, message, NOW + timedelta(seconds=9)
            )
    [row] = await rows_of(sessions, Observation, Observation.patient_id == known.patient_id)
    assert (row.value, row.unit, row.effective_at, row.recorded_at) == (72, "/min", NOW, NOW + timedelta(seconds=9))


async def test_one_rule_raises_one_alert_for_a_message(sessions: Sessions) -> None:
    known = await make_patient(sessions)
    receipt = await say(sessions, known, "找人")
    async with sessions.begin() as session:
        message = await session.get_one(Message, receipt.message_id)
        for words in ("找人", "别的"):
            await raise_alert(
                session,
                patient_id=known.patient_id,
                rule="person_requested",
                level=AlertLevel.URGENT,
                message=message,
                words=words,
                now=NOW,
            )
    [alert] = await rows_of(sessions, Alert, Alert.patient_id == known.patient_id)
    assert (alert.words, alert.level, alert.status, alert.raised_at) == ("找人", "urgent", "open", NOW)


def reading(kind: str, values: dict[str, float], **more: Any) -> Reading:
    return Reading(kind=kind, values=values, unit="-", surface="-", start=0, end=1, **more)


@pytest.mark.parametrize(
    "taken",
    [
        reading("blood_pressure", {"systolic": 145, "diastolic": 90}, status="past"),
        reading("blood_pressure", {"systolic": 145, "diastolic": 90}, status="asked"),
        reading("blood_pressure", {"systolic": 145}),
        reading("blood_pressure", {"systolic": 90, "diastolic": 145}),
        reading("heart_rate", {"value": 70}, upper={"value": 80}),
        reading("mood", {"value": 3}),
        reading("heart_rate", {}),
    ],
)
def test_reading_that_is_not_plainly_stated_is_not_recordable(taken: Reading) -> None:
    assert not recordable(taken)


EDGES = (0, 1, 19, 20, 25, 29, 30, 31, 249, 250, 251, 299, 300, 301, 350, 351, 999, 1000)


async def test_table_takes_every_reading_that_is_recordable(sessions: Sessions) -> None:
    known = await make_patient(sessions)
    candidates = [reading("blood_pressure", {"systolic": s, "diastolic": d}) for s in EDGES for d in EDGES]
    candidates += [reading(kind, {"value": v}) for kind in ObservationKind for v in (*EDGES, *POSSIBLE.get(kind, ()))]
    taken = [r for r in candidates if recordable(r)]
    assert len(taken) > 30
    message = Message(id=(await say(sessions, known, "-")).message_id, created_at=NOW)
    for one in taken:
        async with sessions() as session:
            try:
                await record_observation(session, known.patient_id, one.kind, one.values, message, NOW)
            except IntegrityError as exc:
                raise AssertionError(f"{one.kind} {one.values} is recordable and refused") from exc
