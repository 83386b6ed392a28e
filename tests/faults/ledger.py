"""What is on record after a run, and every way in which it could be wrong."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import func, select

from records.database import Sessions
from records.models import (
    Alert,
    Direction,
    Message,
    MessageStatus,
    Observation,
    QuestionnaireResponse,
    ResponseItem,
    Task,
)
from tests.faults.patients import LINK_IDS, SimulatedPatient


async def faults_of(sessions: Sessions, patient: SimulatedPatient) -> list[str]:
    """Sentences about what is lost, doubled, out of order or in the wrong place; empty if all is well."""
    async with sessions() as session:
        conversation = Message.conversation_id == patient.conversation_id
        inbound = (
            await session.scalars(
                select(Message).where(conversation, Message.direction == Direction.IN).order_by(Message.id)
            )
        ).all()
        outbound = (
            await session.scalars(
                select(Message).where(conversation, Message.direction == Direction.OUT).order_by(Message.id)
            )
        ).all()
        items = (
            await session.scalars(
                select(ResponseItem)
                .join(QuestionnaireResponse, QuestionnaireResponse.id == ResponseItem.response_id)
                .where(QuestionnaireResponse.patient_id == patient.patient_id)
                .order_by(ResponseItem.message_id)
            )
        ).all()
        readings = (
            await session.scalars(select(Observation).where(Observation.patient_id == patient.patient_id))
        ).all()
        alerts = (await session.scalars(select(Alert.rule).where(Alert.patient_id == patient.patient_id))).all()
        tasks = (
            await session.execute(
                select(Task.status, Task.rule).where(Task.patient_id == patient.patient_id).order_by(Task.id)
            )
        ).all()
    return [
        f"patient {patient.number}: {fault}"
        for fault in [
            *_inbound_faults(patient, inbound),
            *_reply_faults(inbound, outbound),
            *_answer_faults(inbound, items),
            *_reading_faults(patient, readings),
            *_task_faults(patient, [(status, rule) for status, rule in tasks]),
            *_ending_faults(patient, outbound, alerts),
        ]
    ]


def _inbound_faults(patient: SimulatedPatient, inbound: list[Message]) -> list[str]:
    found = [(message.external_id or "").rpartition(":")[2] for message in inbound]
    faults = [] if found == patient.external_ids() else [f"messages {found}"]
    return faults + [f"message {m.external_id} is {m.status}" for m in inbound if m.status != MessageStatus.HANDLED]


def _reply_faults(inbound: list[Message], outbound: list[Message]) -> list[str]:
    replied = [message.reply_to for message in outbound if message.reply_to is not None]
    faults = [f"message {key} answered {count} times" for key, count in Counter(replied).items() if count != 1]
    faults += [f"message {m.id} not answered" for m in inbound if m.id not in replied]
    if replied != sorted(replied):
        faults.append("replies out of order")
    openings = [message for message in outbound if message.reply_to is None]
    if len(openings) != 1:
        faults.append(f"{len(openings)} openings")
    return faults + [f"reply {m.id} is {m.status}" for m in outbound if m.status != MessageStatus.SENT]


def _answer_faults(inbound: list[Message], items: list[ResponseItem]) -> list[str]:
    said_in = {message.id: (message.external_id or "").rpartition("-")[2] for message in inbound}
    asked = [item for item in items if item.link_id in LINK_IDS]
    faults = [] if [item.link_id for item in asked] == LINK_IDS else [f"answers {[item.link_id for item in asked]}"]
    computed = Counter(item.link_id for item in items if item.link_id not in LINK_IDS)
    faults += [f"{link_id} was computed {count} times" for link_id, count in computed.items() if count != 1]
    faults += [] if computed["visit_date"] and computed["bmi"] else ["nothing was computed"]
    for item in asked:
        if said_in.get(item.message_id) != item.link_id or item.asked_link_id != item.link_id:
            faults.append(f"{item.link_id} was asked as {item.asked_link_id}, said in {said_in.get(item.message_id)}")
        if item.superseded_at is not None:
            faults.append(f"{item.link_id} was recorded twice")
    return faults


def _task_faults(patient: SimulatedPatient, tasks: list[tuple[str, str | None]]) -> list[str]:
    """The form is completed, and what follows from it is planned once."""
    expected = [("completed", None), ("pending", patient.follow_up[0])]
    return [] if tasks == expected else [f"tasks {tasks}"]


def _ending_faults(patient: SimulatedPatient, outbound: list[Message], alerts: list[str]) -> list[str]:
    faults = [] if alerts == [patient.follow_up[1]] else [f"alerts {alerts}"]
    if not outbound[-1].body.startswith("记下了") or "谢谢您" not in outbound[-1].body:
        faults.append("the last word is not the closing")
    return faults


def _reading_faults(patient: SimulatedPatient, readings: list[Observation]) -> list[str]:
    values = patient.values
    expected = {
        ("blood_pressure", None, float(values["systolic"]), float(values["diastolic"])),
        ("heart_rate", float(values["rate"]), None, None),
        ("weight", float(values["weight"]), None, None),
    }
    found = [(row.kind, row.value, row.systolic, row.diastolic) for row in readings]
    return [] if len(found) == len(expected) and set(found) == expected else [f"readings {found}"]


async def handled(sessions: Sessions) -> int:
    """How many inbound messages are answered so far."""
    query = select(func.count()).where(Message.direction == Direction.IN, Message.status == MessageStatus.HANDLED)
    async with sessions() as session:
        return await session.scalar(query) or 0
