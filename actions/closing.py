"""Settles how a form ends: what is computed, what follows by which rule, and what the patient is told.

The patient hears what was recorded, what the form's own rule says of it and no more, the next date, and what to do in
an emergency. A rule cites its source in the questionnaire.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import select

from actions.asking import joined
from actions.computing import computed_value
from actions.filling import Filled
from actions.once import Outcome
from actions.planning import plan_next
from actions.recording import drop_answers, end_response, raise_alert
from actions.times import local
from actions.turn import Turn, end_events
from actions.values import read_back
from records.models import AlertLevel, Medication, ResponseStatus, TaskStatus
from records.questionnaires import FollowUp, all_hold, is_enabled


async def complete(turn: Turn) -> Outcome:
    """End the form: compute, apply the rules, sum up."""
    lines, next_day = await conclude(turn)
    context = turn.context
    await end_response(
        context.session,
        turn.form.response,
        status=ResponseStatus.COMPLETED,
        task=TaskStatus.COMPLETED,
        now=context.now,
    )
    if turn.is_emergency or turn.stopped_by == "paused_for_person":  # no thanks, no sums, no next date now
        turn.say("emergency_passed_on")
        return Outcome(text=joined(turn.said), events=end_events())
    closing = turn.form.definition.closing.format(name=turn.form.patient.name)
    text = joined([*turn.said, closing, *summary(turn), *lines])
    if next_day is not None and not any(turn.say_day(next_day) in line for line in lines):
        text = joined([text, context.phrases("next_follow_up", date=turn.say_day(next_day))])
    emergency = turn.form.definition.emergency
    last = context.phrases("in_an_emergency") if emergency is None else emergency
    return Outcome(text=joined([text, last]), events=end_events())


async def conclude(turn: Turn) -> tuple[list[str], date | None]:
    """Record what is computed and plan what follows; the sentences about it, and the day of the next form."""
    await _compute(turn, {})
    rule = next((rule for rule in turn.form.definition.follow_up if _applies(turn, rule)), None)
    next_day = await plan_next(turn, rule)
    for other in turn.form.definition.follow_up:
        if rule and other.code == rule.then:
            await plan_next(turn, other)
    if next_day is not None:
        await _compute(turn, {"next_visit": next_day})
    return [*_meaning(turn), *(await _announce(turn, rule, next_day))], next_day


async def _compute(turn: Turn, facts: dict[str, Any]) -> None:
    """Record the computed items that can be computed, one after the other: a later one may use an earlier one."""
    day = local(turn.form.response.ended_at or turn.context.now, turn.form.patient.timezone).date()
    facts = {"today": day, "medications": await _medications(turn), **facts}
    for item in turn.form.definition.computed:
        if not is_enabled(turn.form.definition, item, turn.form.known):
            continue
        value = computed_value(item, turn.form.definition, turn.form.known, facts)
        if value is None and item.link_id in turn.form.answers and "next_visit" not in (item.calculate or ""):
            await drop_answers(turn.context.session, turn.form.response, [item.link_id], turn.context.now)
            await turn.reload()
        elif value is not None and value != turn.form.answers.get(item.link_id):
            await turn.record([Filled(item=item, value=value, corrects=item.link_id in turn.form.answers)])


async def _medications(turn: Turn) -> str:
    query = select(Medication).where(Medication.patient_id == turn.form.patient.id, Medication.active)
    rows = (await turn.context.session.scalars(query.order_by(Medication.id))).all()
    return "；".join(f"{row.name}，{row.dosage}" for row in rows)


def _applies(turn: Turn, rule: FollowUp) -> bool:
    return all_hold(rule.when, rule.behavior, turn.form.known)


async def _announce(turn: Turn, rule: FollowUp | None, next_day: date | None) -> list[str]:
    """Put the rule's alert before the team, and its sentence before the patient."""
    if rule is None:
        return []
    if rule.alert:
        await raise_alert(
            turn.context.session,
            patient_id=turn.form.patient.id,
            rule=rule.alert.rule,
            level=AlertLevel(rule.alert.level),
            message=turn.message,
            words=None,
            now=turn.context.now,
        )
    day = turn.say_day(next_day) if next_day else ""
    return [rule.say.format(date=day)] if rule.say else []


def _meaning(turn: Turn) -> Iterable[str]:
    """What the form's rule says of a class or a score."""
    for item in turn.form.definition.computed:
        value = turn.form.answers.get(item.link_id)
        if value is None:
            continue
        said = [option.say for option in item.answer_option if option.code in value.get("codes", ())]
        number = value.get("value")
        if isinstance(number, (int, float)):
            said += [band.say for band in item.interpretation if band.holds(number)]
        yield from (sentence for sentence in said if sentence)


def summary(turn: Turn) -> list[str]:
    """What was recorded in plain words, and what was left open."""
    form, phrases = turn.form, turn.context.phrases
    told = [item for item in form.definition.questions if item.in_summary and item.link_id in form.answers]
    values = [read_back(item, value, phrases) for item in told if (value := form.answers[item.link_id])]
    empty = [item.name for item in told if form.answers[item.link_id] is None]
    lines = [phrases("summary"), *(phrases("summary_line", what=value) for value in values)] if values else []
    return lines + ([phrases("left_empty", what=phrases.list(empty))] if empty else [])
