"""Settles who works with the records: staff, their sessions, care teams, and which team follows which patient."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from records.models.base import Base, one_of
from records.types import Instant, Key, MaybeInstant


class Role(StrEnum):
    """What a staff member may do; only clinical roles see clinical content."""

    NURSE = "nurse"
    DOCTOR = "doctor"
    ADMINISTRATOR = "administrator"


class Staff(Base):
    """A person who logs in to the console."""

    __tablename__ = "staff"
    __table_args__ = (one_of("role", Role),)

    id: Mapped[Key]
    username: Mapped[str] = mapped_column(unique=True)
    display_name: Mapped[str] = mapped_column(comment="shown to colleagues and to patients")
    role: Mapped[str] = mapped_column(comment="nurse, doctor or administrator")
    password_hash: Mapped[str] = mapped_column(comment="argon2id, with its parameters")
    active: Mapped[bool] = mapped_column(default=True)
    failed_logins: Mapped[int] = mapped_column(default=0, comment="in a row; reset by a right one")
    locked_until: Mapped[MaybeInstant] = mapped_column(comment="no log-in before this time")
    demo: Mapped[bool] = mapped_column(default=False, comment="made up for a demonstration")
    created_at: Mapped[Instant]


class StaffSession(Base):
    """A logged-in browser. The cookie holds a random token; only its SHA-256 is stored."""

    __tablename__ = "staff_session"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), index=True)
    csrf_token: Mapped[str] = mapped_column(comment="must come with every form of this session")
    created_at: Mapped[Instant]
    expires_at: Mapped[Instant]


class CareTeam(Base):
    """A group of staff that follows a group of patients (FHIR CareTeam)."""

    __tablename__ = "care_team"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[Instant]


class CareTeamMember(Base):
    """A staff member of a care team."""

    __tablename__ = "care_team_member"

    care_team_id: Mapped[int] = mapped_column(ForeignKey("care_team.id", ondelete="CASCADE"), primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True, index=True)
    since: Mapped[Instant]


class CareTeamPatient(Base):
    """A patient whom a care team follows."""

    __tablename__ = "care_team_patient"

    care_team_id: Mapped[int] = mapped_column(ForeignKey("care_team.id", ondelete="CASCADE"), primary_key=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id", ondelete="CASCADE"), primary_key=True, index=True)
    since: Mapped[Instant]
