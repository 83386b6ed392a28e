"""Settles how a staff member gets an account: a name to log in with, a role, a care team and a password."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import OperatorError
from console.passwords import hash_password
from records.models import CareTeam, CareTeamMember, Role, Staff

MIN_PASSWORD_CHARS = 10


@dataclass(frozen=True, kw_only=True)
class NewStaff:
    """What is known of a new staff member."""

    username: str
    name: str
    role: str
    team: str
    password: str = field(repr=False)
    demo: bool = False


async def add_staff(session: AsyncSession, new: NewStaff, *, now: datetime) -> Staff:
    """Add the account and put it into its care team, which is made if it is new.

    Raises:
        OperatorError: the name is taken, the role does not exist, or the password is too short.
    """
    await _check(session, new)
    staff = Staff(
        username=new.username,
        display_name=new.name,
        role=new.role,
        password_hash=hash_password(new.password),
        demo=new.demo,
        created_at=now,
    )
    team = await session.scalar(select(CareTeam).where(CareTeam.name == new.team))
    if team is None:
        team = CareTeam(name=new.team, created_at=now)
        session.add(team)
    session.add(staff)
    await session.flush()
    session.add(CareTeamMember(care_team_id=team.id, staff_id=staff.id, since=now))
    await session.flush()
    return staff


async def _check(session: AsyncSession, new: NewStaff) -> None:
    if new.role not in set(Role):
        raise OperatorError(f"there is no role {new.role}: choose one of {', '.join(Role)}")
    if len(new.password) < MIN_PASSWORD_CHARS:
        raise OperatorError(f"the password needs at least {MIN_PASSWORD_CHARS} characters")
    if await session.scalar(select(Staff.id).where(Staff.username == new.username)) is not None:
        raise OperatorError(f"there is a staff member {new.username} already")
