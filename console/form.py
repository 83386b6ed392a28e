"""Settles how a filled form reads: each item of the questionnaire with its answer, its reason, or that it is open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from console.i18n import Language, name_of, translate
from console.questionnaire import Item, Progress, items_in_force, items_of, progress_of
from console.targets import PressureTarget
from records.models import QuestionnaireResponse, ResponseItem, ResponseStatus


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What was said, in the form's words."""

    text: str
    codes: Sequence[str] = ()
    is_absent: bool = False
    is_high: bool = False
    at: datetime


@dataclass(frozen=True, kw_only=True)
class FormRow:
    """One item: its answer now, the answers that were corrected, and whether it is being asked."""

    item: Item
    answer: Answer | None
    superseded: Sequence[Answer]
    asking: bool


@dataclass(frozen=True, kw_only=True)
class Form:
    """The latest form of a patient."""

    response: QuestionnaireResponse
    rows: Sequence[FormRow]
    progress: Progress

    @property
    def is_open(self) -> bool:
        return self.response.status == ResponseStatus.IN_PROGRESS


async def latest_form(
    session: AsyncSession, patient_id: int, *, language: Language, target: PressureTarget
) -> Form | None:
    """The form that was begun last; None when there is none."""
    response = await session.scalar(
        select(QuestionnaireResponse)
        .where(QuestionnaireResponse.patient_id == patient_id)
        .order_by(QuestionnaireResponse.started_at.desc(), QuestionnaireResponse.id.desc())
        .limit(1)
        .options(selectinload(QuestionnaireResponse.items), selectinload(QuestionnaireResponse.questionnaire))
    )
    if response is None:
        return None
    items = items_of(response.questionnaire.definition)
    answers = {row.link_id: row.value for row in response.items if row.superseded_at is None}
    rows = [_row(item, response, language, target) for item in items_in_force(items, answers)]
    return Form(response=response, rows=rows, progress=progress_of(items, answers))


def _row(item: Item, response: QuestionnaireResponse, language: Language, target: PressureTarget) -> FormRow:
    mine = [row for row in response.items if row.link_id == item.link_id]
    answers = {row.id: read_answer(item, row, language, target) for row in mine}
    answer = next((answers[row.id] for row in mine if row.superseded_at is None), None)
    return FormRow(
        item=item,
        answer=answer,
        superseded=[answers[row.id] for row in mine if row.superseded_at is not None],
        asking=response.status == ResponseStatus.IN_PROGRESS and response.asking == item.link_id and answer is None,
    )


def read_answer(item: Item, row: ResponseItem, language: Language, target: PressureTarget) -> Answer:
    """A stored answer in words, with the official option numbers and the unit."""
    if row.data_absent_reason is not None:
        text = name_of(language, "absent", row.data_absent_reason)
        return Answer(text=text, is_absent=True, at=row.answered_at)
    value: Mapping[str, Any] = row.value if isinstance(row.value, Mapping) else {"value": row.value}
    pressure = (float(value["systolic"]), float(value["diastolic"])) if "systolic" in value else None
    return Answer(
        text=_words(item, value, language),
        codes=[str(code) for code in value.get("codes", ())],
        is_high=bool(pressure and target.is_high(*pressure)),
        at=row.answered_at,
    )


def _words(item: Item, value: Mapping[str, Any], language: Language) -> str:
    if "systolic" in value:
        return f"{value['systolic']:g}/{value['diastolic']:g} {unit_name(language, item.unit or 'mm[Hg]')}"
    if "codes" in value:
        labels = value.get("labels") or [item.options.get(str(code), str(code)) for code in value["codes"]]
        return "、".join(map(str, labels)) if language == "zh" else ", ".join(map(str, labels))
    if "boolean" in value:
        return translate(language, "form.yes" if value["boolean"] else "form.no")
    if "text" in value:
        return str(value["text"])
    number = value.get("value")
    text = f"{number:g}" if isinstance(number, (int, float)) else str(number)
    return f"{text} {unit_name(language, str(value.get('unit') or item.unit or ''))}".strip()


def unit_name(language: Language, unit: str) -> str:
    """A UCUM unit as people write it; any other unit as it is."""
    return name_of(language, "unit", unit) if unit else ""
