from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import StatementError

from records import types
from records.cipher import CipherError, Keyring
from records.database import Sessions
from records.models import Message, Patient
from records.types import bind_keyring, keyring
from tests.support.people import make_patient, messages_of, rows_of, say


async def test_name_and_words_stand_nowhere_in_the_tables_in_clear(sessions: Sessions) -> None:
    known = await make_patient(sessions, name="欧阳测试")
    await say(sessions, known, "血压145/90，头晕得厉害")
    async with sessions() as session:
        stored = [
            bytes(await session.scalar(text(query), {"id": known.patient_id}) or b"")
            for query in (
                "select string_agg(name, '') from patient where id = :id",
                "select string_agg(address, '') from contact_point where patient_id = :id",
                "select string_agg(m.body, '') from message m join conversation c on c.id = m.conversation_id"
                " where c.patient_id = :id",
            )
        ]
        whole = await session.scalar(
            text("select (select p::text from patient p where id = :id) || (select m::text from message m"
                 " join conversation c on c.id = m.conversation_id where c.patient_id = :id)"),
            {"id": known.patient_id},
        )  # fmt: skip
    raw = b"".join(stored) + str(whole).encode()
    for secret in ("欧阳测试", "145/90", "头晕", known.address):
        assert secret.encode() not in raw
        assert secret.encode().hex().encode() not in raw
    assert [message.body for message in await messages_of(sessions, known)] == ["血压145/90，头晕得厉害"]


async def test_value_copied_into_another_column_does_not_open(sessions: Sessions) -> None:
    known = await make_patient(sessions)
    async with sessions.begin() as session:
        await session.execute(text("update patient set birth_date = name where id = :id"), {"id": known.patient_id})
    with pytest.raises(CipherError):
        await rows_of(sessions, Patient, Patient.id == known.patient_id)


async def test_without_a_keyring_nothing_is_stored(sessions: Sessions) -> None:
    known = await make_patient(sessions)
    bound = keyring()
    types._process_keyring.clear()
    try:
        with pytest.raises((RuntimeError, StatementError), match="no keyring is bound"):
            await say(sessions, known, "你好")
    finally:
        bind_keyring(bound)
    assert await messages_of(sessions, known) == []


async def test_rows_of_an_older_key_stay_readable_after_rotation(sessions: Sessions) -> None:
    known = await make_patient(sessions)
    bound = keyring()
    await say(sessions, known, "第一句")
    bind_keyring(bound.rotated())
    try:
        await say(sessions, known, "第二句")
        assert [message.body for message in await messages_of(sessions, known)] == ["第一句", "第二句"]
        bind_keyring(bound)
        with pytest.raises(CipherError):
            await messages_of(sessions, known)
    finally:
        bind_keyring(Keyring(keys=bound.keys, index_key=bound.index_key))
    async with sessions.begin() as session:
        await session.execute(text("delete from message where conversation_id = :id"), {"id": known.conversation_id})
    assert await rows_of(sessions, Message, Message.conversation_id == known.conversation_id) == []
