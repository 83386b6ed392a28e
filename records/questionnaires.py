"""Settles what a questionnaire is: YAML in data/questionnaires/ in FHIR Questionnaire's terms, checked and published.

A published version never changes: a file whose content changed without a new `version` is refused.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from records.models import Questionnaire

# `rasa train` reads every YAML below data/ and takes these top-level keys for its own.
RASA_KEYS = frozenset(
    [
        "nlu",
        "rules",
        "stories",
        "responses",
        "intents",
        "entities",
        "slots",
        "forms",
        "actions",
        "session_config",
        "e2e_actions",
    ]
)

Operator = Literal["exists", "=", "!=", ">", "<", ">=", "<="]


class QuestionnaireError(Exception):
    """The questionnaire file is wrong; the message says where."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Code(_Part):
    """A code of a terminology, e.g. LOINC."""

    system: str
    code: str


class AnswerOption(_Part):
    """One option of a choice. `exclusive` options mean that none of the others applies.

    `label` is the form's official word; `display` is what a patient reads on the button, where that is plainer.
    """

    code: str
    label: str
    display: str | None = None
    synonyms: tuple[str, ...] = ()
    exclusive: bool = False

    @property
    def title(self) -> str:
        """What a patient reads."""
        return self.display or self.label


class EnableWhen(_Part):
    """The item is asked only if an earlier answer fulfils this (FHIR Questionnaire.item.enableWhen)."""

    question: str
    operator: Operator
    answer: bool | float | str


class Item(_Part):
    """One question, or a group that is asked as one question (blood pressure)."""

    link_id: str = Field(alias="linkId", min_length=1)
    type: Literal["group", "quantity", "choice", "text", "boolean"]
    text: str = Field(min_length=1)
    short: str | None = None
    hint: str | None = None
    zero: str | None = None  # what is read back instead of 0: 不抽烟
    reading: str | None = None
    unit: str | None = None
    code: Code | None = None
    required: bool = True
    repeats: bool = False
    mentions: tuple[str, ...] = ()
    possible: tuple[float, float] | None = None
    answer_option: tuple[AnswerOption, ...] = Field(default=(), alias="answerOption")
    enable_when: tuple[EnableWhen, ...] = Field(default=(), alias="enableWhen")
    item: tuple[Item, ...] = ()

    @model_validator(mode="after")
    def _check_type(self) -> Item:
        if (self.type == "choice") != bool(self.answer_option):
            raise ValueError(f"{self.link_id}: a choice has answerOption, another type has none")
        if (self.type == "group") != bool(self.item):
            raise ValueError(f"{self.link_id}: a group has items, another type has none")
        if self.possible and self.possible[0] >= self.possible[1]:
            raise ValueError(f"{self.link_id}: possible must be [low, high]")
        return self

    @property
    def name(self) -> str:
        """What the item is called in a sentence."""
        return self.short or self.text

    def option(self, code: str) -> AnswerOption:
        """The option with this code."""
        return next(option for option in self.answer_option if option.code == code)


class Definition(_Part):
    """A whole questionnaire."""

    resource_type: Literal["Questionnaire"] = Field(alias="resourceType")
    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    version: str
    title: str
    description: str = ""
    source: str
    opening: str
    closing: str
    item: tuple[Item, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _check_references(self) -> Definition:
        seen: list[str] = []
        for item in self.walk():
            if item.link_id in seen:
                raise ValueError(f"linkId {item.link_id} stands twice")
            for condition in item.enable_when:
                if condition.question not in seen:
                    raise ValueError(
                        f"{item.link_id}: enableWhen names {condition.question}, which is not asked before"
                    )
            seen.append(item.link_id)
        try:
            self.opening.format(name="", hospital="")
        except (LookupError, ValueError) as exc:
            raise ValueError(f"opening: only {{name}} and {{hospital}} are filled in, not {exc}") from exc
        return self

    def walk(self) -> Iterator[Item]:
        """All items, a group before its members."""
        for item in self.item:
            yield item
            yield from item.item

    def find(self, link_id: str) -> Item:
        """The item with this linkId. Raises KeyError."""
        for item in self.walk():
            if item.link_id == link_id:
                return item
        raise KeyError(link_id)


def parse_definition(raw: Mapping[str, Any], *, place: str) -> Definition:
    """Check one questionnaire.

    Raises:
        QuestionnaireError: with the place and the reason.
    """
    if clash := RASA_KEYS.intersection(raw):
        raise QuestionnaireError(f"{place}: the top-level key {sorted(clash)[0]} belongs to Rasa's training data")
    try:
        return Definition.model_validate(raw)
    except ValidationError as exc:
        first = exc.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise QuestionnaireError(f"{place}: {where or 'questionnaire'}: {first['msg']}") from exc


def load_definitions(folder: Path) -> dict[str, Definition]:
    """All questionnaires of a folder by id. Raises QuestionnaireError."""
    found: dict[str, Definition] = {}
    for path in sorted(folder.glob("*.yml")):
        try:
            raw = yaml.safe_load(path.read_text(encoding="utf-8"))
        except (yaml.YAMLError, UnicodeDecodeError) as exc:
            raise QuestionnaireError(f"{path.name}: not readable as YAML: {exc}") from exc
        if not isinstance(raw, dict):
            raise QuestionnaireError(f"{path.name}: must hold one mapping")
        definition = parse_definition(raw, place=path.name)
        if definition.id in found:
            raise QuestionnaireError(f"{path.name}: the id {definition.id} belongs to another file already")
        found[definition.id] = definition
    return found


async def publish(session: AsyncSession, definition: Definition, *, now: datetime) -> None:
    """Store a version if it is new.

    Raises:
        QuestionnaireError: this version is stored already with another content.
    """
    body = definition.model_dump(mode="json", by_alias=True)
    # Without defaults, so that an optional key of a newer program does not make old files look changed.
    said = definition.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    digest = hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    row = {"name": definition.id, "version": definition.version, "title": definition.title}
    statement = insert(Questionnaire).values(**row, definition=body, digest=digest, published_at=now)
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
    """The definition of a stored version."""
    return Definition.model_validate(row.definition)
