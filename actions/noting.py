"""Settles what becomes of a reading that is said inside a form, and that none of its questions takes."""

from __future__ import annotations

import re

from actions.filling import Heard
from actions.recording import record_observation, recordable
from actions.turn import Turn
from actions.values import said_values, say_reading
from nlu.findings import Reading
from records.models import ObservationKind
from records.questionnaires import Value

WEIGHED = re.compile(r"体重|称|[多有]重")  # 30公斤 alone may be rice


async def note_readings(turn: Turn, heard: Heard) -> bool:
    """Keep readings that no question of this form takes: a glucose after a meal, where the fasting one is asked."""
    used = {number for said in [*heard.filled, *heard.doubtful] for number in _numbers(said.value)}
    readings = {
        (reading.kind, reading.context): reading
        for reading in turn.context.understanding.readings
        if not _is_asked_for(turn, heard, reading)
        and recordable(reading)
        and not used & set(reading.values.values())
        and (reading.kind != ObservationKind.WEIGHT or WEIGHED.search(turn.text))
    }
    for reading in readings.values():
        await record_observation(
            turn.context.session,
            turn.form.patient.id,
            reading.kind,
            said_values(reading),
            turn.message,
            turn.context.now,
        )
    if readings:
        said = turn.context.phrases.clauses(say_reading(r, turn.context.phrases) for r in readings.values())
        turn.say("noted", what=said)
    return bool(readings)


def _is_asked_for(turn: Turn, heard: Heard, reading: Reading) -> bool:
    """Whether a question of the form is about such a reading, or took it; of a glucose the context must fit."""
    contexts = {item.context for item in turn.form.definition.questions if item.reading == reading.kind}
    taken = {item.context for item in heard.items if item.reading == reading.kind}
    return None in contexts or reading.context in taken or (reading.context is None and bool(taken))


def _numbers(value: Value | None) -> set[float]:
    """The numbers of an answer: what they count was said, and is no reading beside."""
    parts = (value or {}).values()
    return {float(part) for part in parts if isinstance(part, (int, float)) and not isinstance(part, bool)}
