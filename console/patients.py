"""Settles how a page reaches a patient and what stands in its header. The rule itself stands in records.access alone.

Opening a page is one access and one audit event; the parts that the open page fetches again belong to that access.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from console.times import age
from records.models import Condition, Consent, ConsentStatus, ContactPoint, Medication, Patient


@dataclass(frozen=True, kw_only=True)
class Summary:
    """The header of a patient's page."""

    patient: Patient
    age: int | None
    conditions: Sequence[str]
    medications: Sequence[Medication]
    channels: Sequence[str]
    consent: Consent | None

    @property
    def consent_state(self) -> str:
        """A ConsentStatus, or `none`."""
        return self.consent.status if self.consent else "none"

    @property
    def consent_at(self) -> datetime | None:
        """When the consent was given, or withdrawn."""
        if self.consent is None:
            return None
        return self.consent.given_at if self.consent.status == ConsentStatus.ACTIVE else self.consent.withdrawn_at


async def summary_of(session: AsyncSession, patient: Patient, *, now: datetime) -> Summary:
    """What stands in the header, read again each time."""
    loaded = await session.get_one(
        Patient,
        patient.id,
        options=[
            selectinload(Patient.conditions),
            selectinload(Patient.medications),
            selectinload(Patient.contact_points),
        ],
        populate_existing=True,
    )
    return Summary(
        patient=loaded,
        age=age(loaded.birth_date, loaded.timezone, now=now),
        conditions=[condition.display for condition in _sorted(loaded.conditions)],
        medications=[medication for medication in loaded.medications if medication.active],
        channels=_channels(loaded.contact_points),
        consent=await session.scalar(
            select(Consent).where(Consent.patient_id == patient.id).order_by(Consent.id.desc()).limit(1)
        ),
    )


def _sorted(conditions: Sequence[Condition]) -> list[Condition]:
    return sorted(conditions, key=lambda condition: condition.id)


def _channels(contact_points: Sequence[ContactPoint]) -> list[str]:
    """The channels' names in the patient's order; the addresses stay where they are."""
    return list(dict.fromkeys(point.channel for point in contact_points))
