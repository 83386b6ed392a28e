"""Since when, how badly, how often, on which side: in the patient's own words."""

from __future__ import annotations

import pytest

from nlu.symptoms import find_symptoms


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("头晕三天了", "三天"), ("从昨晚开始肚子疼", "从昨晚开始"), ("咳嗽半个月了", "半个月"),
        ("这两天嗓子疼", "这两天"),
        ("头疼有一个多星期了", "有一个多星期"), ("最近老是胸闷", "最近"), ("好几个月了，不咳嗽，就是痰多", "好几个月"),
        ("昨天早上流鼻血", "昨天早上"),
        ("高血压十年，头晕两个月", "两个月"), ("头晕，昨天好了", None), ("一天拉三次肚子", None), ("头晕", None),
    ],
)  # fmt: skip
def test_duration_is_what_was_said(text: str, duration: str | None) -> None:
    assert [symptom.duration for symptom in find_symptoms(text) if symptom.status != "denied"] == [duration]


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("有点头晕", "有点"), ("头疼得厉害", "厉害"), ("痒得受不了", "受不了"), ("稍微有些恶心", "稍微有些"),
        ("腿有一点肿", "有一点"),
        ("咳嗽，越来越厉害", "越来越厉害"), ("头晕", None),
    ],
)  # fmt: skip
def test_severity_is_what_was_said(text: str, severity: str | None) -> None:
    assert [symptom.severity for symptom in find_symptoms(text)] == [severity]


@pytest.mark.parametrize(
    ("text", "frequency"),
    [
        ("经常心慌", "经常"), ("偶尔胸闷", "偶尔"), ("一天咳嗽十几次", "一天咳嗽十几次"),
        ("每天晚上都头疼", "每天晚上"),
        ("时不时头晕一下", "时不时"),
        ("我老公头疼", None),
    ],
)  # fmt: skip
def test_frequency_is_what_was_said(text: str, frequency: str | None) -> None:
    assert [symptom.frequency for symptom in find_symptoms(text)] == [frequency]


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("左腿肿", "left"), ("右手发麻", "right"), ("两条腿都浮肿", "both"), ("双脚麻", "both"), ("右边腰疼", "right"),
        ("腿有点肿，左边的", "left"),
        ("头晕两个月", None),
    ],
)  # fmt: skip
def test_side_is_read(text: str, side: str | None) -> None:
    assert [symptom.side for symptom in find_symptoms(text)] == [side]


def test_a_list_has_its_details_in_common_and_two_clauses_have_not() -> None:
    assert {symptom.frequency for symptom in find_symptoms("最近经常头晕恶心")} == {"经常"}
    found = find_symptoms("这两天嗓子疼，今天开始流鼻涕")
    assert [symptom.duration for symptom in found] == ["这两天", "今天开始"]
