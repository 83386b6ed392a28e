"""Settles what an operator does with the questionnaires of a running system: list them, publish one, ask one."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.database import records_url
from bot.errors import OperatorError
from bot.secrets import load_secrets
from bot.settings import Settings
from records.database import create_engine, create_sessions
from records.models import Patient, Questionnaire, Task
from records.questionnaires import Definition, definition_of, latest, publish
from records.types import bind_keyring


@dataclass(frozen=True, kw_only=True)
class Publication:
    """What became of one file."""

    definition: Definition
    is_new: bool
    unknown: tuple[str, ...]
    """Questionnaires that its rules ask next and that are not published."""


@asynccontextmanager
async def open_records(settings: Settings) -> AsyncIterator[AsyncSession]:
    """One transaction on the records database."""
    secrets = load_secrets(settings.secrets_dir)
    bind_keyring(secrets.keyring)
    engine = create_engine(records_url(settings, secrets), pool_size=1)
    try:
        async with create_sessions(engine).begin() as session:
            yield session
    finally:
        await engine.dispose()


async def published(session: AsyncSession) -> list[Definition]:
    """Every published version, by name, in the order of publication."""
    rows = await session.scalars(select(Questionnaire).order_by(Questionnaire.name, Questionnaire.id))
    return [definition_of(row) for row in rows]


async def newest(session: AsyncSession, name: str) -> Definition:
    """The newest published version.

    Raises:
        OperatorError: nothing is published under this name.
    """
    row = await latest(session, name)
    if row is None:
        raise OperatorError(f"there is no questionnaire {name}: `suifang questionnaire list` shows what is published")
    return definition_of(row)


async def publish_them(session: AsyncSession, definitions: Sequence[Definition], *, now: datetime) -> list[Publication]:
    """Publish all of them or none.

    Raises:
        QuestionnaireError: a version is published already with another content.
    """
    before = {(form.id, form.version) for form in await published(session)}
    for definition in definitions:
        await publish(session, definition, now=now)
    names = {name for name, _ in before} | {definition.id for definition in definitions}
    return [
        Publication(
            definition=definition,
            is_new=(definition.id, definition.version) not in before,
            unknown=tuple(sorted({rule.questionnaire for rule in definition.follow_up if rule.questionnaire} - names)),
        )
        for definition in definitions
    ]


async def ask(session: AsyncSession, name: str, patient_id: int, *, at: datetime | None, now: datetime) -> Task:
    """Make a questionnaire due for a patient.

    Args:
        at: when; without a timezone it is the patient's own time; None for now.

    Raises:
        OperatorError: no such questionnaire or patient, or it is retired.
    """
    definition = await newest(session, name)
    if definition.status == "retired":
        raise OperatorError(f"{name} {definition.version} is retired")
    timezone = await session.scalar(select(Patient.timezone).where(Patient.id == patient_id))
    if timezone is None:
        raise OperatorError(f"there is no patient {patient_id}")
    due = now if at is None else at if at.tzinfo else at.replace(tzinfo=ZoneInfo(timezone))
    task = Task(patient_id=patient_id, questionnaire=name, due_at=due)
    session.add(task)
    await session.flush()
    return task
