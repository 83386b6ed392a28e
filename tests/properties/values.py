"""Settles whether a stored answer belongs to its item: its type, its options, its possible range."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, time
from typing import Any

from nlu.choices.several import OTHERS
from records.models import ResponseItem
from records.questionnaires import Definition, Item

REASONS = {"asked-unknown", "asked-declined", "not-performed", "as-text"}


def rows(definition: Definition, found: Sequence[ResponseItem]) -> list[str]:
    """Every value belongs to its item, superseded ones too."""
    faults = []
    for row in found:
        item = definition.find(row.link_id)
        if row.value is None:
            fault = None if row.data_absent_reason in REASONS else f"reason {row.data_absent_reason}"
        else:
            fault = value_fault(item, row.value)
        faults += [f"{row.link_id} = {row.value}: {fault}"] if fault else []
    standing = [row.link_id for row in found if row.superseded_at is None]
    return faults + [f"{link_id} stands twice" for link_id in set(standing) if standing.count(link_id) > 1]


def kept_rows(before: Sequence[ResponseItem], after: Sequence[ResponseItem]) -> list[str]:
    """No answer is ever deleted or changed."""
    now = {row.id: row for row in after}
    return [
        f"{row.link_id} = {row.value} was lost or changed"
        for row in before
        if row.id not in now or (now[row.id].value, now[row.id].link_id) != (row.value, row.link_id)
    ]


def value_fault(item: Item, value: dict[str, Any]) -> str | None:
    """What is wrong with a value as an answer to an item."""
    if item.item:
        return _pressure_fault(item, value)
    if item.answer_option:
        return _choice_fault(item, value)
    if item.type in ("quantity", "integer", "decimal"):
        return _number_fault(item, value)
    if item.type == "boolean":
        return None if value.keys() == {"boolean"} and isinstance(value["boolean"], bool) else "no truth value"
    if item.type in ("date", "time"):
        return _dated_fault(item.type, value)
    text = value.get("text")
    if not isinstance(text, str) or not text.strip():
        return "no text"
    return "too long" if item.max_length and len(text) > item.max_length else None


def _dated_fault(kind: str, value: dict[str, Any]) -> str | None:
    try:
        (date if kind == "date" else time).fromisoformat(value[kind])
    except (KeyError, TypeError, ValueError):
        return f"no {kind}"
    return None


def _number_fault(item: Item, value: dict[str, Any]) -> str | None:
    numbers = [value.get("value"), value.get("upper", value.get("value"))]
    if any(isinstance(n, bool) or not isinstance(n, (int, float)) or not math.isfinite(n) for n in numbers):
        return "no number"
    if value.get("unit") != item.unit:
        return "another unit"
    if item.type == "integer" and any(not float(n).is_integer() for n in numbers):
        return "no whole number"
    if numbers[0] > numbers[1]:
        return "a range upside down"
    low, high = item.possible or (-math.inf, math.inf)
    return None if all(low <= n <= high for n in numbers) else "outside the possible range"


def _pressure_fault(item: Item, value: dict[str, Any]) -> str | None:
    upper = value.get("upper", {})
    for part in item.item:
        key = part.link_id.rpartition(".")[2]
        single = {"value": value.get(key), "unit": part.unit, **({"upper": upper[key]} if key in upper else {})}
        if fault := _number_fault(part, single):
            return f"{key}: {fault}"
    return None if value["diastolic"] < value["systolic"] else "the halves in the wrong order"


def _choice_fault(item: Item, value: dict[str, Any]) -> str | None:
    codes, other = value.get("codes", []), value.get("other")
    options = {option.code: option for option in item.answer_option}
    if not set(codes) <= options.keys() or len(set(codes)) != len(codes):
        return "no such options"
    if value.get("labels") != [options[code].label for code in codes]:
        return "labels that are not the codes'"
    if len(codes) > 1 and (not item.repeats or any(options[code].exclusive for code in codes)):
        return "too many options"
    if other and any(options[code].exclusive for code in codes):
        return "words beside an option that excludes them"
    if other and item.type != "open-choice" and not any(options[code].label in OTHERS for code in codes):
        return "free words where only options count"
    return None if codes or (other or "").strip() else "nothing chosen"
