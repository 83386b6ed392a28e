"""Settles how a patient's readings are listed: newest first, at or above target marked, corrected ones kept."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from console.targets import PressureTarget
from records.models import Observation, ObservationKind

MAX_SHOWN = 30
MAX_CHARTED = 60
ABOUT = "≈"


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One observation, with its number as it is written: ≈ before what the patient said as about so much."""

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
        .order_by(*Observation.newest_first())
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
        .order_by(*Observation.newest_first())
        .limit(MAX_CHARTED)
    )
    return (await session.scalars(query)).all()[::-1]


async def last_pressures(session: AsyncSession, patient_ids: Collection[int]) -> dict[int, Observation]:
    """By patient: the newest valid blood pressure."""
    query = (
        select(Observation)
        .ext(distinct_on(Observation.patient_id))
        .where(
            Observation.patient_id.in_(patient_ids),
            Observation.kind == ObservationKind.BLOOD_PRESSURE,
            Observation.superseded_at.is_(None),
        )
        .order_by(Observation.patient_id, *Observation.newest_first())
    )
    return {reading.patient_id: reading for reading in await session.scalars(query)}


def read(observation: Observation, target: PressureTarget) -> Reading:
    """One observation. Only a blood pressure has a target here, so only it is marked."""
    pressure = pressure_of(observation)
    is_high = pressure is not None and target.is_high(*pressure)
    return Reading(observation=observation, number=number_of(observation), is_high=is_high)


def pressure_of(observation: Observation) -> tuple[float, float] | None:
    """Systolic and diastolic in mmHg; None of another kind of reading."""
    if observation.systolic is None or observation.diastolic is None:
        return None
    return observation.systolic, observation.diastolic


def number_of(observation: Observation) -> str:
    """The value without its unit: 145/90, ≈72."""
    pressure = pressure_of(observation)
    value = f"{pressure[0]:g}/{pressure[1]:g}" if pressure else f"{observation.value:g}"
    return f"{ABOUT}{value}" if observation.approximate else value
