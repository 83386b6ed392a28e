from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from actions.followup import first_question
from records.database import Sessions
from records.models import (
    Alert,
    Consent,
    Message,
    Observation,
    QuestionnaireResponse,
    ResponseItem,
    Task,
)
from tests.support.acting import FORM, PHRASES, act, action_of, run, tracker_of
from tests.support.people import NOW, Known, definition, hypertension, make_patient, open_form, rows_of, say

SHORT = [
    {"linkId": "pressure", "type": "group", "text": "血压多少？", "short": "血压", "reading": "blood_pressure",
     "mentions": ["血压"], "hint": "请说两个数。",
     "item": [
         {"linkId": "pressure.systolic", "type": "quantity", "text": "高压", "possible": [50, 300]},
         {"linkId": "pressure.diastolic", "type": "quantity", "text": "低压", "possible": [20, 200]},
     ]},
    {"linkId": "rate", "type": "quantity", "text": "心率多少？", "short": "心率", "reading": "heart_rate",
     "unit": "/min", "mentions": ["心率"], "possible": [20, 250], "hint": "请说一个数。"},
    {"linkId": "pills", "type": "choice", "text": "按时吃药吗？", "short": "服药", "mentions": ["药"],
     "answerOption": [{"code": "1", "label": "规律"}, {"code": "2", "label": "不服药"}]},
    {"linkId": "harm", "type": "text", "text": "哪里不舒服？",
     "enableWhen": [{"question": "pills", "operator": "=", "answer": "规律"}]},
]  # fmt: skip


@pytest.fixture
async def known(sessions: Sessions) -> Known:
    return await make_patient(sessions)


@pytest.fixture
async def response_id(sessions: Sessions, known: Known) -> int:
    return await open_form(sessions, known, definition(SHORT))


async def items(sessions: Sessions, response_id: int) -> list[tuple[str, str | None, Any]]:
    rows = await rows_of(sessions, ResponseItem, ResponseItem.response_id == response_id)
    return [(row.link_id, row.asked_link_id, row.value or row.data_absent_reason) for row in rows]


async def state(sessions: Sessions, response_id: int) -> tuple[str, str | None, int]:
    [row] = await rows_of(sessions, QuestionnaireResponse, QuestionnaireResponse.id == response_id)
    return row.status, row.asking, row.misses


async def test_answers_are_recorded_under_the_question_they_were_given_to(
    sessions: Sessions, known: Known, response_id: int
) -> None:
    first = await act(sessions, known, "145/90")
    assert first.text == "记下了，血压145/90。\n心率多少？"
    assert first.goes_on
    assert await state(sessions, response_id) == ("in-progress", "rate", 0)
    second = await act(sessions, known, "72")
    assert (second.text, second.buttons) == ("记下了，心率72次/分。\n按时吃药吗？", ["规律", "不服药"])
    third = await act(sessions, known, "规律")
    assert third.text.endswith("哪里不舒服？")
    last = await act(sessions, known, "有点脚肿", now=NOW + timedelta(minutes=3))
    assert last.text == "记下了，哪里不舒服？：有点脚肿。\n谢谢您。"
    assert not last.goes_on
    assert await items(sessions, response_id) == [
        ("pressure", "pressure", {"systolic": 145, "diastolic": 90}),
        ("rate", "rate", {"value": 72, "unit": "/min"}),
        ("pills", "pills", {"codes": ["1"], "labels": ["规律"]}),
        ("harm", "harm", {"text": "有点脚肿"}),
    ]
    [response] = await rows_of(sessions, QuestionnaireResponse, QuestionnaireResponse.id == response_id)
    assert (response.status, response.asking, response.ended_at) == ("completed", None, NOW + timedelta(minutes=3))
    [task] = await rows_of(sessions, Task, Task.patient_id == known.patient_id)
    assert (task.status, task.ended_at) == ("completed", NOW + timedelta(minutes=3))
    readings = await rows_of(sessions, Observation, Observation.patient_id == known.patient_id)
    assert [(row.kind, row.systolic, row.value) for row in readings] == [
        ("blood_pressure", 145, None),
        ("heart_rate", None, 72),
    ]


