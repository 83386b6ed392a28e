"""Settles what silence leads to: the open question is put again twice, then the form ends and a nurse is told."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from actions.form import load_form
from actions.opening import Said, again
from actions.phrases import Phrasebook
from actions.recording import end_response, raise_alert
from actions.times import put_again_at
from records.models import AlertLevel, Patient, QuestionnaireResponse, ResponseStatus, TaskStatus

MAX_NUDGES = 2
MAX_PUTS = 4  # how often one question is put in a row, whatever comes between: never a loop


async def nudge(session: AsyncSession, response: QuestionnaireResponse, book: Phrasebook, now: datetime) -> Said | None:
    """The open question once more; None where the patient was asked often enough and a person goes on."""
    form = await load_form(session, response, now=now)
    response.turns += 1
    often = response.nudges >= MAX_NUDGES or (response.puts >= MAX_PUTS and not response.snoozed)
    if often or response.turns >= form.max_turns:
        await _end(session, response, now)
        return None
    patient = await session.get_one(Patient, response.patient_id)
    if response.snoozed:  # whoever says “later” wants to go on then, also after an alarm
        response.paused = False
    code = "snooze_over" if response.snoozed else "nudge_paused" if response.paused else f"nudge_{response.nudges}"
    if not response.snoozed and (response.pending or {}).get("kind") == "half":
        response.pending = None  # the other half, a day later, would be another measurement
    response.nudges += int(not response.snoozed)
    response.snoozed = False
    response.puts += int(not response.paused)
    response.resume_at = put_again_at(now, patient.timezone)
    return await again(session, response, book, code=code, now=now)


async def _end(session: AsyncSession, response: QuestionnaireResponse, now: datetime) -> None:
    await raise_alert(
        session,
        patient_id=response.patient_id,
        rule="no_answer",
        level=AlertLevel.URGENT if response.paused else AlertLevel.ROUTINE,  # nobody knows how the emergency went on
        message=None,
        words=None,
        now=now,
    )
    await end_response(
        session, response, status=ResponseStatus.STOPPED, task=TaskStatus.MISSED, now=now, reason="no_answer"
    )
