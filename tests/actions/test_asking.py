from __future__ import annotations

import pytest

from actions.asking import acknowledge, ask, ask_again, ask_for_half, buttons_of, object_to, question_back
from actions.filling import Filled, Half
from actions.judging import Refused
from actions.values import read_back, say_number, say_value
from records.questionnaires import Value
from tests.support.acting import PHRASES
from tests.support.people import definition, hypertension

FORM = hypertension()


@pytest.mark.parametrize(
    ("item", "value", "words"),
    [
        ("blood_pressure", {"systolic": 145.0, "diastolic": 90.0}, "血压145/90"),
        ("heart_rate", {"value": 72.0, "unit": "/min"}, "心率72次/分"),
        ("heart_rate", {"value": 70, "upper": 80, "unit": "/min"}, "心率70到80次/分"),
        ("heart_rate", {"value": 72, "approximate": True}, "心率：大约72次/分"),
        (
            "blood_pressure",
            {"systolic": 130, "diastolic": 80, "upper": {"systolic": 140, "diastolic": 85}},
            "血压130/80到140/85",
        ),
        ("weight", {"value": 65.5, "unit": "kg"}, "体重65.5公斤"),
        ("smoking", {"value": 0, "unit": "支"}, "不抽烟"),
        ("smoking", {"value": 5.0, "unit": "支"}, "每天吸烟5支"),
        ("symptoms", {"codes": ["2", "8"], "labels": ["头痛头晕", "四肢发麻"]}, "症状：头痛头晕、手脚发麻"),
        ("irregular_reason", {"codes": ["other"], "labels": ["其他"], "other": "药苦"}, "别的原因、药苦"),
        ("adverse_reaction_text", {"text": "脚肿"}, "不良反应的情况：脚肿"),
        ("visit_date", {"date": "2026-03-05"}, "随访日期：2026年3月5日"),
    ],
)
def test_value_is_read_back_with_its_name_in_words(item: str, value: Value, words: str) -> None:
    assert read_back(FORM.find(item), value, PHRASES).endswith(words)


def test_truth_and_time_are_said_in_words() -> None:
    form = definition([{"linkId": "a", "type": "boolean", "text": "?"}, {"linkId": "b", "type": "time", "text": "?"}])
    assert say_value(form.find("a"), {"boolean": False}, PHRASES) == PHRASES("no")
    assert say_value(form.find("b"), {"time": "08:30"}, PHRASES) == "08:30"


def test_what_was_recorded_is_read_back_and_what_was_changed_goes_first() -> None:
    pressure = Filled(item=FORM.find("blood_pressure"), value={"systolic": 145, "diastolic": 90}, corrects=True)
    rate = Filled(item=FORM.find("heart_rate"), value={"value": 72})
    weight = Filled(item=FORM.find("weight"), absent="not-performed")
    assert acknowledge([rate, weight], PHRASES) == "记下了，心率72次/分。"
    assert acknowledge([rate, pressure], PHRASES) == "改好了，血压145/90。\n记下了，心率72次/分。"
    assert acknowledge([weight], PHRASES) == PHRASES("noted_absent")
    assert acknowledge([], PHRASES) == ""


def test_objection_says_what_was_heard_and_what_is_possible() -> None:
    rate, pressure = FORM.find("heart_rate"), FORM.find("blood_pressure")
    impossible = object_to(Refused(item=rate, said="300", low=20, high=250), PHRASES)
    assert "心率300" in impossible
    assert "20到250" in impossible
    assert object_to(Refused(item=pressure, said="85/135"), PHRASES) == PHRASES("pressure_order")


def test_missing_half_is_asked_for_with_the_half_that_was_heard() -> None:
    pressure = FORM.find("blood_pressure")
    high = ask_for_half(Half(item=pressure, value={"systolic": 145.0}), PHRASES)
    assert high == PHRASES("half_missing", heard="高压145", what="低压")
    low = ask_for_half(Half(item=pressure, value={"diastolic": 90}), PHRASES)
    assert low == PHRASES("half_missing", heard="低压90", what="高压")


def test_doubtful_values_are_read_back_together() -> None:
    rate = Filled(item=FORM.find("heart_rate"), value={"value": 180})
    weight = Filled(item=FORM.find("weight"), value={"value": 160})
    assert question_back([rate, weight], PHRASES) == PHRASES("confirm", what="心率180次/分，体重160公斤")


def test_every_button_can_be_typed_and_is_what_people_say() -> None:
    buttons = buttons_of(FORM.find("adherence"), PHRASES)
    assert [button["title"] for button in buttons] == ["每天按时吃", "有时会忘", "现在没吃"]
    assert all(button["title"] == button["payload"] for button in buttons)
    assert buttons_of(FORM.find("heart_rate"), PHRASES) == []


def test_second_miss_brings_the_options_the_ways_out_and_a_person() -> None:
    choice, number = FORM.find("adherence"), FORM.find("heart_rate")
    assert ask_again(choice, 1, PHRASES).endswith(choice.hint or "")
    assert ask_again(choice, 2, PHRASES).endswith(PHRASES("options_hint", options="每天按时吃、有时会忘、现在没吃"))
    person = PHRASES("button_person")
    assert [button["title"] for button in buttons_of(choice, PHRASES, misses=2)][-1] == person
    assert [button["title"] for button in buttons_of(number, PHRASES, misses=2)] == [
        PHRASES("button_unknown"),
        PHRASES("button_skip"),
        person,
    ]


def test_question_stands_behind_its_texts_and_before_its_usual_answer() -> None:
    form = definition(
        [
            {"linkId": "note", "type": "display", "text": "先说血压。"},
            {"linkId": "rate", "type": "quantity", "text": "心率多少？", "unit": "/min", "initial": 70},
        ]
    )
    assert ask(form, form.find("rate"), PHRASES) == "先说血压。\n心率多少？\n" + PHRASES("usual", what="70次/分")


def test_numbers_are_said_as_a_person_writes_them() -> None:
    assert [say_number(72.0), say_number(36.5), say_number("a")] == ["72", "36.5", "a"]
