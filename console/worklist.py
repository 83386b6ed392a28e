"""Settles what stands on a staff member's work list: open alerts first, then patients by what needs attention."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from console.alerts import LEVELS, open_alerts
from console.followup import STATES, FollowUp, followups
from console.readings import Reading, last_pressures, read
from console.targets import Goals, PressureTarget, goals_of
from console.times import age
from records.models import Alert, Conversation, Message, Observation, Patient


@dataclass(frozen=True, kw_only=True)
class LastMessage:
    """When something was last said, and by whom."""

    at: datetime
    author: str


@dataclass(frozen=True, kw_only=True)
class WorkRow:
    """One patient on the list; `target` is his or her own."""

    patient: Patient
    age: int | None
    followup: FollowUp
    target: PressureTarget
    reading: Reading | None
    message: LastMessage | None
    alerts: Sequence[Alert]


@dataclass(frozen=True, kw_only=True)
class WorkList:
    """The list as one staff member sees it, after search and filter; `counts` are over all of his or her patients."""

    alerts: Sequence[tuple[Alert, Patient]]
    rows: Sequence[WorkRow]
    counts: Mapping[str, int]
    total: int


async def work_list(
    session: AsyncSession,
    patients: Sequence[Patient],
    *,
    search: str,
    state: str,
    target: PressureTarget,
    now: datetime,
) -> WorkList:
    """The list of these patients, whom the caller got from records.access; `target` is the usual one."""
    ids = [patient.id for patient in patients]
    by_id = {patient.id: patient for patient in patients}
    alerts = await open_alerts(session, ids)
    tasks = await followups(session, ids, now=now)
    readings = await last_pressures(session, ids)
    goals = await goals_of(session, ids)
    messages = await _last_messages(session, ids)
    rows = [_row(patient, alerts, tasks, readings, messages, goals, target=target, now=now) for patient in patients]
    shown = [row for row in rows if _matches(row, search, state)]
    return WorkList(
        alerts=[(alert, by_id[alert.patient_id]) for alert in alerts],
        rows=sorted(shown, key=_urgency),
        counts=Counter(row.followup.state for row in rows),
        total=len(rows),
    )


def _row(
    patient: Patient,
    alerts: Sequence[Alert],
    tasks: Mapping[int, FollowUp],
    readings: Mapping[int, Observation],
    messages: Mapping[int, LastMessage],
    goals: Mapping[int, Goals],
    *,
    target: PressureTarget,
    now: datetime,
) -> WorkRow:
    own, reading = target.of(goals[patient.id]), readings.get(patient.id)
    return WorkRow(
        patient=patient,
        age=age(patient.birth_date, patient.timezone, now=now),
        followup=tasks.get(patient.id, FollowUp()),
        target=own,
        reading=read(reading, own) if reading else None,
        message=messages.get(patient.id),
        alerts=[alert for alert in alerts if alert.patient_id == patient.id],
    )


def _matches(row: WorkRow, search: str, state: str) -> bool:
    wanted = "".join(search.split()).casefold()
    return wanted in "".join(row.patient.name.split()).casefold() and state in ("", row.followup.state)


def _urgency(row: WorkRow) -> tuple[int, int, float]:
    said = row.message.at.timestamp() if row.message else 0.0
    level = LEVELS.index(row.alerts[0].level) if row.alerts else len(LEVELS)
    return (level, STATES.index(row.followup.state), -said)


async def _last_messages(session: AsyncSession, patient_ids: Collection[int]) -> dict[int, LastMessage]:
    newest = (
        select(Conversation.patient_id, func.max(Message.id).label("message_id"))
        .join(Message, Message.conversation_id == Conversation.id)
        .where(Conversation.patient_id.in_(patient_ids))
        .group_by(Conversation.patient_id)
        .subquery()
    )
    query = select(newest.c.patient_id, Message.created_at, Message.author).join(
        Message, Message.id == newest.c.message_id
    )
    rows = (await session.execute(query)).all()
    return {row.patient_id: LastMessage(at=row.created_at, author=row.author) for row in rows}
