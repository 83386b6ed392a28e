from __future__ import annotations

from datetime import timedelta

import pytest

from records.database import Sessions
from tests.support.acting import PHRASES, act
from tests.support.forms import HARM, PILLS, RATE, WEIGHT, yes_or_no
from tests.support.people import NOW, Known, definition, make_patient
from tests.support.talks import Talk, begin_talk

FORM = definition([WEIGHT, RATE, PILLS, HARM])


@pytest.fixture
async def second(sessions: Sessions, known: Known) -> Talk:
    """The form for the second time; last time the weight was 65 and the heart rate was not measured."""
    first = await begin_talk(sessions, known, FORM)
    await first.says("65公斤", "没量", "每天吃", "有点脚肿")
    assert (await first.state())[0] == "completed"
    return await begin_talk(sessions, known, FORM, now=first.now + timedelta(days=90))


@pytest.mark.parametrize("said", ["和上次一样", "跟上回一样", "没变化", "老样子", "体重跟上次一样"])
async def test_last_value_is_read_back_and_not_recorded_before_the_yes(second: Talk, said: str) -> None:
    reply = await second.says(said)
    assert reply.text == PHRASES("confirm_same", what="体重65公斤")
    assert reply.buttons == ["对", "不对"]
    assert await second.answers() == {}
    assert await second.state() == ("in-progress", "weight", 0)
    yes = await second.says("对")
    assert yes.text == "记下了，体重65公斤。\n心率多少？"
    assert await second.answers() == {"weight": 65}
    assert len(await second.readings()) == 2
    assert await second.alerts() == []


async def test_no_to_the_last_value_asks_for_the_new_one(second: Talk) -> None:
    await second.says("和上次一样")
    assert (await second.says("不对")).text == PHRASES("what_then", hint="请说公斤。")
    assert await second.answers() == {}
    assert (await second.says("67公斤")).text.startswith("记下了，体重67公斤。")


async def test_new_value_instead_of_a_yes_is_taken(second: Talk) -> None:
    await second.says("和上次一样")
    await second.says("67公斤")
    assert await second.answers() == {"weight": 67}


async def test_choice_of_last_time_is_read_back_in_the_words_of_its_button(second: Talk) -> None:
    await second.says("65公斤", "72")
    assert (await second.says("和上次一样")).text == PHRASES("confirm_same", what="服药：每天吃")
    await second.says("是的")
    assert (await second.answers())["pills"] == ["规律"]


async def test_words_of_last_time_are_not_taken_from_the_sentence_that_points_to_them(second: Talk) -> None:
    await second.says("65公斤", "72", "每天吃")
    assert (await second.says("和上次一样")).text == PHRASES("confirm_same", what="吃药后：有点脚肿")
    await second.says("对")
    assert (await second.answers())["harm"] == "有点脚肿"


async def test_where_there_was_no_value_the_patient_hears_so_and_is_asked_again(second: Talk) -> None:
    await second.says("65公斤")
    assert (await second.says("和上次一样")).text == PHRASES("no_earlier") + "\n心率多少？"
    assert await second.answers() == {"weight": 65}
    assert await second.state() == ("in-progress", "rate", 0)


async def test_first_form_knows_no_last_time(sessions: Sessions, known: Known) -> None:
    talk = await begin_talk(sessions, known, definition([RATE, PILLS]))
    assert (await talk.says("跟上次一样")).text == PHRASES("no_earlier") + "\n心率多少？"
    assert await talk.answers() == {}


async def test_reading_from_outside_a_form_is_a_last_value_too(sessions: Sessions) -> None:
    known = await make_patient(sessions)
    await act(sessions, known, "心率76", name="action_free_message")
    talk = await begin_talk(sessions, known, definition([RATE, PILLS]))
    assert (await talk.says("和上次一样")).text == PHRASES("confirm_same", what="心率76次/分")
    await talk.says("对")
    assert await talk.answers() == {"rate": 76}
    assert await talk.readings() == [("heart_rate", 76), ("heart_rate", 76)]


async def test_corrected_value_is_not_the_last_one(sessions: Sessions, known: Known) -> None:
    form = definition([WEIGHT, RATE])
    first = await begin_talk(sessions, known, form)
    await first.says("56公斤", "说错了，是65公斤", "72")
    second = await begin_talk(sessions, known, form, now=first.now + timedelta(days=30))
    assert (await second.says("和上次一样")).text == PHRASES("confirm_same", what="体重65公斤")


