"""Settles the ward that the console's tests and screenshots show: made-up patients in every state of follow-up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from console.passwords import hash_password
from records.models import (
    Alert,
    Author,
    Base,
    CareTeam,
    CareTeamMember,
    CareTeamPatient,
    Condition,
    Consent,
    ContactPoint,
    Conversation,
    Direction,
    Goal,
    Medication,
    Message,
    MessageStatus,
    Observation,
    Patient,
    Questionnaire,
    QuestionnaireResponse,
    ResponseItem,
    Role,
    Staff,
    Task,
)
from records.questionnaires import latest, load_definition, publish
from records.types import index_of

FORMS = Path(__file__).parent / "forms"
PASSWORD = "demo-password"
PASSWORD_HASH = hash_password(PASSWORD)


@dataclass(kw_only=True)
class Ward:
    """Puts rows into a session; everything happens around `now`. `suffix` keeps wards in one database apart."""

    session: AsyncSession
    now: datetime
    suffix: str = ""
    messages: int = 0

    async def put(self, *rows: Base) -> None:
        """Store rows, so that they have their ids."""
        self.session.add_all(rows)
        await self.session.flush()

    async def team(
        self, name: str, username: str, display_name: str, role: Role = Role.NURSE
    ) -> tuple[CareTeam, Staff]:
        """A care team with one member, whose password is PASSWORD."""
        team = CareTeam(name=name + self.suffix, created_at=self.now)
        staff = Staff(
            username=username + self.suffix,
            display_name=display_name,
            role=role,
            password_hash=PASSWORD_HASH,
            demo=True,
            created_at=self.now,
        )
        await self.put(team, staff)
        await self.put(CareTeamMember(care_team_id=team.id, staff_id=staff.id, since=self.now))
        return team, staff

    async def questionnaire(self, name: str = "ward_visit") -> Questionnaire:
        """A form of tests/console/forms, published once."""
        await publish(self.session, load_definition(FORMS / f"{name}.yml"), now=self.now)
        form = await latest(self.session, name)
        assert form is not None
        return form

    async def patient(
        self, team: CareTeam, name: str, sex: str = "female", birth_date: str | None = "1952-03-01"
    ) -> tuple[Patient, Conversation]:
        """A patient of this team with hypertension, one drug, consent and a web conversation."""
        patient = Patient(
            name=name,
            name_index=index_of("patient.name", name),
            birth_date=birth_date,
            sex=sex,
            demo=True,
            created_at=self.now,
        )
        await self.put(patient)
        point = ContactPoint(
            patient_id=patient.id,
            channel="web",
            address=f"web-{patient.id}",
            address_index=index_of("contact_point.address", f"web-{patient.id}"),
            created_at=self.now,
        )
        await self.put(
            point,
            CareTeamPatient(care_team_id=team.id, patient_id=patient.id, since=self.now),
            Condition(patient_id=patient.id, code="hypertension", display="高血压", recorded_at=self.now),
            Medication(patient_id=patient.id, name="氨氯地平片", dosage="5 mg 每日一次", recorded_at=self.now),
            Consent(patient_id=patient.id, text_version="1", given_at=self.now - timedelta(days=90)),
        )
        conversation = Conversation(
            patient_id=patient.id, contact_point_id=point.id, channel="web", created_at=self.now - timedelta(days=90)
        )
        await self.put(conversation)
        return patient, conversation

    def message(
        self,
        conversation: Conversation,
        body: str,
        at: datetime,
        *,
        status: MessageStatus | None = None,
        author: Author = Author.PATIENT,
        quick_replies: Sequence[str] = (),
        reason: str | None = None,
    ) -> Message:
        """A message of this conversation, not stored yet; handled or sent unless another status is given."""
        self.messages += 1
        is_in = author is Author.PATIENT
        return Message(
            conversation_id=conversation.id,
            direction=Direction.IN if is_in else Direction.OUT,
            author=author,
            status=status or (MessageStatus.HANDLED if is_in else MessageStatus.SENT),
            channel=conversation.channel,
            external_id=f"{conversation.id}-{self.messages}" if is_in else None,
            body=body,
            quick_replies=[{"title": title, "payload": title} for title in quick_replies] or None,
            reason=reason,
            created_at=at,
        )

    async def says(self, conversation: Conversation, body: str, at: datetime, **more: Any) -> Message:
        """The same, stored."""
        message = self.message(conversation, body, at, **more)
        await self.put(message)
        return message

    def reading(self, message: Message, patient: Patient, systolic: float, diastolic: float) -> Observation:
        """A blood pressure that was said in this message, not stored yet."""
        return Observation(
            patient_id=patient.id,
            kind="blood_pressure",
            systolic=systolic,
            diastolic=diastolic,
            unit="mm[Hg]",
            effective_at=message.created_at,
            message_id=message.id,
            recorded_at=message.created_at,
        )

    async def pressure(self, message: Message, patient: Patient, systolic: float, diastolic: float) -> Observation:
        """The same, stored."""
        row = self.reading(message, patient, systolic, diastolic)
        await self.put(row)
        return row

    async def goal(self, patient: Patient, measure: str, value: float) -> None:
        """What the patient aims at."""
        await self.put(Goal(patient_id=patient.id, measure=measure, value=value, set_at=self.now))

    async def task(
        self, patient: Patient, status: str, at: datetime, *, rule: str | None = None, form: str = "ward_visit"
    ) -> Task:
        """A task of this status: due, opened or ended at this time; made by this follow-up rule."""
        is_open = status in ("pending", "in_progress")
        task = Task(
            patient_id=patient.id,
            questionnaire=form,
            status=status,
            due_at=at,
            rule=rule,
            opened_at=None if status == "pending" else at,
            ended_at=None if is_open else at,
        )
        await self.put(task)
        return task

    async def response(
        self, task: Task, form: Questionnaire, *, asking: str | None, at: datetime, stopped: str | None = None
    ) -> QuestionnaireResponse:
        """A filling of the form: completed when nothing is being asked, or stopped for this reason."""
        ended = "stopped" if stopped else "completed"
        row = QuestionnaireResponse(
            task_id=task.id,
            patient_id=task.patient_id,
            questionnaire_id=form.id,
            status="in-progress" if asking else ended,
            reason=stopped,
            asking=asking,
            started_at=at,
            ended_at=None if asking else at + timedelta(minutes=6),
        )
        await self.put(row)
        return row

    async def answer(
        self,
        response: QuestionnaireResponse,
        message: Message,
        link_id: str,
        value: dict[str, Any] | None = None,
        *,
        absent: str | None = None,
        superseded: bool = False,
    ) -> None:
        """One answer, or the reason why there is none."""
        await self.put(
            ResponseItem(
                response_id=response.id,
                link_id=link_id,
                asked_link_id=link_id,
                value=value,
                data_absent_reason=absent,
                message_id=message.id,
                answered_at=message.created_at,
                superseded_at=message.created_at + timedelta(seconds=40) if superseded else None,
            )
        )

    async def alert(self, patient: Patient, rule: str, level: str, message: Message, words: str, at: datetime) -> Alert:
        """An open alert."""
        row = Alert(
            patient_id=patient.id,
            level=level,
            rule=rule,
            words=words,
            message_id=message.id,
            raised_at=at,
            status="open",
        )
        await self.put(row)
        return row
