"""Settles where each patient's follow-up stands: the one task that matters now, how far its form is, what is next."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from console.known import definitions_of, known_of
from console.planned import Planned, planned_next
from console.questionnaire import Progress, progress_of
from records.models import QuestionnaireResponse, ResponseStatus, Task, TaskStatus

STATES = ("in_progress", "due", "missed", "refused", "completed", "scheduled", "cancelled", "none")


@dataclass(frozen=True, kw_only=True)
class FollowUp:
    """Where the follow-up of one patient stands.

    Attributes:
        state: one of STATES.
        at: since or until when.
        progress: of the form, while it is in progress.
        paused_until: when its form goes on, where the patient put it off.
        reason: code: why the form was stopped, or why it did not come about.
        rule: code of the follow-up rule that made this task.
        next: what is planned after it.
    """

    state: str = "none"
    at: datetime | None = None
    progress: Progress | None = None
    paused_until: datetime | None = None
    reason: str | None = None
    rule: str | None = None
    next: Planned | None = None


@dataclass(frozen=True, kw_only=True)
class Filling:
    """What is known of a task's form."""

    response: QuestionnaireResponse
    progress: Progress | None


async def followups(session: AsyncSession, patient_ids: Collection[int], *, now: datetime) -> dict[int, FollowUp]:
    """By patient: what runs, else what is due, else what ended last, else what is planned next."""
    query = (
        select(Task)
        .ext(distinct_on(Task.patient_id))
        .where(Task.patient_id.in_(patient_ids))
        .order_by(Task.patient_id, _rank(now), _closeness(now))
    )
    tasks = (await session.scalars(query)).all()
    fillings = await _fillings(session, [task.id for task in tasks], now)
    planned = await planned_next(session, patient_ids, now=now)
    return {
        task.patient_id: _followup(task, fillings.get(task.id), planned.get(task.patient_id), now) for task in tasks
    }


def paused_until(response: QuestionnaireResponse, now: datetime) -> datetime | None:
    """When a form goes on that the patient put off; None of any other, and once that time has come."""
    is_paused = response.status == ResponseStatus.IN_PROGRESS and response.snoozed
    return response.resume_at if is_paused and response.resume_at and response.resume_at > now else None


def _rank(now: datetime) -> ColumnElement[int]:
    return case(
        (Task.status == TaskStatus.IN_PROGRESS, 0),
        (and_(Task.status == TaskStatus.PENDING, Task.due_at <= now), 1),
        (Task.ended_at.is_not(None), 2),
        else_=3,
    )


def _closeness(now: datetime) -> ColumnElement[object]:
    return func.abs(func.extract("epoch", func.coalesce(Task.ended_at, Task.due_at) - now))


def _followup(task: Task, filling: Filling | None, planned: Planned | None, now: datetime) -> FollowUp:
    state, at = _state(task, now)
    response = filling.response if filling else None
    return FollowUp(
        state=state,
        at=at,
        progress=filling.progress if filling else None,
        paused_until=paused_until(response, now) if response else None,
        reason=(response.reason if response else None) or task.reason,
        rule=task.rule,
        next=planned if planned and planned.task_id != task.id else None,
    )


def _state(task: Task, now: datetime) -> tuple[str, datetime | None]:
    if task.status == TaskStatus.PENDING:
        return "due" if task.due_at <= now else "scheduled", task.due_at
    return task.status, task.opened_at if task.status == TaskStatus.IN_PROGRESS else task.ended_at


async def _fillings(session: AsyncSession, task_ids: Collection[int], now: datetime) -> dict[int, Filling]:
    query = (
        select(QuestionnaireResponse)
        .where(QuestionnaireResponse.task_id.in_(task_ids))
        .options(selectinload(QuestionnaireResponse.questionnaire))
    )
    responses = (await session.scalars(query)).all()
    progress = await _progress(session, [row.id for row in responses if row.status == ResponseStatus.IN_PROGRESS], now)
    return {row.task_id: Filling(response=row, progress=progress.get(row.id)) for row in responses}


async def _progress(session: AsyncSession, response_ids: Collection[int], now: datetime) -> dict[int, Progress]:
    """By the form's id; answers are read only of forms that are open."""
    query = (
        select(QuestionnaireResponse)
        .where(QuestionnaireResponse.id.in_(response_ids))
        .options(selectinload(QuestionnaireResponse.items), selectinload(QuestionnaireResponse.questionnaire))
    )
    responses = (await session.scalars(query)).all()
    definitions = definitions_of(responses)
    known = await known_of(session, responses, definitions, now=now)
    return {row.id: progress_of(definitions[row.questionnaire_id], known[row.id]) for row in responses}
