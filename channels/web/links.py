"""Settles the life of a one-time link: made for a contact point, looked at any number of times, opened once.

Looking never uses a link up: the robots of messengers and mail scanners fetch every address before the patient does.
Only the press of the button on the page behind the link opens it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from channels.web.tokens import hash_token, is_link_token, new_link_token
from channels.web.visitors import start_session
from records.models import WebLink

LINK_LIFETIME = timedelta(days=7)


class LinkState(StrEnum):
    """What a link is good for."""

    READY = "ready"
    USED = "used"
    EXPIRED = "expired"
    UNKNOWN = "unknown"  # forged, or deleted with its patient


@dataclass(frozen=True, kw_only=True)
class Link:
    """A link as it stands; `contact_point_id` is None when it is unknown."""

    state: LinkState
    contact_point_id: int | None = None


async def make_link(
    session: AsyncSession,
    contact_point_id: int,
    *,
    link_key: str,
    now: datetime,
    lifetime: timedelta = LINK_LIFETIME,
) -> str:
    """Store a new link in the caller's transaction. Returns its token; the address is `{base_url}/c/{token}`."""
    token = new_link_token(link_key)
    session.add(
        WebLink(
            token_hash=hash_token(token), contact_point_id=contact_point_id, expires_at=now + lifetime, used_at=None
        )
    )
    await session.flush()
    return token


async def look_at_link(session: AsyncSession, token: str, *, link_key: str, now: datetime) -> Link:
    """What the link is good for, without using it up. A forged token causes no query."""
    row = await session.get(WebLink, hash_token(token)) if is_link_token(token, link_key) else None
    if row is None:
        return Link(state=LinkState.UNKNOWN)
    if row.used_at is not None:
        return Link(state=LinkState.USED, contact_point_id=row.contact_point_id)
    state = LinkState.READY if row.expires_at > now else LinkState.EXPIRED
    return Link(state=state, contact_point_id=row.contact_point_id)


async def claim_link(session: AsyncSession, token: str, *, link_key: str, now: datetime) -> int | None:
    """Use the link up. Returns its contact point, or None when somebody was faster or it is no good."""
    if not is_link_token(token, link_key):
        return None
    claim = (
        update(WebLink)
        .where(WebLink.token_hash == hash_token(token), WebLink.used_at.is_(None), WebLink.expires_at > now)
        .values(used_at=now)
        .returning(WebLink.contact_point_id)
    )
    return await session.scalar(claim)


async def open_link(session: AsyncSession, token: str, *, link_key: str, now: datetime) -> str | None:
    """Use the link up and start a browser session in the same transaction. Returns the session's token, or None."""
    contact_point_id = await claim_link(session, token, link_key=link_key, now=now)
    if contact_point_id is None:
        return None
    return await start_session(session, contact_point_id, now=now)
