from __future__ import annotations

import pytest

from actions.asking import acknowledge, ask_again, buttons_of, object_to, say_value
from actions.filling import Filled, Refused, Value
from tests.support.acting import PHRASES
from tests.support.people import hypertension

FORM = hypertension()


@pytest.mark.parametrize(
    ("item", "value", "words"),
    [
        ("blood_pressure", {"systolic": 145.0, "diastolic": 90.0}, "145/90"),
        ("heart_rate", {"value": 72.0, "unit": "/min"}, "72次/分"),
        ("weight", {"value": 65.5, "unit": "kg"}, "65.5公斤"),
        ("smoking", {"value": 0, "unit": "支"}, "0支"),
        ("symptoms", {"codes": ["2", "8"], "labels": ["头痛头晕", "四肢发麻"]}, "：头痛头晕、手脚发麻"),
        ("adherence", {"boolean": False}, "：没有"),
        ("adverse_reaction_text", {"text": "脚肿"}, "：脚肿"),
    ],
)
def test_value_is_read_back_in_words(item: str, value: Value, words: str) -> None:
    assert say_value(FORM.find(item), value) == words


def test_what_was_recorded_is_read_back_and_nothing_else() -> None:
    pressure = Filled(item=FORM.find("blood_pressure"), value={"systolic": 145, "diastolic": 90})
    weight = Filled(item=FORM.find("weight"), absent="not-performed")
    assert acknowledge([pressure, weight], PHRASES) == "记下了，血压145/90。"
    assert acknowledge([weight], PHRASES) == "好的，这一项先空着。"
    assert acknowledge([], PHRASES) == ""


def test_objection_says_what_is_wrong() -> None:
    rate, pressure = FORM.find("heart_rate"), FORM.find("blood_pressure")
    impossible = object_to(Refused(item=rate, said="300", low=20, high=250), PHRASES)
    assert "心率300" in impossible
    assert "20到250" in impossible
    assert "还差一个低压" in object_to(Refused(item=FORM.find("blood_pressure.diastolic"), said=""), PHRASES)
    assert "高压应该比低压高" in object_to(Refused(item=pressure, said="85/135"), PHRASES)


def test_every_button_can_be_typed_and_the_second_miss_names_the_options() -> None:
    item = FORM.find("adherence")
    assert [button["title"] for button in buttons_of(item)] == ["每天按时吃", "有时会忘", "现在没吃"]
    assert all(button["title"] == button["payload"] for button in buttons_of(item))
    assert "直接说" not in ask_again(item, 1, PHRASES, vague=False)
    assert ask_again(item, 2, PHRASES, vague=False).endswith("直接说：每天按时吃、有时会忘、现在没吃。")


def test_a_zero_is_read_back_as_a_person_says_it() -> None:
    smoking = Filled(item=FORM.find("smoking"), value={"value": 0.0, "unit": "支"})
    assert acknowledge([smoking], PHRASES) == "记下了，不抽烟。"


def test_an_inexact_value_is_asked_for_exactly() -> None:
    assert "准数" in ask_again(FORM.find("heart_rate"), 1, PHRASES, vague=True)
