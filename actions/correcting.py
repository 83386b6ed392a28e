"""Settles what 刚才说错了，是135 changes: which earlier answer is meant, and what stands instead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from actions.filling import Heard, Reader
from actions.moving import reopen
from actions.taking import take
from actions.turn import Turn
from actions.values import say_number
from nlu.corrections import Correction, find_correction
from nlu.findings import Understanding
from nlu.understanding import understand
from records.questionnaires import Item, Value

FIRST_CLAUSE = re.compile(r"[^，,。；;]+(?=[，,。；;])")


async def correct(turn: Turn) -> bool:
    """Take a correction; False where the message is none, or nothing was answered yet."""
    correction = find_correction(turn.text)
    if correction is None:
        return False
    message = understand(correction.said)
    if correction.within:  # 145，不对，154: the answer that is being given
        return await _take_all(turn, _within(turn, correction, message))
    answered = turn.form.answered()
    if not answered:
        return False
    heard = _meant(turn, correction, message, answered) if correction.said else Heard()
    if not heard and (first := FIRST_CLAUSE.match(correction.said)):  # 三两，半斤那是年轻的时候
        message = understand(first[0])
        heard = _meant(turn, correction, message, answered)
    if heard:
        return await _take_all(turn, heard + turn.reader().read(turn.form.open_items(), None, message))
    item = _with_value(turn, correction.wrong, answered) or _named(correction, answered)
    if item is None and correction.said:
        return False
    reopen(turn, item or answered[0])
    turn.say("say_right")
    return True


async def _take_all(turn: Turn, heard: Heard) -> bool:
    if heard:
        await take(turn, heard)
    return bool(heard)


def _within(turn: Turn, correction: Correction, message: Understanding) -> Heard:
    """The right value, and beside it what the message says of other items; nothing where the wrong one is unclear."""
    reader, items, asked = turn.reader(), turn.form.open_items(), turn.form.asked
    before = reader.read(items, asked, understand(correction.wrong))
    right = reader.read(items, None if len(before.items) > 1 else asked, message)
    if not right:
        fitting = [heard for item in before.items if item.is_question and (heard := reader.read([], item, message))]
        right = fitting[0] if len(fitting) == 1 else Heard()
    replaced = {item.link_id for item in right.items}
    others = [said for said in before.filled if said.item.link_id not in replaced]
    return replace(right, filled=[*others, *right.filled]) if right and len(others) < len(before.items) else right


def _meant(turn: Turn, correction: Correction, message: Understanding, answered: Sequence[Item]) -> Heard:
    """The answer that is corrected: the one whose wrong value was quoted, else one that is named, else the last."""
    answers = turn.form.answers
    reader = Reader(
        now=turn.now,
        earlier=turn.form.earlier,
        person=turn.person,
        halves={item.link_id: whole for item in answered if item.item and (whole := answers[item.link_id])},
    )
    quoted = _with_value(turn, correction.wrong, answered)
    if quoted and (heard := reader.read([], quoted, _as_half(message, correction, answers.get(quoted.link_id)))):
        return changed(turn, heard)
    if heard := reader.read(answered, None, message):
        return changed(turn, heard)
    return changed(turn, _nearest(turn, reader, message))


def _nearest(turn: Turn, reader: Reader, message: Understanding) -> Heard:
    """A bare value belongs to the latest answers that it fits; of several in one message to the nearest value."""
    rows = [row for row in turn.form.rows if row.value is not None]
    for message_id in sorted({row.message_id for row in rows}, reverse=True):
        items = [turn.form.definition.find(row.link_id) for row in rows if row.message_id == message_id]
        found = [(item, reader.read([], item, message)) for item in items if item.is_question]
        found = [(item, heard) for item, heard in found if heard]
        if found:
            return min(found, key=lambda pair: _distance(turn.form.answers[pair[0].link_id], pair[1]))[1]
    return Heard()


def _distance(before: Value | None, heard: Heard) -> float:
    """How far a new value lies from the one that stands, as a share of it; what is no number lies far."""
    after = next((said.value for said in [*heard.filled, *heard.doubtful] if said.value), None)
    pairs = [
        (number, after[key])
        for key, number in (before or {}).items()
        if after and key in ("value", "systolic", "diastolic") and isinstance(after.get(key), (int, float))
    ]
    return max((abs(new - old) / old for old, new in pairs if old), default=1.0)


def changed(turn: Turn, heard: Heard) -> Heard:
    """What differs from the answers that stand."""
    answers = turn.form.answers
    different = [
        [said for said in some if said.value is not None and said.value != answers.get(said.item.link_id)]
        for some in (heard.filled, heard.doubtful)
    ]
    return replace(heard, filled=different[0], doubtful=different[1])


def _with_value(turn: Turn, wrong: str, answered: Sequence[Item]) -> Item | None:
    """The answered question whose value was quoted as wrong."""
    answers = turn.form.answers
    return next((item for item in answered if wrong and wrong in _parts(answers[item.link_id])), None)


def _parts(value: Value | None) -> set[str]:
    numbers = [part for key, part in (value or {}).items() if key in ("value", "systolic", "diastolic")]
    return {say_number(number) for number in numbers} | set((value or {}).get("labels", ()))


def _as_half(message: Understanding, correction: Correction, value: Value | None) -> Understanding:
    """血压不是145是154: the number that is said takes the place of the half that was quoted."""
    for key, name in (("systolic", "高压"), ("diastolic", "低压")):
        if value and key in value and say_number(value[key]) == correction.wrong:
            digits = understand(correction.said)
            if not any(len(reading.values) > 1 for reading in digits.readings):
                return understand(name + correction.said.replace("血压", ""))
    return message


def _named(correction: Correction, answered: Sequence[Item]) -> Item | None:
    """The answered question that is named without a value: 刚才心率说错了."""
    words = f"{correction.about} {correction.said}"
    return next((item for item in answered if any(word in words for word in (item.name, *item.mentions))), None)
