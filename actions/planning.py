"""Settles which task a completed form leads to, by its follow-up rule, without doubling one that is planned already."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import select, update

from actions.times import local, put_again_at
from actions.turn import Turn
from records.models import Task, TaskStatus
from records.questionnaires import FollowUp


async def plan_next(turn: Turn, rule: FollowUp | None) -> date | None:
    """Make sure of the next form; the patient's day on which the next one is due, None where nothing is planned.

    A task of the same questionnaire that is due by then stands as it is; a later one stays too, since a plan made it.
    """
    name = turn.form.definition.id
    if rule is None or rule.within_days is None:
        task = await _pending(turn, name, before=None)
        return _day(turn, task.due_at) if task else None
    wanted = rule.questionnaire or name
    due = put_again_at(turn.context.now, turn.form.patient.timezone, after=timedelta(days=rule.within_days))
    task = await _pending(turn, wanted, before=due)
    if task is None:
        task = Task(patient_id=turn.form.patient.id, questionnaire=wanted, due_at=due, rule=rule.code)
        task.response_id = turn.form.response.id
        turn.context.session.add(task)
    return _day(turn, task.due_at)


async def _pending(turn: Turn, name: str, *, before: datetime | None) -> Task | None:
    query = select(Task).where(
        Task.patient_id == turn.form.patient.id, Task.questionnaire == name, Task.status == TaskStatus.PENDING
    )
    if before is not None:
        query = query.where(Task.due_at <= before)
    return await turn.context.session.scalar(query.order_by(Task.due_at).limit(1))


def _day(turn: Turn, moment: datetime) -> date:
    return local(moment, turn.form.patient.timezone).date()


async def withdraw_plans(turn: Turn) -> None:
    """Cancel what this form planned before it was put right; the rules then plan anew."""
    await turn.context.session.execute(
        update(Task)
        .where(Task.response_id == turn.form.response.id, Task.status == TaskStatus.PENDING)
        .values(status=TaskStatus.CANCELLED, ended_at=turn.context.now, reason="form_corrected")
    )
