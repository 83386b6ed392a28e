"""Settles what becomes of readings that no question takes: of all outside a form, inside one of what it asks not for.

What is not the patient's is no reading of the patient's: a nurse gets the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from actions.filling import Heard
from actions.measuring import Measured, measured
from actions.once import Context
from actions.recording import raise_alert, record_observation, recordable
from actions.turn import Turn
from actions.values import said_values, say_readings
from actions.whose import of_others
from nlu.findings import Reading
from records.models import AlertLevel, ObservationKind
from records.questionnaires import Value

WEIGHED = re.compile(r"体重|称|[多有]重")  # 30公斤 alone may be rice


async def note_readings(turn: Turn, heard: Heard) -> bool:
    """Keep readings that no question of this form takes: a glucose after a meal, where the fasting one is asked."""
    used = {number for said in [*heard.filled, *heard.doubtful] for number in _numbers(said.value)}
    others = of_others(turn.context.understanding, turn.person)
    readings = [
        reading
        for reading in turn.context.understanding.readings
        if reading not in others
        and (_is_of_another_time(turn, reading) or not _is_asked_for(turn, heard, reading))
        and not used >= set(reading.values.values())
        and (reading.kind != ObservationKind.WEIGHT or WEIGHED.search(turn.text))
    ]
    said = await keep(turn.context, readings)
    if said:
        turn.say("noted", what=said)
    in_passing = bool(heard) or bool(said)  # 老伴145/90，我128/76: the patient's own is what counts
    passed_on = not (in_passing or turn.is_emergency) and await pass_on(turn.context, others)
    if passed_on:
        turn.say("reading_of_another")
    return bool(said) or passed_on


async def keep(context: Context, readings: Iterable[Reading]) -> str:
    """Write readings, each time and meal of a kind once, the last one said; what was written, in words."""
    kept: dict[tuple[str, str | None, datetime], tuple[Reading, Measured]] = {}
    message = context.message
    if message is None:
        return ""
    for reading in readings:
        time = measured(reading.when, told_at=message.created_at, timezone=context.patient.timezone)
        if recordable(reading, dated=time.at < message.created_at):
            kept[reading.kind, reading.context, time.at] = reading, time
    for reading, time in kept.values():
        await record_observation(
            context.session,
            context.patient.id,
            reading.kind,
            said_values(reading),
            message,
            context.now,
            measured=time,
        )
    return say_readings([(reading, time.words) for reading, time in kept.values()], context.phrases)


async def pass_on(context: Context, others: Iterable[Reading]) -> bool:
    """Put values of somebody else before a nurse; False where there are none that were stated."""
    if not any(reading.status == "stated" for reading in others):
        return False
    await raise_alert(
        context.session,
        patient_id=context.patient.id,
        rule="reading_of_another",
        level=AlertLevel.ROUTINE,
        message=context.message,
        words=context.body,
        now=context.now,
    )
    return True


def _is_asked_for(turn: Turn, heard: Heard, reading: Reading) -> bool:
    """Whether a question of the form is about such a reading, or took it; of a glucose the context must fit."""
    contexts = {item.context for item in turn.form.definition.questions if item.reading == reading.kind}
    taken = {item.context for item in heard.items if item.reading == reading.kind}
    return None in contexts or reading.context in taken or (reading.context is None and bool(taken))


def _is_of_another_time(turn: Turn, reading: Reading) -> bool:
    """Whether a reading with an earlier time of its own stands beside the answer: 昨晚8点155/95，今早135/85."""
    form = turn.form
    asking = [item for item in form.definition.questions if item.reading == reading.kind]
    answered = any(item.context in (None, reading.context) and form.answers.get(item.link_id) for item in asking)
    waits = any(item.link_id in turn.waiting_for for item in asking)
    time = measured(reading.when, told_at=turn.message.created_at, timezone=form.patient.timezone)
    return answered and not waits and time.words is not None


def _numbers(value: Value | None) -> set[float]:
    """The numbers of an answer: what they count was said, and is no reading beside."""
    parts = (value or {}).values()
    return {float(part) for part in parts if isinstance(part, (int, float)) and not isinstance(part, bool)}
