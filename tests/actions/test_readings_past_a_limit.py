"""A value past a red flag's limit raises the alarm, also where only the question makes a reading of it."""

from __future__ import annotations

import pytest

from records.database import Sessions
from tests.support.acting import PHRASES
from tests.support.forms import PRESSURE, RATE
from tests.support.people import Known, definition, make_patient
from tests.support.talks import begin_talk

GLUCOSE = {
    "linkId": "glucose", "type": "quantity", "text": "空腹血糖多少？", "short": "空腹血糖", "reading": "glucose",
    "context": "fasting", "unit": "mmol/L", "possible": [0.5, 60], "plausible": [2, 25], "hint": "请说一个数。",
}  # fmt: skip


@pytest.fixture
async def known(sessions: Sessions) -> Known:
    return await make_patient(sessions)


@pytest.mark.parametrize("said", ["十七点八", "3.2", "16.7"])
async def test_bare_glucose_past_the_limit_is_an_emergency(sessions: Sessions, known: Known, said: str) -> None:
    talk = await begin_talk(sessions, known, definition([GLUCOSE, RATE]))
    reply = await talk.says(said)
    assert PHRASES("emergency") in reply.text
    assert reply.text.endswith(PHRASES("paused_for_emergency"))
    assert await talk.alerts() == [("glucose", "emergency")]
    assert "glucose" in await talk.answers()


@pytest.mark.parametrize("said", ["7.2", "16.6", "4"])
async def test_glucose_within_the_limits_is_none(sessions: Sessions, known: Known, said: str) -> None:
    talk = await begin_talk(sessions, known, definition([GLUCOSE, RATE]))
    assert "心率" in (await talk.says(said)).text
    assert await talk.alerts() == []


async def test_pressure_in_two_messages_is_an_emergency_with_the_half_that_is_past_the_limit(
    sessions: Sessions, known: Known
) -> None:
    talk = await begin_talk(sessions, known, definition([PRESSURE, RATE]))
    await talk.says("低压90")
    reply = await talk.says("190")
    assert PHRASES("emergency") in reply.text
    assert ("pressure", "emergency") in await talk.alerts()


async def test_words_that_raised_the_alarm_already_are_not_answered_twice(sessions: Sessions, known: Known) -> None:
    talk = await begin_talk(sessions, known, definition([PRESSURE, RATE]))
    reply = await talk.says("血压192/112")
    assert PHRASES("emergency") not in reply.text
    assert await talk.answers() == {"pressure": "192/112"}
