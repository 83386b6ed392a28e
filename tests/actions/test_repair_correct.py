from __future__ import annotations

import pytest

from records.database import Sessions
from tests.support.acting import PHRASES
from tests.support.forms import HARM, PILLS, PRESSURE, RATE, WEIGHT, visit, yes_or_no
from tests.support.people import Known, definition
from tests.support.talks import Talk, begin_talk


async def test_bare_value_after_a_slip_stands_for_the_last_answer(talk: Talk) -> None:
    await talk.says("145/90", "72")
    said = await talk.says("刚才说错了，是78")
    assert said.text == "改好了，心率78次/分。\n按时吃药吗？"
    assert await talk.answers() == {"pressure": "145/90", "rate": 78}
    assert await talk.superseded() == [("rate", 72)]
    assert await talk.state() == ("in-progress", "pills", 0)


async def test_corrected_reading_is_taken_back_as_an_observation_and_the_row_stays(talk: Talk) -> None:
    await talk.says("145/90", "刚才说错了，是135/85")
    assert await talk.readings() == [("blood_pressure", "135/85")]
    assert await talk.readings(superseded=True) == [("blood_pressure", "145/90")]
    old, new = await talk.rows()
    assert (old.superseded_at, new.superseded_at) == (talk.now, None)
    assert (old.asked_link_id, new.asked_link_id) == ("pressure", "rate")


async def test_bare_number_after_a_pressure_changes_the_half_that_it_is_near(talk: Talk) -> None:
    await talk.says("145/90")
    said = await talk.says("刚才说错了，是135")
    assert said.text == "改好了，血压135/90。\n心率多少？"
    assert await talk.answers() == {"pressure": "135/90"}


async def test_half_that_is_named_is_changed_alone(talk: Talk) -> None:
    await talk.says("145/90")
    said = await talk.says("说错了，低压是85")
    assert said.text == "改好了，血压145/85。\n心率多少？"
    assert await talk.readings() == [("blood_pressure", "145/85")]


@pytest.mark.parametrize(
    "said", ["血压不是145是154", "不是145，是154", "高压说错了，是154", "刚才高压说错了，应该是154"]
)
async def test_wrong_value_that_is_quoted_says_which_half_is_meant(talk: Talk, said: str) -> None:
    await talk.says("145/90", "72")
    reply = await talk.says(said)
    assert reply.text == "改好了，血压154/90。\n按时吃药吗？"
    assert await talk.answers() == {"pressure": "154/90", "rate": 72}
    assert await talk.readings() == [("heart_rate", 72), ("blood_pressure", "154/90")]


async def test_lower_half_that_is_quoted_as_wrong_is_changed(talk: Talk) -> None:
    await talk.says("145/90", "72", "血压不是90是95")
    assert await talk.answers() == {"pressure": "145/95", "rate": 72}


async def test_answer_that_is_named_is_changed_however_long_ago_it_was_given(talk: Talk) -> None:
    await talk.says("145/90", "72", "每天吃")
    said = await talk.says("刚才血压说错了，是135/85")
    assert said.text == "改好了，血压135/85。\n吃药后哪里不对劲？"
    assert (await talk.answers())["pressure"] == "135/85"
    assert await talk.state() == ("in-progress", "harm", 0)


async def test_value_that_is_taken_back_in_the_same_breath_is_never_recorded(talk: Talk) -> None:
    said = await talk.says("145/90，不对，154/90")
    assert said.text == "记下了，血压154/90。\n心率多少？"
    assert await talk.readings() == [("blood_pressure", "154/90")]
    assert await talk.superseded() == []


async def test_of_several_answers_in_one_message_the_nearest_value_is_meant(sessions: Sessions, known: Known) -> None:
    talk = await begin_talk(sessions, known, definition([PRESSURE, RATE, WEIGHT, PILLS]))
    await talk.says("血压145/90，心率72，体重65公斤")
    assert (await talk.says("说错了，是75")).text.startswith("改好了，心率75次/分。")
    assert await talk.answers() == {"pressure": "145/90", "rate": 75, "weight": 65}


