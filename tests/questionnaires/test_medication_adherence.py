"""What counts as regular, what missed doses lead to, and how patients answer."""

from __future__ import annotations

from typing import Any

import pytest

from tests.questionnaires.cases import alerts, completed, forms, heard, next_rule, rules_of

FORM = "medication_adherence"
FOLLOW: list[tuple[dict[str, Any], dict[str, Any] | None, dict[str, float], str]] = [
    ({"takes_medicine": "有", "missed_days": 2}, None, {}, "doses_missed"),
    ({"takes_medicine": "有", "missed": "全部未服"}, None, {}, "doses_missed"),
    ({"takes_medicine": "有", "missed": "全部服用"}, None, {}, "regular"),
    ({"takes_medicine": "有", "missed": "部分漏服", "missed_days": 1}, None, {}, "regular"),
    ({"takes_medicine": "无"}, None, {}, "no_medicine"),
    ({}, None, {}, "unclassified"),
]
ALERTS: list[tuple[dict[str, Any], list[tuple[str, str]]]] = [
    ({"own_change": "加量"}, [("dose_changed_alone", "routine")]),
    ({"supply": 3}, [("medicine_running_out", "routine")]),
    ({"supply": 4}, []),
]
SAID: list[tuple[str, str, str | float | None]] = [
    ("missed", "一顿没落", "都吃全了"),
    ("missed", "没断过", "都吃全了"),
    ("missed", "七天都吃了", "都吃全了"),
    ("takes_medicine", "吃的药多得很", "有"),
    ("missed", "大部分吃了", "漏过"),
    ("missed", "大多数都吃了", "漏过"),
    ("missed", "基本上都吃", "漏过"),
    ("missed", "差不多都吃了", "漏过"),
    ("missed", "只吃了三天", "漏过"),
    ("missed", "差一次", "漏过"),
    ("missed", "好像漏了一顿", "漏过"),
    ("missed", "早停了", "一天都没吃"),
    ("missed", "一片没吃", "一天都没吃"),
    ("missed", "今天还没吃", None),
    ("missed", "一般般", None),
    ("own_change", "没自己停过", "没有"),
    ("own_change", "没乱动", "没有"),
    ("own_change", "都听医生的", "没有"),
    ("own_change", "没有减也没有加", "没有"),
    ("own_change", "好了就停", "减过或停过"),
    ("own_change", "有点低就不吃了", "减过或停过"),
    ("own_change", "多吃了半片", "加过"),
    ("own_change", "血压高我多吃一颗", "加过"),
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


@pytest.mark.parametrize(("missed", "share", "band"), [(1, 86, "regular"), (2, 71, "irregular"), (7, 0, "irregular")])
def test_share_of_full_days_is_counted_from_the_missed_ones(missed: int, share: int, band: str) -> None:
    known = completed("medication_adherence", {"missed_days": missed})
    assert known.answers["taken_share"] == {"value": share, "unit": "%"}
    parts = forms()["medication_adherence"].find("taken_share").interpretation
    assert [part.code for part in parts if part.holds(share)] == [band]


def test_patient_without_medicines_is_not_asked_again() -> None:
    rules = {rule.code: rule for rule in forms()[FORM].follow_up}
    assert rules["no_medicine"].within_days is None


@pytest.mark.parametrize(("link_id", "text", "expected"), SAID)
def test_everyday_words_are_understood_or_asked_again_and_never_taken_for_another_answer(
    link_id: str, text: str, expected: str | float | None
) -> None:
    assert heard(FORM, link_id, text) == expected