async def test_answer_given_ahead_is_kept_with_the_question_that_stood_open(
    sessions: Sessions, known: Known, response_id: int
) -> None:
    said = await act(sessions, known, "心率80")
    assert said.text.startswith("记下了，心率80次/分。")
    assert await items(sessions, response_id) == [("rate", "pressure", {"value": 80, "unit": "/min"})]
    assert (await state(sessions, response_id))[1] == "pressure"
    assert (await act(sessions, known, "145/90")).text.endswith("按时吃药吗？")


async def test_question_whose_condition_fails_is_left_out(sessions: Sessions, known: Known, response_id: int) -> None:
    for said in ("145/90", "72"):
        await act(sessions, known, said)
    last = await act(sessions, known, "不服药")
    assert last.text.endswith("谢谢您。")
    assert await state(sessions, response_id) == ("completed", None, 0)
    assert [link_id for link_id, _, _ in await items(sessions, response_id)] == ["pressure", "rate", "pills"]


async def test_impossible_value_is_refused_with_its_limits_and_not_recorded(
    sessions: Sessions, known: Known, response_id: int
) -> None:
    await act(sessions, known, "145/90")
    said = await act(sessions, known, "心率500")
    assert "心率500" in said.text
    assert "20到250" in said.text
    assert said.text.endswith("心率多少？")
    assert [link_id for link_id, _, _ in await items(sessions, response_id)] == ["pressure"]
    assert await state(sessions, response_id) == ("in-progress", "rate", 1)
    assert len(await rows_of(sessions, Observation, Observation.patient_id == known.patient_id)) == 1


async def test_three_answers_that_are_not_understood_leave_the_question_to_a_nurse_and_the_form_goes_on(
    sessions: Sessions, known: Known, response_id: int
) -> None:
    first, second = await act(sessions, known, "今天天气不错"), await act(sessions, known, "嗯嗯呢")
    assert first.text == PHRASES("not_understood_1") + "请说两个数。"
    assert second.text == PHRASES("not_understood_2") + "请说两个数。"
    assert await items(sessions, response_id) == []
    third = await act(sessions, known, "哈哈")
    assert third.text == PHRASES("not_understood_3") + "\n心率多少？"
    assert await items(sessions, response_id) == [("pressure", "pressure", "as-text")]
    assert await state(sessions, response_id) == ("in-progress", "rate", 0)
    [alert] = await rows_of(sessions, Alert, Alert.patient_id == known.patient_id)
    assert (alert.rule, alert.level, alert.words) == ("answer_unclear", "routine", "哈哈")


async def test_an_answer_in_between_forgives_the_misses(sessions: Sessions, known: Known, response_id: int) -> None:
    for said in ("今天天气不错", "嗯嗯呢", "145/90", "哈哈", "呵呵"):
        last = await act(sessions, known, said)
    assert last.text == PHRASES("not_understood_2") + "请说一个数。"
    assert await state(sessions, response_id) == ("in-progress", "rate", 2)
    assert await rows_of(sessions, Alert, Alert.patient_id == known.patient_id) == []


async def test_going_on_after_a_pause_is_no_miss(sessions: Sessions, known: Known, response_id: int) -> None:
    said = await act(sessions, known, "继续。")
    assert said.text == "血压多少？"
    assert await state(sessions, response_id) == ("in-progress", "pressure", 0)


async def test_red_flag_pauses_the_questions_and_keeps_the_place(
    sessions: Sessions, known: Known, response_id: int
) -> None:
    said = await act(sessions, known, "145/90，我突然胸口疼得厉害，喘不上气")
    assert said.text.endswith(PHRASES("paused_for_emergency"))
    assert "心率多少" not in said.text
    assert said.goes_on
    assert await state(sessions, response_id) == ("in-progress", "rate", 0)
    assert (await act(sessions, known, "继续")).text == "心率多少？"


async def test_asking_for_a_person_raises_an_alert_and_repeats_the_question(
    sessions: Sessions, known: Known, response_id: int
) -> None:
    said = await act(sessions, known, "我要找护士", intent="request_human")
    assert said.text == f"{PHRASES('person_requested')}\n{PHRASES('then_continue')}血压多少？"
    assert said.goes_on
    [alert] = await rows_of(sessions, Alert, Alert.patient_id == known.patient_id)
    assert (alert.rule, alert.level) == ("person_requested", "urgent")
    assert await state(sessions, response_id) == ("in-progress", "pressure", 0)


