"""Settles what 刚才说错了，是135 does after the form has ended: for a day the answers can still be put right."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from actions import closing, correcting
from actions.asking import joined
from actions.form import load_form
from actions.once import Context, Outcome
from actions.planning import withdraw_plans
from actions.turn import Turn
from nlu.corrections import find_correction
from records.models import AlertLevel, QuestionnaireResponse, ResponseStatus

AMENDABLE = timedelta(days=1)


async def amend(context: Context) -> Outcome | None:
    """Correct the form that was completed last; None where the message corrects nothing in it."""
    correction = find_correction(context.understanding.text)
    if context.message is None or correction is None or not correction.said:
        return None
    query = (
        select(QuestionnaireResponse)
        .where(
            QuestionnaireResponse.patient_id == context.patient.id,
            QuestionnaireResponse.status == ResponseStatus.COMPLETED,
            QuestionnaireResponse.ended_at > context.now - AMENDABLE,
        )
        .order_by(QuestionnaireResponse.ended_at.desc(), QuestionnaireResponse.id.desc())
        .limit(1)
        .with_for_update()
    )
    response = await context.session.scalar(query)
    if response is None:
        return None
    turn = Turn(
        context=context, form=await load_form(context.session, response, now=context.now), message=context.message
    )
    corrected = await correcting.correct(turn)
    needs_person = not corrected or bool(response.pending or response.asking)
    response.pending = response.asking = None  # the form has ended: what would need a question back, a person asks
    await turn.alert("corrected_after_completion", AlertLevel.ROUTINE)
    if needs_person and not turn.has_told:
        return Outcome(text=context.phrases("passed_on"))
    await withdraw_plans(turn)
    lines, _ = await closing.conclude(turn)
    return Outcome(text=joined([*turn.said, *lines, context.phrases("team_will_see")]))
