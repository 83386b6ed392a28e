"""What the COPD form grades and leads to, and how patients answer it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.questionnaires.cases import alerts, completed, heard, next_rule, rules_of

FORM = "copd"
FOLLOW: list[tuple[dict[str, Any], dict[str, Any] | None, dict[str, float], str]] = [
    ({"mmrc": "mMRC 1级", "sputum_colour": "黄色"}, None, {}, "worsening"),
    ({"mmrc": "mMRC 1级", "sputum": "比平时多"}, None, {}, "change"),
    ({"mmrc": "mMRC 2级", "worse": "无加重"}, None, {}, "grade_two_or_more"),
    ({"mmrc": "mMRC 1级", "worse": "无加重"}, None, {}, "regular"),
    ({"cough": "有时"}, None, {}, "unclassified"),
]
ALERTS: list[tuple[dict[str, Any], list[tuple[str, str]]]] = [
    ({"worse": "明显加重"}, [("breathing_worse", "urgent")]),
    ({"sputum_colour": "带血"}, [("blood", "emergency")]),
    ({"sputum_colour": "绿色"}, [("sputum_changed", "urgent")]),
]
SAID: list[tuple[str, str, str | float | None]] = [
    ("mmrc", "搬东西才喘", "用大力气才喘"),
    ("mmrc", "我穿衣裳都喘", "出不了门"),
    ("sleep", "醒了三四回", "睡不好"),
    ("mmrc", "不咋喘", "用大力气才喘"),
    ("mmrc", "走快一点或者上坡就喘", "快走或上坡喘"),
    ("mmrc", "爬楼有点喘", "快走或上坡喘"),
    ("mmrc", "走急了喘", "快走或上坡喘"),
    ("mmrc", "走走就要停下来歇", "走得比别人慢"),
    ("mmrc", "走个百把米就要歇", "走一百来米要歇"),
    ("mmrc", "走几分钟就得歇", "走一百来米要歇"),
    ("mmrc", "穿个衣服都喘", "出不了门"),
    ("mmrc", "动一下就喘", "出不了门"),
    ("mmrc", "有点喘", None),
    ("mmrc", "一般般", None),
    ("worse", "没有更厉害", "跟平时一样"),
    ("worse", "不厉害", "跟平时一样"),
    ("worse", "就那样", "跟平时一样"),
    ("worse", "有点", "重一点"),
    ("worse", "有一点吧", "重一点"),
    ("worse", "有点厉害", "重一点"),
    ("worse", "稍微厉害些", "重一点"),
    ("worse", "比平时喘得多", "重很多"),
    ("worse", "加重了", "重很多"),
    ("worse", "有点黄", None),
    ("worse", "有点咳", None),
    ("worse", "一般般", None),
    ("cough", "咳，不厉害", "有时咳"),
    ("cough", "早起咳", "有时咳"),
    ("cough", "咳个没完", "整天咳"),
    ("cough", "从早咳到晚", "整天咳"),
    ("cough", "有点痰", None),
    ("sputum", "不算多", "不多或跟平时一样"),
    ("sputum", "早上有几口", "不多或跟平时一样"),
    ("sputum", "老是吐痰", "比平时多"),
    ("sputum", "多了不少", "比平时多"),
    ("sputum_colour", "黄脓痰", "黄的"),
    ("sputum_colour", "白里带黄", "黄的"),
    ("sputum_colour", "有点绿", "绿的"),
    ("sputum_colour", "粉红色泡沫", "带血"),
    ("sputum_colour", "带点红", "带血"),
    ("sputum_colour", "没带血，白的", "白的"),
    ("sleep", "没咳醒", "睡得好"),
    ("sleep", "不咳不喘", "睡得好"),
    ("sleep", "一晚上醒一两回", "醒一两次"),
    ("sleep", "会，一次", "醒一两次"),
    ("sleep", "有时候会咳醒", "醒一两次"),
    ("sleep", "老咳醒", "睡不好"),
    ("sleep", "睡不踏实", "睡不好"),
    ("sleep", "会，咳醒好几次", "睡不好"),
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


@pytest.mark.parametrize("grade", range(5))
def test_breathlessness_is_graded_as_mmrc_does(grade: int) -> None:
    found = completed("copd", {"mmrc": f"mMRC {grade}级"}).answers["mmrc_grade"]
    assert found == {"value": grade, "unit": "级"}


@pytest.mark.parametrize(("link_id", "text", "expected"), SAID)
def test_everyday_words_are_understood_or_asked_again_and_never_taken_for_another_answer(
    link_id: str, text: str, expected: str | float | None
) -> None:
    assert heard(FORM, link_id, text) == expected
