"""Settles what lies before a form of these tests: a task, perhaps an earlier form, goals, medicines, a timezone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from sqlalchemy.ext.asyncio import AsyncSession

from records.models import (
    Author,
    Direction,
    Goal,
    Medication,
    Message,
    MessageStatus,
    Patient,
    QuestionnaireResponse,
    ResponseItem,
    ResponseStatus,
    Task,
    TaskStatus,
)
from records.questionnaires import Definition, Known, is_enabled, latest
from tests.properties import answers
from tests.support.people import Known as KnownPatient
from tests.support.people import unique

TIMEZONES = ("Asia/Shanghai", "Asia/Shanghai", "Asia/Shanghai", "America/New_York", "Asia/Urumqi")
BEFORE = timedelta(days=80)


@dataclass(frozen=True, kw_only=True)
class Background:
    """What a run needs to know of it."""

    task_id: int
    timezone: str


async def make_background(
    session: AsyncSession, known: KnownPatient, definition: Definition, rng: Random, now: datetime
) -> Background:
    """Write the rows; the task is due now."""
    timezone = rng.choice(TIMEZONES)
    patient = await session.get_one(Patient, known.patient_id)
    patient.timezone = timezone
    if rng.random() < 0.5:
        session.add(Goal(patient_id=known.patient_id, measure="weight", value=62, set_at=now))
        session.add(
            Medication(patient_id=known.patient_id, name="氨氯地平片", dosage="每日1次，每次5毫克", recorded_at=now)
        )
    if rng.random() < 0.5:
        await _earlier_form(session, known, definition, rng, now - BEFORE)
    task = Task(patient_id=known.patient_id, questionnaire=definition.id, due_at=now)
    session.add(task)
    await session.flush()
    return Background(task_id=task.id, timezone=timezone)


async def _earlier_form(
    session: AsyncSession, known: KnownPatient, definition: Definition, rng: Random, at: datetime
) -> None:
    """A form that was completed earlier, every question of it answered."""
    questionnaire = await latest(session, definition.id)
    assert questionnaire is not None
    message = Message(
        conversation_id=known.conversation_id,
        direction=Direction.IN,
        author=Author.PATIENT,
        status=MessageStatus.HANDLED,
        channel="memory",
        external_id=unique("earlier"),
        body="以前说的",
        created_at=at,
    )
    task = Task(
        patient_id=known.patient_id,
        questionnaire=definition.id,
        status=TaskStatus.COMPLETED,
        due_at=at,
        opened_at=at,
        ended_at=at,
    )
    session.add_all([message, task])
    await session.flush()
    response = QuestionnaireResponse(
        task_id=task.id,
        patient_id=known.patient_id,
        questionnaire_id=questionnaire.id,
        status=ResponseStatus.COMPLETED,
        started_at=at,
        ended_at=at,
    )
    session.add(response)
    await session.flush()
    found: dict[str, dict[str, object] | None] = {}
    for item in definition.questions:
        if is_enabled(definition, item, Known(answers=found)):
            found[item.link_id] = answers.kept(item, rng, at.date())
            row = {"link_id": item.link_id, "value": found[item.link_id], "message_id": message.id, "answered_at": at}
            session.add(ResponseItem(response_id=response.id, **row))
    await session.flush()
