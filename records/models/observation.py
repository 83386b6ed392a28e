"""Settles what was measured (FHIR Observation; codes LOINC, units UCUM) and what needs a person (alerts)."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from records.models.base import Base, one_of
from records.types import EncryptedText, Instant, Key, MaybeInstant


class ObservationKind(StrEnum):
    """Kinds of readings; the LOINC codes stand in records/codes.py."""

    BLOOD_PRESSURE = "blood_pressure"
    HEART_RATE = "heart_rate"
    WEIGHT = "weight"
    GLUCOSE = "glucose"
    TEMPERATURE = "temperature"
    SPO2 = "spo2"


class Observation(Base):
    """A reading that the patient reported. Blood pressure has two components, every other kind one value."""

    __tablename__ = "observation"
    __table_args__ = (
        one_of("kind", ObservationKind),
        CheckConstraint(
            "case when kind = 'blood_pressure'"
            " then systolic is not null and diastolic is not null and value is null and systolic >= diastolic"
            " else value is not null and systolic is null and diastolic is null end",
            name="components",
        ),
        CheckConstraint("systolic between 30 and 350 and diastolic between 20 and 250", name="pressure_range"),
        CheckConstraint("value > 0 and value < 1000", name="value_range"),
        UniqueConstraint("message_id", "kind", "context", postgresql_nulls_not_distinct=True),
        Index("ix_observation_trend", "patient_id", "kind", "effective_at"),
    )

    id: Mapped[Key]
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id", ondelete="CASCADE"))
    kind: Mapped[str]
    value: Mapped[float | None] = mapped_column(comment="in the unit of `unit`; null for blood pressure")
    systolic: Mapped[float | None] = mapped_column(comment="mm[Hg], LOINC 8480-6")
    diastolic: Mapped[float | None] = mapped_column(comment="mm[Hg], LOINC 8462-4")
    unit: Mapped[str] = mapped_column(comment="UCUM")
    context: Mapped[str | None] = mapped_column(
        comment="of glucose: fasting, before_meal, postprandial, if it was said"
    )
    approximate: Mapped[bool] = mapped_column(default=False, comment="said as about so much")
    effective_at: Mapped[Instant] = mapped_column(comment="when it was measured, as far as the patient said")
    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"), comment="where the patient said it")
    superseded_at: Mapped[MaybeInstant] = mapped_column(comment="corrected by the patient at this time")
    recorded_at: Mapped[Instant]


class AlertLevel(StrEnum):
    """How soon a person must look."""

    EMERGENCY = "emergency"
    URGENT = "urgent"
    ROUTINE = "routine"


class AlertStatus(StrEnum):
    """Open until a person acknowledges it."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"


class Alert(Base):
    """Something that a person must see; `rule` says which rule raised it."""

    __tablename__ = "alert"
    __table_args__ = (
        one_of("level", AlertLevel),
        one_of("status", AlertStatus),
        UniqueConstraint("message_id", "rule"),
        CheckConstraint(
            "(status = 'acknowledged') = (acknowledged_at is not null and acknowledged_by is not null)",
            name="acknowledged",
        ),
    )

    id: Mapped[Key]
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id", ondelete="CASCADE"), index=True)
    level: Mapped[str]
    status: Mapped[str] = mapped_column(default=AlertStatus.OPEN)
    rule: Mapped[str] = mapped_column(comment="code of the rule: chest_pain, person_requested, turn_failed, …")
    words: Mapped[str | None] = mapped_column(EncryptedText("alert.words"), comment="the patient's words, encrypted")
    message_id: Mapped[int | None] = mapped_column(ForeignKey("message.id"), comment="the message that raised it")
    raised_at: Mapped[Instant]
    acknowledged_at: Mapped[MaybeInstant]
    acknowledged_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
