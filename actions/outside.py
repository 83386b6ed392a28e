"""Settles what happens to messages outside a questionnaire: readings are kept, a person is fetched, leaving works."""

from __future__ import annotations

from sqlalchemy import select, update

from actions import amending, reopening
from actions.once import Context, Outcome
from actions.recording import end_response, open_response, raise_alert, record_observation, recordable
from actions.times import local
from actions.values import said_values, say_reading
from nlu.corrections import find_correction
from nlu.findings import Understanding
from nlu.moves import read_move
from nlu.red_flags import screen
from nlu.understanding import understand
from records.models import AlertLevel, Consent, ConsentStatus, ResponseStatus, Task, TaskStatus
from records.registration import CONSENT_TEXT_VERSION

SURE = 0.6  # below it the classifier alone neither ends a follow-up nor interrupts a question
RESUME_WORDS = ("恢复", "恢复随访", "同意")


async def free_message(context: Context) -> Outcome:
    """A message that belongs to no question."""
    name = context.patient.name
    if not await _followed(context):
        return await _resume_if_asked(context)
    if wants_to_stop(context):
        return await stop(context)
    if wants_person(context):
        return await request_human(context)
    if done := await reopening.reopen(context) or await amending.amend(context):
        return done
    found = {(reading.kind, reading.context): reading for reading in _meant(context).readings if recordable(reading)}
    readings = list(found.values())  # of several of one kind the last: a message gives one reading of a kind
    if readings and context.message:
        for reading in readings:
            values = said_values(reading)
            await record_observation(
                context.session, context.patient.id, reading.kind, values, context.message, context.now
            )
        return Outcome(
            text=context.phrases(
                "outside_noted",
                what=context.phrases.clauses(say_reading(reading, context.phrases) for reading in readings),
            )
        )
    if context.intent in ("greet", "start", "affirm", "deny"):
        return Outcome(text=context.phrases("nothing_due", name=name))
    if context.intent in ("thanks", "goodbye"):
        return Outcome(text=context.phrases("thanks"))
    if any(flag.level == "immediate" for flag in screen(context.understanding.text)):
        return Outcome(text=context.phrases("emergency_passed_on"))  # its alert and “call 120” are out already
    await _alert(context, "message_to_read", AlertLevel.ROUTINE)
    return Outcome(text=context.phrases("passed_on"))


def _meant(context: Context) -> Understanding:
    """What the message says in the end: 145/90，不对，135/85 is 135/85, and 145/90，说错了 nothing."""
    correction = find_correction(context.understanding.text)
    return understand(correction.said) if correction and correction.within else context.understanding


def wants_to_stop(context: Context) -> bool:
    """Whether the patient leaves: by a word that always means it, or by the classifier; never beside a red flag."""
    return _moves(context, "stop") or (_is_sure(context, "stop") and not screen(context.understanding.text))


def wants_person(context: Context) -> bool:
    """Whether the patient asks for a person; 医生让我停药 only speaks of one."""
    return _moves(context, "human") or _is_sure(context, "request_human")


def _moves(context: Context, kind: str) -> bool:
    move = read_move(context.understanding.text, now=local(context.now, context.patient.timezone))
    return move is not None and move.kind == kind


def _is_sure(context: Context, intent: str) -> bool:
    return context.intent == intent and context.confidence >= SURE


def _plain(context: Context) -> str:
    return context.understanding.text.strip(" 。.！!").casefold()


async def request_human(context: Context) -> Outcome:
    """The patient wants a person."""
    await _alert(context, "person_requested", AlertLevel.URGENT)
    return Outcome(text=context.phrases("person_requested"))


async def stop(context: Context) -> Outcome:
    """The patient leaves: consent ends, and with it everything that is due."""
    response = await open_response(context.session, context.patient.id)
    if response:
        await end_response(
            context.session,
            response,
            status=ResponseStatus.STOPPED,
            task=TaskStatus.REFUSED,
            now=context.now,
            reason="consent_withdrawn",
        )
    await context.session.execute(
        update(Task)
        .where(Task.patient_id == context.patient.id, Task.status == TaskStatus.PENDING)
        .values(status=TaskStatus.CANCELLED, ended_at=context.now, reason="consent_withdrawn")
    )
    await context.session.execute(
        update(Consent)
        .where(Consent.patient_id == context.patient.id, Consent.status == ConsentStatus.ACTIVE)
        .values(status=ConsentStatus.INACTIVE, withdrawn_at=context.now)
    )
    await _alert(context, "left_follow_up", AlertLevel.ROUTINE)
    return Outcome(text=context.phrases("stopped"))


async def _followed(context: Context) -> bool:
    active = select(Consent.id).where(Consent.patient_id == context.patient.id, Consent.status == ConsentStatus.ACTIVE)
    return await context.session.scalar(active) is not None


async def _resume_if_asked(context: Context) -> Outcome:
    if _plain(context) not in RESUME_WORDS:
        return Outcome(text=context.phrases("not_followed"))
    context.session.add(Consent(patient_id=context.patient.id, text_version=CONSENT_TEXT_VERSION, given_at=context.now))
    return Outcome(text=context.phrases("resumed", name=context.patient.name))


async def _alert(context: Context, rule: str, level: AlertLevel) -> None:
    await raise_alert(
        context.session,
        patient_id=context.patient.id,
        rule=rule,
        level=level,
        message=context.message,
        words=context.understanding.text,
        now=context.now,
    )
