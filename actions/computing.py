"""Settles what the items that nobody is asked are worth: arithmetic, the class by its rules, a fixed answer. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from actions.values import initial_value
from records.questionnaires import Definition, Item, Known, Value, all_hold, is_enabled
from records.questionnaires.calculation import calculate


def computed_value(item: Item, definition: Definition, known: Known, facts: Mapping[str, Any]) -> Value | None:
    """The value of one item; None where the answers that it needs are missing."""
    if item.calculate is not None:
        return calculate(item, definition, known, facts)
    for option in item.answer_option:
        if option.when and all_hold(option.when, option.when_behavior, known):
            return {"codes": [option.code], "labels": [option.label]}
    return initial_value(item) if item.initial is not None else None


def with_computed(definition: Definition, known: Known, facts: Mapping[str, Any]) -> Known:
    """The answers with what follows from them, so that a question may depend on it while the form is being filled."""
    for item in definition.computed_early:
        if not is_enabled(definition, item, known):
            continue
        value = computed_value(item, definition, known, facts)
        if value is not None:
            known = replace(known, answers={**known.answers, item.link_id: value})
    return known
