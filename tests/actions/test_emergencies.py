from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from records.database import Sessions
from tests.support.acting import PHRASES
from tests.support.forms import PILLS, PRESSURE, RATE, SYMPTOMS
from tests.support.people import Known, definition
from tests.support.talks import Talk, begin_talk

HELP = "我突然胸口疼得厉害，喘不上气"
PAUSED = PHRASES("paused_for_emergency")


async def test_red_flag_pauses_the_questions_and_keeps_the_place(talk: Talk) -> None:
    said = await talk.says(f"145/90，{HELP}")
    assert said.text == f"记下了，血压145/90。\n{PAUSED}"
    assert said.buttons == []
    assert said.goes_on
    assert await talk.state() == ("in-progress", "rate", 0)
    assert (await talk.says("继续")).text.endswith("心率多少？")
    assert await talk.answers() == {"pressure": "145/90"}


async def test_cry_for_help_is_not_taken_for_the_answer_to_an_open_question(sessions: Sessions, known: Known) -> None:
    form = definition([{"linkId": "words", "type": "text", "text": "是怎么不舒服呢？"}])
    talk = await begin_talk(sessions, known, form)
    assert (await talk.says(HELP)).text == PAUSED
    assert await talk.answers() == {}
    assert await talk.state() == ("in-progress", "words", 0)


async def test_cry_for_help_is_never_the_last_of_the_misses(talk: Talk) -> None:
    await talk.says("今天天气不错", "哈哈")
    assert (await talk.says(HELP)).text == PAUSED
    assert await talk.answers() == {}
    assert [rule for rule, _ in await talk.alerts() if rule == "answer_unclear"] == []


STEPS: list[tuple[str, Sequence[str]]] = [
    ("at the first question", []),
    ("at a later question", ["145/90"]),
    ("after a miss", ["今天天气不错"]),
    ("while half a pressure waits", ["高压145"]),
    ("while a value waits for its yes", ["145/90", "180"]),
    ("after a no to a value that was read back", ["145/90", "180", "不对"]),
    ("after going back", ["145/90", "上一题"]),
    ("after a slip without a value", ["145/90", "刚才说错了"]),
    ("while the form is snoozed", ["半小时后再问我"]),
    ("at a choice", ["145/90", "72"]),
    ("at a free text", ["145/90", "72", "每天吃"]),
]


@pytest.mark.parametrize("before", [before for _, before in STEPS], ids=[name for name, _ in STEPS])
async def test_emergency_stops_the_questions_wherever_they_are(talk: Talk, before: Sequence[str]) -> None:
    if before:
        await talk.says(*before)
    answers, state = await talk.answers(), await talk.state()
    said = await talk.says(HELP)
    assert said.text == PAUSED
    assert said.buttons == []
    assert await talk.answers() == answers
    assert (await talk.state())[:2] == state[:2]


async def test_emergency_with_the_last_answer_ends_the_form_without_a_second_call_for_120(
    sessions: Sessions, known: Known
) -> None:
    talk = await begin_talk(sessions, known, definition([RATE]))
    said = await talk.says(f"心率72，{HELP}")
    assert (await talk.state())[0] == "completed"
    assert said.text.endswith(PHRASES("emergency_passed_on"))
    assert PHRASES("in_an_emergency") not in said.text


async def test_correction_with_a_red_flag_is_recorded_and_pauses(talk: Talk) -> None:
    await talk.says("145/90")
    said = await talk.says(f"刚才说错了，血压是165/95。{HELP}")
    assert said.text.endswith(PAUSED)
    assert await talk.answers() == {"pressure": "165/95"}


def alarming(level: str, **alert: Any) -> dict[str, Any]:
    return SYMPTOMS | {
        "alert": [{"rule": "numb", "level": level, "when": [{"operator": "=", "answer": "四肢发麻"}], **alert}]
    }


async def test_emergency_of_an_item_pauses_the_form_and_tells_a_person(sessions: Sessions, known: Known) -> None:
    form = definition([alarming("emergency", say="请马上打120。"), PRESSURE, RATE])
    talk = await begin_talk(sessions, known, form)
    said = await talk.says("手脚发麻")
    assert said.text == "请马上打120。\n" + PHRASES("paused_for_person")
    assert await talk.alerts() == [("numb", "emergency")]
    assert await talk.answers() == {"symptoms": ["四肢发麻"]}
    assert await talk.state() == ("in-progress", "pressure", 0)
    assert (await talk.says("继续")).text.endswith("血压多少？")


