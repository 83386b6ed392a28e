"""Settles which engine session a conversation should be in: one for each questionnaire, else one a day.

Rasa's own session expiry knows neither our clock nor the tasks. A new session also keeps the tracker short.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from records.models import Conversation, Patient, QuestionnaireResponse, ResponseStatus


async def wanted_session(session: AsyncSession, conversation: Conversation, *, now: datetime) -> str:
    """The name of the session: response:<id> while a questionnaire is asked, else day:<date where the patient is>."""
    response_id = await session.scalar(
        select(QuestionnaireResponse.id).where(
            QuestionnaireResponse.patient_id == conversation.patient_id,
            QuestionnaireResponse.status == ResponseStatus.IN_PROGRESS,
        )
    )
    if response_id is not None:
        return f"response:{response_id}"
    patient = await session.get_one(Patient, conversation.patient_id)
    return f"day:{now.astimezone(ZoneInfo(patient.timezone)).date().isoformat()}"
