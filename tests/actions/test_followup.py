from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from records.database import Sessions
from tests.support.acting import PHRASES, act, action_of, run, tracker_of
from tests.support.forms import HARM, PILLS, RATE, SYMPTOMS, visit, yes_or_no
from tests.support.people import NOW, Known, definition, make_patient, open_form, say
from tests.support.talks import MINUTE, Talk, begin_talk


async def test_answers_are_recorded_under_the_question_they_were_given_to(talk: Talk) -> None:
    first = await talk.says("145/90")
    assert first.text == "记下了，血压145/90。\n心率多少？"
    assert first.goes_on
    assert await talk.state() == ("in-progress", "rate", 0)
    second = await talk.says("72")
    assert (second.text, second.buttons) == ("记下了，心率72次/分。\n按时吃药吗？", ["每天吃", "有时会忘", "没吃"])
    assert (await talk.says("每天吃")).text.endswith("吃药后哪里不对劲？")
    last = await talk.says("有点脚肿")
    assert last.text.startswith("记下了，吃药后：有点脚肿。\n谢谢您。")
    assert not last.goes_on
    assert [(row.link_id, row.asked_link_id, row.answered_at) for row in await talk.rows()] == [
        (link_id, link_id, NOW + number * MINUTE)
        for number, link_id in enumerate(["pressure", "rate", "pills", "harm"], start=1)
    ]
    assert await talk.answers() == {"pressure": "145/90", "rate": 72, "pills": ["规律"], "harm": "有点脚肿"}
    assert await talk.readings() == [("blood_pressure", "145/90"), ("heart_rate", 72)]
    assert (await talk.response()).turns == 4


async def test_one_message_answers_every_open_question_that_it_speaks_of(sessions: Sessions, known: Known) -> None:
    talk = await begin_talk(sessions, known, visit(symptoms=True))
    said = await talk.says("血压135/85，心率72，头不晕，没有不舒服，降压药天天吃")
    assert said.text.endswith("\n吃药后哪里不对劲？")
    assert await talk.answers() == {
        "symptoms": ["无症状"],
        "pressure": "135/85",
        "rate": 72,
        "pills": ["规律"],
    }
    assert {row.asked_link_id for row in await talk.rows()} == {"symptoms"}


async def test_answer_given_ahead_is_kept_with_the_question_that_stood_open(talk: Talk) -> None:
    said = await talk.says("心率80")
    assert said.text == "记下了，心率80次/分。\n血压多少？"
    [row] = await talk.rows()
    assert (row.link_id, row.asked_link_id) == ("rate", "pressure")
    assert (await talk.says("145/90")).text.endswith("按时吃药吗？")


async def test_question_whose_condition_fails_is_left_out(talk: Talk) -> None:
    last = await talk.says("145/90", "72", "没吃")
    assert "谢谢您。" in last.text
    assert (await talk.state())[0] == "completed"
    assert list(await talk.answers()) == ["pressure", "rate", "pills"]


async def test_answer_opens_a_question_that_the_same_message_answers(sessions: Sessions, known: Known) -> None:
    minutes = {"linkId": "minutes", "type": "quantity", "text": "每次多久？", "short": "每次", "unit": "分钟",
               "mentions": ["每次"], "conversion": [{"words": ["小时"], "factor": 60}],
               "enableWhen": [{"question": "walks", "operator": ">", "answer": 0}]}  # fmt: skip
    walks = {"linkId": "walks", "type": "quantity", "text": "一周锻炼几次？", "short": "锻炼", "unit": "次/周",
             "mentions": ["锻炼", "走路"]}  # fmt: skip
    talk = await begin_talk(sessions, known, definition([walks, minutes, RATE]))
    await talk.says("天天走路，每次半小时")
    assert await talk.answers() == {"walks": 7, "minutes": 30}


@pytest.mark.parametrize(
    ("said", "labels"),
    [
        ("头晕，还有手脚发麻", ["头痛头晕", "四肢发麻"]),
        ("没有不舒服", ["无症状"]),
        ("都没有", ["无症状"]),
        ("除了头晕都没有", ["头痛头晕"]),
        ("第二个", ["头痛头晕"]),
        ("B", ["头痛头晕"]),
    ],
)
async def test_several_choices_none_and_all_but_one_are_answers(
    sessions: Sessions, known: Known, said: str, labels: list[str]
) -> None:
    talk = await begin_talk(sessions, known, definition([SYMPTOMS, RATE]))
    await talk.says(said)
    assert await talk.answers() == {"symptoms": labels}


