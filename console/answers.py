"""Settles how an answer of a form reads: its words, the official option numbers, what a computed number means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from console.i18n import Language, name_of
from console.questionnaire import Line
from console.targets import PressureTarget
from console.values import highest_pressure, number, words_of
from records.models import Message, QuestionnaireResponse, ResponseItem
from records.questionnaires import Value

NOT_UNDERSTOOD = "as-text"  # FHIR data-absent-reason: the words stand in the conversation, a person reads them


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What was answered.

    Attributes:
        text: the value, or the reason why there is none.
        codes: the chosen options' numbers on the form, or what they score.
        meaning: what the instrument calls a computed number (中度).
        quote: the patient's words where they were not understood.
        is_high: a pressure that reaches the target.
    """

    text: str
    codes: Sequence[str] = ()
    meaning: str | None = None
    quote: str | None = None
    absent: str | None = None
    is_high: bool = False
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Reader:
    """How answers are read for one page: its language, the patient's target, the words of messages."""

    language: Language
    target: PressureTarget
    quotes: Mapping[int, str]

    def read(self, line: Line, row: ResponseItem) -> Answer:
        """A stored answer."""
        if row.data_absent_reason is None:
            return self.read_value(line, row.value or {}, row.answered_at)
        return Answer(
            text=name_of(self.language, "absent", row.data_absent_reason),
            absent=row.data_absent_reason,
            quote=self.quotes.get(row.message_id) if row.data_absent_reason == NOT_UNDERSTOOD else None,
            at=row.answered_at,
        )

    def read_value(self, line: Line, value: Value, at: datetime) -> Answer:
        """A value."""
        pressure = highest_pressure(value)
        return Answer(
            text=words_of(line, value, self.language),
            codes=_numbers(line, value),
            meaning=_meaning(line, value),
            is_high=bool(pressure and self.target.is_high(*pressure)),
            at=at,
        )


async def quotes_of(session: AsyncSession, responses: Sequence[QuestionnaireResponse]) -> dict[int, str]:
    """By message id: the words of the answers that were not understood."""
    rows = [row for response in responses for row in response.items]
    ids = {row.message_id for row in rows if row.data_absent_reason == NOT_UNDERSTOOD}
    if not ids:
        return {}
    return {message.id: message.body for message in await session.scalars(select(Message).where(Message.id.in_(ids)))}


def _numbers(line: Line, value: Value) -> list[str]:
    """An option has a number, or a score, or neither (其他): then its code is a word, which says nothing to staff."""
    scores = {option.code: option.score for option in line.item.answer_option}
    codes = [str(code) for code in value.get("codes") or ()]
    return [
        code if code.isdigit() else number(scores[code])
        for code in codes
        if code.isdigit() or scores.get(code) is not None
    ]


def _meaning(line: Line, value: Value) -> str | None:
    computed = value.get("value")
    if not isinstance(computed, (int, float)):
        return None
    return next((band.label for band in line.item.interpretation if band.holds(computed)), None)
