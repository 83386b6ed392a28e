"""Settles how a patient's rows are put for comparison with what a golden conversation expects."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from records.models import Alert, Observation, Patient, QuestionnaireResponse, ResponseItem, Task

ALONE = ("labels", "boolean", "text", "date", "time", "value")


async def find_records(session: AsyncSession, patient_id: int) -> dict[str, Any]:
    """Observations and answers that stand (of several forms the last answer), alerts, and the tasks in their order."""
    observations = select(Observation).where(Observation.patient_id == patient_id, Observation.superseded_at.is_(None))
    answers = (
        select(ResponseItem)
        .join(QuestionnaireResponse, QuestionnaireResponse.id == ResponseItem.response_id)
        .where(QuestionnaireResponse.patient_id == patient_id, ResponseItem.superseded_at.is_(None))
    )
    alerts = select(Alert).where(Alert.patient_id == patient_id)
    tasks = (await session.scalars(select(Task).where(Task.patient_id == patient_id).order_by(Task.id))).all()
    zone = ZoneInfo((await session.get_one(Patient, patient_id)).timezone)
    return {
        "observations": [_observation(row) for row in await session.scalars(observations.order_by(Observation.id))],
        "answers": {row.link_id: _answer(row) for row in await session.scalars(answers.order_by(ResponseItem.id))},
        "alerts": [
            {"rule": row.rule, "level": row.level, "status": row.status}
            for row in await session.scalars(alerts.order_by(Alert.id))
        ],
        "task": tasks[0].status if tasks else None,
        "reason": tasks[0].reason if tasks else None,
        "tasks": [_task(row, zone) for row in tasks[1:]],
    }


def _observation(row: Observation) -> dict[str, Any]:
    if row.systolic is not None:
        return {"kind": row.kind, "systolic": row.systolic, "diastolic": row.diastolic, "unit": row.unit}
    return {"kind": row.kind, "value": row.value, "unit": row.unit}


def _answer(row: ResponseItem) -> Any:
    """The option labels, the number, the words, or {absent: reason}; whole where a range, 大约 or 其他 is beside it."""
    if row.value is None:
        return {"absent": row.data_absent_reason}
    if row.value.keys() & {"upper", "approximate", "other"}:
        return row.value
    return next((row.value[key] for key in ALONE if key in row.value), row.value)


def _task(row: Task, zone: ZoneInfo) -> dict[str, Any]:
    """`due` is the patient's day."""
    due = row.due_at.astimezone(zone).date().isoformat()
    return {"questionnaire": row.questionnaire, "status": row.status, "rule": row.rule, "due": due}
