"""Settles who is logged in with a browser: a random cookie of which only the hash is stored, for twelve hours."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from records.models import Staff, StaffSession

COOKIE = "suifang_staff"
LIFETIME = timedelta(hours=12)


@dataclass(frozen=True, kw_only=True)
class LoggedIn:
    """A staff member and the token that must come with every form of his or her session."""

    staff: Staff
    csrf_token: str


def token_hash(token: str) -> bytes:
    """What is stored of a cookie's token."""
    return hashlib.sha256(token.encode()).digest()


async def find_session(session: AsyncSession, token: str | None, *, now: datetime) -> LoggedIn | None:
    """Who is logged in with this cookie; None when nobody, no longer, or no longer on the staff."""
    if not token:
        return None
    row = (
        await session.execute(
            select(StaffSession, Staff)
            .join(Staff, Staff.id == StaffSession.staff_id)
            .where(StaffSession.token_hash == token_hash(token), StaffSession.expires_at > now, Staff.active)
        )
    ).first()
    return LoggedIn(staff=row[1], csrf_token=row[0].csrf_token) if row else None


async def start_session(session: AsyncSession, staff: Staff, *, old_token: str | None, now: datetime) -> str:
    """A new session; the browser's former one and this person's expired ones end. Returns the cookie's token."""
    await end_session(session, old_token)
    await session.execute(delete(StaffSession).where(StaffSession.staff_id == staff.id, StaffSession.expires_at <= now))
    token = secrets.token_urlsafe(32)
    session.add(
        StaffSession(
            token_hash=token_hash(token),
            staff_id=staff.id,
            csrf_token=secrets.token_urlsafe(32),
            created_at=now,
            expires_at=now + LIFETIME,
        )
    )
    return token


async def end_session(session: AsyncSession, token: str | None) -> None:
    """Forget the session of this cookie, if there is one."""
    if token:
        await session.execute(delete(StaffSession).where(StaffSession.token_hash == token_hash(token)))
