"""Settles how a filled form reads: what it comes to, then each line with its answer, its reason, or that it is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from console.answers import Answer, Reader, quotes_of
from console.followup import paused_until
from console.i18n import Language
from console.known import definitions_of, known_of
from console.questionnaire import Kind, Line, Progress, lines_of, progress_of
from console.targets import PressureTarget
from records.models import QuestionnaireResponse, ResponseStatus
from records.questionnaires import Definition, Known


@dataclass(frozen=True, kw_only=True)
class FormRow:
    """One line.

    Attributes:
        answer: what stands now.
        carried: the answer of the last form, which stands and is not asked again.
        superseded: answers that were corrected, oldest first.
        asking: whether it is being asked.
    """

    line: Line
    answer: Answer | None
    carried: Answer | None = None
    superseded: Sequence[Answer] = ()
    asking: bool = False

    @property
    def kind(self) -> str:
        return self.line.kind

    @property
    def label(self) -> str:
        return self.line.item.name

    @property
    def is_result(self) -> bool:
        """Whether this is what the form comes to: a score that the instrument interprets, a class that follows."""
        item = self.line.item
        interprets = bool(item.interpretation) or any(option.when for option in item.answer_option)
        return self.kind == Kind.COMPUTED and interprets and self.answer is not None and not self.answer.absent


@dataclass(frozen=True, kw_only=True)
class Form:
    """A form of a patient.

    Attributes:
        results: what it comes to; they stand above the rows.
        rows: all its other lines.
        paused_until: when it goes on, where the patient put it off.
    """

    response: QuestionnaireResponse
    results: Sequence[FormRow]
    rows: Sequence[FormRow]
    progress: Progress
    paused_until: datetime | None

    @property
    def is_open(self) -> bool:
        return self.response.status == ResponseStatus.IN_PROGRESS

    @property
    def state(self) -> str:
        """in_progress, completed or stopped."""
        return self.response.status.replace("-", "_")


async def read_forms(
    session: AsyncSession,
    responses: Sequence[QuestionnaireResponse],
    *,
    language: Language,
    target: PressureTarget,
    now: datetime,
) -> list[Form]:
    """These forms of one patient, whose `items` and `questionnaire` are loaded, in their order."""
    definitions = definitions_of(responses)
    known = await known_of(session, responses, definitions, now=now)
    reader = Reader(language=language, target=target, quotes=await quotes_of(session, responses))
    return [
        _form(response, definitions[response.questionnaire_id], known[response.id], reader, now)
        for response in responses
    ]


def _form(response: QuestionnaireResponse, definition: Definition, known: Known, reader: Reader, now: datetime) -> Form:
    rows = [_row(line, response, reader) for line in lines_of(definition, known)]
    return Form(
        response=response,
        results=[row for row in rows if row.is_result],
        rows=_without_results(rows),
        progress=progress_of(definition, known),
        paused_until=paused_until(response, now),
    )


def _row(line: Line, response: QuestionnaireResponse, reader: Reader) -> FormRow:
    mine = [row for row in response.items if row.link_id == line.item.link_id]
    answer = next((reader.read(line, row) for row in mine if row.superseded_at is None), None)
    is_asked = response.status == ResponseStatus.IN_PROGRESS and response.asking == line.item.link_id
    return FormRow(
        line=line,
        answer=answer,
        carried=reader.read_value(line, line.carried, response.started_at) if line.carried else None,
        superseded=[reader.read(line, row) for row in mine if row.superseded_at is not None],
        asking=is_asked and answer is None,
    )


def _without_results(rows: Sequence[FormRow]) -> list[FormRow]:
    """The rows that are left, without a heading that has none below it any more."""
    left: list[FormRow] = []
    for row in reversed(rows):
        is_empty = row.kind == Kind.HEADING and (not left or left[0].line.depth <= row.line.depth)
        if not row.is_result and not is_empty:
            left.insert(0, row)
    return left
