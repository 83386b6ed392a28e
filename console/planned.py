"""Settles what each patient is asked next: the next task that is not due yet, when, and which rule made it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from records.models import Questionnaire, Task, TaskStatus


@dataclass(frozen=True, kw_only=True)
class Planned:
    """The next task.

    Attributes:
        title: the questionnaire's; its name while no version of it is published.
        rule: code of the follow-up rule that made it; None: a plan or a person.
    """

    task_id: int
    at: datetime
    title: str
    rule: str | None


async def planned_next(session: AsyncSession, patient_ids: Collection[int], *, now: datetime) -> dict[int, Planned]:
    """By patient, who is not there without one."""
    query = (
        select(Task)
        .ext(distinct_on(Task.patient_id))
        .where(Task.patient_id.in_(patient_ids), Task.status == TaskStatus.PENDING, Task.due_at > now)
        .order_by(Task.patient_id, Task.due_at, Task.id)
    )
    tasks = (await session.scalars(query)).all()
    titles = await _titles(session, {task.questionnaire for task in tasks})
    return {
        task.patient_id: Planned(
            task_id=task.id, at=task.due_at, title=titles.get(task.questionnaire, task.questionnaire), rule=task.rule
        )
        for task in tasks
    }


async def _titles(session: AsyncSession, names: Collection[str]) -> dict[str, str]:
    query = (
        select(Questionnaire.name, Questionnaire.title)
        .ext(distinct_on(Questionnaire.name))
        .where(Questionnaire.name.in_(names))
        .order_by(Questionnaire.name, Questionnaire.id.desc())
    )
    return {name: title for name, title in (await session.execute(query)).all()}
