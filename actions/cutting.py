"""Settles what becomes of a message that is too long to be read whole: the patient is told, and a nurse gets it all."""

from __future__ import annotations

from dataclasses import replace

from actions.asking import joined
from actions.once import Context, Outcome
from actions.recording import raise_alert
from records.models import AlertLevel


async def tell_if_cut(context: Context, outcome: Outcome) -> Outcome:
    """The reply, and before it that only the beginning was read where that is so."""
    if not context.understanding.truncated:
        return outcome
    await raise_alert(
        context.session,
        patient_id=context.patient.id,
        rule="message_too_long",
        level=AlertLevel.ROUTINE,
        message=context.message,
        words=context.body,
        now=context.now,
    )
    return replace(outcome, text=joined([context.phrases("message_too_long"), outcome.text]))