async def test_choice_can_be_corrected_by_its_words(talk: Talk) -> None:
    await talk.says("145/90", "72", "每天吃")
    said = await talk.says("说错了，是有时会忘")
    assert said.text.startswith("改好了，服药：有时会忘。")
    assert (await talk.answers())["pills"] == ["间断"]
    assert await talk.superseded() == [("pills", ["规律"])]


@pytest.mark.parametrize("said", ["刚才说错了", "我说错了", "填错了"])
async def test_slip_without_a_value_puts_the_last_question_again_and_its_answer_stands_until_then(
    talk: Talk, said: str
) -> None:
    await talk.says("145/90", "72")
    reply = await talk.says(said)
    assert reply.text == PHRASES("say_right") + "\n心率多少？"
    assert await talk.state() == ("in-progress", "rate", 0)
    assert await talk.answers() == {"pressure": "145/90", "rate": 72}
    after = await talk.says("78")
    assert after.text == "改好了，心率78次/分。\n按时吃药吗？"
    assert await talk.readings() == [("blood_pressure", "145/90"), ("heart_rate", 78)]


async def test_slip_that_names_a_question_puts_that_one_again(talk: Talk) -> None:
    await talk.says("145/90", "72")
    reply = await talk.says("刚才血压说错了")
    assert reply.text == PHRASES("say_right") + "\n血压多少？"
    await talk.says("135/85")
    assert await talk.answers() == {"pressure": "135/85", "rate": 72}
    assert (await talk.state())[1] == "pills"


async def test_wrong_value_alone_puts_its_question_again(talk: Talk) -> None:
    await talk.says("145/90", "72")
    reply = await talk.says("血压不是145")
    assert reply.text == PHRASES("say_right") + "\n血压多少？"
    assert await talk.answers() == {"pressure": "145/90", "rate": 72}


async def test_improbable_correction_is_read_back_and_the_old_value_stands_until_the_yes(talk: Talk) -> None:
    await talk.says("145/90", "72")
    asked = await talk.says("说错了，心率是180")
    assert asked.text == PHRASES("confirm", what="心率180次/分")
    assert await talk.answers() == {"pressure": "145/90", "rate": 72}
    said = await talk.says("对")
    assert said.text == "改好了，心率180次/分。\n按时吃药吗？"
    assert await talk.superseded() == [("rate", 72)]
    assert await talk.readings() == [("blood_pressure", "145/90"), ("heart_rate", 180)]


async def test_impossible_correction_is_refused_and_changes_nothing(talk: Talk) -> None:
    await talk.says("145/90", "72")
    said = await talk.says("说错了，心率是500")
    assert said.text == PHRASES("impossible", what="心率500", low=20, high=250) + "\n按时吃药吗？"
    assert await talk.answers() == {"pressure": "145/90", "rate": 72}
    assert await talk.readings() == [("blood_pressure", "145/90"), ("heart_rate", 72)]


async def test_answer_whose_question_no_longer_applies_is_dropped_with_the_correction(
    sessions: Sessions, known: Known
) -> None:
    talk = await begin_talk(sessions, known, definition([PILLS, HARM, RATE]))
    await talk.says("每天吃", "有点脚肿")
    await talk.says("服药说错了，是没吃")
    assert await talk.answers() == {"pills": ["不服药"]}
    assert await talk.superseded() == [("pills", ["规律"]), ("harm", "有点脚肿")]
    assert (await talk.state())[1] == "rate"


async def test_correction_that_opens_a_question_has_it_asked(sessions: Sessions, known: Known) -> None:
    talk = await begin_talk(sessions, known, definition([PILLS, HARM, RATE]))
    assert (await talk.says("没吃")).text.endswith("心率多少？")
    assert (await talk.says("说错了，是每天吃")).text.endswith("吃药后哪里不对劲？")


