"""Settles who may open the patient's web page: one-time links and the browser sessions that they start."""

from __future__ import annotations

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from records.models.base import Base
from records.types import Instant, MaybeInstant


class WebLink(Base):
    """A link that opens a patient's page once. Only the SHA-256 of its token is stored."""

    __tablename__ = "web_link"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    contact_point_id: Mapped[int] = mapped_column(ForeignKey("contact_point.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[Instant]
    used_at: Mapped[MaybeInstant] = mapped_column(comment="null until somebody opened it")


class WebSession(Base):
    """A browser that opened a link; its cookie holds the token."""

    __tablename__ = "web_session"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    contact_point_id: Mapped[int] = mapped_column(ForeignKey("contact_point.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[Instant]
    expires_at: Mapped[Instant]
