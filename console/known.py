"""Settles what a form's conditions may look at: its answers, the last completed form before it, the patient's goals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import and_, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased, selectinload

from console.targets import goals_of
from console.times import local
from records.models import Questionnaire, QuestionnaireResponse, ResponseStatus
from records.questionnaires import Answers, Definition, Known, Value, definition_of
from records.questionnaires.calculation import calculate

Definitions = Mapping[int, Definition]
"""Definitions by the id of their stored version."""


def definitions_of(responses: Sequence[QuestionnaireResponse]) -> Definitions:
    """The versions that these forms were begun with, each read once. Their `questionnaire` is loaded."""
    return {row.id: definition_of(row) for row in {response.questionnaire for response in responses}}


def answers_of(response: QuestionnaireResponse) -> dict[str, Value | None]:
    """The answers that stand, by linkId; None where there is a reason instead. Its `items` are loaded."""
    return {row.link_id: row.value for row in response.items if row.superseded_at is None}


async def known_of(
    session: AsyncSession, responses: Sequence[QuestionnaireResponse], definitions: Definitions, *, now: datetime
) -> dict[int, Known]:
    """By the form's id. Earlier forms are read only where a definition looks back at them."""
    goals = await goals_of(session, {response.patient_id for response in responses})
    back = [response.id for response in responses if _looks_back(definitions[response.questionnaire_id])]
    previous = await _previous(session, back) if back else {}
    return {
        response.id: _with_computed(
            definitions[response.questionnaire_id],
            Known(
                answers=answers_of(response),
                previous=previous.get(response.id, {}),
                goals=goals[response.patient_id],
            ),
            today=local(response.ended_at or now).date(),
        )
        for response in responses
    }


def _with_computed(definition: Definition, known: Known, *, today: date) -> Known:
    """What can be computed counts before it is recorded: whether to ask may depend on the day after an operation."""
    for item in definition.computed:
        if item.calculate and item.link_id not in known.answers:
            value = calculate(item, definition, known, {"today": today})
            known = replace(known, answers={**known.answers, item.link_id: value}) if value else known
    return known


def _looks_back(definition: Definition) -> bool:
    return any(item.carry_forward for item in definition.walk()) or any(
        condition.previous for _, condition in definition.conditions()
    )


async def _previous(session: AsyncSession, response_ids: Sequence[int]) -> dict[int, Answers]:
    """The answers of the form of the same name that the patient completed last before each of these."""
    this, then = aliased(QuestionnaireResponse), aliased(QuestionnaireResponse)
    this_form, then_form = aliased(Questionnaire), aliased(Questionnaire)
    query = (
        select(this.id, then)
        .ext(distinct_on(this.id))
        .join(this_form, this_form.id == this.questionnaire_id)
        .join(then, and_(then.patient_id == this.patient_id, then.started_at < this.started_at))
        .join(then_form, and_(then_form.id == then.questionnaire_id, then_form.name == this_form.name))
        .where(this.id.in_(response_ids), then.status == ResponseStatus.COMPLETED)
        .order_by(this.id, then.ended_at.desc(), then.id.desc())
        .options(selectinload(then.items))
    )
    return {response_id: answers_of(earlier) for response_id, earlier in (await session.execute(query)).all()}
