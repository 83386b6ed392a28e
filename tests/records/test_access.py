from __future__ import annotations

from dataclasses import dataclass

import pytest

from records.access import NotAccessible, access_patient, access_patients
from records.database import Sessions
from records.models import AuditEvent, CareTeam, CareTeamMember, Patient, Role, Staff
from records.registration import follow
from tests.support.people import NOW, Known, make_patient, rows_of, unique


@dataclass(frozen=True)
class Ward:
    staff: Staff
    patient: Known


async def make_ward(sessions: Sessions, role: Role = Role.NURSE, *, active: bool = True) -> Ward:
    """A team of one staff member that follows one patient."""
    known = await make_patient(sessions)
    async with sessions.begin() as session:
        staff = Staff(
            username=unique("staff"), display_name="张", role=role, password_hash="-", active=active, created_at=NOW
        )
        team = CareTeam(name=unique("team"), created_at=NOW)
        session.add_all([staff, team])
        await session.flush()
        session.add(CareTeamMember(care_team_id=team.id, staff_id=staff.id, since=NOW))
        await follow(session, team, await session.get_one(Patient, known.patient_id), now=NOW)
    return Ward(staff=staff, patient=known)


async def audited(sessions: Sessions, staff: Staff) -> list[tuple[str, str | None, int | None]]:
    rows = await rows_of(sessions, AuditEvent, AuditEvent.staff_id == staff.id)
    return [(row.action, row.detail, row.patient_id) for row in rows]


@pytest.mark.parametrize("role", [Role.NURSE, Role.DOCTOR])
async def test_own_patient_is_seen_and_the_access_is_audited(sessions: Sessions, role: Role) -> None:
    ward = await make_ward(sessions, role)
    async with sessions.begin() as session:
        patient = await access_patient(session, ward.staff, ward.patient.patient_id, action="view_patient", now=NOW)
    assert patient.id == ward.patient.patient_id
    assert await audited(sessions, ward.staff) == [("view_patient", "view_patient", patient.id)]


async def refuse(sessions: Sessions, staff: Staff, patient_id: int) -> None:
    async with sessions.begin() as session:
        await access_patient(session, staff, patient_id, action="view_patient", now=NOW)


async def test_other_teams_patient_and_nobody_are_answered_alike_and_stay_audited(sessions: Sessions) -> None:
    ward, other = await make_ward(sessions), await make_ward(sessions)
    told = []
    for patient_id in (other.patient.patient_id, 9_000_000_000):
        with pytest.raises(NotAccessible) as caught:
            await refuse(sessions, ward.staff, patient_id)
        told.append(str(caught.value))
    assert told[0] == told[1]
    assert await audited(sessions, ward.staff) == [
        ("refused", "view_patient", other.patient.patient_id),
        ("refused", "view_patient", 9_000_000_000),
    ]


async def test_administrator_sees_no_patient_even_in_the_team(sessions: Sessions) -> None:
    ward = await make_ward(sessions, Role.ADMINISTRATOR)
    with pytest.raises(NotAccessible):
        await refuse(sessions, ward.staff, ward.patient.patient_id)
    async with sessions.begin() as session:
        assert await access_patients(session, ward.staff, now=NOW) == []


async def test_staff_member_who_left_sees_no_patient_although_the_object_is_older(sessions: Sessions) -> None:
    ward = await make_ward(sessions)
    async with sessions.begin() as session:
        (await session.get_one(Staff, ward.staff.id)).active = False
    assert ward.staff.active
    with pytest.raises(NotAccessible):
        await refuse(sessions, ward.staff, ward.patient.patient_id)


async def test_list_holds_the_teams_patients_only_and_is_audited_as_one_event(sessions: Sessions) -> None:
    ward, _other = await make_ward(sessions), await make_ward(sessions)
    async with sessions.begin() as session:
        found = await access_patients(session, ward.staff, now=NOW)
    assert [patient.id for patient in found] == [ward.patient.patient_id]
    assert await audited(sessions, ward.staff) == [("list_patients", None, None)]
