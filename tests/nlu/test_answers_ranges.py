"""Readings said as a range or about right."""

from __future__ import annotations

import pytest

from nlu.answers import Question
from tests.nlu.questions import answer, read

Values = dict[str, float]
FASTING = Question(link_id="g", kind="quantity", reading="glucose", unit="mmol/L", low=0.5, high=60, context="fasting")


@pytest.mark.parametrize(
    ("link_id", "text", "low", "high"),
    [
        ("blood_pressure", "高压130到140", {"systolic": 130}, {"systolic": 140}),
        ("blood_pressure", "130-140", {"systolic": 130}, {"systolic": 140}),
        (
            "blood_pressure",
            "血压130到140，80到90",
            {"systolic": 130, "diastolic": 80},
            {"systolic": 140, "diastolic": 90},
        ),
        ("blood_pressure", "130-140/80-90", {"systolic": 130, "diastolic": 80}, {"systolic": 140, "diastolic": 90}),
        (
            "blood_pressure",
            "高压一百三到一百四低压八十到九十",
            {"systolic": 130, "diastolic": 80},
            {"systolic": 140, "diastolic": 90},
        ),
        ("blood_pressure", "高压一百四，低压八十多", {"systolic": 140, "diastolic": 80}, {"diastolic": 89}),
        ("heart_rate", "八十多", {"value": 80}, {"value": 89}),
        ("heart_rate", "七十到八十吧", {"value": 70}, {"value": 80}),
        ("heart_rate", "心率七八十", {"value": 70}, {"value": 80}),
        ("weight", "一百二十多斤", {"value": 60}, {"value": 64.5}),
        ("weight", "60到62公斤", {"value": 60}, {"value": 62}),
    ],
)
def test_reading_said_as_a_range_keeps_both_ends(link_id: str, text: str, low: Values, high: Values) -> None:
    found = answer(link_id, text)
    assert found is not None
    assert (found.value, found.upper, found.impossible) == (low, high, False)


@pytest.mark.parametrize(
    ("link_id", "text"),
    [
        ("blood_pressure", "大概145/90"),
        ("blood_pressure", "血压145/90左右"),
        ("blood_pressure", "也就高压一百四上下，低压九十"),
        ("heart_rate", "差不多七十二"),
        ("heart_rate", "七十来下"),
        ("heart_rate", "八十多"),
        ("weight", "约65公斤"),
        ("weight", "一百三十斤出头"),
    ],
)
def test_reading_said_to_be_about_right_is_marked(link_id: str, text: str) -> None:
    found = answer(link_id, text)
    assert found is not None
    assert found.approximate


@pytest.mark.parametrize(
    ("link_id", "text"),
    [
        ("blood_pressure", "量出来145/90"),
        ("blood_pressure", "大概上周量的，145/90"),
        ("heart_rate", "72"),
        ("weight", "多谢，65公斤"),
    ],
)
def test_reading_said_plainly_is_exact(link_id: str, text: str) -> None:
    found = answer(link_id, text)
    assert found is not None
    assert not found.approximate


def test_range_is_impossible_where_no_end_of_it_can_be() -> None:
    found = answer("heart_rate", "心率700到720")
    assert found is not None
    assert found.impossible


@pytest.mark.parametrize("text", ["90到100", "今天早上八十到九十"])
def test_range_without_a_name_is_no_pressure(text: str) -> None:
    assert answer("blood_pressure", text, asked=False) is None
    assert answer("blood_pressure", text) is None


def test_glucose_of_another_meal_is_no_fasting_one() -> None:
    assert read(FASTING, "餐后9.8") is None
    for text in ("6.5", "空腹6.5", "血糖6.5"):
        found = read(FASTING, text)
        assert found is not None
        assert found.value == 6.5


def test_tenths_left_open_are_about_right() -> None:
    found = read(FASTING, "血糖六点几")
    assert found is not None
    assert (found.value, found.upper, found.approximate) == (6, None, True)
