"""Settles whether a condition holds, as FHIR's enableWhen reads it (https://hl7.org/fhir/R4/questionnaire.html).

An answer is FHIR's value[x] as JSON, e.g. {"value": 72, "unit": "/min"}. Of a range (130 to 140) a comparison holds
only if it holds for both ends. A question without a value equals nothing and differs from nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from records.questionnaires.definition import Definition
from records.questionnaires.item import Item
from records.questionnaires.parts import Behavior, Condition

Value = dict[str, Any]
Answers = Mapping[str, Value | None]
"""Current answers by linkId; None where the patient gave a reason instead of a value."""


@dataclass(frozen=True, kw_only=True)
class Known:
    """What conditions may look at: this form's answers, those of the last completed one, the patient's goals."""

    answers: Answers
    previous: Answers = field(default_factory=dict)
    goals: Mapping[str, float] = field(default_factory=dict)


def all_hold(conditions: Iterable[Condition], behavior: Behavior, known: Known, *, own: str = "") -> bool:
    """Whether all or any of the conditions hold; without conditions, yes."""
    found = [holds(condition, known, own=own) for condition in conditions]
    return not found or (any(found) if behavior == "any" else all(found))


def is_enabled(definition: Definition, item: Item, known: Known) -> bool:
    """Whether an item is part of this filling of the form: its own conditions and those of its groups hold."""
    lineage = definition.lineage(item)
    return all(all_hold(part.enable_when, part.enable_behavior, known) for part in lineage)


def holds(condition: Condition, known: Known, *, own: str = "") -> bool:
    """Whether one condition holds; `own` is the linkId of the item that it belongs to."""
    link_id = condition.question or own
    value = value_of(known.previous if condition.previous else known.answers, link_id)
    if condition.operator == "exists":
        return (value is not None) == bool(condition.answer)
    if value is None:
        return False
    wanted = known.goals.get(condition.goal, condition.answer) if condition.goal else condition.answer
    if condition.operator in ("=", "!="):
        said = _comparable(value)
        ends = [said] if "upper" not in value else [said, [value["upper"]]]
        return all((wanted in end) == (condition.operator == "=") for end in ends)
    return isinstance(wanted, (int, float)) and _compare(condition.operator, value, float(wanted))


def value_of(answers: Answers, link_id: str) -> Value | None:
    """The answer to an item, or a part of a reading (blood_pressure.systolic) as a value of its own."""
    if link_id in answers:
        return answers[link_id]
    group, _, part = link_id.rpartition(".")
    whole = answers.get(group)
    if whole is None or part not in whole:
        return None
    upper = whole.get("upper") or {}
    return {"value": whole[part], **({"upper": upper[part]} if part in upper else {})}


def _comparable(value: Value) -> list[Any]:
    return [
        *value.get("codes", ()),
        *value.get("labels", ()),
        *(value[key] for key in ("value", "boolean", "text", "date", "time") if key in value),
    ]


def _compare(operator: str, value: Value, wanted: float) -> bool:
    low = value.get("value")
    if not isinstance(low, (int, float)):
        return False
    high = value.get("upper", low)
    return bool({">": low > wanted, "<": high < wanted, ">=": low >= wanted, "<=": high <= wanted}[operator])
