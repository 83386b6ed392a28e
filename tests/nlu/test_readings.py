"""Vital signs in every usual form, and numbers that are none."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlu.readings import find_readings
from nlu.understanding import MAX_LENGTH, Reading, Symptom, understand

PAIRS = [
    ("高压一百四十五低压九十", 145, 90),
    ("高145低90", 145, 90),
    ("145/90", 145, 90),
    ("１４５／９０", 145, 90),
    ("145-90", 145, 90),
    ("145 90", 145, 90),
    ("145，90", 145, 90),
    ("145、90", 145, 90),
    ("血压135到85", 135, 85),
    ("血压140比90", 140, 90),
    ("低压90高压140", 140, 90),
    ("一百四十五九十", 145, 90),
    ("一百三八十五", 130, 85),
    ("血压一三五八五", 135, 85),
    ("幺三五八五", 135, 85),
    ("血压14090", 140, 90),
    ("135.85", 135, 85),
    ("上压140下压85", 140, 85),
    ("收缩压140mmHg，舒张压90mmHg", 140, 90),
    ("高压是一百四十五，低压是九十", 145, 90),
    ("血压高压在一百五左右，低压在九十左右", 150, 90),
    ("今天早上量的是一百三十五，八十五", 135, 85),
    ("11月20日量的135/85", 135, 85),
    ("2024/11/20 血压135/85", 135, 85),
    ("85/135", 135, 85),
    ("血压偏高，150/95左右", 150, 95),
    ("我65岁了，血压130多/80多", 130, 80),
    ("高压90低压140", 90, 140),
    ("高血压十年了，今天140/90", 140, 90),
]


@pytest.mark.parametrize(("text", "systolic", "diastolic"), PAIRS)
def test_blood_pressure_is_read_in_every_usual_form(text: str, systolic: float, diastolic: float) -> None:
    (reading,) = find_readings(text)
    assert (reading.kind, reading.unit) == ("blood_pressure", "mm[Hg]")
    assert reading.values == {"systolic": systolic, "diastolic": diastolic}
    assert text[reading.start : reading.end] == reading.surface


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("心率72", "heart_rate", 72),
        ("脉搏七十二", "heart_rate", 72),
        ("心跳每分钟72下", "heart_rate", 72),
        ("72次/分", "heart_rate", 72),
        ("心率七八", "heart_rate", 78),
        ("体重65公斤", "weight", 65),
        ("体重一百三十斤", "weight", 65),
        ("62kg", "weight", 62),
        ("空腹血糖7.2", "glucose", 7.2),
        ("血糖七点二", "glucose", 7.2),
        ("血糖6、64", "glucose", 6.64),
        ("血糖7。53", "glucose", 7.53),
        ("血糖126mg/dl", "glucose", 7.0),
        ("餐后2小时血糖11.2", "glucose", 11.2),
        ("体温三十七度八", "temperature", 37.8),
        ("烧到38.5度", "temperature", 38.5),
        ("血氧95%", "spo2", 95),
        ("血氧饱和度百分之九十三", "spo2", 93),
    ],
)
def test_single_values_are_read(text: str, kind: str, value: float) -> None:
    (reading,) = find_readings(text)
    assert (reading.kind, reading.values) == (kind, {"value": value})


@pytest.mark.parametrize(
    "text",
    [
        "我65岁",
        "吃5毫克氨氯地平两片",
        "电话13912345678",
        "11月20日",
        "2024-11-20",
        "胆固醇5.2mmol/L",
        "瘦了5公斤",
        "一天半斤白酒",
        "每周三次，每次半小时",
        "体重130",
        "三高",
        "血压一直高",
        "早上八点半吃药",
        "糖尿病20年",
        "",
    ],
)
def test_other_numbers_are_no_readings(text: str) -> None:
    assert find_readings(text) == ()


def test_several_readings_of_one_message_keep_their_order() -> None:
    kinds = [reading.kind for reading in find_readings("血压145/90，心率72，体重65公斤，空腹血糖6.1")]
    assert kinds == ["blood_pressure", "heart_rate", "weight", "glucose"]


def test_range_keeps_both_ends() -> None:
    (reading,) = find_readings("高压130-140，低压80到90")
    assert (reading.values, reading.upper) == (
        {"systolic": 130, "diastolic": 80},
        {"systolic": 140, "diastolic": 90},
    )


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("血压145/90，正常吗？", "stated"),
        ("130/90是高血压吗", "asked"),
        ("去年血压180/110", "past"),
        ("血压目标是130/80", "hypothetical"),
    ],
)
def test_reading_says_whether_it_is_the_patients_own(text: str, status: str) -> None:
    assert [reading.status for reading in find_readings(text)] == [status]


@given(st.integers(min_value=90, max_value=220), st.integers(min_value=45, max_value=120))
def test_any_plausible_pair_survives_every_mark(systolic: int, diastolic: int) -> None:
    if systolic - diastolic < 25:
        return
    forms = ["{}/{}", "血压{}/{}", "高压{}低压{}", "{} {}", "{}，{}", "血压{}到{}"]
    for form in forms:
        (reading,) = find_readings(form.format(systolic, diastolic))
        assert reading.values == {"systolic": systolic, "diastolic": diastolic}


@given(st.text(max_size=60))
@settings(deadline=None)  # the first text waits for the lexicon
def test_any_text_is_understood_without_an_error_and_with_true_offsets(text: str) -> None:
    found = understand(text)
    for finding in (*found.readings, *found.symptoms):
        assert text[finding.start : finding.end] == finding.surface


def test_findings_travel_as_json() -> None:
    found = understand("血压145/90，头有点晕")
    reading, symptom = found.readings[0], found.symptoms[0]
    assert Reading.from_entity(json.loads(json.dumps(reading.to_entity()))) == reading
    assert Symptom.from_entity(json.loads(json.dumps(symptom.to_entity()))) == symptom


def test_long_message_is_cut_and_says_so() -> None:
    found = understand("血压145/90，" + "谢谢" * MAX_LENGTH)
    assert found.truncated
    assert len(found.text) == MAX_LENGTH
    assert not understand("血压145/90").truncated