@pytest.mark.parametrize(("said", "value"), [("有", True), ("没有", False), ("有点", True), ("头不晕", False)])
async def test_yes_or_no_has_its_buttons_and_is_read_back(
    sessions: Sessions, known: Known, said: str, value: bool
) -> None:
    talk = await begin_talk(sessions, known, definition([yes_or_no(), RATE]))
    assert talk.buttons == [PHRASES("yes"), PHRASES("no")]
    reply = await talk.says(said)
    assert reply.text == f"记下了，头晕：{PHRASES('yes' if value else 'no')}。\n心率多少？"
    assert await talk.answers() == {"dizzy": value}


async def test_free_words_beside_the_options_are_kept_as_they_were_said(sessions: Sessions, known: Known) -> None:
    why: dict[str, Any] = {"linkId": "why", "type": "open-choice", "text": "为什么没吃？", "short": "原因",
                           "answerOption": [{"code": "1", "label": "忘记", "synonyms": ["忘了"]},
                                            {"code": "other", "label": "其他"}]}  # fmt: skip
    talk = await begin_talk(sessions, known, definition([why, RATE]))
    reply = await talk.says("儿子出差没人给我拿")
    assert "儿子出差没人给我拿" in reply.text
    [row] = await talk.rows()
    assert row.value is not None
    assert (row.value["codes"], row.value["other"]) == (["other"], "儿子出差没人给我拿")


async def test_date_and_time_are_kept_as_such(sessions: Sessions, known: Known) -> None:
    form = definition(
        [
            {"linkId": "day", "type": "date", "text": "哪天手术的？", "short": "手术日期"},
            {"linkId": "hour", "type": "time", "text": "几点睡？", "short": "睡觉"},
            RATE,
        ]
    )
    talk = await begin_talk(sessions, known, form)
    assert (await talk.says("11月5号")).text == "记下了，手术日期：2026年11月5日。\n几点睡？"
    await talk.says("晚上九点半")
    assert await talk.answers() == {"day": "2026-11-05", "hour": "21:30"}


async def test_questionnaire_that_ended_elsewhere_ends_in_the_engine_too(sessions: Sessions, known: Known) -> None:
    said = await act(sessions, known, "你好", intent="greeting")
    assert said.text == PHRASES("nothing_due", name="王秀英")
    assert not said.goes_on


async def test_session_starts_with_the_form_only_while_a_questionnaire_is_open(
    sessions: Sessions, known: Known
) -> None:
    async def start(words: str) -> list[str]:
        receipt = await say(sessions, known, words)
        tracker = tracker_of(known.conversation_id, f"s{receipt.message_id}")
        outcome = await run(action_of(sessions, "action_session_start"), tracker)
        assert outcome.text == ""
        return [event.get("name") or event["event"] for event in outcome.events]

    assert await start("你好") == ["session_started", "action_listen"]
    await open_form(sessions, known, visit())
    assert await start("72") == ["session_started", "followup_form", "requested_slot", "action_listen"]


async def test_opening_greets_by_name_and_asks_the_first_question_with_its_buttons(
    sessions: Sessions, known: Known
) -> None:
    talk = await begin_talk(sessions, known, definition([PILLS, HARM]))
    assert talk.opening == f"您好，王秀英，我是{PHRASES('hospital')}的助手。\n按时吃药吗？"
    assert talk.buttons == ["每天吃", "有时会忘", "没吃"]


async def test_two_patients_answer_at_the_same_time_without_touching_each_other(sessions: Sessions) -> None:
    form = visit()
    one, other = [await begin_talk(sessions, await make_patient(sessions), form) for _ in range(2)]
    await one.says("145/90")
    await other.says("120/70", after=timedelta())
    assert (await one.answers(), await other.answers()) == ({"pressure": "145/90"}, {"pressure": "120/70"})
