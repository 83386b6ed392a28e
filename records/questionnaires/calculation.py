"""Settles how a computed item gets its number: arithmetic over other items, safe to author (simpleeval, MIT).

An expression names items by linkId: `round(weight / (height / 100) ** 2, 1)`. A choice counts the score of its options.
`previous.weight` is the answer of the last completed form, `goal.weight` the patient's goal, `today` the day,
`next_visit` the day that the follow-up rules give, `medications` the text of the patient's medicines. Functions:
`round`, `min`, `max`, `sum`, `days_since(date)`, `days_until(date)`. Where an item that it needs has no single number,
there is no result.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from math import isfinite
from typing import Any

from simpleeval import InvalidExpression, SimpleEval

from records.questionnaires.conditions import Answers, Known, Value
from records.questionnaires.definition import Definition
from records.questionnaires.item import NUMBERS, Item

FACTS = ("today", "next_visit", "medications")
SCOPES = ("previous", "goal")
FUNCTIONS = ("round", "min", "max", "sum", "days_since", "days_until")


def calculate(item: Item, definition: Definition, known: Known, facts: Mapping[str, Any]) -> Value | None:
    """The value of a computed item; None where it cannot be computed.

    Args:
        item: an item with `calculate`.
        definition: the questionnaire.
        known: the answers.
        facts: `today` (date), and where they are known `next_visit` (date) and `medications` (text).
    """
    today = facts["today"]
    used = _used(item.calculate or "")
    names = _numbers(definition, known.answers, used) | dict(facts)
    names |= {"previous": _numbers(definition, known.previous, used), "goal": dict(known.goals)}
    evaluator = SimpleEval(
        names=names,
        functions={
            "round": round,
            "min": min,
            "max": max,
            "sum": lambda *numbers: sum(numbers),
            "days_since": lambda day: (today - day).days,
            "days_until": lambda day: (day - today).days,
        },
    )
    try:
        return _value(item, evaluator.eval(item.calculate or ""))
    except (InvalidExpression, TypeError, ValueError, ArithmeticError, KeyError, AttributeError):
        return None  # an answer that it needs is missing: no number is better than a wrong one


def _value(item: Item, result: Any) -> Value | None:
    """The result as a value of the item's type; None where it is of another one."""
    if isinstance(result, date):
        return {"date": result.isoformat()} if item.type == "date" else None
    if isinstance(result, str):
        return {"text": result} if result and item.type in ("string", "text") else None
    if isinstance(result, bool):
        return {"boolean": result} if item.type == "boolean" else None
    if item.type not in NUMBERS or not isinstance(result, (int, float)) or not isfinite(result):
        return None
    return {"value": int(result) if result == int(result) else result, "unit": item.unit}


def _numbers(definition: Definition, answers: Answers, used: frozenset[str]) -> dict[str, Any]:
    """What an expression names: a single number, a date, a truth value; parts of a reading below its name."""
    names: dict[str, Any] = {}
    for link_id in used & answers.keys():
        value = answers[link_id]
        number = None if value is None else _number(definition.find(link_id), value)
        if number is not None:
            names[link_id] = number
    return names


@lru_cache(maxsize=512)
def _used(expression: str) -> frozenset[str]:
    """Everything that an expression names, scopes and parts of readings included."""
    try:
        return frozenset(part for name in names_in(expression) for part in name)
    except SyntaxError:
        return frozenset()


def _number(item: Item, value: Value) -> Any:
    if "upper" in value:
        return None
    if "codes" in value:
        scores = [option.score for option in item.answer_option if option.code in value["codes"]]
        return None if None in scores or value.get("other") else sum(score for score in scores if score is not None)
    if "date" in value:
        return date.fromisoformat(value["date"])
    if item.reading and "systolic" in value:
        return {key: value[key] for key in ("systolic", "diastolic")}
    return value.get("value", value.get("boolean"))


def names_in(expression: str) -> list[tuple[str, ...]]:
    """The names that an expression uses, each as its dotted parts. Raises SyntaxError."""
    tree = ast.parse(expression, mode="eval")
    found: list[tuple[str, ...]] = []
    inner: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            inner.add(id(node.func))
            found.append((f"{'.'.join(_dotted(node.func))}()",))
        if isinstance(node, ast.Attribute):
            inner.add(id(node.value))
            if id(node) not in inner:
                found.append(_dotted(node))
        elif isinstance(node, ast.Name) and id(node) not in inner:
            found.append((node.id,))
    return found


def _dotted(node: ast.expr) -> tuple[str, ...]:
    if isinstance(node, ast.Attribute):
        return (*_dotted(node.value), node.attr)
    return (node.id,) if isinstance(node, ast.Name) else ("?",)


def gives_number(item: Item) -> bool:
    """Whether an item can stand in an expression."""
    scored = bool(item.answer_option) and all(option.score is not None for option in item.answer_option)
    return item.type in (*NUMBERS, "boolean", "date") or bool(item.reading) or scored
