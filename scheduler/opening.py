"""Settles how a due task becomes a question: task, response and opening message change in one transaction."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy import exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from records.conversations import conversation_of
from records.database import is_away
from records.models import (
    Author,
    Consent,
    ConsentStatus,
    ContactPoint,
    Conversation,
    Direction,
    Message,
    MessageStatus,
    Questionnaire,
    QuestionnaireResponse,
    Task,
    TaskStatus,
)
from records.questionnaires import latest

BATCH = 100


@dataclass(frozen=True, kw_only=True)
class Opening:
    """How a questionnaire begins or goes on by itself: the text with the question, the item that it asks, its buttons.

    `resume_at` is when the question is put again if nothing comes back.
    """

    text: str
    link_id: str
    quick_replies: Sequence[dict[str, str]] = ()
    resume_at: datetime | None = None


# How a form begins; None where nothing is left to ask. What it carries over from the last one it writes in the session.
Compose = Callable[[AsyncSession, QuestionnaireResponse], Awaitable[Opening | None]]


class _NothingToAsk(Exception):
    """Every answer of last time stands."""


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
    found = [(task.id, task.patient_id, task) for task in (await session.scalars(due)).all()]
    for task_id, patient_id, task in found:  # what was rolled back cannot be asked for its id
        if patient_id in opened:
            continue
        try:
            async with session.begin_nested():
                opened[patient_id] = await _open(session, task, compose, now)
        except _NothingToAsk:
            await _cancel(session, task_id, now)
        except Exception as exc:  # the others are opened all the same
            if is_away(exc):
                raise
            log.error("task.not_opened", task_id=task_id, error=type(exc).__name__)
    return list(opened.values())


async def _cancel(session: AsyncSession, task_id: int, now: datetime) -> None:
    await session.execute(
        update(Task)
        .where(Task.id == task_id)
        .values(status=TaskStatus.CANCELLED, ended_at=now, reason="nothing_to_ask")
    )


async def _open(session: AsyncSession, task: Task, compose: Compose, now: datetime) -> int:
    questionnaire = await latest(session, task.questionnaire)
    assert questionnaire is not None  # noqa: S101  # the query asked for it
    task.status, task.opened_at = TaskStatus.IN_PROGRESS, now
    response = QuestionnaireResponse(
        task_id=task.id, patient_id=task.patient_id, questionnaire_id=questionnaire.id, started_at=now
    )
    session.add(response)
    await session.flush()
    opening = await compose(session, response)
    if opening is None:
        raise _NothingToAsk
    response.asking = opening.link_id
    response.resume_at = opening.resume_at
    point = await preferred_contact(session, task.patient_id)
    conversation_id = await conversation_of(session, point, now=now)
    session.add(bot_message(conversation_id, point.channel, opening, task.id, now))
    await session.flush()
    return conversation_id


async def preferred_contact(session: AsyncSession, patient_id: int) -> ContactPoint:
    """Where the patient is reached first."""
    query = select(ContactPoint).where(ContactPoint.patient_id == patient_id)
    return (await session.scalars(query.order_by(ContactPoint.rank, ContactPoint.id).limit(1))).one()


def bot_message(conversation_id: int, channel: str, opening: Opening, task_id: int, now: datetime) -> Message:
    """The message that puts a question by itself."""
    return Message(
        conversation_id=conversation_id,
        direction=Direction.OUT,
        author=Author.BOT,
        status=MessageStatus.QUEUED,
        channel=channel,
        body=opening.text,
        quick_replies=list(opening.quick_replies) or None,
        task_id=task_id,
        created_at=now,
    )
