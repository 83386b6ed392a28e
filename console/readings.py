"""Settles how a patient's readings are listed: the newest first, what is out of range marked, corrected ones kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from console.targets import PressureTarget
from records.models import Observation, ObservationKind

MAX_SHOWN = 30
MAX_CHARTED = 60


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One observation, with its number as it is written."""

    observation: Observation
    number: str
    is_high: bool

    @property
    def is_superseded(self) -> bool:
        return self.observation.superseded_at is not None


async def latest_readings(session: AsyncSession, patient_id: int, *, target: PressureTarget) -> list[Reading]:
    """At most MAX_SHOWN, newest first, corrected ones among them."""
    query = (
        select(Observation)
        .where(Observation.patient_id == patient_id)
        .order_by(Observation.effective_at.desc(), Observation.id.desc())
        .limit(MAX_SHOWN)
    )
    return [read(observation, target) for observation in await session.scalars(query)]


async def pressure_trend(session: AsyncSession, patient_id: int) -> Sequence[Observation]:
    """At most MAX_CHARTED valid blood pressures, oldest first."""
    query = (
        select(Observation)
        .where(
            Observation.patient_id == patient_id,
            Observation.kind == ObservationKind.BLOOD_PRESSURE,
            Observation.superseded_at.is_(None),
        )
        .order_by(Observation.effective_at.desc(), Observation.id.desc())
        .limit(MAX_CHARTED)
    )
    return (await session.scalars(query)).all()[::-1]


def read(observation: Observation, target: PressureTarget) -> Reading:
    """Only a blood pressure has a target here, so only it is marked."""
    if observation.systolic is None or observation.diastolic is None:
        return Reading(observation=observation, number=f"{observation.value:g}", is_high=False)
    return Reading(
        observation=observation,
        number=f"{observation.systolic:g}/{observation.diastolic:g}",
        is_high=target.is_high(observation.systolic, observation.diastolic),
    )
