"""Settles what must hold of the rows when a form has ended."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.form import Form, load_form
from records.models import Alert, Observation, QuestionnaireResponse, ResponseItem, ResponseStatus, Task, TaskStatus
from records.questionnaires import Item, is_enabled

ENDS = {
    "refused_this_time": (TaskStatus.REFUSED, None),
    "consent_withdrawn": (TaskStatus.REFUSED, "left_follow_up"),
    "handed_over": (TaskStatus.MISSED, "form_handed_over"),
    "no_answer": (TaskStatus.MISSED, "no_answer"),
}


async def ended(
    session: AsyncSession, response: QuestionnaireResponse, in_form: Collection[int], *, now: datetime
) -> list[str]:
    """What must hold of the rows when all is over."""
    faults = []
    if response.status == ResponseStatus.IN_PROGRESS:
        return ["the form never ended"]
    if response.asking or response.pending or response.resume_at:
        faults.append("an ended form still waits for something")
    task = await session.get_one(Task, response.task_id)
    wanted, alert = ENDS.get(response.reason or "", (TaskStatus.COMPLETED, None))
    if (response.status == ResponseStatus.COMPLETED) != (response.reason is None):
        faults.append(f"{response.status} for the reason {response.reason}")
    if task.status != wanted:
        faults.append(f"task {task.status}, form {response.status} {response.reason}")
    over = (TaskStatus.COMPLETED, TaskStatus.REFUSED, TaskStatus.MISSED)
    tasks = select(Task.id).where(Task.patient_id == response.patient_id, Task.status.in_(over))
    if list(await session.scalars(tasks.where(Task.opened_at >= response.started_at))) != [task.id]:
        faults.append("not exactly one task ended")
    rules = set(await session.scalars(select(Alert.rule).where(Alert.patient_id == response.patient_id)))
    if alert and alert not in rules:
        faults.append(f"nobody was told: {alert} is missing in {sorted(rules)}")
    form = await load_form(session, response, now=now)
    return faults + _answers_fit(form) + await _observations_fit(session, form, in_form)


def _answers_fit(form: Form) -> list[str]:
    definition, known = form.definition, form.known
    faults = [
        f"{row.link_id} stands although its condition does not hold"
        for row in form.rows
        if not is_enabled(definition, definition.find(row.link_id), known)
    ]
    if form.response.status == ResponseStatus.COMPLETED:
        open_items = [item.link_id for item in definition.questions if item.link_id not in known.answers]
        left = [link_id for link_id in open_items if is_enabled(definition, definition.find(link_id), known)]
        faults += [f"completed, yet {link_id} was never answered" for link_id in left]
    return faults


async def _observations_fit(session: AsyncSession, form: Form, in_form: Collection[int]) -> list[str]:
    query = select(ResponseItem).where(ResponseItem.response_id == form.response.id)
    found = list(await session.scalars(query))
    observations = list(await session.scalars(select(Observation).where(Observation.message_id.in_(in_form))))
    faults = [
        f"observation {seen.kind} {seen.systolic}/{seen.diastolic} {seen.value} is no stored answer"
        for seen in observations
        if not any(_same(form.definition.find(row.link_id), row, seen) for row in found)
        and not _beside(form, found, seen)
    ]
    for row in found:
        item = form.definition.find(row.link_id)
        measured = item.reading and row.value is not None and "upper" not in row.value
        if not measured or row.superseded_at or row.message_id not in in_form:
            continue
        if not any(_same(item, row, seen) and seen.superseded_at is None for seen in observations):
            faults.append(f"{row.link_id} = {row.value} has no observation that stands")
    return faults


def _beside(form: Form, found: Sequence[ResponseItem], seen: Observation) -> bool:
    """Whether it is a reading that no question of the form asks for, told beside the answers of its message."""
    asked = {item.reading for item in form.definition.questions if item.context is None}
    numbers = [(row.value or {}).get("value") for row in found if row.message_id == seen.message_id]
    return seen.kind not in asked and seen.value not in [number for number in numbers if number is not None]


def _same(item: Item, row: ResponseItem, seen: Observation) -> bool:
    value = row.value or {}
    return (
        item.reading == seen.kind
        and row.message_id == seen.message_id
        and all(value.get(key) == getattr(seen, key) for key in ("value", "systolic", "diastolic"))
        and bool(value.get("approximate")) == seen.approximate
    )
