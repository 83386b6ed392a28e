"""Settles that a patient who would not answer may go on after all: for a day, the form opens where it stopped."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select, update

from actions.asking import ask, buttons_of, joined
from actions.form import load_form
from actions.once import Context, Outcome
from actions.recording import open_response
from actions.times import local, put_again_at
from nlu.moves import read_move
from records.models import QuestionnaireResponse, ResponseStatus, Task, TaskStatus

REOPENABLE = timedelta(days=1)


async def reopen(context: Context) -> Outcome | None:
    """Take 继续 as a change of mind; None where nothing was refused, or the message says something else."""
    move = read_move(context.understanding.text, now=local(context.now, context.patient.timezone))
    if move is None or move.kind != "resume" or await open_response(context.session, context.patient.id):
        return None
    query = (
        select(QuestionnaireResponse)
        .where(QuestionnaireResponse.patient_id == context.patient.id)
        .order_by(QuestionnaireResponse.id.desc())
        .limit(1)
        .with_for_update()
    )
    response = await context.session.scalar(query)
    if response is None or response.reason != "refused_this_time" or response.ended_at is None:
        return None
    if context.now - response.ended_at > REOPENABLE:
        return None
    return await _open_again(context, response)


async def _open_again(context: Context, response: QuestionnaireResponse) -> Outcome | None:
    form = await load_form(context.session, response, now=context.now)
    left = form.open_items()
    if not left:
        return None
    response.status, response.ended_at, response.reason = ResponseStatus.IN_PROGRESS, None, None
    response.asking, response.misses, response.puts = left[0].link_id, 0, 1
    response.paused, response.snoozed, response.nudges = False, False, 0
    response.resume_at = put_again_at(context.now, context.patient.timezone)
    await context.session.execute(
        update(Task)
        .where(Task.id == response.task_id)
        .values(status=TaskStatus.IN_PROGRESS, ended_at=None, reason=None)
    )
    text = joined([context.phrases("go_on"), ask(form.definition, left[0], context.phrases)])
    return Outcome(text=text, buttons=buttons_of(left[0], context.phrases))
