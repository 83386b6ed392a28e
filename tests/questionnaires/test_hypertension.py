"""What the hypertension form asks, computes, classifies and leads to, and how patients answer it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.questionnaires.cases import alerts, completed, forms, heard, mentioned, next_rule, rules_of

FORM = "hypertension"
WELL = {"symptoms": "无症状", "blood_pressure": (128, 78), "adherence": "规律", "adverse_reaction": "无"}
HIGH, SICK = {**WELL, "blood_pressure": (150, 92)}, {**WELL, "adverse_reaction": "有"}
SPAN = {"systolic": 135, "diastolic": 85, "upper": {"systolic": 145, "diastolic": 88}}
ORDER = """
visit_date visit_mode symptoms blood_pressure weight bmi heart_rate other_signs smoking alcohol exercise_frequency
exercise_minutes salt mood compliance examinations adherence adverse_reaction classification medications referral
referral.reason referral.place next_visit_date signature
"""
FOLLOW: list[tuple[dict[str, Any], dict[str, Any] | None, dict[str, float], str]] = [
    ({**WELL, "blood_pressure": (180, 90)}, None, {}, "emergency_visit"),
    ({**WELL, "blood_pressure": (150, 110)}, HIGH, {}, "emergency_visit"),
    (HIGH, HIGH, {}, "refer"),
    (SICK, HIGH, {}, "refer"),
    (HIGH, None, {}, "two_weeks"),
    (HIGH, WELL, {}, "two_weeks"),
    (SICK, {"symptoms": "无症状"}, {}, "two_weeks"),
    ({**WELL, "symptoms": ["心悸胸闷"]}, None, {}, "same_day_symptom"),
    ({**WELL, "symptoms": ["头痛头晕"]}, HIGH, {}, "with_symptoms"),
    (WELL, HIGH, {}, "regular"),
    ({"symptoms": "无症状", "adverse_reaction": "无"}, HIGH, {}, "unclassified"),
    ({}, None, {}, "unclassified"),
]
ALERTS: list[tuple[dict[str, Any], list[tuple[str, str]]]] = [
    (WELL, []),
    ({**WELL, "symptoms": ["四肢发麻"], "heart_rate": 121}, [("heart_rate_unusual", "urgent")]),
    ({**WELL, "heart_rate": 120}, []),
    ({"heart_rate": 44}, [("heart_rate_unusual", "urgent")]),
    ({"symptoms": ["头痛头晕", "心悸胸闷"]}, [("symptom_same_day", "urgent")]),
    ({"adherence": "不服药"}, [("medicine_not_taken", "routine")]),
    ({"blood_pressure": (190, 115)}, []),  # a red flag's, not the form's
]
CLASSES: list[tuple[dict[str, Any], dict[str, float], str | None]] = [
    ({**WELL}, {}, "控制满意"),
    ({**WELL, "blood_pressure": (139, 89)}, {}, "控制满意"),
    ({**WELL, "blood_pressure": (140, 80)}, {}, "控制不满意"),
    ({**WELL, "blood_pressure": (130, 90)}, {}, "控制不满意"),
    ({**WELL, "blood_pressure": (145, 85)}, {"systolic": 150}, "控制满意"),
    ({**WELL, "blood_pressure": (132, 78)}, {"systolic": 130, "diastolic": 80}, "控制不满意"),
    ({**WELL, "adverse_reaction": "有"}, {}, "不良反应"),
    ({**WELL, "adverse_reaction": "有", "blood_pressure": (160, 95)}, {}, "不良反应"),
    ({"adherence": "不服药", "irregular_reason": ["不良反应"]}, {}, "不良反应"),
    ({**WELL, "symptoms": ["头痛头晕"]}, {}, None),
    ({**WELL, "symptoms": ["头痛头晕"], "blood_pressure": (150, 95)}, {}, "控制不满意"),
    ({**WELL, "blood_pressure": SPAN}, {}, None),
    ({"symptoms": "无症状", "adverse_reaction": "无"}, {}, None),
    ({"symptoms": "无症状", "blood_pressure": (128, 78), "adherence": "不服药"}, {}, None),
]
SAID: list[tuple[str, str, str | float | None]] = [
    ("symptoms", "没有什么不得劲的", "都没有"),
    ("symptoms", "能吃能睡的", "都没有"),
    ("symptoms", "脑壳有点昏", "头痛头晕"),
    ("symptoms", "有点晕", "头痛头晕"),
    ("salt", "我老伴管着，盐放很少", "清淡"),
    ("salt", "不大吃咸的", "清淡"),
    ("salt", "不算咸也不算淡", "一般"),
    ("salt", "我吃得不淡也不咸", "一般"),
    ("salt", "有时候淡有时候咸", "一般"),
    ("salt", "淡了吃不下", "偏咸"),
    ("salt", "不咸不行，没味道", "偏咸"),
    ("salt", "我们这边口味都重", "偏咸"),
    ("mood", "心里敞亮", "良好"),
    ("mood", "没得啥子烦恼", "良好"),
    ("mood", "巴适得很", "良好"),
    ("mood", "不好不坏", "一般"),
    ("mood", "有时候好有时候差", "一般"),
    ("mood", "有点闷", "不太好"),
    ("mood", "提不起精神", "不太好"),
    ("mood", "不大好", "不太好"),
    ("mood", "老伴走了以后天天哭", "不太好"),
    ("adherence", "老伴盯着我吃", "每天按时吃"),
    ("adherence", "吃着呢", "每天按时吃"),
    ("adherence", "没断", "每天按时吃"),
    ("adherence", "有一顿没一顿", "有时会忘"),
    ("adherence", "大部分时候吃", "有时会忘"),
    ("adherence", "早就不吃了", "现在没吃"),
    ("adherence", "断了一个月了", "现在没吃"),
    ("adherence", "没开药", "现在没吃"),
    ("adherence", "今天还没吃", None),
    ("adherence", "一般般", None),
    ("adherence", "没有副作用", None),
    ("adverse_reaction", "好着呢", "没有"),
    ("adverse_reaction", "吃了舒服多了", "没有"),
    ("adverse_reaction", "喉咙痒，老咳", "有"),
    ("adverse_reaction", "脸发烫", "有"),
    ("irregular_reason", "老糊涂了", "忘了"),
    ("irregular_reason", "出门没带", "忘了"),
    ("irregular_reason", "药费太高", "药太贵"),
    ("irregular_reason", "是药三分毒", "吃了不舒服"),
    ("irregular_reason", "吃了没劲", "吃了不舒服"),
    ("irregular_reason", "开药麻烦", "配药不方便"),
    ("irregular_reason", "儿子没空带我去", "配药不方便"),
    ("medication_change", "一直是那几样", "没有"),
    ("medication_change", "还是老药", "没有"),
    ("medication_change", "量加大了", "有"),
    ("medication_change", "加了一片", "有"),
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


def test_a_chat_is_recorded_as_another_way_of_visiting() -> None:
    assert forms()["hypertension"].find("visit_mode").option("other").label == "其他（线上）"


def test_body_mass_index_is_weight_over_height_squared_and_so_is_its_target() -> None:
    known = completed("hypertension", {"weight": 65.0, "height": 165.0}, weight=60.0)
    assert known.answers["bmi"] == {"value": 23.9, "unit": "kg/m2"}
    assert known.answers["bmi_target"] == {"value": 22.0, "unit": "kg/m2"}


def test_without_height_there_is_no_body_mass_index() -> None:
    assert "bmi" not in completed("hypertension", {"weight": 65.0}).answers


@pytest.mark.parametrize("text", ["心情好得很，药没换过，也没有副作用", "药没变", "没换药"])
def test_medicines_that_stayed_the_same_are_taken_unasked(text: str) -> None:
    assert mentioned(FORM, "medication_change", text) == "没有"


@pytest.mark.parametrize(("link_id", "text", "expected"), SAID)
def test_everyday_words_are_understood_or_asked_again_and_never_taken_for_another_answer(
    link_id: str, text: str, expected: str | float | None
) -> None:
    assert heard(FORM, link_id, text) == expected
