"""What the daily check in heart failure leads to, and how patients answer it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.questionnaires.cases import alerts, heard, next_rule, rules_of

FORM = "heart_failure_daily"
FOLLOW: list[tuple[dict[str, Any], dict[str, Any] | None, dict[str, float], str]] = [
    ({"weight": 62.0}, {"weight": 60.0}, {}, "weight_gain"),
    ({"weight": 60.5}, {"weight": 60.0}, {"dry_weight": 58.5}, "weight_gain"),
    ({"weight": 60.0, "pillows": 3}, {"weight": 60.0, "pillows": 2}, {}, "more_pillows"),
    ({"weight": 61.0}, {"weight": 60.0}, {}, "small_gain"),
    ({"weight": 60.9, "oedema": "无"}, {"weight": 60.0}, {}, "daily"),
    ({"weight": 60.0, "breathlessness": "无"}, None, {}, "daily"),
    ({"weight": 60.0}, None, {}, "unclassified"),
]
ALERTS: list[tuple[dict[str, Any], list[tuple[str, str]]]] = [
    ({"breathlessness": "休息时"}, [("breathless", "emergency")]),
    ({"breathlessness": "轻微活动时"}, [("breathless_on_little_effort", "urgent")]),
    ({"breathlessness": "较重活动时", "night": "无", "lying": "需垫高", "oedema": "脚踝"}, []),
    ({"night": "有"}, [("breathless", "emergency")]),
    ({"lying": "只能坐着"}, [("breathless", "emergency")]),
    ({"oedema": "小腿"}, [("oedema_rising", "urgent")]),
    ({"medicine": "未服"}, [("medicine_not_taken", "routine")]),
]
SAID: list[tuple[str, str, str | float | None]] = [
    ("breathlessness", "不咋喘", "不喘"),
    ("breathlessness", "一点不喘", "不喘"),
    ("breathlessness", "走快了有点喘", "走快或上楼才喘"),
    ("breathlessness", "爬楼喘，平时不喘", "走快或上楼才喘"),
    ("breathlessness", "上坡喘", "走快或上楼才喘"),
    ("breathlessness", "平地走也有点喘", "平地慢走就喘"),
    ("breathlessness", "走几步就喘，坐着不喘", "平地慢走就喘"),
    ("breathlessness", "洗脸都喘", "平地慢走就喘"),
    ("breathlessness", "坐着也有点喘", "坐着不动也喘"),
    ("breathlessness", "坐着也气急", "坐着不动也喘"),
    ("lying", "枕头得垫两个", "要垫高才行"),
    ("oedema", "晚上有点肿，早上就消了", "脚脖子肿"),
    ("medicine", "基本上都吃了", "漏了一些"),
    ("breathlessness", "不动都喘", "坐着不动也喘"),
    ("breathlessness", "没憋醒，能躺平，垫一个枕头", None),
    ("breathlessness", "有点喘", None),
    ("breathlessness", "脚不肿", None),
    ("night", "睡得踏实", "没有"),
    ("night", "不憋", "没有"),
    ("night", "夜里喘醒了", "有"),
    ("night", "半夜憋得坐起来", "有"),
    ("night", "有一次", "有"),
    ("night", "脚脖子有点肿", None),
    ("night", "醒了上厕所", None),
    ("lying", "平躺着睡", "能躺平"),
    ("lying", "能", "能躺平"),
    ("lying", "垫着被子睡", "要垫高才行"),
    ("lying", "头要抬高", "要垫高才行"),
    ("lying", "平躺有点憋，要垫高", "要垫高才行"),
    ("lying", "一躺下就憋", "只能坐着"),
    ("lying", "躺不了", "只能坐着"),
    ("oedema", "消下去了", "不肿"),
    ("oedema", "脚不肿，腿不肿", "不肿"),
    ("oedema", "脚肿，腿不肿", "脚脖子肿"),
    ("oedema", "脚有点肿", "脚脖子肿"),
    ("oedema", "小腿有点肿", "小腿也肿"),
    ("oedema", "大腿有点肿", "大腿或肚子也肿"),
    ("oedema", "全身都肿", "大腿或肚子也肿"),
    ("oedema", "肚子也大了", "大腿或肚子也肿"),
    ("oedema", "不喘", None),
    ("medicine", "一顿没落", "都吃了"),
    ("medicine", "利尿药没吃", "漏了一些"),
    ("medicine", "晚上的没吃", "漏了一些"),
    ("medicine", "有一样没吃", "漏了一些"),
    ("medicine", "吃了一半", "漏了一些"),
    ("medicine", "全忘了", "没吃"),
    ("medicine", "一片没吃", "没吃"),
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


@pytest.mark.parametrize(("link_id", "text", "expected"), SAID)
def test_everyday_words_are_understood_or_asked_again_and_never_taken_for_another_answer(
    link_id: str, text: str, expected: str | float | None
) -> None:
    assert heard(FORM, link_id, text) == expected
