"""Settles what a turn knows of the form that is being filled: its definition, its answers, what was said before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.computing import with_computed
from actions.times import local
from records.models import Goal, Patient, Questionnaire, QuestionnaireResponse, ResponseItem, ResponseStatus
from records.questionnaires import Answers, Definition, Item, Known, Value, definition_with, is_enabled


@dataclass(frozen=True, kw_only=True)
class Form:
    """One filling of a questionnaire, as it stands."""

    response: QuestionnaireResponse
    definition: Definition
    patient: Patient
    rows: tuple[ResponseItem, ...]  # the answers that stand, oldest first
    earlier: Answers  # the answers of the last completed form of this questionnaire
    earlier_at: datetime | None
    goals: dict[str, float]
    today: date  # where the patient is

    @property
    def answers(self) -> dict[str, Value | None]:
        """LinkId to value; None where a reason was given instead of a value."""
        return {row.link_id: row.value for row in self.rows}

    @property
    def known(self) -> Known:
        """What conditions may look at."""
        return self.with_answers(self.answers)

    def with_answers(self, answers: Answers) -> Known:
        """The same with other answers. What is computed from them counts already: the day after an operation."""
        known = Known(answers=answers, previous=self.earlier, goals=self.goals)
        return with_computed(self.definition, known, {"today": self.today})

    @property
    def asked(self) -> Item | None:
        """The question that was put last."""
        return self.definition.find(self.response.asking) if self.response.asking else None

    def open_items(self, known: Known | None = None) -> list[Item]:
        """Questions that still are to be asked, in order."""
        known = known or self.known
        return [
            item
            for item in self.definition.questions
            if item.link_id not in known.answers and is_enabled(self.definition, item, known)
        ]

    def without_value(self) -> list[Item]:
        """Questions that were left without a value: a word that names one later still answers it."""
        answers, known = self.answers, self.known
        return [
            item
            for item in self.definition.questions
            if item.link_id in answers and answers[item.link_id] is None and is_enabled(self.definition, item, known)
        ]

    def answered(self) -> list[Item]:
        """Questions that are answered, the latest answer first."""
        asked = {item.link_id for item in self.definition.questions}
        return [self.definition.find(row.link_id) for row in reversed(self.rows) if row.link_id in asked]

    def before(self, item: Item) -> Item | None:
        """The answered question before this one, in the form's order."""
        answers, last = self.answers, None
        for other in self.definition.questions:
            if other.link_id == item.link_id:
                return last
            if other.link_id in answers and not other.carry_forward:
                last = other
        return last

    @property
    def max_turns(self) -> int:
        """How many messages and silences a form may take: three for each question, then a person goes on."""
        return 3 * len(self.definition.questions)


async def load_form(session: AsyncSession, response: QuestionnaireResponse, *, now: datetime) -> Form:
    """The form as it stands in the records."""
    definition = await definition_with(session, response.questionnaire_id)
    patient = await session.get_one(Patient, response.patient_id)
    last = await last_completed(session, response, definition.id)
    goals = await session.execute(select(Goal.measure, Goal.value).where(Goal.patient_id == response.patient_id))
    return Form(
        response=response,
        definition=definition,
        patient=patient,
        rows=tuple(await current_rows(session, response.id)),
        earlier=await _earlier(session, definition, last) if last else {},
        earlier_at=last.ended_at if last else None,
        goals={measure: value for measure, value in goals},
        today=local(now, patient.timezone).date(),
    )


async def _earlier(session: AsyncSession, definition: Definition, last: QuestionnaireResponse) -> Answers:
    """The last form's answers, as far as this version still has their questions and options."""
    known = {item.link_id: item for item in definition.walk()}
    rows = await current_rows(session, last.id)
    return {row.link_id: row.value for row in rows if row.link_id in known and _fits(known[row.link_id], row.value)}


def _fits(item: Item, value: Value | None) -> bool:
    codes = {option.code for option in item.answer_option}
    return value is None or codes.issuperset(value.get("codes", ()))


async def current_rows(session: AsyncSession, response_id: int) -> Iterable[ResponseItem]:
    """The answers that stand, oldest first."""
    query = select(ResponseItem).where(ResponseItem.response_id == response_id, ResponseItem.superseded_at.is_(None))
    return (await session.scalars(query.order_by(ResponseItem.id))).all()


async def last_completed(
    session: AsyncSession, response: QuestionnaireResponse, name: str
) -> QuestionnaireResponse | None:
    """The patient's last completed form of a questionnaire, this one aside."""
    query = (
        select(QuestionnaireResponse)
        .join(Questionnaire, Questionnaire.id == QuestionnaireResponse.questionnaire_id)
        .where(
            QuestionnaireResponse.patient_id == response.patient_id,
            QuestionnaireResponse.status == ResponseStatus.COMPLETED,
            QuestionnaireResponse.id != response.id,
            Questionnaire.name == name,
        )
        .order_by(QuestionnaireResponse.ended_at.desc(), QuestionnaireResponse.id.desc())
        .limit(1)
    )
    return await session.scalar(query)
