"""Settles what is due (FHIR Task): one row for each questionnaire to ask, made ahead of time."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from records.models.base import Base, one_of
from records.types import Instant, Key, MaybeInstant


class TaskStatus(StrEnum):
    """pending → in_progress (asked) → completed | refused | missed | cancelled."""

    PENDING = "pending"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    REFUSED = "refused"
    MISSED = "missed"
    CANCELLED = "cancelled"


class Task(Base):
    """A questionnaire that a patient is to be asked."""

    __tablename__ = "task"
    __table_args__ = (
        one_of("status", TaskStatus),
        CheckConstraint("(status in ('pending', 'in_progress')) = (ended_at is null)", name="ended"),
        CheckConstraint("status <> 'in_progress' or opened_at is not null", name="opened"),
        Index("uq_task_in_progress", "patient_id", unique=True, postgresql_where=text("status = 'in_progress'")),
        Index("ix_task_due", "due_at", postgresql_where=text("status = 'pending'")),
    )

    id: Mapped[Key]
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id", ondelete="CASCADE"), index=True)
    questionnaire: Mapped[str] = mapped_column(comment="name of the questionnaire to ask")
    status: Mapped[str] = mapped_column(default=TaskStatus.PENDING)
    due_at: Mapped[Instant]
    opened_at: Mapped[MaybeInstant] = mapped_column(comment="when the first question was queued")
    ended_at: Mapped[MaybeInstant]
    reason: Mapped[str | None] = mapped_column(comment="code: why it was refused, missed or cancelled")
    response_id: Mapped[int | None] = mapped_column(
        ForeignKey("questionnaire_response.id", ondelete="SET NULL", use_alter=True),
        index=True,
        comment="the completed form whose rule made it",
    )
    rule: Mapped[str | None] = mapped_column(comment="code of the follow-up rule that made it, if one did")
