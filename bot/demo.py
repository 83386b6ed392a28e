"""Settles what a first run shows: made-up patients and a made-up nurse, all marked as a demonstration, loaded once."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.accounts import NewStaff, add_staff
from bot.secrets import make_once
from bot.settings import QUESTIONNAIRES
from bot.wiring import System
from channels.web.links import make_link
from records.codes import READING_CODES
from records.conversations import conversation_of
from records.models import (
    Author,
    CareTeam,
    Direction,
    Medication,
    Message,
    MessageStatus,
    Observation,
    Patient,
    Role,
    Staff,
    Task,
)
from records.questionnaires import publish_all
from records.registration import NewPatient, first_contact, follow, register

USERNAME = "nurse"
TEAM = "慢病随访组（演示）"
PATIENTS = (
    NewPatient(name="王秀英", birth_date="1952-03-01", sex="female", conditions=("hypertension",), demo=True),
    NewPatient(name="李建国", birth_date="1948-11-12", sex="male", conditions=("hypertension",), demo=True),
    NewPatient(name="陈桂兰", birth_date="1955-07-23", sex="female", conditions=("diabetes_type_2",), demo=True),
)
MEDICINES = {
    "hypertension": ("氨氯地平片", "每日1次，每次5毫克"),
    "diabetes_type_2": ("二甲双胍片", "每日2次，每次0.5克，随餐服用"),
}
# weeks ago, systolic, diastolic, heart rate: a made-up course with one high reading
COURSE = ((12, 148, 92, 76), (10, 142, 88, 74), (8, 138, 86, 75), (6, 151, 94, 80), (4, 136, 84, 72), (2, 132, 82, 71))


@dataclass(frozen=True, kw_only=True)
class DemoLogin:
    """What the terminal prints."""

    username: str
    password: str
    patient_name: str
    patient_url: str

    def __repr__(self) -> str:
        return "DemoLogin(…)"


async def load_demo(system: System) -> DemoLogin:
    """Publish the questionnaires, load the demonstration if there is nobody yet, and make a fresh patient link."""
    now = system.clock()
    async with system.sessions.begin() as session:
        await publish_all(session, QUESTIONNAIRES, now=now)
    password = _password(system.settings.secrets_dir / "demo_password")
    async with system.sessions.begin() as session:
        if await session.scalar(select(Staff.id).limit(1)) is None:
            await _load(session, password, now)
    async with system.sessions.begin() as session:
        patient = await session.scalar(select(Patient).where(Patient.demo).order_by(Patient.id).limit(1))
        if patient is None:
            return DemoLogin(username=USERNAME, password="", patient_name="-", patient_url="-")
        url = await patient_link(system, session, patient.id)
    return DemoLogin(username=USERNAME, password=password, patient_name=patient.name, patient_url=url or "-")


async def patient_link(system: System, session: AsyncSession, patient_id: int) -> str | None:
    """A one-time link to a patient's page; None for a patient without one."""
    point = await first_contact(session, patient_id, "web")
    if point is None:
        return None
    token = await make_link(session, point.id, link_key=system.secrets.link_key, now=system.clock())
    return f"{system.settings.base_url}/c/{token}"


async def _load(session: AsyncSession, password: str, now: datetime) -> None:
    new_nurse = NewStaff(
        username=USERNAME, name="张护士（演示）", role=Role.NURSE, team=TEAM, password=password, demo=True
    )
    await add_staff(session, new_nurse, now=now)
    team = (await session.scalars(select(CareTeam).where(CareTeam.name == TEAM))).one()
    for number, new in enumerate(PATIENTS):
        patient = await register(session, new, channel="web", address=f"demo-{number + 1}", now=now)
        await follow(session, team, patient, now=now)
        [questionnaire] = new.conditions  # its form is called as the condition is
        name, dosage = MEDICINES[questionnaire]
        session.add(Medication(patient_id=patient.id, name=name, dosage=dosage, recorded_at=now))
        # The second one is due tomorrow, so that the list shows somebody who waits.
        session.add(Task(patient_id=patient.id, questionnaire=questionnaire, due_at=now + timedelta(days=number % 2)))
        await _add_course(session, patient, now, offset=number)


async def _add_course(session: AsyncSession, patient: Patient, now: datetime, *, offset: int) -> None:
    point = await first_contact(session, patient.id, "web")
    assert point is not None  # noqa: S101  # just registered
    conversation_id = await conversation_of(session, point, now=now)
    for weeks, systolic, diastolic, rate in COURSE:
        at = now - timedelta(weeks=weeks, hours=offset)
        high, low = systolic - 3 * offset, diastolic - 2 * offset
        said = f"血压{high}/{low}，心率{rate}"
        message = _message(conversation_id, Author.PATIENT, said, at, external_id=f"demo-{patient.id}-{weeks}")
        session.add(message)
        await session.flush()
        reply = _message(conversation_id, Author.BOT, f"记下了，{said}次/分。护士会看到。", at, reply_to=message.id)
        session.add(reply)
        row = {"patient_id": patient.id, "effective_at": at, "recorded_at": at, "message_id": message.id}
        pressure, pulse = READING_CODES["blood_pressure"], READING_CODES["heart_rate"]
        session.add(Observation(kind="blood_pressure", systolic=high, diastolic=low, unit=pressure.unit, **row))
        session.add(Observation(kind="heart_rate", value=rate, unit=pulse.unit, **row))


def _message(conversation_id: int, author: Author, body: str, at: datetime, **fields: str | int) -> Message:
    inbound = author is Author.PATIENT
    return Message(
        conversation_id=conversation_id,
        direction=Direction.IN if inbound else Direction.OUT,
        author=author,
        status=MessageStatus.HANDLED if inbound else MessageStatus.SENT,
        channel="web",
        body=body,
        created_at=at,
        done_at=at,
        **fields,
    )


def _password(path: Path) -> str:
    make_once(path, secrets.token_urlsafe(9))
    return path.read_text(encoding="ascii")
