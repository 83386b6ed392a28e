"""Settles how answers, readings and alerts become rows. Every function writes in the caller's transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from actions.filling import Filled, Value
from nlu.findings import Reading
from nlu.readings import is_possible
from records.codes import READING_CODES
from records.database import notify
from records.feed import ALERT_CHANNEL
from records.models import (
    Alert,
    AlertLevel,
    Message,
    Observation,
    ObservationKind,
    QuestionnaireResponse,
    ResponseItem,
    ResponseStatus,
    Task,
    TaskStatus,
)


async def open_response(session: AsyncSession, patient_id: int) -> QuestionnaireResponse | None:
    """The questionnaire that is being asked, locked: one patient, one turn at a time."""
    query = select(QuestionnaireResponse).where(
        QuestionnaireResponse.patient_id == patient_id, QuestionnaireResponse.status == ResponseStatus.IN_PROGRESS
    )
    return await session.scalar(query.with_for_update())


async def answers_of(session: AsyncSession, response_id: int) -> dict[str, Value | None]:
    """What is answered so far: linkId to value, None where it was answered without a value."""
    query = select(ResponseItem.link_id, ResponseItem.value).where(
        ResponseItem.response_id == response_id, ResponseItem.superseded_at.is_(None)
    )
    return {link_id: value for link_id, value in await session.execute(query)}


async def record_answers(
    session: AsyncSession, response: QuestionnaireResponse, filled: Sequence[Filled], message: Message, now: datetime
) -> None:
    """Write answers, and the readings among them as observations."""
    for answer in filled:
        await session.execute(
            update(ResponseItem)
            .where(
                ResponseItem.response_id == response.id,
                ResponseItem.link_id == answer.item.link_id,
                ResponseItem.superseded_at.is_(None),
            )
            .values(superseded_at=now)
        )
        session.add(
            ResponseItem(
                response_id=response.id,
                link_id=answer.item.link_id,
                asked_link_id=response.asking,
                value=answer.value,
                data_absent_reason=answer.absent,
                message_id=message.id,
                answered_at=now,
            )
        )
        if answer.item.reading and answer.value is not None:
            values = {key: value for key, value in answer.value.items() if key != "unit"}
            await record_observation(session, response.patient_id, answer.item.reading, values, message, now)
    await session.flush()


async def record_observation(
    session: AsyncSession, patient_id: int, kind: str, values: dict[str, float], message: Message, now: datetime
) -> None:
    """Write one reading; the same kind from the same message is one reading."""
    row = Observation(
        patient_id=patient_id,
        kind=kind,
        unit=READING_CODES[kind].unit,
        effective_at=message.created_at,
        message_id=message.id,
        recorded_at=now,
        **values,
    )
    fields = {c.key: getattr(row, c.key) for c in Observation.__table__.columns if getattr(row, c.key) is not None}
    await session.execute(insert(Observation).values(**fields).on_conflict_do_nothing())


def recordable(reading: Reading) -> bool:
    """A reading said outside a questionnaire that can be stored as it is: stated, whole, and possible for a body."""
    if reading.status != "stated" or reading.upper or reading.kind not in set(ObservationKind):
        return False
    whole = {"systolic", "diastolic"} if reading.kind == ObservationKind.BLOOD_PRESSURE else {"value"}
    return set(reading.values) == whole and is_possible(reading.kind, reading.values)


async def raise_alert(
    session: AsyncSession,
    *,
    patient_id: int,
    rule: str,
    level: AlertLevel,
    message: Message | None,
    words: str | None,
    now: datetime,
) -> None:
    """Put something before a person. The same rule for the same message raises one alert."""
    statement = insert(Alert).values(
        patient_id=patient_id,
        rule=rule,
        level=level,
        message_id=message.id if message else None,
        words=words,
        raised_at=now,
    )
    await session.execute(statement.on_conflict_do_nothing())
    await notify(session, ALERT_CHANNEL, str(patient_id))


async def end_response(
    session: AsyncSession, response: QuestionnaireResponse, *, status: ResponseStatus, task: TaskStatus, now: datetime
) -> None:
    """End a questionnaire and its task together."""
    response.status = status
    response.ended_at = now
    response.asking = None
    await session.execute(update(Task).where(Task.id == response.task_id).values(status=task, ended_at=now))
