from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from records.questionnaires import Definition, Item, Known, Value
from records.questionnaires.calculation import calculate, names_in
from tests.records.questionnaires.support import PAIN, SMOKES, WEIGHT, form

TODAY = date(2026, 3, 15)
SCORED = {
    "linkId": "sleep",
    "type": "choice",
    "repeats": True,
    "text": "睡得好吗？",
    "answerOption": [{"code": "a", "label": "难入睡", "score": 1}, {"code": "b", "label": "早醒", "score": 2}],
}
BP: dict[str, Any] = {
    "linkId": "bp",
    "type": "group",
    "reading": "blood_pressure",
    "text": "血压多少？",
    "item": [
        {"linkId": "bp.systolic", "type": "quantity", "unit": "mm[Hg]", "text": "高压"},
        {"linkId": "bp.diastolic", "type": "quantity", "unit": "mm[Hg]", "text": "低压"},
    ],
}
SINCE = {"linkId": "since", "type": "date", "text": "哪天做的手术？"}
HEIGHT = {"linkId": "height", "type": "quantity", "unit": "cm", "text": "多高？"}
ANSWERS: dict[str, Value | None] = {
    "weight": {"value": 70, "unit": "kg"},
    "height": {"value": 165, "unit": "cm"},
    "sleep": {"codes": ["a", "b"], "labels": ["难入睡", "早醒"]},
    "smokes": {"boolean": True},
    "bp": {"systolic": 145, "diastolic": 90},
    "since": {"date": "2026-03-05"},
}


def computing(expression: str, type_: str, unit: str | None = None) -> tuple[Item, Definition]:
    item = {"linkId": "result", "type": type_, "text": "结果", "readOnly": True, "calculate": expression}
    extra = {"unit": unit} if unit else {}
    definition = form(WEIGHT, HEIGHT, SCORED, SMOKES, BP, SINCE, {**item, **extra})
    return definition.find("result"), definition


def compute(
    expression: str, type_: str = "decimal", *, answers: dict[str, Value | None] = ANSWERS, **known: Any
) -> Any:
    item, definition = computing(expression, type_)
    facts = {"today": TODAY, **known.pop("facts", {})}
    value = calculate(item, definition, Known(answers=answers, **known), facts)
    return None if value is None else value.get("value", value)


def test_result_is_a_value_in_the_items_unit() -> None:
    item, definition = computing("round(weight / (height / 100) ** 2, 1)", "decimal", "kg/m2")
    assert calculate(item, definition, Known(answers=ANSWERS), {"today": TODAY}) == {"value": 25.7, "unit": "kg/m2"}


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("sleep", 3),
        ("sleep + smokes", 4),
        ("sum(sleep, weight, 1)", 74),
        ("min(weight, height)", 70),
        ("max(weight, height)", 165),
        ("bp.systolic - bp.diastolic", 55),
        ("days_since(since)", 10),
        ("days_until(since)", -10),
        ("1 if weight > 60 else 2", 1),
    ],
)
def test_expression_counts_numbers_scores_parts_and_days(expression: str, expected: float) -> None:
    assert compute(expression) == expected


def test_last_form_and_the_patients_goal_have_names() -> None:
    assert compute("weight - previous.weight", previous={"weight": {"value": 68, "unit": "kg"}}) == 2
    assert compute("weight - goal.dry_weight", goals={"dry_weight": 66.5}) == 3.5


def test_facts_become_values_of_their_types() -> None:
    facts = {"next_visit": date(2026, 4, 1), "medications": "氨氯地平 每日1次"}
    assert compute("today", "date") == {"date": "2026-03-15"}
    assert compute("next_visit", "date", facts=facts) == {"date": "2026-04-01"}
    assert compute("medications", "text", facts=facts) == {"text": "氨氯地平 每日1次"}
    assert compute("medications", "text", facts={"medications": ""}) is None
    assert compute("next_visit", "date") is None
    assert compute("weight > 60", "boolean") == {"boolean": True}


@pytest.mark.parametrize(
    ("expression", "answers"),
    [
        ("weight + 1", {}),
        ("weight + 1", {"weight": None}),
        ("weight + 1", {"weight": {"value": 68, "upper": 70, "unit": "kg"}}),
        ("sleep", {"sleep": {"codes": ["a", "other"], "labels": ["难入睡", "其他"], "other": "做梦"}}),
        ("sum(weight, height)", {"weight": {"value": 70, "unit": "kg"}}),
        ("previous.weight", ANSWERS),
        ("goal.weight", ANSWERS),
        ("weight / (height - 165)", ANSWERS),
        ("(weight - height) ** 0.5", ANSWERS),
        ("weight ** 400 ** 400", ANSWERS),
        ("1e308 * weight", ANSWERS),
        ("weight + 'kg'", ANSWERS),
    ],
)
def test_no_number_is_better_than_a_wrong_one(expression: str, answers: dict[str, Value | None]) -> None:
    assert compute(expression, answers=answers) is None


@pytest.mark.parametrize(
    ("expression", "type_"), [("today", "decimal"), ("weight", "date"), ("weight > 60", "integer"), ("weight", "text")]
)
def test_result_of_another_type_is_no_result(expression: str, type_: str) -> None:
    assert compute(expression, type_) is None


@pytest.mark.parametrize(
    "expression",
    [
        "__import__('os').getcwd()",
        "weight.__class__",
        "().__class__.__bases__",
        "open('x')",
        "[x for x in (1, 2)]",
        "9 ** 9 ** 9",
    ],
)
def test_expression_reaches_nothing_but_answers(expression: str) -> None:
    item, definition = computing("weight", "decimal")
    sly = item.model_copy(update={"calculate": expression})
    assert calculate(sly, definition, Known(answers=ANSWERS), {"today": TODAY}) is None


@pytest.mark.parametrize(
    ("expression", "names"),
    [
        ("weight", {("weight",)}),
        ("round(previous.weight - weight, 1)", {("round()",), ("previous", "weight"), ("weight",)}),
        ("bp.systolic + goal.a.b", {("bp", "systolic"), ("goal", "a", "b")}),
        ("weight.hex()", {("weight.hex()",)}),
        ("5 + 5", set()),
    ],
)
def test_names_of_an_expression_are_found(expression: str, names: set[tuple[str, ...]]) -> None:
    assert set(names_in(expression)) == names


def test_choice_without_scores_gives_no_number() -> None:
    definition = form(PAIN, {**WEIGHT, "readOnly": True, "calculate": "5"})
    sly = definition.find("weight").model_copy(update={"calculate": "pain"})
    assert calculate(sly, definition, Known(answers={"pain": {"codes": ["1"]}}), {"today": TODAY}) is None
