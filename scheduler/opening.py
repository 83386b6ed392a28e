"""Settles how a due task becomes a question: task, response and opening message change in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy import exists, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from records.conversations import conversation_of
from records.models import (
    Author,
    Consent,
    ConsentStatus,
    ContactPoint,
    Conversation,
    Direction,
    Message,
    MessageStatus,
    Patient,
    Questionnaire,
    QuestionnaireResponse,
    Task,
    TaskStatus,
)
from records.questionnaires import Definition, definition_of, latest

BATCH = 100


@dataclass(frozen=True, kw_only=True)
class Opening:
    """How a questionnaire begins: the greeting with the first question, the item that it asks, and its buttons."""

    text: str
    link_id: str
    quick_replies: Sequence[dict[str, str]] = ()


Compose = Callable[[str, Definition], Opening]  # of the patient's name and the questionnaire

log = structlog.get_logger(__name__)


async def open_due_tasks(session: AsyncSession, *, compose: Compose, now: datetime) -> list[int]:
    """Open up to `BATCH` tasks that are due; returns the conversations that have a message to deliver.

    A patient is asked one questionnaire at a time, not while a person talks with him or her, and only with an active
    consent and a way to be reached. Tasks that
    another process is opening are left to it (SKIP LOCKED).
    """
    running = aliased(Task)
    consented = exists().where(Consent.patient_id == Task.patient_id, Consent.status == ConsentStatus.ACTIVE)
    busy = exists().where(running.patient_id == Task.patient_id, running.status == TaskStatus.IN_PROGRESS)
    reachable = exists().where(ContactPoint.patient_id == Task.patient_id)
    held = exists().where(Conversation.patient_id == Task.patient_id, Conversation.held_by.is_not(None))
    published = exists().where(Questionnaire.name == Task.questionnaire)
    waiting = (Task.status == TaskStatus.PENDING, Task.due_at <= now)
    for name in await session.scalars(select(Task.questionnaire).where(*waiting, ~published).distinct()):
        log.error("task.questionnaire_missing", questionnaire=name)
    due = (
        select(Task)
        .where(*waiting, consented, ~busy, ~held, reachable, published)
        .order_by(Task.due_at, Task.id)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    )
    opened: dict[int, int] = {}
    for task in (await session.scalars(due)).all():
        if task.patient_id in opened:
            continue
        try:
            async with session.begin_nested():
                opened[task.patient_id] = await _open(session, task, compose, now)
        except (KeyError, ValueError, SQLAlchemyError) as exc:  # the others are opened all the same
            log.error("task.not_opened", task_id=task.id, error=type(exc).__name__)
    return list(opened.values())


async def _open(session: AsyncSession, task: Task, compose: Compose, now: datetime) -> int:
    questionnaire = await latest(session, task.questionnaire)
    assert questionnaire is not None  # noqa: S101  # the query asked for it
    patient = await session.get_one(Patient, task.patient_id)
    opening = compose(patient.name, definition_of(questionnaire))
    task.status, task.opened_at = TaskStatus.IN_PROGRESS, now
    session.add(
        QuestionnaireResponse(
            task_id=task.id,
            patient_id=task.patient_id,
            questionnaire_id=questionnaire.id,
            asking=opening.link_id,
            started_at=now,
        )
    )
    point = await _preferred_contact(session, task.patient_id)
    conversation_id = await conversation_of(session, point, now=now)
    session.add(_message(conversation_id, point.channel, opening, task, now))
    await session.flush()
    return conversation_id


async def _preferred_contact(session: AsyncSession, patient_id: int) -> ContactPoint:
    query = select(ContactPoint).where(ContactPoint.patient_id == patient_id)
    return (await session.scalars(query.order_by(ContactPoint.rank, ContactPoint.id).limit(1))).one()


def _message(conversation_id: int, channel: str, opening: Opening, task: Task, now: datetime) -> Message:
    return Message(
        conversation_id=conversation_id,
        direction=Direction.OUT,
        author=Author.BOT,
        status=MessageStatus.QUEUED,
        channel=channel,
        body=opening.text,
        quick_replies=list(opening.quick_replies) or None,
        task_id=task.id,
        created_at=now,
    )
