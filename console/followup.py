"""Settles where each patient's follow-up stands: the one task that matters now, and how far its form has come."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from console.questionnaire import Progress, items_of, progress_of
from records.models import QuestionnaireResponse, Task, TaskStatus

STATES = ("in_progress", "due", "missed", "refused", "completed", "scheduled", "cancelled", "none")


@dataclass(frozen=True, kw_only=True)
class FollowUp:
    """A state of STATES, since or until when, and the form's progress while it is in progress."""

    state: str = "none"
    at: datetime | None = None
    progress: Progress | None = None


async def followups(session: AsyncSession, patient_ids: Collection[int], *, now: datetime) -> dict[int, FollowUp]:
    """By patient: what runs, else what is due, else what ended last, else what is planned next."""
    query = (
        select(Task)
        .ext(distinct_on(Task.patient_id))
        .where(Task.patient_id.in_(patient_ids))
        .order_by(Task.patient_id, _rank(now), _closeness(now))
    )
    tasks = (await session.scalars(query)).all()
    progress = await _progress(session, [task.id for task in tasks if task.status == TaskStatus.IN_PROGRESS])
    return {task.patient_id: _followup(task, progress.get(task.id), now) for task in tasks}


def _rank(now: datetime) -> ColumnElement[int]:
    return case(
        (Task.status == TaskStatus.IN_PROGRESS, 0),
        (and_(Task.status == TaskStatus.PENDING, Task.due_at <= now), 1),
        (Task.ended_at.is_not(None), 2),
        else_=3,
    )


def _closeness(now: datetime) -> ColumnElement[object]:
    return func.abs(func.extract("epoch", func.coalesce(Task.ended_at, Task.due_at) - now))


def _followup(task: Task, progress: Progress | None, now: datetime) -> FollowUp:
    if task.status == TaskStatus.PENDING:
        return FollowUp(state="due" if task.due_at <= now else "scheduled", at=task.due_at)
    if task.status == TaskStatus.IN_PROGRESS:
        return FollowUp(state="in_progress", at=task.opened_at, progress=progress)
    return FollowUp(state=task.status, at=task.ended_at)


async def _progress(session: AsyncSession, task_ids: Collection[int]) -> dict[int, Progress]:
    query = (
        select(QuestionnaireResponse)
        .where(QuestionnaireResponse.task_id.in_(task_ids))
        .options(selectinload(QuestionnaireResponse.items), selectinload(QuestionnaireResponse.questionnaire))
    )
    return {response.task_id: _progress_of(response) for response in await session.scalars(query)}


def _progress_of(response: QuestionnaireResponse) -> Progress:
    answers = {row.link_id: row.value for row in response.items if row.superseded_at is None}
    return progress_of(items_of(response.questionnaire.definition), answers)
