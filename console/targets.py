"""Settles from which value on a blood pressure is marked. It marks for the eye; it classifies nobody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from records.models import Goal

Goals = Mapping[str, float]
"""A patient's goals by measure: systolic, diastolic, weight, …"""


@dataclass(frozen=True, kw_only=True)
class PressureTarget:
    """Controlled means below both limits, mmHg (国家基本公共卫生服务规范 第三版, 高血压患者健康管理).

    Attributes:
        own: which of the limits are goals that were agreed with this patient.
    """

    systolic: float = 140
    diastolic: float = 90
    own: frozenset[str] = frozenset()

    def is_high(self, systolic: float, diastolic: float) -> bool:
        """True when either value reaches its limit."""
        return systolic >= self.systolic or diastolic >= self.diastolic

    def of(self, goals: Goals) -> PressureTarget:
        """The same for a patient with these goals: they take the place of the usual limits."""
        limits = {measure: goals[measure] for measure in ("systolic", "diastolic") if measure in goals}
        return replace(self, **limits, own=frozenset(limits))

    def __str__(self) -> str:
        return f"{self.systolic:g}/{self.diastolic:g}"


async def goals_of(session: AsyncSession, patient_ids: Collection[int]) -> dict[int, Goals]:
    """The goals of these patients; a patient without one is there with none."""
    goals: defaultdict[int, dict[str, float]] = defaultdict(dict)
    for goal in await session.scalars(select(Goal).where(Goal.patient_id.in_(patient_ids))):
        goals[goal.patient_id][goal.measure] = goal.value
    return {patient_id: goals[patient_id] for patient_id in patient_ids}
