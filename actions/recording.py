"""Settles how answers, readings and alerts become rows. Every function writes in the caller's transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from actions.filling import Filled
from actions.measuring import Measured
from actions.values import observed
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

LEVELS = (AlertLevel.EMERGENCY, AlertLevel.URGENT, AlertLevel.ROUTINE)


async def open_response(session: AsyncSession, patient_id: int) -> QuestionnaireResponse | None:
    """The questionnaire that is being asked, locked: one patient, one turn at a time."""
    query = select(QuestionnaireResponse).where(
        QuestionnaireResponse.patient_id == patient_id, QuestionnaireResponse.status == ResponseStatus.IN_PROGRESS
    )
    return await session.scalar(query.with_for_update())


async def record_answers(
    session: AsyncSession, response: QuestionnaireResponse, filled: Sequence[Filled], message: Message, now: datetime
) -> None:
    """Write answers, and the readings among them as observations; an answer that stood before is superseded."""
    for answer in filled:
        old = await _supersede(session, response, [answer.item.link_id], now)
        if answer.corrects and answer.item.reading:
            await _supersede_observations(session, response, answer.item.reading, old, now)
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
        values = observed(answer.item, answer.value) if answer.value is not None else None
        if values and answer.item.reading:
            await record_observation(
                session, response.patient_id, answer.item.reading, values, message, now, measured=answer.measured
            )
    await session.flush()


async def drop_answers(
    session: AsyncSession, response: QuestionnaireResponse, link_ids: Collection[str], now: datetime
) -> None:
    """Take answers back whose question no longer belongs to the form, since another answer changed."""
    if link_ids:
        await _supersede(session, response, link_ids, now)


async def _supersede(
    session: AsyncSession, response: QuestionnaireResponse, link_ids: Collection[str], now: datetime
) -> list[int]:
    """The messages in which the superseded answers were given."""
    rows = await session.scalars(
        update(ResponseItem)
        .where(
            ResponseItem.response_id == response.id,
            ResponseItem.link_id.in_(link_ids),
            ResponseItem.superseded_at.is_(None),
        )
        .values(superseded_at=now)
        .returning(ResponseItem.message_id)
    )
    return list(rows.all())


async def _supersede_observations(
    session: AsyncSession, response: QuestionnaireResponse, kind: str, message_ids: Collection[int], now: datetime
) -> None:
    """What was recorded from words that the patient took back is no reading any more; the row stays.

    A value that was carried forward was measured for an earlier form, and stays what it was then.
    """
    await session.execute(
        update(Observation)
        .where(
            Observation.kind == kind,
            Observation.message_id.in_(message_ids),
            Observation.superseded_at.is_(None),
            Observation.recorded_at >= response.started_at,
        )
        .values(superseded_at=now)
    )


async def record_observation(
    session: AsyncSession,
    patient_id: int,
    kind: str,
    values: Mapping[str, Any],
    message: Message,
    now: datetime,
    *,
    measured: Measured | None = None,
) -> None:
    """Write one reading; the same kind from the same message, measured at the same time, is one reading."""
    row = Observation(
        patient_id=patient_id,
        kind=kind,
        unit=READING_CODES[kind].unit,
        effective_at=measured.at if measured else message.created_at,
        effective_end=measured.until if measured else None,
        message_id=message.id,
        recorded_at=now,
        **values,
    )
    fields = {c.key: getattr(row, c.key) for c in Observation.__table__.columns if getattr(row, c.key) is not None}
    await session.execute(insert(Observation).values(**fields).on_conflict_do_nothing())


def recordable(reading: Reading, *, dated: bool = False) -> bool:
    """A reading said outside a questionnaire that can be stored as it is: stated, whole, and possible for a body.

    Args:
        reading: what was said.
        dated: it is known when it was measured: of an earlier time (昨天, 上个月) it counts as well.
    """
    allowed = ("stated", "past") if dated else ("stated",)
    if reading.status not in allowed or reading.upper or reading.kind not in set(ObservationKind):
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
    """Put something before a person. The same rule for the same message raises one alert, of the highest level."""
    statement = insert(Alert).values(
        patient_id=patient_id,
        rule=rule,
        level=level,
        message_id=message.id if message else None,
        words=words,
        raised_at=now,
    )
    milder = LEVELS[LEVELS.index(level) + 1 :]
    raised = statement.on_conflict_do_update(
        index_elements=["message_id", "rule"], set_={"level": level}, where=Alert.level.in_(milder)
    )
    await session.execute(raised)
    await notify(session, ALERT_CHANNEL, str(patient_id))


async def end_response(
    session: AsyncSession,
    response: QuestionnaireResponse,
    *,
    status: ResponseStatus,
    task: TaskStatus,
    now: datetime,
    reason: str | None = None,
) -> None:
    """End a questionnaire and its task together."""
    response.status = status
    response.ended_at = now
    response.asking = None
    response.pending = None
    response.resume_at = None
    response.reason = reason
    await session.execute(
        update(Task).where(Task.id == response.task_id).values(status=task, ended_at=now, reason=reason)
    )
