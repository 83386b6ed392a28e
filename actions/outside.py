"""Settles what happens to messages outside a questionnaire: readings are kept, a person is fetched, leaving works."""

from __future__ import annotations

from sqlalchemy import select, update

from actions import amending, reopening
from actions.cutting import tell_if_cut
from actions.noting import keep, pass_on
from actions.once import Context, Outcome
from actions.recording import end_response, open_response, raise_alert
from actions.times import local
from actions.whose import of_others, person_of
from nlu.corrections import find_correction
from nlu.findings import Reading, Understanding
from nlu.moves import read_move
from nlu.red_flags import screen
from nlu.understanding import understand
from records.models import AlertLevel, Consent, ConsentStatus, ResponseStatus, Task, TaskStatus
from records.registration import CONSENT_TEXT_VERSION

SURE = 0.6  # below it the classifier alone neither ends a follow-up nor interrupts a question
COURTESY_CHARS = 12  # 好的谢谢医生，再见 and the like
RESUME_WORDS = ("恢复", "恢复随访", "同意")


async def free_message(context: Context) -> Outcome:
    """A message that belongs to no question."""
    if not await _followed(context):
        return await _resume_if_asked(context)
    return await tell_if_cut(context, await _answer(context))


async def _answer(context: Context) -> Outcome:
    if wants_to_stop(context):
        return await stop(context)
    if wants_person(context):
        return await request_human(context)
    if done := await reopening.reopen(context) or await amending.amend(context):
        return done
    if noted := await _note(context):
        return noted
    if _is_only(context, "greeting", "start", "affirm", "deny"):
        return Outcome(text=context.phrases("nothing_due", name=context.patient.name))
    if _is_only(context, "thanks", "goodbye"):
        return Outcome(text=context.phrases("thanks"))
    if _is_emergency(context):
        return Outcome(text=context.phrases("emergency_passed_on"))  # its alert and “call 120” are out already
    if not context.understanding.truncated:  # else a nurse has it already
        await _alert(context, "message_to_read", AlertLevel.ROUTINE)
    return Outcome(text=context.phrases("passed_on"))


async def _note(context: Context) -> Outcome | None:
    """Keep the readings of a message, and pass on those of somebody else; None where it has none."""
    meant, phrases = _meant(context), context.phrases
    others = _of_others(context, meant)
    what = await keep(context, [reading for reading in meant.readings if reading not in others])
    passed_on = not _is_emergency(context) and await pass_on(context, others)
    said = [phrases("outside_noted", what=what)] if what else []
    said += [phrases("reading_of_another")] if passed_on else []
    return Outcome(text=phrases.sentences(said)) if said else None


def _of_others(context: Context, meant: Understanding) -> tuple[Reading, ...]:
    """What is not the patient's of what is meant: of 我儿子38度，不对，39度 the second is the son's too."""
    person = person_of(context.patient, local(context.now, context.patient.timezone).date())
    said = context.understanding
    all_of_others = bool(said.readings) and of_others(said, person) == said.readings
    return meant.readings if all_of_others else of_others(meant, person)


def _is_emergency(context: Context) -> bool:
    return any(flag.level == "immediate" for flag in screen(context.body))


def _meant(context: Context) -> Understanding:
    """What the message says in the end: 145/90，不对，135/85 is 135/85, and 145/90，说错了 nothing."""
    correction = find_correction(context.understanding.text)
    return understand(correction.said) if correction and correction.within else context.understanding


def wants_to_stop(context: Context) -> bool:
    """Whether the patient leaves: by a word that always means it, or by the classifier; never beside a red flag."""
    return _moves(context, "stop") or (_is_sure(context, "stop") and not screen(context.body))


def wants_person(context: Context) -> bool:
    """Whether the patient asks for a person; 医生让我停药 only speaks of one."""
    return _moves(context, "human") or _is_sure(context, "human") or _is_sure(context, "ask_doctor")


def _moves(context: Context, kind: str) -> bool:
    move = read_move(context.understanding.text, now=local(context.now, context.patient.timezone))
    return move is not None and move.kind == kind


def _is_sure(context: Context, intent: str) -> bool:
    return context.intent == intent and context.confidence >= SURE


def _is_only(context: Context, *intents: str) -> bool:
    """Whether a message is a nod or a courtesy and nothing else; a longer one may hold what a nurse must see."""
    said = context.understanding
    return context.intent in intents and not said.symptoms and len(_plain(context)) <= COURTESY_CHARS


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
        words=context.body,
        now=context.now,
    )
