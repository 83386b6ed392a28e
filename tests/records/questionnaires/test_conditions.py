from __future__ import annotations

from typing import Any

import pytest

from records.questionnaires import Condition, Known, Value, all_hold, holds, is_enabled, value_of
from tests.records.questionnaires.support import SMOKES, form

ANSWERS: dict[str, Value | None] = {
    "weight": {"value": 70, "unit": "kg"},
    "sleep": {"value": 6, "upper": 8, "unit": "h"},
    "bp": {"systolic": 145, "diastolic": 90},
    "bp_range": {"systolic": 130, "diastolic": 80, "upper": {"systolic": 140, "diastolic": 90}},
    "symptoms": {"codes": ["2", "3"], "labels": ["头痛头晕", "恶心呕吐"]},
    "smokes": {"boolean": False},
    "since": {"date": "2026-03-05"},
    "woke": {"time": "05:30"},
    "words": {"text": "腿疼"},
    "declined": None,
}
KNOWN = Known(answers=ANSWERS, previous={"weight": {"value": 65, "unit": "kg"}}, goals={"weight": 60, "sleep": 9})


def condition(question: str, operator: str, answer: Any, **more: Any) -> Condition:
    return Condition.model_validate({"question": question, "operator": operator, "answer": answer, **more})


@pytest.mark.parametrize(
    ("question", "operator", "answer", "expected"),
    [
        ("weight", "exists", True, True),
        ("weight", "exists", False, False),
        ("declined", "exists", True, False),
        ("declined", "exists", False, True),
        ("never_asked", "exists", False, True),
        ("weight", "=", 70, True),
        ("weight", "!=", 70, False),
        ("weight", ">", 70, False),
        ("weight", ">=", 70, True),
        ("weight", "<", 70, False),
        ("weight", "<=", 70, True),
        ("symptoms", "=", "头痛头晕", True),
        ("symptoms", "=", "3", True),
        ("symptoms", "=", "1", False),
        ("symptoms", "!=", "1", True),
        ("symptoms", "!=", "2", False),
        ("smokes", "=", False, True),
        ("smokes", "!=", True, True),
        ("since", "=", "2026-03-05", True),
        ("woke", "!=", "05:30", False),
        ("words", "=", "腿疼", True),
        ("words", ">", 5, False),
        ("bp.systolic", ">=", 140, True),
        ("bp.diastolic", ">=", 91, False),
        ("bp.pulse", "exists", True, False),
        ("bp", "exists", True, True),
    ],
)
def test_comparison_holds_as_in_fhir(question: str, operator: str, answer: Any, expected: bool) -> None:
    assert holds(condition(question, operator, answer), KNOWN) is expected


@pytest.mark.parametrize("operator", ["=", "!=", ">", "<", ">=", "<="])
def test_question_without_a_value_equals_nothing_and_differs_from_nothing(operator: str) -> None:
    assert not holds(condition("declined", operator, 5), KNOWN)
    assert not holds(condition("never_asked", operator, 5), KNOWN)


@pytest.mark.parametrize(
    ("operator", "answer", "expected"),
    [(">", 5, True), (">", 6, False), (">", 7, False), ("<", 9, True), ("<", 8, False), (">=", 6, True),
     ("<=", 8, True), ("=", 6, False), ("=", 8, False), ("!=", 6, False), ("!=", 8, False), ("!=", 5, True)],
)  # fmt: skip
def test_range_compares_with_both_of_its_ends(operator: str, answer: float, expected: bool) -> None:
    assert holds(condition("sleep", operator, answer), KNOWN) is expected


def test_part_of_a_range_of_pressures_has_both_ends() -> None:
    assert value_of(ANSWERS, "bp_range.systolic") == {"value": 130, "upper": 140}
    assert not holds(condition("bp_range.systolic", ">=", 140), KNOWN)
    assert holds(condition("bp_range.systolic", ">=", 130), KNOWN)


def test_answer_of_the_last_form_is_another_one_than_this_forms() -> None:
    assert holds(condition("weight", "=", 65, previous=True), KNOWN)
    assert not holds(condition("weight", "=", 70, previous=True), KNOWN)
    assert holds(condition("symptoms", "exists", False, previous=True), KNOWN)


def test_patients_goal_takes_the_place_of_the_limit_where_there_is_one() -> None:
    assert holds(condition("weight", ">", 80, goal="weight"), KNOWN)
    assert not holds(condition("weight", ">", 80, goal="dry_weight"), KNOWN)
    assert holds(condition("sleep", "<", 5, goal="sleep"), KNOWN)


def test_condition_without_a_question_looks_at_its_own_item() -> None:
    assert holds(condition("", ">", 60), KNOWN, own="weight")


def test_all_any_and_none_of_several_conditions() -> None:
    right, wrong = condition("weight", "=", 70), condition("weight", "=", 71)
    assert all_hold([], "all", KNOWN)
    assert all_hold([], "any", KNOWN)
    assert all_hold([right, right], "all", KNOWN)
    assert not all_hold([right, wrong], "all", KNOWN)
    assert all_hold([right, wrong], "any", KNOWN)
    assert not all_hold([wrong, wrong], "any", KNOWN)


def test_item_is_part_of_the_form_only_with_the_groups_around_it() -> None:
    smoker = [{"question": "smokes", "operator": "=", "answer": True}]
    inner = {"linkId": "how_many", "type": "integer", "text": "几支？"}
    group = {"linkId": "smoking", "type": "group", "text": "吸烟", "enableWhen": smoker, "item": [inner]}
    definition = form(SMOKES, group)
    item = definition.find("how_many")
    assert is_enabled(definition, item, Known(answers={"smokes": {"boolean": True}}))
    assert not is_enabled(definition, item, Known(answers={"smokes": {"boolean": False}}))
    assert not is_enabled(definition, item, Known(answers={}))
