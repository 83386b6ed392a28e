from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.accounts import NewStaff, add_staff
from bot.errors import OperatorError
from console.passwords import verify_password
from records.access import access_patients
from records.database import Sessions
from records.models import CareTeam
from records.registration import NewPatient, follow, register
from tests.support.people import NOW, unique


def nurse(**changes: str) -> NewStaff:
    new = NewStaff(username=unique("nurse"), name="李护士", role="nurse", team=unique("组"), password="a-long-password")
    return replace(new, **changes)


async def test_new_nurse_logs_in_and_sees_the_patients_of_the_team(sessions: Sessions) -> None:
    new = nurse()
    async with sessions.begin() as session:
        staff = await add_staff(session, new, now=NOW)
        patient = await register(session, NewPatient(name="王秀英"), channel="memory", address=unique("a"), now=NOW)
        team = (await session.scalars(select(CareTeam).where(CareTeam.name == new.team))).one()
        await follow(session, team, patient, now=NOW)
    assert await verify_password(staff.password_hash, new.password)
    async with sessions.begin() as session:
        assert [row.id for row in await access_patients(session, staff, now=NOW)] == [patient.id]


@pytest.mark.parametrize(
    ("changes", "reason"), [({"role": "king"}, "no role king"), ({"password": "short"}, "at least 10 characters")]
)
async def test_impossible_account_is_refused_in_one_sentence(
    sessions: Sessions, changes: dict[str, str], reason: str
) -> None:
    async with sessions.begin() as session:
        with pytest.raises(OperatorError, match=reason):
            await add_staff(session, nurse(**changes), now=NOW)


async def test_name_that_is_taken_is_refused(sessions: Sessions) -> None:
    new = nurse()
    async with sessions.begin() as session:
        await add_staff(session, new, now=NOW)
        with pytest.raises(OperatorError, match="already"):
            await add_staff(session, new, now=NOW)
