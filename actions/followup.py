"""Settles one message to a questionnaire: who it is for, what it answers, what is recorded, and what comes next.

The truth about what was asked is the response row's `asking`, not the engine's tracker; the engine can lose its state
and the conversation goes on. Every message brings the form nearer to its end: to completion, to a refusal, or to a
person, since three misses leave a question and three messages a question leave the form.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import and_, or_, select

from actions import adding, asides, closing, confirming, correcting, moving, outside
from actions.asking import ask_again, ask_for_half
from actions.cutting import tell_if_cut
from actions.filling import Heard
from actions.form import load_form
from actions.hearing import chooses, hear
from actions.noting import note_readings
from actions.nudging import MAX_PUTS
from actions.once import Context, Outcome
from actions.recording import open_response
from actions.taking import leave_to_nurse, take
from actions.turn import Turn, end_events, go_on_events
from nlu.moves import Move, read_move
from records.models import Author, Message, ResponseStatus
from records.questionnaires.item import NUMBERS

MAX_MISSES = 3
WORDS = ("text", "string")
BEFORE_QUESTION = ("snooze", "refuse", "resume", "ack")  # they count also where the open question was not yet seen
GO_ON = ("resume", "ack")
OFTEN_ANSWERS = ("explain", "refuse", "skip", "repeat")  # 听不懂 and 不做了 may be what was asked for


async def validate_followup_form(context: Context) -> Outcome:
    """One message to the open questionnaire."""
    response = await open_response(context.session, context.patient.id)
    if response is None:  # it ended elsewhere, e.g. a nurse closed it; the engine's form ends too
        return _ending(await outside.free_message(context))
    if context.message is None or response.asking is None:
        return Outcome(events=go_on_events())
    form = await load_form(context.session, response, now=context.now)
    return await tell_if_cut(context, await _turn(Turn(context=context, form=form, message=context.message)))


async def _turn(turn: Turn) -> Outcome:
    context, response = turn.context, turn.form.response
    turn.opened, turn.revising = response.asking, response.asking in turn.form.answers
    response.turns += 1
    response.nudges, response.snoozed = 0, False
    move = read_move(turn.text, now=turn.now)
    if _is(move, "stop"):  # inside a form only a plain word ends the follow-up: 不想活了 is no 不想要了
        return _ending(await outside.stop(context))
    outcome = await (_fetch_person(turn) if _wants_person(turn, move) else _take(turn, move))
    if response.status == ResponseStatus.IN_PROGRESS and response.turns >= turn.form.max_turns:
        return await turn.hand_over()
    return outcome


def _may_go_on(turn: Turn) -> bool:
    """Whether a bare number in a paused form belongs to its question: it was put before the alarm."""
    asked = turn.form.asked
    return asked is not None and turn.form.response.puts > 0 and (asked.type in NUMBERS or asked.reading is not None)


def _is(move: Move | None, kind: str) -> bool:
    return move is not None and move.kind == kind


def _wants_person(turn: Turn, move: Move | None) -> bool:
    """A plain word always counts; where words are asked for, they may speak of a nurse: 希望多安排个人接电话."""
    asks_for_words = turn.form.asked is not None and turn.form.asked.type in WORDS
    return _is(move, "human") or (outside.wants_person(turn.context) and not asks_for_words)


async def _fetch_person(turn: Turn) -> Outcome:
    """A nurse is told; what the message answers beside is recorded, and the form goes on meanwhile."""
    if turn.form.asked:
        await take(turn, moving.without_asked(hear(turn, turn.form.asked), turn.form.asked))
    turn.said.append((await outside.request_human(turn.context)).text)
    if not turn.is_emergency:
        turn.say("then_continue")
    turn.has_told = True
    return await go_on(turn)


async def _take(turn: Turn, move: Move | None) -> Outcome:
    """What the message says to the form, first of all to what waits for a yes."""
    was_put = await _has_seen_question(turn)
    seen = was_put and not (turn.form.response.paused and not _may_go_on(turn))
    if not seen and move and move.kind not in BEFORE_QUESTION:
        move = None
    if seen and turn.pending and (settled := await confirming.settle(turn, move)):
        return await go_on(turn, again=settled.again)
    if was_put and await correcting.correct(turn):
        if turn.form.response.paused and turn.has_told:
            turn.stopped_by = turn.stopped_by or "still_paused"
        return await go_on(turn)
    asked = turn.form.asked
    heard = hear(turn, asked if seen else None)
    if move and move.kind in OFTEN_ANSWERS and chooses(heard, asked):
        move = None
    if move and move.kind in moving.FIRST and not turn.is_emergency:
        await take(turn, moving.without_asked(heard, asked) if asked else heard)
        return await moving.make(turn, move) or await go_on(turn)
    return await _answer(turn, heard, move, seen=seen)


async def _answer(turn: Turn, heard: Heard, move: Move | None, *, seen: bool) -> Outcome:
    response, asked = turn.form.response, turn.form.asked
    await take(turn, heard)
    noted = await note_readings(turn, heard)
    if not turn.is_emergency:
        noted |= await adding.remember(turn, heard)
    if response.paused and not heard and not (move and move.kind in GO_ON) and "继续" not in turn.text:
        turn.stopped_by = "still_paused"
    if asked is None or heard.answers(asked) or any(half.item is asked for half in heard.halves):
        response.misses = 0
        await asides.answer(turn)
        return await go_on(turn)
    if not heard and (await adding.update(turn) or await moving.remark(turn, move) or await asides.answer(turn)):
        return await go_on(turn)
    if noted:
        return await go_on(turn)
    if seen and not heard.filled and not turn.is_emergency and not response.paused:
        response.misses += 1
        if response.misses >= MAX_MISSES:
            await leave_to_nurse(turn, asked)
            return await go_on(turn)
        if not heard:
            return await go_on(turn, again=ask_again(asked, response.misses, turn.context.phrases))
    return await go_on(turn)


async def go_on(turn: Turn, *, again: str = "") -> Outcome:
    """The next question, the open one in other words (`again`), or the end of the form."""
    response, form = turn.form.response, turn.form
    left = form.open_items()
    if not left and not turn.waiting_for and not turn.revising:
        return await closing.complete(turn)
    if turn.pending.get("kind") == "half":
        again = again or ask_for_half(confirming.half_of(turn), turn.context.phrases)
    asked = form.asked
    item = asked if asked and (turn.waiting_for or again or turn.revising) else left[0]
    if item is asked and response.puts >= MAX_PUTS and not turn.stopped_by and not turn.is_emergency:
        await leave_to_nurse(turn, item)
        return await go_on(turn)
    return turn.question(item, again)


async def _has_seen_question(turn: Turn) -> bool:
    """False when the open question was sent after this message was written: a bare 没有 is no answer to it then.

    It happens when messages pile up while the system is down, or come in one breath. What such a message names is
    recorded all the same. The immediate answer to a red flag asks nothing, and what the clock puts again was asked.
    """
    opening = and_(Message.reply_to.is_(None), Message.created_at <= turn.form.response.started_at)
    later = select(Message.id).where(
        Message.conversation_id == turn.context.conversation.id,
        Message.id > turn.message.id,
        Message.author == Author.BOT,
        or_(opening, Message.ordinal > 0),
    )
    return await turn.context.session.scalar(later.limit(1)) is None


def _ending(outcome: Outcome) -> Outcome:
    return replace(outcome, events=end_events())
