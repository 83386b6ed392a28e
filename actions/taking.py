"""Settles what happens to what was heard: written, kept for a yes or a second half, objected to, or left to a nurse."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from actions.alarms import raise_flags
from actions.asking import acknowledge, object_to
from actions.filling import UNCLEAR, Filled, Half, Heard
from actions.judging import is_improbable
from actions.measuring import Measured, measured, time_words
from actions.turn import Turn
from records.models import AlertLevel
from records.questionnaires import Item

Said = TypeVar("Said", Filled, Half)


async def take(turn: Turn, heard: Heard, *, measured_again: bool = False) -> None:
    """Write what can stand, keep what waits, and say so; of what was measured again both readings stay."""
    phrases, questioned = turn.context.phrases, set(turn.pending.get("trusted", ()))
    heard = _without_earlier(turn, _with_times(turn, heard))
    _forget_what_waited(turn, heard)
    answers = turn.form.answers
    filled = [
        replace(answer, corrects=answer.item.link_id in answers and not measured_again) for answer in heard.filled
    ]
    if filled:
        noted = acknowledge(filled, phrases)
        turn.form.response.puts = 0  # it goes on: the question that is put again is put afresh
        place = len(turn.said)
        await turn.record(filled)
        if turn.stopped_by != "paused_for_person":  # nobody wants to hear a thought of self-harm read back
            turn.said.insert(place, noted)
        if any(_is_still_improbable(turn, answer) for answer in filled if answer.item.link_id in questioned):
            await turn.alert("improbable_value", AlertLevel.ROUTINE)
    await raise_flags(turn, [Filled(item=half.item, value=half.value) for half in heard.halves])
    turn.said += [object_to(refused, phrases) for refused in heard.refused]
    if heard.doubtful:
        usual = all(said.item.confirm and said.item.confirm.always for said in heard.doubtful)
        code = "confirm_always" if usual else "confirm"
        turn.wait_for_yes(heard.doubtful, code=code, measured_again=measured_again)
    elif heard.halves:
        turn.wait_for_half(heard.halves[0])
    asked = turn.form.asked
    if asked and any(answer.item.link_id == asked.link_id for answer in filled):
        turn.revising = False


def _with_times(turn: Turn, heard: Heard) -> Heard:
    """Every reading with the time at which it was measured; a pressure in two messages has its first half's."""
    waited = turn.pending if turn.pending.get("kind") == "half" else {}

    def timed(said: Filled) -> Filled:
        with_time = _with_time(turn, said)
        if with_time.measured or waited.get("link_id") != said.item.link_id:
            return with_time
        return replace(said, measured=Measured.from_json(waited.get("measured")))

    return replace(
        heard,
        filled=[timed(said) for said in heard.filled],
        doubtful=[timed(said) for said in heard.doubtful],
        halves=[_with_time(turn, half) for half in heard.halves],
    )


def _without_earlier(turn: Turn, heard: Heard) -> Heard:
    """Without values of a time before the answer that stands: 昨天是160/100 takes nothing back of today's 135/85.

    `actions.noting` keeps them as what they are.
    """
    answered_at = {row.link_id: row.answered_at for row in turn.form.rows if row.value is not None}

    def is_earlier(said: Filled) -> bool:
        at, measured = answered_at.get(said.item.link_id), said.measured
        reopened = turn.revising and said.item is turn.form.asked
        return at is not None and not reopened and measured is not None and bool(measured.words) and measured.ends < at

    return replace(
        heard,
        filled=[said for said in heard.filled if not is_earlier(said)],
        doubtful=[said for said in heard.doubtful if not is_earlier(said)],
    )


def _with_time(turn: Turn, said: Said) -> Said:
    if said.measured or said.value is None or said.item.reading is None:
        return said
    words = time_words(said.item.reading, said.value, turn.context.understanding)
    if words is None:
        return said
    told_at, timezone = turn.message.created_at, turn.form.patient.timezone
    return replace(said, measured=measured(words, told_at=told_at, timezone=timezone))


def _is_still_improbable(turn: Turn, answer: Filled) -> bool:
    """Whether a value that was questioned was replaced by one that would have been questioned too."""
    return answer.value is not None and is_improbable(answer.item, answer.value, turn.form.earlier)


def _forget_what_waited(turn: Turn, heard: Heard) -> None:
    """A new word about the item that waits takes its place; words about other things leave it waiting."""
    spoken = {item.link_id for item in heard.items} - {refused.item.link_id for refused in heard.refused}
    if spoken & turn.waiting_for:
        turn.form.response.pending = None


async def leave_to_nurse(turn: Turn, item: Item) -> None:
    """After the last miss the question stays open for a nurse, who sees the patient's own words."""
    await turn.alert("answer_unclear", AlertLevel.ROUTINE)
    turn.form.response.pending = None
    turn.form.response.misses = 0
    turn.revising = False
    if item.link_id not in turn.form.answers:
        await turn.record([Filled(item=item, absent=UNCLEAR)])
    turn.say("not_understood_3")
