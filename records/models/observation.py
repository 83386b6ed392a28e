"""Settles what was measured (FHIR Observation; codes LOINC, units UCUM) and what needs a person (alerts)."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, UniqueConstraint, func
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
    HEIGHT = "height"
    WAIST = "waist"
    HBA1C = "hba1c"
    URINE_VOLUME = "urine_volume"
    STEPS = "steps"
    SLEEP = "sleep"


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
        CheckConstraint(
            "case when kind in ('urine_volume', 'steps', 'sleep')"
            " then value >= 0 and value < 1000000 else value > 0 and value < 1000 end",
            name="value_range",
        ),
        CheckConstraint("effective_end > effective_at", name="effective_order"),
        UniqueConstraint("message_id", "kind", "context", "effective_at", postgresql_nulls_not_distinct=True),
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
        comment="of glucose: fasting, before_meal, postprandial (postprandial_1h, …), bedtime, random, if it was said"
    )
    approximate: Mapped[bool] = mapped_column(default=False, comment="said as about so much")
    effective_at: Mapped[Instant] = mapped_column(comment="when it was measured, as far as the patient said")
    effective_end: Mapped[MaybeInstant] = mapped_column(
        comment="where the patient named a day or a part of one: when that ends, effective_at its start"
    )
    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"), comment="where the patient said it")
    superseded_at: Mapped[MaybeInstant] = mapped_column(comment="corrected by the patient at this time")
    recorded_at: Mapped[Instant]

    @classmethod
    def newest_first(cls) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
        """The order from the last measured one back; of a span its end counts, since 今天 began before this morning."""
        return func.coalesce(cls.effective_end, cls.effective_at).desc(), cls.id.desc()


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
