"""How the nine questions on mood add up, what they lead to, and how patients answer them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.questionnaires.cases import alerts, completed, forms, heard, next_rule, rules_of

FORM = "phq_9"
SCORES = ["完全不会", "好几天", "一半以上的天数", "几乎每天"]
NINE = ["interest", "low_mood", "sleep", "tired", "appetite", "self_worth", "concentration", "movement", "self_harm"]
PHQ_TEN = {**dict.fromkeys(NINE, "好几天"), "interest": "几乎每天", "self_harm": "完全不会"}
FOLLOW: list[tuple[dict[str, Any], dict[str, Any] | None, dict[str, float], str]] = [
    ({**dict.fromkeys(NINE, "几乎每天")}, None, {}, "self_harm"),
    ({"self_harm": "好几天"}, None, {}, "self_harm"),
    ({**dict.fromkeys(NINE, "一半以上的天数"), "self_harm": "完全不会"}, None, {}, "high_score"),
    (PHQ_TEN, None, {}, "raised_score"),
    ({**PHQ_TEN, "interest": "一半以上的天数"}, None, {}, "fine"),
    ({"interest": "几乎每天"}, None, {}, "incomplete"),
]
SAID: list[tuple[str, str, str | float | None]] = [
    ("self_harm", "没想过", "完全没有"),
    ("self_harm", "没动过这念头", "完全没有"),
    ("self_harm", "没得", "完全没有"),
    ("self_harm", "哪能啊，没有", "完全没有"),
    ("self_harm", "有", "有几天"),
    ("self_harm", "有点", "有几天"),
    ("self_harm", "好像有过", "有几天"),
    ("self_harm", "想过一回", "有几天"),
    ("self_harm", "有时候想", "有几天"),
    ("self_harm", "天天想", "几乎每天"),
    ("self_harm", "一般般", None),
    ("self_harm", "还好", None),
    ("self_harm", "睡不好", None),
    ("sleep", "有一个星期吧", "一半以上的天"),
    ("low_mood", "十几天", None),
    ("low_mood", "每天半夜两点就醒", None),
    ("appetite", "没有胃口", None),
    ("interest", "经常有", None),
    ("interest", "睡不着", None),
    ("interest", "好一点", None),
    ("difficulty", "不碍事", "不难"),
    ("difficulty", "没啥影响", "不难"),
    ("difficulty", "有些费劲", "有点难"),
    ("difficulty", "一般般", "有点难"),
    ("difficulty", "啥都干不成", "非常难"),
    ("difficulty", "根本做不了", "非常难"),
]


@pytest.mark.parametrize(("said", "before", "goals", "code"), FOLLOW)
def test_first_rule_that_holds_decides_what_follows(
    said: dict[str, Any], before: dict[str, Any] | None, goals: dict[str, float], code: str
) -> None:
    assert next_rule(FORM, said, before, goals) == code


def test_no_rule_is_left_without_a_case() -> None:
    assert rules_of(FORM) == {code for _, _, _, code in FOLLOW}


@pytest.mark.parametrize("total", range(28))
def test_phq_9_adds_up_and_is_interpreted_by_its_bands(total: int) -> None:
    points = [min(3, max(0, total - 3 * place)) for place in range(9)]
    known = completed("phq_9", {key: SCORES[score] for key, score in zip(NINE, points, strict=True)})
    found = known.answers["total"]
    assert found is not None
    bands = [band.code for band in forms()["phq_9"].find("total").interpretation if band.holds(found["value"])]
    expected = ["minimal", "mild", "moderate", "moderately_severe", "severe", "severe"][total // 5]
    assert (found["value"], bands) == (total, [expected])


@pytest.mark.parametrize(("score", "expected"), [(0, []), (1, ["self_harm"]), (2, ["self_harm"]), (3, ["self_harm"])])
def test_any_thought_of_self_harm_is_an_emergency(score: int, expected: list[str]) -> None:
    found = alerts(FORM, {"self_harm": SCORES[score]})
    assert [rule for rule, level in found if level == "emergency"] == expected


def test_who_thinks_of_self_harm_is_told_whom_to_call_and_that_a_person_knows() -> None:
    [alert] = forms()["phq_9"].find("self_harm").alert
    assert all(word in (alert.say or "") for word in ("12356", "120", "110", "已经告诉医护人员"))


@pytest.mark.parametrize(("link_id", "text", "expected"), SAID)
def test_everyday_words_are_understood_or_asked_again_and_never_taken_for_another_answer(
    link_id: str, text: str, expected: str | float | None
) -> None:
    assert heard(FORM, link_id, text) == expected
