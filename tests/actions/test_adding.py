from __future__ import annotations

import pytest

from records.database import Sessions
from tests.support.forms import PILLS, PRESSURE, RATE, SYMPTOMS
from tests.support.people import Known, definition
from tests.support.talks import Talk, begin_talk


@pytest.fixture
async def symptoms(sessions: Sessions, known: Known) -> Talk:
    """Symptoms first, then a pressure and the medicines."""
    return await begin_talk(sessions, known, definition([SYMPTOMS, PRESSURE, PILLS]))


@pytest.mark.parametrize("said", ["刚才忘了说，手脚还有点发麻", "对了，我还有点手脚发麻"])
async def test_symptom_that_comes_to_mind_later_joins_those_that_were_told(symptoms: Talk, said: str) -> None:
    await symptoms.says("头晕")
    reply = await symptoms.says(said)
    assert reply.text.endswith("血压多少？")
    assert await symptoms.answers() == {"symptoms": ["头痛头晕", "四肢发麻"]}
    assert await symptoms.superseded() == [("symptoms", ["头痛头晕"])]


async def test_symptom_that_comes_to_mind_later_takes_the_place_of_none(symptoms: Talk) -> None:
    await symptoms.says("没有不舒服")
    await symptoms.says("刚才忘了说，其实有点头晕")
    assert await symptoms.answers() == {"symptoms": ["头痛头晕"]}


async def test_symptom_that_was_told_already_changes_nothing(symptoms: Talk) -> None:
    await symptoms.says("头晕", "145/90")
    await symptoms.says("对了，我有点头晕")
    assert await symptoms.superseded() == []


async def test_reading_that_no_question_takes_is_kept_as_a_reading(talk: Talk) -> None:
    reply = await talk.says("体温37度2，血压145/90")
    assert "145/90" in reply.text
    assert ("temperature", 37.2) in await talk.readings()
    assert await talk.answers() == {"pressure": "145/90"}


async def test_reading_that_no_question_takes_is_no_miss(talk: Talk) -> None:
    reply = await talk.says("我体重65公斤")
    assert reply.text.endswith("血压多少？")
    assert await talk.readings() == [("weight", 65)]
    assert (await talk.state())[1:] == ("pressure", 0)


async def test_number_of_an_answer_is_not_kept_a_second_time_as_a_reading(sessions: Sessions, known: Known) -> None:
    talk = await begin_talk(sessions, known, definition([RATE, PILLS]))
    await talk.says("72")
    assert await talk.readings() == [("heart_rate", 72)]
