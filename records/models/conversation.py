"""Settles what was said: conversations, messages with their delivery, and the turns that make it happen once."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from records.models.base import Base, one_of
from records.types import EncryptedBytes, EncryptedJSON, EncryptedText, Instant, Key, MaybeInstant


class Conversation(Base):
    """All that is said with one patient through one contact point."""

    __tablename__ = "conversation"

    id: Mapped[Key]
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id", ondelete="CASCADE"), index=True)
    contact_point_id: Mapped[int] = mapped_column(ForeignKey("contact_point.id", ondelete="CASCADE"), unique=True)
    channel: Mapped[str]
    held_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), comment="the person who stepped in; null = bot")
    engine_session: Mapped[str | None] = mapped_column(comment="what the engine's session was last started for")
    created_at: Mapped[Instant]


class Direction(StrEnum):
    """Seen from the hospital."""

    IN = "in"
    OUT = "out"


class MessageStatus(StrEnum):
    """In: received → handled | held | failed. Out: queued → sent | failed."""

    RECEIVED = "received"
    HANDLED = "handled"
    HELD = "held"
    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"


class Author(StrEnum):
    """Who wrote a message."""

    PATIENT = "patient"
    BOT = "bot"
    STAFF = "staff"


class Message(Base):
    """One message, either way. Its order in the conversation is its id's."""

    __tablename__ = "message"
    __table_args__ = (
        one_of("direction", Direction),
        one_of("status", MessageStatus),
        one_of("author", Author),
        CheckConstraint(
            "(direction = 'in' and status in ('received', 'handled', 'held', 'failed') and author = 'patient'"
            " and external_id is not null and reply_to is null)"
            " or (direction = 'out' and status in ('queued', 'sent', 'failed') and author <> 'patient')",
            name="direction_fits",
        ),
        Index("uq_message_inbound", "channel", "external_id", unique=True, postgresql_where=text("direction = 'in'")),
        UniqueConstraint("reply_to", "ordinal"),
        Index("ix_message_history", "conversation_id", "id"),
        Index("ix_message_received", "conversation_id", "id", postgresql_where=text("status = 'received'")),
        Index("ix_message_unsent", "conversation_id", "id", postgresql_where=text("status = 'queued'")),
    )

    id: Mapped[Key]
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"))
    direction: Mapped[str]
    author: Mapped[str]
    status: Mapped[str]
    channel: Mapped[str]
    external_id: Mapped[str | None] = mapped_column(comment="the platform's id of an inbound or sent message")
    body: Mapped[str] = mapped_column(EncryptedText("message.body"), comment="encrypted")
    audio: Mapped[bytes | None] = mapped_column(
        EncryptedBytes("message.audio"),
        deferred=True,
        comment="a voice message as it came, encrypted; body is its text",
    )
    quick_replies: Mapped[list[dict[str, str]] | None] = mapped_column(
        JSONB, comment="buttons: title and what it sends"
    )
    reply_to: Mapped[int | None] = mapped_column(ForeignKey("message.id"), comment="the inbound message it answers")
    ordinal: Mapped[int] = mapped_column(default=0, comment="order among the replies to one message")
    task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"), comment="the task that it opens")
    attempts: Mapped[int] = mapped_column(default=0, comment="turns or deliveries that were tried")
    first_tried_at: Mapped[MaybeInstant]
    retry_at: Mapped[MaybeInstant] = mapped_column(comment="not before this time")
    reason: Mapped[str | None] = mapped_column(comment="code of the last failure")
    created_at: Mapped[Instant]
    done_at: Mapped[MaybeInstant] = mapped_column(comment="handled, or sent, or given up")


class DeliveryAttempt(Base):
    """One try to hand an outbound message to its platform, kept with its outcome."""

    __tablename__ = "delivery_attempt"

    id: Mapped[Key]
    message_id: Mapped[int] = mapped_column(ForeignKey("message.id", ondelete="CASCADE"), index=True)
    outcome: Mapped[str] = mapped_column(comment="sent, or the code of the failure")
    at: Mapped[Instant]


class Turn(Base):
    """What an action did for one message. It is written in the action's own transaction, so that a second call for the
    same message gives the same replies and events and writes nothing."""

    __tablename__ = "turn"

    message_key: Mapped[str] = mapped_column(primary_key=True, comment="m or s (session start) and the message id")
    action: Mapped[str] = mapped_column(primary_key=True)
    outcome: Mapped[Any] = mapped_column(EncryptedJSON("turn.outcome"), comment="events and responses, encrypted")
    at: Mapped[Instant]
