"""Settles when an open question is put again by itself, and when silence brings in a person."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import structlog
from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from records.conversations import conversation_of
from records.database import is_away
from records.models import (
    Consent,
    ConsentStatus,
    Conversation,
    Message,
    MessageStatus,
    QuestionnaireResponse,
    ResponseStatus,
)
from scheduler.opening import BATCH, Opening, bot_message, preferred_contact

HELD_FOR = timedelta(hours=1)  # while a person talks with the patient, the form waits

# The open question once more, None where the form is to end instead; the callee writes what goes with either.
Nudge = Callable[[AsyncSession, QuestionnaireResponse], Awaitable[Opening | None]]

log = structlog.get_logger(__name__)


async def resume_waiting(session: AsyncSession, *, nudge: Nudge, now: datetime) -> list[int]:
    """Put up to `BATCH` questions again that wait for this moment; the conversations that have a message to deliver.

    What another process is working on is left to it (SKIP LOCKED). A message that waits for its turn is no silence.
    """
    unanswered = exists().where(
        Conversation.patient_id == QuestionnaireResponse.patient_id,
        Message.conversation_id == Conversation.id,
        Message.status == MessageStatus.RECEIVED,
    )
    waiting = (
        select(QuestionnaireResponse)
        .where(
            QuestionnaireResponse.status == ResponseStatus.IN_PROGRESS,
            QuestionnaireResponse.resume_at <= now,
            ~unanswered,
        )
        .order_by(QuestionnaireResponse.resume_at, QuestionnaireResponse.id)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    )
    resumed = []
    found = [(response.id, response) for response in (await session.scalars(waiting)).all()]
    for response_id, response in found:  # what was rolled back cannot be asked for its id
        try:
            async with session.begin_nested():
                conversation_id = await _resume(session, response, nudge, now)
        except Exception as exc:  # the others go on all the same
            if is_away(exc):
                raise
            log.error("response.not_resumed", response_id=response_id, error=type(exc).__name__)
            await _put_off(session, response, now)
            continue
        if conversation_id is not None:
            resumed.append(conversation_id)
    return resumed


async def _resume(session: AsyncSession, response: QuestionnaireResponse, nudge: Nudge, now: datetime) -> int | None:
    if await _is_held(session, response.patient_id) or not await _is_followed(session, response.patient_id):
        response.resume_at = now + HELD_FOR
        return None
    opening = await nudge(session, response)
    if opening is None:
        return None
    point = await preferred_contact(session, response.patient_id)
    conversation_id = await conversation_of(session, point, now=now)
    session.add(bot_message(conversation_id, point.channel, opening, response.task_id, now))
    await session.flush()
    return conversation_id


async def _put_off(session: AsyncSession, response: QuestionnaireResponse, now: datetime) -> None:
    await session.refresh(response)
    response.resume_at = now + HELD_FOR
    await session.flush()


async def _is_held(session: AsyncSession, patient_id: int) -> bool:
    held = exists().where(Conversation.patient_id == patient_id, Conversation.held_by.is_not(None))
    return bool(await session.scalar(select(held)))


async def _is_followed(session: AsyncSession, patient_id: int) -> bool:
    active = exists().where(Consent.patient_id == patient_id, Consent.status == ConsentStatus.ACTIVE)
    return bool(await session.scalar(select(active)))