@pytest.mark.parametrize("level", ["urgent", "routine"])
async def test_lesser_alert_of_an_item_lets_the_questions_go_on(sessions: Sessions, known: Known, level: str) -> None:
    talk = await begin_talk(sessions, known, definition([alarming(level, say="护士今天会看。"), PRESSURE]))
    said = await talk.says("手脚发麻")
    assert said.text == "记下了，症状：手脚发麻。\n护士今天会看。\n血压多少？"
    assert await talk.alerts() == [("numb", level)]


async def test_answer_outside_the_rule_raises_nothing(sessions: Sessions, known: Known) -> None:
    talk = await begin_talk(sessions, known, definition([alarming("urgent"), PRESSURE]))
    await talk.says("头晕")
    assert await talk.alerts() == []


async def test_alert_of_a_number_is_raised_once_it_is_confirmed(sessions: Sessions, known: Known) -> None:
    fast = {"rule": "fast", "level": "urgent", "when": [{"operator": ">", "answer": 120}]}
    talk = await begin_talk(sessions, known, definition([RATE | {"alert": [fast]}, PILLS]))
    await talk.says("180")
    assert await talk.alerts() == []
    await talk.says("对")
    assert sorted(await talk.alerts()) == [("fast", "urgent"), ("improbable_value", "routine")]


async def test_correction_into_a_rule_raises_its_alert(sessions: Sessions, known: Known) -> None:
    talk = await begin_talk(sessions, known, definition([alarming("urgent"), PRESSURE]))
    await talk.says("头晕")
    assert await talk.alerts() == []
    await talk.says("上一题", "手脚发麻")
    assert await talk.alerts() == [("numb", "urgent")]
    assert await talk.answers() == {"symptoms": ["四肢发麻"]}


async def test_alert_of_a_range_needs_both_ends(sessions: Sessions, known: Known) -> None:
    fast = {"rule": "fast", "level": "urgent", "when": [{"operator": ">", "answer": 100}]}
    talk = await begin_talk(sessions, known, definition([RATE | {"alert": [fast]}, PILLS]))
    await talk.says("95到110")
    assert await talk.alerts() == []


@pytest.mark.parametrize("beside", ["等会儿再说", "叫医生来"])
async def test_emergency_with_another_wish_pauses_and_says_nothing_of_going_on(talk: Talk, beside: str) -> None:
    await talk.says("145/90")
    said = await talk.says(f"{HELP}，{beside}")
    assert said.text.endswith(PAUSED)
    assert PHRASES("then_continue") not in said.text
    row = await talk.response()
    assert (row.paused, row.snoozed) == (True, False)


async def test_emergency_as_the_last_answer_has_its_own_words_only(sessions: Sessions, known: Known) -> None:
    talk = await begin_talk(sessions, known, definition([RATE, alarming("emergency", say="请马上打120。")]))
    said = await talk.says("72", "手脚发麻")
    assert said.text == "请马上打120。\n" + PHRASES("emergency_passed_on")
    assert (await talk.state())[0] == "completed"


async def test_emergency_that_ends_the_form_is_not_thanked_for_its_time(sessions: Sessions, known: Known) -> None:
    talk = await begin_talk(sessions, known, definition([PRESSURE]))
    said = await talk.says("哈哈", "哈", HELP)
    assert said.text == PHRASES("emergency_passed_on")
    assert await talk.alerts() == [("form_handed_over", "urgent")]


async def test_slip_is_put_right_while_the_form_is_paused_and_the_form_waits_on(talk: Talk) -> None:
    await talk.says(f"145/90，{HELP}")
    said = await talk.says("说错了，是120/80")
    assert said.text == "改好了，血压120/80。\n" + PHRASES("still_paused")
    assert await talk.readings() == [("blood_pressure", "120/80")]
    assert await talk.readings(superseded=True) == [("blood_pressure", "145/90")]
    assert (await talk.response()).paused
