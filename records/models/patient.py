"""Settles who is followed, how they are reached and what they agreed to (FHIR Patient, ContactPoint, Consent,
Condition, MedicationStatement)."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from records.models.base import Base, one_of
from records.types import EncryptedText, Instant, Key, MaybeInstant


class Sex(StrEnum):
    """FHIR AdministrativeGender."""

    MALE = "male"
    FEMALE = "female"
    OTHER = "other"
    UNKNOWN = "unknown"


class Patient(Base):
    """A person under follow-up. Names and numbers that identify are encrypted."""

    __tablename__ = "patient"
    __table_args__ = (one_of("sex", Sex),)

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(EncryptedText("patient.name"), comment="full name, encrypted")
    name_index: Mapped[bytes] = mapped_column(LargeBinary, index=True, comment="blind index of the name")
    birth_date: Mapped[str | None] = mapped_column(
        EncryptedText("patient.birth_date"), comment="ISO date, encrypted; null when not known"
    )
    sex: Mapped[str] = mapped_column(default=Sex.UNKNOWN, comment="FHIR AdministrativeGender")
    national_id: Mapped[str | None] = mapped_column(EncryptedText("patient.national_id"), comment="encrypted")
    national_id_index: Mapped[bytes | None] = mapped_column(LargeBinary, unique=True, comment="blind index")
    timezone: Mapped[str] = mapped_column(default="Asia/Shanghai", comment="IANA name; reminders follow it")
    language: Mapped[str] = mapped_column(default="zh", comment="of what the bot says: zh or en")
    demo: Mapped[bool] = mapped_column(default=False, comment="made up for a demonstration, no real person")
    created_at: Mapped[Instant]

    contact_points: Mapped[list[ContactPoint]] = relationship(order_by="ContactPoint.rank", viewonly=True)
    conditions: Mapped[list[Condition]] = relationship(viewonly=True)
    medications: Mapped[list[Medication]] = relationship(viewonly=True)


class ContactPoint(Base):
    """A patient's identity in one channel: an openid, a chat id, a phone number, or the web page's own id."""

    __tablename__ = "contact_point"
    __table_args__ = (UniqueConstraint("channel", "address_index"), UniqueConstraint("patient_id", "channel", "rank"))

    id: Mapped[Key]
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id", ondelete="CASCADE"), index=True)
    channel: Mapped[str] = mapped_column(comment="channel's name: web, wechat, telegram, sms, memory")
    address: Mapped[str] = mapped_column(EncryptedText("contact_point.address"), comment="encrypted")
    address_index: Mapped[bytes] = mapped_column(LargeBinary, comment="blind index of the address")
    rank: Mapped[int] = mapped_column(default=1, comment="order of preference, 1 first (FHIR ContactPoint.rank)")
    created_at: Mapped[Instant]


class ConsentStatus(StrEnum):
    """FHIR Consent.status, the two that a patient's word leads to."""

    ACTIVE = "active"
    INACTIVE = "inactive"


class Consent(Base):
    """A patient's agreement to be followed up, with the version of the text that was shown."""

    __tablename__ = "consent"
    __table_args__ = (
        one_of("status", ConsentStatus),
        Index("uq_consent_active", "patient_id", unique=True, postgresql_where=text("status = 'active'")),
    )

    id: Mapped[Key]
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id", ondelete="CASCADE"), index=True)
    status: Mapped[str] = mapped_column(default=ConsentStatus.ACTIVE, comment="active or inactive (withdrawn)")
    text_version: Mapped[str] = mapped_column(comment="version of the consent text that was agreed to")
    given_at: Mapped[Instant]
    withdrawn_at: Mapped[MaybeInstant] = mapped_column(comment="when it ended")


class Condition(Base):
    """A diagnosis that the hospital recorded, by its code in this installation (hypertension, diabetes_type_2)."""

    __tablename__ = "condition"
    __table_args__ = (UniqueConstraint("patient_id", "code"),)

    id: Mapped[Key]
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id", ondelete="CASCADE"), index=True)
    code: Mapped[str] = mapped_column(comment="condition's code")
    display: Mapped[str] = mapped_column(comment="the words shown to staff")
    recorded_at: Mapped[Instant]


class Medication(Base):
    """A medicine that the patient takes, as prescribed (FHIR MedicationStatement). Never changed by the dialogue."""

    __tablename__ = "medication"

    id: Mapped[Key]
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(EncryptedText("medication.name"), comment="drug, encrypted")
    dosage: Mapped[str] = mapped_column(EncryptedText("medication.dosage"), comment="as prescribed, encrypted")
    active: Mapped[bool] = mapped_column(default=True)
    recorded_at: Mapped[Instant]
