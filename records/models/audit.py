"""Settles who looked at what. Rows are only ever added: a trigger refuses update and delete."""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from records.models.base import Base
from records.types import Instant, Key


class AuditEvent(Base):
    """One access to a patient's records, or one act of a staff member (FHIR AuditEvent)."""

    __tablename__ = "audit_event"
    __table_args__ = (Index("ix_audit_event_patient", "patient_id", "at"),)

    id: Mapped[Key]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), comment="null: the system, or nobody yet")
    patient_id: Mapped[int | None] = mapped_column(
        BigInteger, comment="no foreign key: the log outlives the patient's row"
    )
    action: Mapped[str] = mapped_column(comment="code: login, login_refused, view_patient, acknowledge_alert, …")
    detail: Mapped[str | None] = mapped_column(comment="codes and ids only, never what a patient wrote")
    at: Mapped[Instant]
