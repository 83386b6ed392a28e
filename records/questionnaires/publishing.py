"""Settles which versions of a questionnaire are in force: published once, never changed.

A file whose content changed without a new `version` is refused.
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from records.models import Questionnaire
from records.questionnaires.definition import Definition
from records.questionnaires.errors import QuestionnaireError
from records.questionnaires.files import load_definitions

MOST_READ = 500
_READ: dict[str, Definition] = {}  # by the digest of their content, so that an entry cannot be wrong


async def publish(session: AsyncSession, definition: Definition, *, now: datetime) -> None:
    """Store a version if it is new.

    Raises:
        QuestionnaireError: this version is stored already with another content.
    """
    # Without defaults, so that an optional key of a newer program does not make old files look changed.
    said = definition.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    digest = hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    row = {"name": definition.id, "version": definition.version, "title": definition.title}
    statement = insert(Questionnaire).values(**row, definition=said, digest=digest, published_at=now)
    await session.execute(statement.on_conflict_do_nothing())
    stored = await session.scalar(
        select(Questionnaire.digest).where(
            Questionnaire.name == definition.id, Questionnaire.version == definition.version
        )
    )
    if stored != digest:
        raise QuestionnaireError(
            f"{definition.id} version {definition.version} was published with another content: raise its version"
        )


async def publish_all(session: AsyncSession, folder: Path, *, now: datetime) -> None:
    """Store the new versions of a folder. Raises QuestionnaireError."""
    for definition in load_definitions(folder).values():
        await publish(session, definition, now=now)


async def latest(session: AsyncSession, name: str) -> Questionnaire | None:
    """The newest published version of a questionnaire."""
    query = select(Questionnaire).where(Questionnaire.name == name).order_by(Questionnaire.id.desc()).limit(1)
    return await session.scalar(query)


def definition_of(row: Questionnaire) -> Definition:
    """The definition of a stored version; read once in a process, since a version never changes."""
    if row.digest not in _READ:
        if len(_READ) >= MOST_READ:
            _READ.clear()
        _READ[row.digest] = Definition.model_validate(row.definition)
    return _READ[row.digest]


async def definition_with(session: AsyncSession, questionnaire_id: int) -> Definition:
    """The same by its key; a version that was read before is not fetched again."""
    query = select(Questionnaire.digest).where(Questionnaire.id == questionnaire_id)
    known = _READ.get(await session.scalar(query) or "")
    return known or definition_of(await session.get_one(Questionnaire, questionnaire_id))
