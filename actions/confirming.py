"""Settles what a patient answers to a value that was read back, or to the missing half of a pressure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from actions import correcting
from actions.asides import answer as answer_aside
from actions.filling import Filled, Half, Heard, Reader
from actions.noting import note_readings
from actions.taking import leave_to_nurse, take
from actions.turn import Turn
from nlu.corrections import find_correction
from nlu.moves import Move, read_confirmation
from nlu.numbers import parse_numbers
from nlu.understanding import understand
from records.models import AlertLevel

MAX_UNCLEAR = 2  # answers to a yes-or-no question that are neither
LEAVES_IT = ("skip", "decline", "back")
FREE_WORDS = ("text", "string", "open-choice")
KEEPS_IT = ("snooze", "refuse", "repeat", "explain")


@dataclass(frozen=True)
class Settled:
    """The message was about what waited; `again` puts the open question in other words."""

    again: str = ""


async def settle(turn: Turn, move: Move | None) -> Settled | None:
    """Take the message as an answer to what waits; None where it is about something else."""
    if move and move.kind in LEAVES_IT:
        if turn.pending.get("code") == "confirm":  # nobody said that it was wrong: a nurse sees it
            await turn.alert("improbable_value", AlertLevel.ROUTINE)
        turn.form.response.pending = None
    if move and move.kind in (*LEAVES_IT, *KEEPS_IT):
        return None
    if turn.pending.get("kind") == "half":
        return await _second_half(turn)
    return await _yes_or_no(turn) if turn.pending.get("kind") == "confirm" else None


def half_of(turn: Turn) -> Half:
    """The half of a pressure that was said."""
    return Half(item=turn.form.definition.find(turn.pending["link_id"]), value=turn.pending["value"])


async def _second_half(turn: Turn) -> Settled | None:
    """A bare number is the half that is missing; whatever names itself is read as ever."""
    half = half_of(turn)
    numbers = parse_numbers(turn.text)
    named = turn.reader().read([half.item, *turn.form.open_items()], None, turn.context.understanding)
    if named or len(numbers) != 1 or numbers[0].upper is not None:
        return None
    missing = "diastolic" if "systolic" in half.value else "systolic"
    heard = turn.reader().judge(half.item, {missing: numbers[0].value})
    await take(turn, heard)
    if not heard.answers(half.item):
        turn.form.response.misses += 1
        if turn.form.response.misses > MAX_UNCLEAR:
            await leave_to_nurse(turn, half.item)
    return Settled()


async def _yes_or_no(turn: Turn) -> Settled | None:
    waiting, response = turn.doubtful(), turn.form.response
    heard = _said_instead(turn, waiting)
    if heard:
        response.pending = {"kind": "trusted", "trusted": [kept.item.link_id for kept in waiting]}
        await take(turn, heard)
        response.misses += int(bool(heard.refused))
        return Settled()
    answer = True if _said_again(turn, waiting) else read_confirmation(turn.text)
    if answer is None:
        return Settled() if await correcting.correct(turn) else await _unclear(turn, waiting)
    response.misses = 0
    if answer:
        await _confirmed(turn, waiting)
        return Settled()
    response.pending = {"kind": "trusted", "trusted": [kept.item.link_id for kept in waiting]}
    return Settled(again=turn.context.phrases("what_then", hint=waiting[0].item.hint or waiting[0].item.text))


def _said_instead(turn: Turn, waiting: list[Filled]) -> Heard:
    """Other values for what waits; each is taken as it is, since it was questioned once."""
    before = {kept.item.link_id: kept.value for kept in waiting if kept.value is not None}
    reader = Reader(
        now=turn.now, earlier=turn.form.earlier, trusted=frozenset(before), halves=before, person=turn.person
    )
    is_plain = read_confirmation(turn.text) is not None  # 对 is no free text
    items = [kept.item for kept in waiting if not (is_plain and kept.item.type in FREE_WORDS)]
    correction = find_correction(turn.text)
    message = understand(correction.said) if correction and correction.said else turn.context.understanding
    heard = reader.read(items, items[0] if items else None, message)
    others = [item for item in turn.form.open_items() if item.link_id not in before]
    heard = replace(
        heard, filled=[f for f in heard.filled if f.value is not None and f.value != before[f.item.link_id]]
    )
    return heard + turn.reader().read(others, None, message) if heard else heard


def _said_again(turn: Turn, waiting: list[Filled]) -> bool:
    """The same value once more is a yes."""
    before = {kept.item.link_id: kept.value for kept in waiting}
    reader = Reader(now=turn.now, trusted=frozenset(before), person=turn.person)
    heard = reader.read([kept.item for kept in waiting], waiting[0].item, turn.context.understanding)
    return any(said.value is not None and said.value == before[said.item.link_id] for said in heard.filled)


async def _confirmed(turn: Turn, waiting: list[Filled]) -> None:
    was_doubted = turn.pending.get("code") == "confirm"
    measured_again = bool(turn.pending.get("measured_again"))
    turn.form.response.pending = None
    await take(turn, Heard(filled=waiting), measured_again=measured_again)
    if was_doubted:
        await turn.alert("improbable_value", AlertLevel.ROUTINE)


async def _unclear(turn: Turn, waiting: list[Filled]) -> Settled | None:
    """Neither yes nor no: a question of the patient's is answered; else the value is read back once more."""
    if await note_readings(turn, Heard()) or await answer_aside(turn) or turn.is_emergency:
        return Settled()
    others = [item for item in turn.form.open_items() if item.link_id not in turn.waiting_for]
    if heard := turn.reader().read(others, None, turn.context.understanding):
        await take(turn, heard)
        return Settled()
    response = turn.form.response
    response.misses += 1
    if response.misses >= MAX_UNCLEAR:
        for kept in waiting:
            await leave_to_nurse(turn, kept.item)
        turn.said = turn.said[-1:]
    else:
        turn.say("not_understood_1")
    return Settled()
