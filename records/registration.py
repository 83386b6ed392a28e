"""Settles how a patient comes into the records: the person, a way to reach, conditions, consent and a care team."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from records.models import CareTeam, CareTeamPatient, Condition, Consent, ContactPoint, Patient, Sex
from records.types import index_of

CONSENT_TEXT_VERSION = "1"
CONDITIONS: Mapping[str, str] = {"hypertension": "高血压", "diabetes_type_2": "2型糖尿病"}


@dataclass(frozen=True, kw_only=True)
class NewPatient:
    """What is known when a patient is registered; `birth_date` is an ISO date."""

    name: str
    birth_date: str | None = None
    sex: str = Sex.UNKNOWN
    conditions: Sequence[str] = ()
    language: str = "zh"
    demo: bool = False


async def register(
    session: AsyncSession, new: NewPatient, *, channel: str, address: str, now: datetime, consented: bool = True
) -> Patient:
    """Add a patient who can be reached, and who agreed to be followed up if `consented`."""
    patient = Patient(
        name=new.name,
        name_index=index_of("patient.name", new.name),
        birth_date=new.birth_date,
        sex=new.sex,
        language=new.language,
        demo=new.demo,
        created_at=now,
    )
    session.add(patient)
    await session.flush()
    session.add(
        ContactPoint(
            patient_id=patient.id,
            channel=channel,
            address=address,
            address_index=index_of("contact_point.address", address),
            created_at=now,
        )
    )
    for code in new.conditions:
        session.add(Condition(patient_id=patient.id, code=code, display=CONDITIONS.get(code, code), recorded_at=now))
    if consented:
        session.add(Consent(patient_id=patient.id, text_version=CONSENT_TEXT_VERSION, given_at=now))
    await session.flush()
    return patient


async def follow(session: AsyncSession, team: CareTeam, patient: Patient, *, now: datetime) -> None:
    """Put a patient into a care team's hands."""
    session.add(CareTeamPatient(care_team_id=team.id, patient_id=patient.id, since=now))
    await session.flush()


async def first_contact(session: AsyncSession, patient_id: int, channel: str) -> ContactPoint | None:
    """The patient's first contact point of a channel."""
    query = select(ContactPoint).where(ContactPoint.patient_id == patient_id, ContactPoint.channel == channel)
    return (await session.scalars(query.order_by(ContactPoint.rank).limit(1))).first()
