"""Settles which of a patient's forms are read: the one that was begun last, those before it, or a certain one."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from console.errors import NotThere
from records.models import QuestionnaireResponse

MAX_EARLIER = 8


async def latest_fillings(session: AsyncSession, patient_id: int) -> Sequence[QuestionnaireResponse]:
    """The form that was begun last, and at most MAX_EARLIER before it, the newest first."""
    order = (QuestionnaireResponse.started_at.desc(), QuestionnaireResponse.id.desc())
    return (await session.scalars(_fillings(patient_id).order_by(*order).limit(MAX_EARLIER + 1))).all()


async def filling_of(session: AsyncSession, patient_id: int, response_id: int) -> QuestionnaireResponse:
    """One form of this patient.

    Raises:
        NotThere: there is none with this id, or it is another patient's.
    """
    response = await session.scalar(_fillings(patient_id).where(QuestionnaireResponse.id == response_id))
    if response is None:
        raise NotThere
    return response


def _fillings(patient_id: int) -> Select[QuestionnaireResponse]:
    return (
        select(QuestionnaireResponse)
        .where(QuestionnaireResponse.patient_id == patient_id)
        .options(selectinload(QuestionnaireResponse.items), selectinload(QuestionnaireResponse.questionnaire))
    )
