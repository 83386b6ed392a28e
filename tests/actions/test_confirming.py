from __future__ import annotations

import pytest

from records.database import Sessions
from tests.support.acting import PHRASES
from tests.support.forms import PRESSURE, RATE
from tests.support.people import Known, definition
from tests.support.talks import Talk, begin_talk

HEARD = PHRASES("confirm", what="心率180次/分")


@pytest.fixture
async def doubted(talk: Talk) -> Talk:
    """A heart rate of 180 was read back."""
    await talk.says("145/90")
    said = await talk.says("180")
    assert said.text == HEARD
    assert said.buttons == ["对", "不对"]
    return talk


async def test_improbable_value_is_kept_until_it_is_confirmed(doubted: Talk) -> None:
    assert await doubted.answers() == {"pressure": "145/90"}
    assert await doubted.readings() == [("blood_pressure", "145/90")]
    assert await doubted.state() == ("in-progress", "rate", 0)
    pending = (await doubted.response()).pending
    assert pending is not None
    assert pending["values"] == [{"link_id": "rate", "value": {"value": 180, "unit": "/min"}}]


@pytest.mark.parametrize("yes", ["对", "对的，没错", "是的", "嗯", "180"])
async def test_yes_records_the_value_and_tells_a_nurse(doubted: Talk, yes: str) -> None:
    said = await doubted.says(yes)
    assert said.text == "记下了，心率180次/分。\n按时吃药吗？"
    assert await doubted.answers() == {"pressure": "145/90", "rate": 180}
    assert await doubted.readings() == [("blood_pressure", "145/90"), ("heart_rate", 180)]
    assert await doubted.alerts() == [("improbable_value", "routine")]
    assert (await doubted.response()).pending is None


@pytest.mark.parametrize("no", ["不对", "不是", "错了", "不对不对"])
async def test_no_asks_once_more_and_records_nothing(doubted: Talk, no: str) -> None:
    said = await doubted.says(no)
    assert said.text == PHRASES("what_then", hint="请说一个数。")
    assert await doubted.answers() == {"pressure": "145/90"}
    assert await doubted.state() == ("in-progress", "rate", 0)
    assert (await doubted.says("80")).text == "记下了，心率80次/分。\n按时吃药吗？"
    assert await doubted.alerts() == []


@pytest.mark.parametrize("other", ["80", "不对，是80", "是80", "我看错了，心率80"])
async def test_other_value_takes_the_place_of_the_doubted_one(doubted: Talk, other: str) -> None:
    said = await doubted.says(other)
    assert said.text == "记下了，心率80次/分。\n按时吃药吗？"
    assert await doubted.answers() == {"pressure": "145/90", "rate": 80}
    assert await doubted.superseded() == []
    assert await doubted.alerts() == []


async def test_other_improbable_value_is_not_questioned_a_second_time(doubted: Talk) -> None:
    said = await doubted.says("不对，是170")
    assert said.text == "记下了，心率170次/分。\n按时吃药吗？"
    assert (await doubted.answers())["rate"] == 170
    assert await doubted.alerts() == [("improbable_value", "routine")]


async def test_impossible_value_instead_is_refused_and_counted(doubted: Talk) -> None:
    said = await doubted.says("不对，是500")
    assert said.text == PHRASES("impossible", what="心率500", low=20, high=250) + "\n心率多少？"
    assert (await doubted.state())[2] == 1
    assert "rate" not in await doubted.answers()


async def test_unclear_word_has_the_value_read_back_once_more_and_the_second_leaves_it_to_a_nurse(
    doubted: Talk,
) -> None:
    first = await doubted.says("今天天气不错")
    assert first.text == PHRASES("not_understood_1") + "\n" + HEARD
    assert (await doubted.state())[2] == 1
    second = await doubted.says("哈哈")
    assert second.text == PHRASES("not_understood_3") + "\n按时吃药吗？"
    assert await doubted.answers() == {"pressure": "145/90", "rate": "as-text"}
    assert await doubted.alerts() == [("answer_unclear", "routine")]
    assert await doubted.state() == ("in-progress", "pills", 0)
    assert await doubted.readings() == [("blood_pressure", "145/90")]