async def test_leaving_ends_the_questionnaire_and_the_consent(
    sessions: Sessions, known: Known, response_id: int
) -> None:
    await act(sessions, known, "145/90")
    said = await act(sessions, known, "退订", intent="stop")
    assert said.text == PHRASES("stopped")
    assert not said.goes_on
    assert (await state(sessions, response_id))[0] == "stopped"
    [task] = await rows_of(sessions, Task, Task.patient_id == known.patient_id)
    [consent] = await rows_of(sessions, Consent, Consent.patient_id == known.patient_id)
    assert (task.status, consent.status, consent.withdrawn_at) == ("refused", "inactive", NOW)
    assert len(await items(sessions, response_id)) == 1


async def test_questionnaire_that_ended_elsewhere_ends_in_the_engine_too(sessions: Sessions, known: Known) -> None:
    said = await act(sessions, known, "你好", intent="greet")
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
    await open_form(sessions, known, definition(SHORT))
    assert await start("72") == ["session_started", "followup_form", "requested_slot", "action_listen"]


def test_opening_greets_by_name_and_asks_the_first_question() -> None:
    form = hypertension()
    text, item = first_question(form, name="王秀英", hospital="市第一医院")
    assert text.startswith("您好，王秀英，我是市第一医院的随访助手。")
    assert text.endswith(form.item[0].text)
    assert item.link_id == "blood_pressure"


async def test_cry_for_help_is_not_taken_for_the_answer_to_an_open_question(sessions: Sessions, known: Known) -> None:
    form = definition([{"linkId": "words", "type": "text", "text": "是怎么不舒服呢？"}])
    response_id = await open_form(sessions, known, form)
    said = await act(sessions, known, "我突然胸口疼得厉害，喘不上气")
    assert said.text == PHRASES("paused_for_emergency")
    assert await items(sessions, response_id) == []
    assert await state(sessions, response_id) == ("in-progress", "words", 0)


async def bot_says(sessions: Sessions, known: Known, words: str) -> None:
    async with sessions.begin() as session:
        session.add(
            Message(
                conversation_id=known.conversation_id,
                direction="out",
                author="bot",
                status="sent",
                channel="memory",
                body=words,
                created_at=NOW,
            )
        )


async def test_word_written_before_the_question_came_is_no_answer_to_it(
    sessions: Sessions, known: Known, response_id: int
) -> None:
    receipts = [await say(sessions, known, said) for said in ("72", "心率72")]
    await bot_says(sessions, known, "血压多少？")
    action = action_of(sessions, FORM)
    bare = await run(action, tracker_of(known.conversation_id, f"m{receipts[0].message_id}", "72"))
    assert bare.text.endswith("血压多少？")
    assert PHRASES("not_understood_1") not in bare.text
    assert await items(sessions, response_id) == []
    assert await state(sessions, response_id) == ("in-progress", "pressure", 0)
    named = await run(action, tracker_of(known.conversation_id, f"m{receipts[1].message_id}", "心率72"))
    assert named.text.startswith("记下了，心率72次/分。")
    assert await items(sessions, response_id) == [("rate", "pressure", {"value": 72, "unit": "/min"})]


@pytest.mark.parametrize("word", ["退订", "TD", "Stop。"])
async def test_one_word_leaves_whatever_the_classifier_makes_of_it(
    sessions: Sessions, known: Known, response_id: int, word: str
) -> None:
    said = await act(sessions, known, word, intent="nlu_fallback")
    assert said.text == PHRASES("stopped")
    assert not said.goes_on


async def test_one_word_fetches_a_person_and_talk_about_a_doctor_does_not(
    sessions: Sessions, known: Known, response_id: int
) -> None:
    asked = await act(sessions, known, "人工", intent="nlu_fallback")
    assert asked.text.startswith(PHRASES("person_requested"))
    receipt = await say(sessions, known, "医生让我停药")
    tracker = tracker_of(known.conversation_id, f"m{receipt.message_id}", "医生让我停药", "request_human")
    tracker.latest_message["intent"]["confidence"] = 0.48
    talked = await run(action_of(sessions, FORM), tracker)
    assert PHRASES("person_requested") not in talked.text
    [alert] = await rows_of(sessions, Alert, Alert.patient_id == known.patient_id)
    assert alert.rule == "person_requested"
