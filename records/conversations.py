"""Settles which conversation a contact point has."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from records.models import ContactPoint, Conversation


async def conversation_of(session: AsyncSession, point: ContactPoint, *, now: datetime) -> int:
    """The conversation with a contact point, made at its first message; two callers at once get the same one."""
    query = select(Conversation.id).where(Conversation.contact_point_id == point.id)
    found = await session.scalar(query)
    if found is None:
        row = {"patient_id": point.patient_id, "contact_point_id": point.id, "channel": point.channel}
        await session.execute(insert(Conversation).values(**row, created_at=now).on_conflict_do_nothing())
        found = await session.scalar(query)
    assert found is not None  # noqa: S101  # just inserted, here or by somebody else
    return found
