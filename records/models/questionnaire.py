"""Settles what was asked and what was answered (FHIR Questionnaire, QuestionnaireResponse)."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from records.models.base import Base, one_of
from records.types import EncryptedJSON, Instant, Key, MaybeInstant


class Questionnaire(Base):
    """One published version of a questionnaire; a version never changes, a new one is added."""

    __tablename__ = "questionnaire"
    __table_args__ = (UniqueConstraint("name", "version"),)

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(comment="the YAML file's id, e.g. hypertension")
    version: Mapped[str] = mapped_column(comment="the YAML file's version")
    title: Mapped[str]
    definition: Mapped[dict[str, Any]] = mapped_column(JSONB, comment="the whole definition, FHIR's terms")
    digest: Mapped[str] = mapped_column(comment="SHA-256 of the definition: a changed file needs a new version")
    published_at: Mapped[Instant]


class ResponseStatus(StrEnum):
    """FHIR QuestionnaireResponse.status."""

    IN_PROGRESS = "in-progress"
    COMPLETED = "completed"
    STOPPED = "stopped"


class QuestionnaireResponse(Base):
    """One filling of a questionnaire for one task. `asking` is the truth about which item was asked last."""

    __tablename__ = "questionnaire_response"
    __table_args__ = (
        one_of("status", ResponseStatus),
        CheckConstraint("(status = 'in-progress') = (ended_at is null)", name="ended"),
        Index("ix_response_resume", "resume_at", postgresql_where=text("status = 'in-progress'")),
    )

    id: Mapped[Key]
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id", ondelete="CASCADE"), unique=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id", ondelete="CASCADE"), index=True)
    questionnaire_id: Mapped[int] = mapped_column(ForeignKey("questionnaire.id"), index=True)
    status: Mapped[str] = mapped_column(default=ResponseStatus.IN_PROGRESS)
    asking: Mapped[str | None] = mapped_column(comment="linkId of the item that the patient was asked last")
    misses: Mapped[int] = mapped_column(default=0, comment="answers in a row to `asking` that were not understood")
    puts: Mapped[int] = mapped_column(default=1, comment="how often in a row `asking` was put")
    turns: Mapped[int] = mapped_column(default=0, comment="messages and silences so far: a form never goes on for ever")
    pending: Mapped[Any | None] = mapped_column(
        EncryptedJSON("questionnaire_response.pending"),
        comment="a value that waits for a yes, or half a pressure, with its linkId; encrypted",
    )
    resume_at: Mapped[MaybeInstant] = mapped_column(comment="when the open question is put again by itself")
    paused: Mapped[bool] = mapped_column(
        default=False, comment="an emergency stopped the form: `asking` has not been put since"
    )
    snoozed: Mapped[bool] = mapped_column(default=False, comment="`resume_at` is the patient's own wish")
    nudges: Mapped[int] = mapped_column(default=0, comment="how often in a row it was put again without an answer")
    started_at: Mapped[Instant]
    ended_at: Mapped[MaybeInstant] = mapped_column(comment="completed or stopped")
    reason: Mapped[str | None] = mapped_column(comment="code: why it was stopped")

    items: Mapped[list[ResponseItem]] = relationship(order_by="ResponseItem.id", viewonly=True)
    questionnaire: Mapped[Questionnaire] = relationship(viewonly=True)


class ResponseItem(Base):
    """One answer. A later answer to the same item supersedes the earlier row, which stays."""

    __tablename__ = "questionnaire_response_item"
    __table_args__ = (
        CheckConstraint("(value is null) <> (data_absent_reason is null)", name="value_or_reason"),
        Index(
            "uq_response_item_current",
            "response_id",
            "link_id",
            unique=True,
            postgresql_where=text("superseded_at is null"),
        ),
        UniqueConstraint("response_id", "message_id", "link_id"),
    )

    id: Mapped[Key]
    response_id: Mapped[int] = mapped_column(ForeignKey("questionnaire_response.id", ondelete="CASCADE"), index=True)
    link_id: Mapped[str] = mapped_column(comment="FHIR linkId of the item")
    asked_link_id: Mapped[str | None] = mapped_column(comment="the item that was being asked when this was said")
    value: Mapped[Any | None] = mapped_column(
        EncryptedJSON("questionnaire_response_item.value"), comment="FHIR value[x] as JSON, encrypted"
    )
    data_absent_reason: Mapped[str | None] = mapped_column(comment="FHIR data-absent-reason when there is no value")
    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"), index=True, comment="where the patient said it")
    answered_at: Mapped[Instant]
    superseded_at: Mapped[MaybeInstant] = mapped_column(comment="replaced by a later answer at this time")
