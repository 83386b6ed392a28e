"""Settles the patients, messages and open questionnaires that tests of the core begin with."""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.inbox import Inbox
from bot.settings import ROOT
from channels.protocol import InboundMessage, Receipt
from records.conversations import conversation_of
from records.database import Sessions
from records.models import Message, Questionnaire, QuestionnaireResponse, Task, TaskStatus
from records.questionnaires import Definition, load_definitions, publish
from records.registration import NewPatient, first_contact, register

NOW = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)  # nine in the morning in Shanghai
_numbers = itertools.count(1)


def unique(word: str) -> str:
    """A word that no other test uses."""
    return f"{word}-{secrets.token_hex(4)}-{next(_numbers)}"


@dataclass(frozen=True, kw_only=True)
class Known:
    """A registered patient and the one conversation with him or her."""

    patient_id: int
    conversation_id: int
    address: str


async def make_patient(
    sessions: Sessions,
    *,
    name: str = "王秀英",
    channel: str = "memory",
    consented: bool = True,
    language: str = "zh",
    now: datetime = NOW,
) -> Known:
    """Register somebody under an address of his or her own."""
    address = unique("address")
    async with sessions.begin() as session:
        patient = await register(
            session, NewPatient(name=name), channel=channel, address=address, now=now, consented=consented
        )
        patient.language = language
        point = await first_contact(session, patient.id, channel)
        assert point is not None
        conversation_id = await conversation_of(session, point, now=now)
    return Known(patient_id=patient.id, conversation_id=conversation_id, address=address)


def inbound(known: Known, said: str, *, external_id: str | None = None, now: datetime = NOW) -> InboundMessage:
    """A message as the memory channel would deliver it."""
    return InboundMessage(
        channel="memory",
        address=known.address,
        external_id=external_id or unique("message"),
        text=said,
        received_at=now,
    )


async def say(sessions: Sessions, known: Known, said: str, *, now: datetime = NOW) -> Receipt:
    """The patient writes; the message is stored and announced."""
    return await Inbox(sessions)(inbound(known, said, now=now))


async def messages_of(sessions: Sessions, known: Known, direction: str | None = None) -> list[Message]:
    """The conversation's messages in order."""
    query = select(Message).where(Message.conversation_id == known.conversation_id).order_by(Message.id)
    async with sessions() as session:
        rows = (await session.scalars(query)).all()
    return [row for row in rows if direction in (None, row.direction)]


async def rows_of(sessions: Sessions, model: Any, *conditions: Any) -> list[Any]:
    """Rows of a table by id, read afresh."""
    async with sessions() as session:
        return list((await session.scalars(select(model).where(*conditions).order_by(model.id))).all())


async def jobs_of(sessions: Sessions, known: Known, entrypoint: str) -> int:
    """How many wake-ups of one kind the queue holds for the conversation."""
    query = text("select count(*) from pgqueuer where entrypoint = :entrypoint and payload = :payload")
    values = {"entrypoint": entrypoint, "payload": str(known.conversation_id).encode()}
    async with sessions() as session:
        return int(await session.scalar(query, values) or 0)


def definition(items: list[Mapping[str, Any]], **fields: Any) -> Definition:
    """A questionnaire of the given items under a name of its own."""
    name = unique("form").replace("-", "_")
    whole = {"resourceType": "Questionnaire", "id": name, "version": "1", "title": "随访", "source": "test"}
    words = {"opening": "您好，{name}，我是{hospital}的助手。", "closing": "谢谢您。"}
    return Definition.model_validate({**whole, **words, "item": items, **fields})


def hypertension() -> Definition:
    """The real questionnaire, under a name that no other test publishes."""
    loaded = load_definitions(ROOT / "data" / "questionnaires")["hypertension"]
    return loaded.model_copy(update={"id": unique("hypertension").replace("-", "_")})


async def add_task(sessions: Sessions, known: Known, form: str, *, due_at: datetime = NOW) -> int:
    """A questionnaire that will be due."""
    async with sessions.begin() as session:
        task = Task(patient_id=known.patient_id, questionnaire=form, due_at=due_at)
        session.add(task)
    return task.id


async def open_form(sessions: Sessions, known: Known, form: Definition, *, now: datetime = NOW) -> int:
    """A questionnaire whose first item was just asked; returns the response's id."""
    async with sessions.begin() as session:
        await publish(session, form, now=now)
        row = await _published(session, form)
        task = Task(
            patient_id=known.patient_id,
            questionnaire=form.id,
            status=TaskStatus.IN_PROGRESS,
            due_at=now,
            opened_at=now,
        )
        session.add(task)
        await session.flush()
        response = QuestionnaireResponse(
            task_id=task.id,
            patient_id=known.patient_id,
            questionnaire_id=row.id,
            asking=form.questions[0].link_id,
            started_at=now,
        )
        session.add(response)
    return response.id


async def _published(session: AsyncSession, form: Definition) -> Questionnaire:
    return (await session.scalars(select(Questionnaire).where(Questionnaire.name == form.id))).one()