async def test_last_time_of_another_item_is_not_taken_for_this_one(second: Talk) -> None:
    reply = await second.says("血压和上次一样")
    assert PHRASES("confirm_same", what="体重65公斤") not in reply.text
    assert await second.answers() == {}


async def test_answer_that_is_carried_forward_is_not_asked_again(sessions: Sessions, known: Known) -> None:
    form = definition([WEIGHT | {"carryForward": True}, RATE])
    first = await begin_talk(sessions, known, form)
    assert first.opening.endswith("体重多少？")
    await first.says("65公斤", "72")
    second = await begin_talk(sessions, known, form, now=first.now + timedelta(days=90))
    assert second.opening.endswith("心率多少？")
    assert await second.answers() == {"weight": 65}
    assert [row.answered_at < NOW + timedelta(days=1) for row in await second.rows()] == [True]
    assert len([kind for kind, _ in await second.readings() if kind == "weight"]) == 1
    assert (await second.says("上一题")).text == PHRASES("first_question") + "\n心率多少？"
    await second.says("70")
    assert (await second.state())[0] == "completed"


async def test_answer_without_a_value_is_asked_again_next_time(sessions: Sessions, known: Known) -> None:
    form = definition([WEIGHT | {"carryForward": True}, RATE])
    first = await begin_talk(sessions, known, form)
    await first.says("没称", "72")
    second = await begin_talk(sessions, known, form, now=first.now + timedelta(days=90))
    assert second.opening.endswith("体重多少？")


async def test_carried_answer_can_be_corrected_when_it_is_named(sessions: Sessions, known: Known) -> None:
    form = definition([WEIGHT | {"carryForward": True}, RATE, PILLS])
    first = await begin_talk(sessions, known, form)
    await first.says("65公斤", "72", "没吃")
    second = await begin_talk(sessions, known, form, now=first.now + timedelta(days=90))
    await second.says("72", "体重说错了，是67公斤")
    assert (await second.answers())["weight"] == 67


async def test_usual_answer_is_offered_and_taken_with_a_yes(sessions: Sessions, known: Known) -> None:
    talk = await begin_talk(sessions, known, definition([PILLS | {"initial": "1"}, RATE]))
    assert talk.opening.endswith("按时吃药吗？\n" + PHRASES("usual", what="每天吃"))
    assert (await talk.says("对")).text == "记下了，服药：每天吃。\n心率多少？"
    assert await talk.answers() == {"pills": ["规律"]}


async def test_usual_answer_is_no_answer_by_itself(sessions: Sessions, known: Known) -> None:
    talk = await begin_talk(sessions, known, definition([PILLS | {"initial": "1"}, yes_or_no(initial=False), RATE]))
    assert await talk.answers() == {}
    reply = await talk.says("有时会忘")
    assert reply.text.endswith("头晕吗？\n" + PHRASES("usual", what="没有"))
    await talk.says("有")
    assert await talk.answers() == {"pills": ["间断"], "dizzy": True}


async def test_carried_answer_that_was_dropped_is_asked_when_its_question_comes_back(
    sessions: Sessions, known: Known
) -> None:
    pills = {"enableWhen": [{"question": "pills", "operator": "=", "answer": "规律"}]}
    form = definition([PILLS, WEIGHT | pills | {"carryForward": True}, RATE])
    first = await begin_talk(sessions, known, form)
    await first.says("每天吃", "65公斤", "72")
    second = await begin_talk(sessions, known, form, now=first.now + timedelta(days=90))
    await second.says("每天吃")
    assert await second.answers() == {"pills": ["规律"], "weight": 65}
    reply = await second.says("上一题", "没吃", "上一题", "每天吃")
    assert reply.text.endswith("体重多少？")
    assert await second.answers() == {"pills": ["规律"]}


async def test_glucose_after_a_meal_is_no_last_fasting_one(sessions: Sessions, known: Known) -> None:
    fasting = {"linkId": "fasting", "type": "quantity", "text": "空腹血糖多少？", "short": "空腹血糖",
               "reading": "glucose", "context": "fasting", "unit": "mmol/L"}  # fmt: skip
    await act(sessions, known, "餐后血糖12.3", name="action_free_message")
    talk = await begin_talk(sessions, known, definition([fasting, RATE]))
    assert await talk.readings() == [("glucose", 12.3)]
    assert (await talk.says("和上次一样")).text == PHRASES("no_earlier") + "\n空腹血糖多少？"
