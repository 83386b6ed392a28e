from __future__ import annotations

import asyncio

from records.conversations import conversation_of
from records.database import Sessions
from records.models import Condition, Consent, ContactPoint, Conversation, Patient
from records.registration import NewPatient, first_contact, register
from records.types import index_of
from tests.support.people import NOW, make_patient, rows_of, unique


async def test_registered_patient_has_all_that_follow_up_needs(sessions: Sessions) -> None:
    new = NewPatient(name="李建国", birth_date="1948-11-12", sex="male", conditions=("hypertension", "gout"), demo=True)
    async with sessions.begin() as session:
        patient = await register(session, new, channel="web", address=unique("a"), now=NOW)
    [stored] = await rows_of(sessions, Patient, Patient.id == patient.id)
    assert (stored.name, stored.birth_date, stored.sex, stored.demo) == ("李建国", "1948-11-12", "male", True)
    assert stored.name_index == index_of("patient.name", "李建国")
    conditions = await rows_of(sessions, Condition, Condition.patient_id == patient.id)
    assert {row.code: row.display for row in conditions} == {"hypertension": "高血压", "gout": "gout"}
    [consent] = await rows_of(sessions, Consent, Consent.patient_id == patient.id)
    assert (consent.status, consent.text_version, consent.given_at) == ("active", "1", NOW)


async def test_patient_who_did_not_agree_has_no_consent(sessions: Sessions) -> None:
    known = await make_patient(sessions, consented=False)
    assert await rows_of(sessions, Consent, Consent.patient_id == known.patient_id) == []


async def test_two_first_messages_at_once_make_one_conversation(sessions: Sessions) -> None:
    async with sessions.begin() as session:
        patient = await register(session, NewPatient(name="陈"), channel="web", address=unique("a"), now=NOW)
        point = await first_contact(session, patient.id, "web")
        assert await first_contact(session, patient.id, "sms") is None
    assert isinstance(point, ContactPoint)

    async def open_one() -> int:
        async with sessions.begin() as session:
            return await conversation_of(session, point, now=NOW)

    first, second = await asyncio.gather(open_one(), open_one())
    assert first == second
    assert len(await rows_of(sessions, Conversation, Conversation.patient_id == patient.id)) == 1
