"""Settles which staff member sees which patient. There is no other way from a staff member to a patient.

A clinical staff member sees the patients of the care teams that he or she belongs to. A patient who does not exist and
one who may not be seen are answered alike. Each access is written to the audit log in the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, SQLColumnExpression, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from records.models import AuditEvent, CareTeamMember, CareTeamPatient, Patient, Role, Staff

CLINICAL_ROLES = (Role.NURSE, Role.DOCTOR)


class NotAccessible(Exception):
    """There is no such patient for this staff member."""


def visible_to(staff: Staff, patient_id: SQLColumnExpression[int]) -> ColumnElement[bool]:
    """A condition on a query: the patient with this id may be seen by this staff member."""
    shared_team = (
        select(CareTeamPatient.patient_id)
        .join(CareTeamMember, CareTeamMember.care_team_id == CareTeamPatient.care_team_id)
        .join(Staff, Staff.id == CareTeamMember.staff_id)
        .where(
            CareTeamPatient.patient_id == patient_id,
            Staff.id == staff.id,
            Staff.active,
            Staff.role.in_(CLINICAL_ROLES),
        )
    )
    return exists(shared_team)


async def access_patient(
    session: AsyncSession, staff: Staff, patient_id: int, *, action: str, now: datetime
) -> Patient:
    """The patient, if this staff member may see him or her; the access is audited, also a refused one.

    Raises:
        NotAccessible: no such patient, or not one of this staff member's.
    """
    patient = await session.scalar(select(Patient).where(Patient.id == patient_id, visible_to(staff, Patient.id)))
    session.add(
        AuditEvent(
            staff_id=staff.id, patient_id=patient_id, action=action if patient else "refused", detail=action, at=now
        )
    )
    if patient is None:
        await session.commit()  # the refusal stays on record although the caller's work is given up
        raise NotAccessible
    return patient


async def refresh_patient(session: AsyncSession, staff: Staff, patient_id: int, *, now: datetime) -> Patient:
    """The patient of a page that is open already: the same rule, but only a refusal is written again.

    Raises:
        NotAccessible: as `access_patient`.
    """
    patient = await session.scalar(select(Patient).where(Patient.id == patient_id, visible_to(staff, Patient.id)))
    return patient or await access_patient(session, staff, patient_id, action="view_patient", now=now)


async def refresh_patients(session: AsyncSession, staff: Staff) -> Sequence[Patient]:
    """The patients of a list that is open already."""
    rows = await session.scalars(select(Patient).where(visible_to(staff, Patient.id)).order_by(Patient.id))
    return rows.all()


async def access_patients(session: AsyncSession, staff: Staff, *, now: datetime) -> Sequence[Patient]:
    """All patients whom this staff member may see, by id; the listing is audited as one event."""
    session.add(AuditEvent(staff_id=staff.id, patient_id=None, action="list_patients", detail=None, at=now))
    return await refresh_patients(session, staff)
