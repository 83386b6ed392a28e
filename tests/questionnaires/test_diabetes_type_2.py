"""What the diabetes form asks, classifies and leads to, and how patients answer it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.questionnaires.cases import alerts, completed, forms, heard, mentioned, next_rule, rules_of

FORM = "diabetes_type_2"
WELL = {"symptoms": "无症状", "blood_pressure": (128, 78), "adherence": "规律", "adverse_reaction": "无"}
SWEET = {**WELL, "fasting_glucose": 6.2, "hypoglycemia": "无"}
SUGAR = {**SWEET, "fasting_glucose": 8.1}
ORDER = """
visit_date visit_mode symptoms blood_pressure weight bmi foot_pulse other_signs smoking alcohol exercise_frequency
exercise_minutes staple_food mood compliance fasting_glucose hba1c hba1c_date examinations adherence adverse_reaction
hypoglycemia classification medications insulin insulin_kind insulin_use referral referral.reason referral.place
next_visit_date signature
"""
FOLLOW: list[tuple[dict[str, Any], dict[str, Any] | None, dict[str, float], str]] = [
    ({**SWEET, "fasting_glucose": 16.7}, None, {}, "emergency_visit"),
    ({**SWEET, "fasting_glucose": 3.9}, SUGAR, {}, "emergency_visit"),
    (SUGAR, SUGAR, {}, "refer"),
    (SUGAR, SWEET, {}, "two_weeks"),
    ({**SWEET, "hypoglycemia": "频繁"}, None, {}, "same_day_symptom"),
    ({**SWEET, "blood_pressure": (142, 80)}, None, {}, "pressure_to_review"),
    ({**SWEET, "hypoglycemia": "偶尔"}, None, {}, "with_symptoms"),
    (SWEET, SUGAR, {}, "regular"),
    ({"symptoms": "无症状", "hypoglycemia": "无"}, SUGAR, {}, "unclassified"),
]
ALERTS: list[tuple[dict[str, Any], list[tuple[str, str]]]] = [
    ({**SWEET, "fasting_glucose": 3.2}, []),
    ({"symptoms": ["多饮", "多尿"]}, [("symptom_same_day", "urgent")]),
    ({"hypoglycemia": "频繁"}, [("frequent_low_glucose", "urgent")]),
]
CLASSES: list[tuple[dict[str, Any], dict[str, float], str | None]] = [
    ({**SWEET}, {}, "控制满意"),
    ({**SWEET, "fasting_glucose": 6.9}, {}, "控制满意"),
    ({**SWEET, "fasting_glucose": 7.0}, {}, "控制不满意"),
    ({**SWEET, "fasting_glucose": 7.4}, {"fasting_glucose": 8}, "控制满意"),
    ({**SWEET, "fasting_glucose": 3.6}, {}, None),
    ({**SWEET, "adverse_reaction": "有"}, {}, "不良反应"),
    ({**SWEET, "hypoglycemia": "偶尔"}, {}, None),
    ({**SWEET, "symptoms": ["手脚麻木"]}, {}, None),
    ({**SWEET, "blood_pressure": (150, 80)}, {}, None),
    ({key: SWEET[key] for key in SWEET if key != "blood_pressure"}, {}, "控制满意"),
]
SAID: list[tuple[str, str, str | float | None]] = [
    ("symptoms", "渴得很", "老是口渴"),
    ("symptoms", "嘴巴干", "老是口渴"),
    ("symptoms", "小便有点疼", "感染或伤口不好"),
    ("symptoms", "脚上破了个口子", "感染或伤口不好"),
    ("symptoms", "掉了好几斤", "瘦了很多"),
    ("hypoglycemia", "不会", "没有"),
    ("hypoglycemia", "没犯过", "没有"),
    ("hypoglycemia", "好像有一次", "偶尔"),
    ("hypoglycemia", "一个月一两次", "偶尔"),
    ("hypoglycemia", "难得一次", "偶尔"),
    ("hypoglycemia", "每个星期都有", "经常"),
    ("hypoglycemia", "动不动就心慌", "经常"),
    ("hypoglycemia", "每天走路", None),
    ("hypoglycemia", "药天天吃", None),
    ("hypoglycemia", "一般般", None),
    ("insulin", "不用打", "不打"),
    ("insulin", "没用胰岛素", "不打"),
    ("insulin", "只吃药", "不打"),
    ("insulin", "一天四针", "在打"),
    ("insulin", "打了好几年了", "在打"),
    ("insulin", "早晚各一针", "在打"),
]


@pytest.mark.parametrize(("said", "before", "goals", "code"), FOLLOW)
def test_first_rule_that_holds_decides_what_follows(
    said: dict[str, Any], before: dict[str, Any] | None, goals: dict[str, float], code: str
) -> None:
    assert next_rule(FORM, said, before, goals) == code


def test_no_rule_is_left_without_a_case() -> None:
    assert rules_of(FORM) == {code for _, _, _, code in FOLLOW}


@pytest.mark.parametrize(("said", "expected"), ALERTS)
def test_answers_that_a_person_must_see_raise_an_alert_and_others_none(
    said: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    assert alerts(FORM, said) == expected


@pytest.mark.parametrize(("said", "goals", "expected"), CLASSES)
def test_visit_is_classified_as_the_form_says(
    said: dict[str, Any], goals: dict[str, float], expected: str | None
) -> None:
    found = completed(FORM, said, **goals).answers.get("classification")
    assert (found["labels"][0] if found else None) == expected


def test_official_form_is_complete_and_in_its_order() -> None:
    assert [item.link_id for item in forms()[FORM].walk() if item.link_id in ORDER.split()] == ORDER.split()


def test_complication_is_a_clinicians_word() -> None:
    assert not forms()[FORM].find("classification").option("4").when


def test_official_follow_ups_are_due_within_two_weeks_or_a_quarter_and_a_referral_is_urgent() -> None:
    rules = {rule.code: rule for rule in forms()[FORM].follow_up}
    assert [rules[code].within_days for code in ("refer", "two_weeks", "regular")] == [14, 14, 90]
    assert rules["refer"].questionnaire == "referral_visit"
    assert rules["refer"].alert is not None
    assert (rules["refer"].alert.rule, rules["refer"].alert.level) == ("referral_due", "urgent")


def test_insulin_that_is_not_used_is_taken_unasked() -> None:
    assert mentioned(FORM, "insulin", "没有低血糖，不打胰岛素") == "不打"


@pytest.mark.parametrize(("link_id", "text", "expected"), SAID)
def test_everyday_words_are_understood_or_asked_again_and_never_taken_for_another_answer(
    link_id: str, text: str, expected: str | float | None
) -> None:
    assert heard(FORM, link_id, text) == expected
