"""Settles how a questionnaire's definition reads for staff: its items flat and in order, and how many are answered.

A group that is one question (a reading with components, `blood_pressure.systolic`) is one item; any other group only
holds items. An item whose enableWhen does not hold is not part of this filling of the form.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    ">": operator.gt,
    "<": operator.lt,
    ">=": operator.ge,
    "<=": operator.le,
}


@dataclass(frozen=True, kw_only=True)
class Item:
    """One question of the form."""

    link_id: str
    label: str
    unit: str | None
    options: Mapping[str, str]
    enable_when: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How many of the form's items have an answer or a reason."""

    done: int
    total: int


Answers = Mapping[str, Any]
"""Current answers by linkId, as stored; None where the patient gave a reason instead."""


def items_of(definition: Mapping[str, Any]) -> list[Item]:
    """The questions of a definition, in the form's order."""
    return list(_walk(definition.get("item") or ()))


def items_in_force(items: Sequence[Item], answers: Answers) -> list[Item]:
    """The items that are part of this filling: their conditions hold, or they are answered all the same."""
    return [item for item in items if item.link_id in answers or _holds(item, answers)]


def progress_of(items: Sequence[Item], answers: Answers) -> Progress:
    """Counted over the items in force."""
    in_force = items_in_force(items, answers)
    return Progress(done=sum(item.link_id in answers for item in in_force), total=len(in_force))


def _walk(nodes: Sequence[Mapping[str, Any]]) -> Iterator[Item]:
    for node in nodes:
        children = node.get("item") or ()
        if node.get("type") == "display":
            continue
        if children and not _is_one_question(node):
            yield from _walk(children)
        else:
            yield _item(node)


def _is_one_question(node: Mapping[str, Any]) -> bool:
    prefix = f"{node['linkId']}."
    return all(str(child["linkId"]).startswith(prefix) for child in node["item"])


def _item(node: Mapping[str, Any]) -> Item:
    parts = [node, *(node.get("item") or ())]
    return Item(
        link_id=str(node["linkId"]),
        label=str(node.get("short") or node.get("text") or node["linkId"]),
        unit=next((str(part["unit"]) for part in parts if part.get("unit")), None),
        options={str(option["code"]): str(option["label"]) for option in node.get("answerOption") or ()},
        enable_when=tuple(node.get("enableWhen") or ()),
    )


def _holds(item: Item, answers: Answers) -> bool:
    """All conditions, as FHIR reads them: a question without an answer equals nothing."""
    return all(_is_true(condition, answers) for condition in item.enable_when)


def _is_true(condition: Mapping[str, Any], answers: Answers) -> bool:
    value, wanted, sign = answers.get(str(condition["question"])), condition.get("answer"), condition["operator"]
    if sign in COMPARE:
        number = value.get("value") if isinstance(value, Mapping) else None
        return isinstance(number, (int, float)) and COMPARE[sign](number, wanted)
    is_equal = wanted in _said(value)
    return is_equal if sign == "=" else not is_equal


def _said(value: Any) -> list[Any]:
    """Everything that an answer may be compared with: option codes and labels, a number, a truth value, words."""
    if not isinstance(value, Mapping):
        return []
    return [
        *value.get("codes", ()),
        *value.get("labels", ()),
        *(value.get(key) for key in ("value", "boolean", "text")),
    ]
