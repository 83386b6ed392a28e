"""Settles what a patient aims at (FHIR Goal): a limit of pressure or a weight agreed with a clinician."""

from __future__ import annotations

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from records.models.base import Base
from records.types import Instant, Key


class Goal(Base):
    """One target value. A questionnaire's rule that names the measure compares with it instead of the usual limit."""

    __tablename__ = "goal"
    __table_args__ = (UniqueConstraint("patient_id", "measure"),)

    id: Mapped[Key]
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id", ondelete="CASCADE"))
    measure: Mapped[str] = mapped_column(comment="what it limits: systolic, diastolic, fasting_glucose, weight, …")
    value: Mapped[float] = mapped_column(comment="in the unit of the questionnaire's item")
    set_at: Mapped[Instant]
