"""Settles one turn of a questionnaire: what the message answers, what is recorded, and what is asked next.

The truth about what was asked is the response row's `asking`, not the engine's tracker; the engine can lose its state
and the conversation goes on.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import or_, select

from actions import outside
from actions.asking import acknowledge, ask_again, buttons_of, object_to
from actions.filling import UNCLEAR, Filled, Refused, open_items, read_answers
from actions.once import Context, Outcome
from actions.recording import answers_of, end_response, open_response, raise_alert, record_answers
from nlu.findings import Understanding
from nlu.numbers import parse_numbers
from nlu.red_flags import screen
from records.models import AlertLevel, Author, Message, Questionnaire, QuestionnaireResponse, ResponseStatus, TaskStatus
from records.questionnaires import Definition, Item, definition_of

MAX_MISSES = 3
RESUME_WORDS = ("继续", "开始", "接着", "可以了", "可以继续")
LONGEST_RESUME = 6
FORM = "followup_form"
SLOT = "answer"


async def validate_followup_form(context: Context) -> Outcome:
    """One message to the open questionnaire."""
    response = await open_response(context.session, context.patient.id)
    if response is None:  # it ended elsewhere, e.g. a nurse closed it; the engine's form ends too
        return _ending(await outside.free_message(context))
    if context.message is None or response.asking is None:
        return Outcome(events=_go_on())
    if outside.wants_to_stop(context):
        return _ending(await outside.stop(context))
    definition = await _definition(context, response)
    if outside.wants_person(context):
        return await _asked_for_person(context, response, definition)
    return await _answer(context, response, definition)


async def _definition(context: Context, response: QuestionnaireResponse) -> Definition:
    row = await context.session.scalar(select(Questionnaire).where(Questionnaire.id == response.questionnaire_id))
    assert row is not None  # noqa: S101  # the foreign key says so
    return definition_of(row)


async def _asked_for_person(context: Context, response: QuestionnaireResponse, definition: Definition) -> Outcome:
    told = await outside.request_human(context)
    item = definition.find(response.asking or "")
    text = f"{told.text}\n{context.phrases('then_continue')}{item.text}"
    return Outcome(text=text, buttons=buttons_of(item), events=_go_on())


async def _answer(context: Context, response: QuestionnaireResponse, definition: Definition) -> Outcome:
    assert context.message is not None  # noqa: S101  # the caller looked
    answered = await answers_of(context.session, response.id)
    asked = definition.find(response.asking or "")
    seen = await _has_seen_question(context)
    filled, refused = _read(definition, answered, asked if seen else None, context.understanding)
    if _is_emergency(context):  # a cry for help is not the answer to an open question, nor a bad answer
        filled = [answer for answer in filled if answer.item.type != "text"]
    missed = not any(answer.item.link_id == asked.link_id for answer in filled)
    excused = not seen or _is_emergency(context) or (_is_resuming(context) and not refused)
    if missed and not filled and not excused:
        response.misses += 1
    elif not missed:
        response.misses = 0
    if response.misses >= MAX_MISSES:
        filled = [*filled, Filled(item=asked, absent=UNCLEAR)]
        await _leave_to_nurse(context)
    await record_answers(context.session, response, filled, context.message, context.now)
    answered |= {answer.item.link_id: answer.value for answer in filled}
    return await _next(context, response, definition, answered, filled, refused)


def _read(
    definition: Definition, answered: dict[str, Any], asked: Item | None, message: Understanding
) -> tuple[list[Filled], list[Refused]]:
    """What the message answers, items that its own answers open included: 天天走路，每次半小时."""
    items = open_items(definition, answered)
    filled, refused = read_answers(items, asked, message)
    now = answered | {answer.item.link_id: answer.value for answer in filled}
    opened = [item for item in open_items(definition, now) if item not in items]
    more_filled, more_refused = read_answers(opened, None, message)
    return filled + more_filled, refused + more_refused


async def _has_seen_question(context: Context) -> bool:
    """False when the open question was sent after this message was written: a bare 没有 is no answer to it then.

    It happens when messages pile up while the system is down, or come in one breath. What such a message names is
    recorded all the same.
    """
    assert context.message is not None  # noqa: S101  # the caller looked
    later = select(Message.id).where(
        Message.conversation_id == context.conversation.id,
        Message.id > context.message.id,
        Message.author == Author.BOT,
        or_(Message.reply_to.is_(None), Message.ordinal > 0),  # not the immediate answer to a red flag
    )
    return await context.session.scalar(later.limit(1)) is None


def _is_emergency(context: Context) -> bool:
    return any(flag.level == "immediate" for flag in screen(context.understanding.text))


def _is_resuming(context: Context) -> bool:
    said = context.understanding.text.strip(" 。.！!")
    return context.intent in ("start", "greet") or (len(said) <= LONGEST_RESUME and said.startswith(RESUME_WORDS))


async def _leave_to_nurse(context: Context) -> None:
    await raise_alert(
        context.session,
        patient_id=context.patient.id,
        rule="answer_unclear",
        level=AlertLevel.ROUTINE,
        message=context.message,
        words=context.understanding.text,
        now=context.now,
    )


async def _next(
    context: Context,
    response: QuestionnaireResponse,
    definition: Definition,
    answered: dict[str, Any],
    filled: list[Filled],
    refused: list[Refused],
) -> Outcome:
    left = open_items(definition, answered)
    said = [acknowledge([answer for answer in filled if answer.absent != UNCLEAR], context.phrases)]
    said += [object_to(value, context.phrases) for value in refused]
    if response.misses >= MAX_MISSES:
        said.append(context.phrases("not_understood_3"))
        response.misses = 0
    if not left:
        await end_response(
            context.session, response, status=ResponseStatus.COMPLETED, task=TaskStatus.COMPLETED, now=context.now
        )
        return Outcome(text=_joined([*said, definition.closing]), events=_end())
    item = left[0]
    response.asking = item.link_id
    if _is_emergency(context):
        return Outcome(text=_joined([*said, context.phrases("paused_for_emergency")]), events=_go_on())
    vague = item.reading is not None and any(n.upper is not None for n in parse_numbers(context.understanding.text))
    again = ask_again(item, response.misses, context.phrases, vague=vague) if response.misses else ""
    question = item.text if refused or not again else again
    return Outcome(text=_joined([*said, question]), buttons=buttons_of(item), events=_go_on())


def first_question(definition: Definition, *, name: str, hospital: str) -> tuple[str, Item]:
    """The opening of a questionnaire with its first question, and the item that it asks."""
    item = definition.item[0]
    return _joined([definition.opening.format(name=name, hospital=hospital), item.text]), item


def _joined(parts: list[str]) -> str:
    return "\n".join(part.strip() for part in parts if part)


def _ending(outcome: Outcome) -> Outcome:
    return replace(outcome, events=_end())


def _go_on() -> list[dict[str, Any]]:
    return [_slot(SLOT, None), _slot("requested_slot", SLOT)]


def _end() -> list[dict[str, Any]]:
    return [_slot(SLOT, None), _slot("requested_slot", None)]


def _slot(name: str, value: str | None) -> dict[str, Any]:
    return {"event": "slot", "timestamp": None, "name": name, "value": value}