async def test_same_reading_measured_again_stands_and_both_were_measured(talk: Talk) -> None:
    await talk.says("145/90")
    said = await talk.says("又量了一次，血压138/86")
    assert "血压138/86" in said.text
    assert await talk.answers() == {"pressure": "138/86"}
    assert await talk.readings() == [("blood_pressure", "145/90"), ("blood_pressure", "138/86")]
    assert await talk.readings(superseded=True) == []


@pytest.mark.parametrize("said", ["有时错过了吃药", "吃错药了", "不是很舒服"])
async def test_tale_with_the_word_wrong_in_it_takes_no_answer_back(talk: Talk, said: str) -> None:
    await talk.says("145/90", "72", said)
    assert (await talk.answers())["rate"] == 72
    assert await talk.superseded() == []


async def test_correction_before_any_answer_is_no_correction(talk: Talk) -> None:
    said = await talk.says("刚才说错了")
    assert said.text == PHRASES("not_understood_1") + "请说两个数。"
    assert await talk.rows() == []


async def test_two_corrections_leave_one_answer_and_both_earlier_rows(sessions: Sessions, known: Known) -> None:
    talk = await begin_talk(sessions, known, visit())
    await talk.says("145/90", "刚才说错了，是135/90", "不对，血压是136/90")
    assert await talk.superseded() == [("pressure", "145/90"), ("pressure", "135/90")]
    assert await talk.readings() == [("blood_pressure", "136/90")]


@pytest.mark.parametrize("said", ["145/90，说错了", "145/90，不对，我再看看"])
async def test_value_that_is_taken_back_without_another_one_is_not_recorded(talk: Talk, said: str) -> None:
    await talk.says(said)
    assert await talk.answers() == {}
    assert await talk.readings() == []
    assert (await talk.response()).asking == "pressure"


@pytest.mark.parametrize("said", ["血压135/85，心率72，不对，是82", "血压135/85，心率72，不对，心率82"])
async def test_of_several_values_in_one_breath_the_one_that_is_taken_back_is_replaced(talk: Talk, said: str) -> None:
    await talk.says(said)
    assert await talk.answers() == {"pressure": "135/85", "rate": 82}
    assert sorted(await talk.readings()) == [("blood_pressure", "135/85"), ("heart_rate", 82)]


async def test_answers_that_hang_on_a_dropped_answer_are_dropped_with_it(sessions: Sessions, known: Known) -> None:
    smokes = yes_or_no(linkId="smokes", text="抽烟吗？", short="抽烟", mentions=["抽烟"])
    many = {"linkId": "many", "type": "integer", "text": "一天几支？", "short": "支数", "unit": "支",
            "enableWhen": [{"question": "smokes", "operator": "=", "answer": True}]}  # fmt: skip
    stop = yes_or_no(linkId="stop", text="想戒吗？", short="戒烟", mentions=["戒烟"])
    stop |= {"enableWhen": [{"question": "many", "operator": ">", "answer": 0}]}
    talk = await begin_talk(sessions, known, definition([smokes, many, stop, PRESSURE]))
    await talk.says("有", "10", "有", "刚才抽烟说错了，没有")
    assert await talk.answers() == {"smokes": False}
    assert await talk.superseded() == [("smokes", True), ("many", 10), ("stop", True)]


async def test_improbable_reading_measured_again_is_read_back_and_both_were_measured(talk: Talk) -> None:
    said = await talk.says("135/85", "刚才又量了血压150/35")
    assert PHRASES("confirm", what="血压150/35") in said.text
    await talk.says("对")
    assert (await talk.answers())["pressure"] == "150/35"
    assert await talk.readings() == [("blood_pressure", "135/85"), ("blood_pressure", "150/35")]
    assert await talk.alerts() == [("improbable_value", "routine")]