@pytest.mark.parametrize("said", ["跳过", "不想说"])
async def test_value_that_waits_may_be_skipped(doubted: Talk, said: str) -> None:
    reply = await doubted.says(said)
    assert reply.text.endswith("按时吃药吗？")
    assert await doubted.answers() == {"pressure": "145/90", "rate": "asked-declined"}
    assert await doubted.readings() == [("blood_pressure", "145/90")]
    assert await doubted.alerts() == [("improbable_value", "routine")]


async def test_question_about_something_else_is_answered_and_the_value_read_back_again(doubted: Talk) -> None:
    said = await doubted.says("你是机器人吗？")
    assert said.text == PHRASES("identity") + "\n" + HEARD
    assert "rate" not in await doubted.answers()


async def test_answer_to_another_question_is_kept_and_the_doubt_stays(doubted: Talk) -> None:
    said = await doubted.says("降压药天天吃")
    assert said.text == "记下了，服药：每天吃。\n" + HEARD
    assert await doubted.answers() == {"pressure": "145/90", "pills": ["规律"]}
    assert (await doubted.state())[2] == 0


async def test_no_is_said_to_a_value_that_came_with_others_which_stand(talk: Talk) -> None:
    said = await talk.says("血压145/90，心率180")
    assert said.text == "记下了，血压145/90。\n" + HEARD
    assert await talk.answers() == {"pressure": "145/90"}
    assert (await talk.state())[1] == "rate"
    assert (await talk.says("不对")).text == PHRASES("what_then", hint="请说一个数。")


async def test_leap_from_the_last_form_is_questioned(sessions: Sessions, known: Known) -> None:
    form = definition([RATE])
    first = await begin_talk(sessions, known, form)
    await first.says("60")
    assert (await first.state())[0] == "completed"
    second = await begin_talk(sessions, known, form, now=first.now)
    assert (await second.says("101")).text == PHRASES("confirm", what="心率101次/分")
    third = await second.says("不对，是99")
    assert "心率99" in third.text


async def test_item_that_is_always_confirmed_is_read_back_whatever_was_said(sessions: Sessions, known: Known) -> None:
    talk = await begin_talk(sessions, known, definition([RATE | {"confirm": {"always": True}}]))
    assert (await talk.says("72")).text == PHRASES("confirm_always", what="心率72次/分")
    await talk.says("对")
    assert await talk.answers() == {"rate": 72}


async def test_improbable_pressure_is_read_back_as_a_whole(talk: Talk) -> None:
    assert (await talk.says("76/42")).text == PHRASES("confirm", what="血压76/42")
    assert (await talk.says("是的")).text == "记下了，血压76/42。\n心率多少？"
    assert await talk.readings() == [("blood_pressure", "76/42")]


async def test_pressure_far_from_the_last_one_is_questioned(sessions: Sessions, known: Known) -> None:
    high, low = PRESSURE["item"]
    form = definition([PRESSURE | {"item": [high | {"confirm": {"change": 40}}, low]}])
    first = await begin_talk(sessions, known, form)
    await first.says("115/75")
    assert (await first.state())[0] == "completed"
    second = await begin_talk(sessions, known, form, now=first.now)
    assert (await second.says("165/85")).text == PHRASES("confirm", what="血压165/85")


async def test_emergency_with_an_improbable_value_pauses_and_the_value_is_read_back_afterwards(talk: Talk) -> None:
    said = await talk.says("230/90，头痛得厉害，话都说不清了")
    assert said.text == PHRASES("paused_for_emergency")
    assert said.buttons == []
    assert await talk.answers() == {}
    assert (await talk.says("继续")).text.endswith(PHRASES("confirm", what="血压230/90"))


async def test_emergency_instead_of_a_yes_is_no_answer_and_no_miss(doubted: Talk) -> None:
    said = await doubted.says("我胸口疼得厉害，喘不上气")
    assert said.text == PHRASES("paused_for_emergency")
    assert await doubted.state() == ("in-progress", "rate", 0)
    assert "rate" not in await doubted.answers()
