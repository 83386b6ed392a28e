from __future__ import annotations

from datetime import UTC, datetime

from bot.golden.found import find_records
from records.database import Sessions
from records.models import Alert, AlertLevel, Observation, Task
from tests.support.people import NOW, make_patient, say

EVENING = datetime(2026, 12, 3, 17, 30, tzinfo=UTC)  # half past one in the morning of the fourth in Shanghai


async def test_tasks_have_the_patients_day_and_the_first_one_its_reason(sessions: Sessions) -> None:
    known = await make_patient(sessions)
    async with sessions.begin() as session:
        session.add_all(
            [
                Task(
                    patient_id=known.patient_id,
                    questionnaire="hypertension",
                    due_at=NOW,
                    status="refused",
                    ended_at=NOW,
                    reason="refused_this_time",
                ),
                Task(patient_id=known.patient_id, questionnaire="phq_2", due_at=EVENING, rule="two_weeks"),
            ]
        )
    async with sessions() as session:
        found = await find_records(session, known.patient_id)
    assert (found["task"], found["reason"]) == ("refused", "refused_this_time")
    assert found["tasks"] == [{"questionnaire": "phq_2", "status": "pending", "rule": "two_weeks", "due": "2026-12-04"}]


async def test_what_was_taken_back_is_not_found(sessions: Sessions) -> None:
    known = await make_patient(sessions)
    said = await say(sessions, known, "体重60公斤，不对，是66公斤")
    async with sessions.begin() as session:
        shared = {"patient_id": known.patient_id, "kind": "weight", "unit": "kg", "message_id": said.message_id}
        session.add(Observation(**shared, value=60, effective_at=NOW, recorded_at=NOW, superseded_at=NOW))
        await session.flush()
        later = await say(sessions, known, "66公斤")
        shared["message_id"] = later.message_id
        session.add(Observation(**shared, value=66, effective_at=NOW, recorded_at=NOW))
        session.add(Alert(patient_id=known.patient_id, rule="weight_gain", level=AlertLevel.URGENT, raised_at=NOW))
    async with sessions() as session:
        found = await find_records(session, known.patient_id)
    assert found["observations"] == [{"kind": "weight", "value": 66.0, "unit": "kg"}]
    assert found["alerts"] == [{"rule": "weight_gain", "level": "urgent", "status": "open"}]
    assert (found["task"], found["tasks"], found["answers"]) == (None, [], {})
