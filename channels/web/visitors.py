"""Settles who is at the page: the browser session that an opened link started, and the conversation it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from channels.web.tokens import hash_token, new_session_token
from records.conversations import conversation_of
from records.models import ContactPoint, Conversation, Patient, WebSession

SESSION_LIFETIME = timedelta(days=30)  # from the last visit
RENEW_AFTER = timedelta(days=1)
COOKIE = "suifang_chat"


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """A browser with a valid session, and whose conversation it shows."""

    session_hash: bytes
    expires_at: datetime
    contact_point_id: int
    conversation_id: int
    address: str
    patient_name: str


async def start_session(session: AsyncSession, contact_point_id: int, *, now: datetime) -> str:
    """Start a browser session, with a conversation to show. Returns the cookie's token."""
    contact_point = await session.get_one(ContactPoint, contact_point_id)
    token = new_session_token()
    session.add(
        WebSession(
            token_hash=hash_token(token),
            contact_point_id=contact_point_id,
            created_at=now,
            expires_at=now + SESSION_LIFETIME,
        )
    )
    await session.flush()
    await conversation_of(session, contact_point, now=now)
    return token


async def find_visitor(session: AsyncSession, token: str, *, now: datetime) -> Visitor | None:
    """The visitor whose cookie holds this token, or None when there is none or the session is over."""
    query = (
        select(WebSession, ContactPoint.address, Conversation.id, Patient.name)
        .join(ContactPoint, ContactPoint.id == WebSession.contact_point_id)
        .join(Patient, Patient.id == ContactPoint.patient_id)
        .join(Conversation, Conversation.contact_point_id == ContactPoint.id)
        .where(WebSession.token_hash == hash_token(token), WebSession.expires_at > now)
    )
    row = (await session.execute(query)).one_or_none()
    if row is None:
        return None
    web_session, address, conversation_id, name = row
    return Visitor(
        session_hash=web_session.token_hash,
        expires_at=web_session.expires_at,
        contact_point_id=web_session.contact_point_id,
        conversation_id=conversation_id,
        address=address,
        patient_name=name,
    )


async def renew_session(session: AsyncSession, visitor: Visitor, *, now: datetime) -> bool:
    """Prolong the session of somebody who comes back. Returns True when the cookie must be set again."""
    expires_at = now + SESSION_LIFETIME
    if expires_at - visitor.expires_at < RENEW_AFTER:
        return False
    of_visitor = WebSession.token_hash == visitor.session_hash
    await session.execute(update(WebSession).where(of_visitor).values(expires_at=expires_at))
    return True
