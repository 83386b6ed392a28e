"""Settles what a patient's word about the conversation does: back, skip, say again, explain, later, not this time."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from actions.asking import joined
from actions.filling import DECLINED, Filled, Heard
from actions.once import Outcome
from actions.recalling import last_reading
from actions.recording import end_response
from actions.times import put_again_at
from actions.turn import Turn, end_events, go_on_events
from actions.values import say_answer
from nlu.moves import Move
from records.models import AlertLevel, ResponseStatus, TaskStatus
from records.questionnaires import Item, Value

FIRST = ("snooze", "refuse", "decline", "back", "skip", "explain", "repeat")  # they go before an answer
NODS = {"resume": "go_on", "ack": "take_your_time", "thanks": "you_are_welcome", "greet": "hello"}
SHORT_SNOOZE = timedelta(minutes=30)


def without_asked(heard: Heard, asked: Item) -> Heard:
    """What a message that moves says to the other questions, and to this one where it is a value."""
    kept = [said for said in heard.filled if said.item.link_id != asked.link_id or said.value is not None]
    kept = [said for said in kept if said.item.type not in ("text", "string")]
    return replace(heard, filled=kept)


async def make(turn: Turn, move: Move) -> Outcome | None:
    """Do what the patient asks for; None where the next question follows as ever."""
    if move.kind == "refuse":
        return await _refuse(turn)
    if move.kind == "snooze":
        return _snooze(turn, move)
    if move.kind in ("skip", "decline"):
        await _skip(turn, move)
    elif move.kind == "back":
        _back(turn)
    elif move.kind == "explain" and (item := _explained(turn)):
        turn.said.append(item.explain or item.hint or turn.context.phrases("no_explanation"))
    return None


def _explained(turn: Turn) -> Item | None:
    """The question that is named (心率是啥意思), else the one that was asked."""
    asked, questions = turn.form.asked, turn.form.definition.questions
    named = [item for item in questions if any(word in turn.text for word in (item.name, *item.mentions))]
    return asked if asked in named or not named else named[0]


async def _refuse(turn: Turn) -> Outcome:
    """Not this time: the follow-up as such goes on."""
    await turn.alert("refused_this_time", AlertLevel.ROUTINE)
    await end_response(
        turn.context.session,
        turn.form.response,
        status=ResponseStatus.STOPPED,
        task=TaskStatus.REFUSED,
        now=turn.context.now,
        reason="refused_this_time",
    )
    turn.say("refused_this_time")
    return Outcome(text=joined(turn.said), events=end_events())


def _snooze(turn: Turn, move: Move) -> Outcome:
    """Later: the question comes again by itself."""
    until = move.until or put_again_at(turn.context.now, turn.form.patient.timezone)
    turn.form.response.resume_at, turn.form.response.snoozed = until, True
    turn.say("snoozed", when=turn.context.phrases.moment(until.astimezone(turn.now.tzinfo), now=turn.now))
    return Outcome(text=joined(turn.said), events=go_on_events())


async def _skip(turn: Turn, move: Move) -> None:
    """The open question is left; an answer that stands already stays."""
    item = turn.form.asked
    if item is None:
        return
    turn.form.response.misses = 0
    turn.say("go_on" if turn.revising else "skipped" if move.kind == "skip" else "declined")
    turn.revising = False
    if item.link_id not in turn.form.answers:
        await turn.record([Filled(item=item, absent=DECLINED)])


def _back(turn: Turn) -> None:
    """The question before is open again, with what was answered."""
    asked = turn.form.asked
    item = turn.form.before(asked) if asked else None
    if item is None:
        turn.say("first_question")
        return
    value = turn.form.answers.get(item.link_id)
    said = say_answer(item, value, turn.context.phrases) if value else turn.context.phrases("nothing_yet")
    turn.say("back_to", what=said)
    reopen(turn, item)


def reopen(turn: Turn, item: Item) -> None:
    """Put an answered question again; its answer stands until there is another one."""
    turn.form.response.pending = None
    turn.ask_next(item)
    turn.revising = True


async def remark(turn: Turn, move: Move | None) -> bool:
    """Answer what is no answer and no question: 继续, 好的, 谢谢, 你好, 和上次一样."""
    if move is None:
        return False
    if move.kind == "same":
        return await _same(turn, move)
    if move.kind not in NODS:
        return False
    if turn.revising and move.kind in ("resume", "ack"):
        turn.revising = False
    else:
        turn.say(NODS[move.kind], name=turn.form.patient.name)
    return True


async def _same(turn: Turn, move: Move) -> bool:
    """The value of last time is read back: it is recorded only after a yes."""
    item = turn.form.asked
    if item is None or (move.about and move.about not in (*item.mentions, item.name)):
        return False
    value, at = await _last_value(turn, item)
    if value is None or at is None:
        turn.say("no_earlier")
        return True
    kept = {"link_id": item.link_id, "value": value}
    turn.form.response.pending = {"kind": "confirm", "code": "confirm_same", "values": [kept]}
    return True


async def _last_value(turn: Turn, item: Item) -> tuple[Value | None, datetime | None]:
    """The value of the last completed form, else the last reading of this kind."""
    earlier = turn.form.earlier.get(item.link_id)
    if earlier is not None:
        return earlier, turn.form.earlier_at
    if item.reading is None:
        return None, None
    row = await last_reading(turn.context.session, turn.form.patient.id, item.reading, context=item.context)
    if row is None:
        return None, None
    if row.systolic is not None:
        return {"systolic": row.systolic, "diastolic": row.diastolic}, row.effective_at
    return {"value": row.value, "unit": item.unit}, row.effective_at
