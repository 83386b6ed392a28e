"""Settles which reading the patient measured last: what 和上次一样 and 上次多少 mean."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from records.models import Observation


async def last_reading(
    session: AsyncSession, patient_id: int, kind: str, *, context: str | None = None
) -> Observation | None:
    """The last reading of a kind that stands; None where there is none.

    Args:
        context: of glucose: fasting, before_meal, postprandial, …; one that was measured in another is left out, since
            a glucose after a meal is no fasting one. None takes any.
    """
    query = select(Observation).where(
        Observation.patient_id == patient_id, Observation.kind == kind, Observation.superseded_at.is_(None)
    )
    if context is not None:
        query = query.where(Observation.context == context)
    return await session.scalar(query.order_by(*Observation.newest_first()).limit(1))
