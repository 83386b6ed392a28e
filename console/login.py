"""Settles what a log-in attempt leads to. A wrong name, a wrong password and a locked account are answered alike."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from console.passwords import verify_password
from console.staff_sessions import start_session
from records.database import Sessions
from records.models import AuditEvent, Staff

MAX_FAILURES = 5
LOCK_TIME = timedelta(minutes=5)


async def log_in(
    sessions: Sessions, username: str, password: str, *, old_token: str | None, now: datetime
) -> str | None:
    """The new session's token, or None when refused. No connection is held while the password is checked."""
    async with sessions() as session:
        stored_hash = await session.scalar(select(Staff.password_hash).where(Staff.username == username, Staff.active))
    is_right = await verify_password(stored_hash, password)
    async with sessions.begin() as session:
        return await _settle(session, username, is_right, old_token=old_token, now=now)


async def _settle(
    session: AsyncSession, username: str, is_right: bool, *, old_token: str | None, now: datetime
) -> str | None:
    staff = await session.scalar(select(Staff).where(Staff.username == username, Staff.active).with_for_update())
    refusal = _refusal(staff, is_right, now)
    if refusal or staff is None:
        _audit(session, "login_refused", staff, refusal, now)
        return None
    staff.failed_logins, staff.locked_until = 0, None
    _audit(session, "login", staff, None, now)
    return await start_session(session, staff, old_token=old_token, now=now)


def _refusal(staff: Staff | None, is_right: bool, now: datetime) -> str | None:
    """The code of the refusal, counted on the row; None to let in."""
    if staff is None:
        return "unknown_user"
    if staff.locked_until and staff.locked_until > now:
        return "locked"
    if is_right:
        return None
    staff.failed_logins += 1
    if staff.failed_logins >= MAX_FAILURES:
        staff.failed_logins, staff.locked_until = 0, now + LOCK_TIME
    return "wrong_password"


def _audit(session: AsyncSession, action: str, staff: Staff | None, detail: str | None, now: datetime) -> None:
    session.add(AuditEvent(staff_id=staff.id if staff else None, action=action, detail=detail, at=now))
