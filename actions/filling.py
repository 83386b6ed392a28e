"""Settles which item comes next and which answers one message gives. Pure: no database, no clock.

Values are FHIR's value[x] as JSON: a reading {"systolic": 145, "diastolic": 90} or {"value": 72, "unit": "/min"},
a choice {"codes": ["2"], "labels": ["头痛头晕"]}, {"text": "…"}, {"boolean": true}.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nlu.answers import Answer, Option, Question, read_answer
from nlu.findings import Understanding
from records.questionnaires import Definition, EnableWhen, Item

Value = dict[str, Any]
UNCLEAR = "as-text"  # FHIR data-absent-reason: what was said stands in the message's text only
DECLINED = "asked-declined"


@dataclass(frozen=True, kw_only=True)
class Filled:
    """An answer to record: a value, or the reason why there is none (FHIR data-absent-reason)."""

    item: Item
    value: Value | None = None
    absent: str | None = None


@dataclass(frozen=True, kw_only=True)
class Refused:
    """A value that cannot stand: outside the possible range, half a pressure, or its halves in the wrong order.

    `said` is empty where the item itself was not said.
    """

    item: Item
    said: str
    low: float | None = None
    high: float | None = None


def open_items(definition: Definition, answered: Mapping[str, Value | None]) -> list[Item]:
    """Items that still are to be asked, in order. `answered` maps linkId to value (None: answered without a value)."""
    return [item for item in definition.item if item.link_id not in answered and _enabled(item, answered)]


def _enabled(item: Item, answered: Mapping[str, Value | None]) -> bool:
    return all(_holds(condition, answered.get(condition.question)) for condition in item.enable_when)


def _holds(condition: EnableWhen, value: Value | None) -> bool:
    if condition.operator == "exists":
        return (value is not None) == bool(condition.answer)
    if value is None:
        return False
    if condition.operator in ("=", "!="):
        return (condition.answer in _comparable(value)) == (condition.operator == "=")
    number = next((entry for entry in _comparable(value) if isinstance(entry, (int, float))), None)
    if number is None or isinstance(condition.answer, str):
        return False
    compare = {">": number > condition.answer, "<": number < condition.answer, ">=": number >= condition.answer}
    return compare.get(condition.operator, number <= condition.answer)


def _comparable(value: Value) -> list[Any]:
    return [
        *value.get("codes", ()),
        *value.get("labels", ()),
        *(value[key] for key in ("value", "boolean") if key in value),
    ]


def read_answers(
    items: Sequence[Item], asked: Item | None, message: Understanding
) -> tuple[list[Filled], list[Refused]]:
    """What one message answers: the asked item, and every other open item that it names."""
    filled: list[Filled] = []
    refused: list[Refused] = []
    ordered = ([asked] if asked else []) + [item for item in items if asked is None or item.link_id != asked.link_id]
    for item in ordered:
        answer = read_answer(question_of(item), message, asked=item is asked)
        if answer is None:
            continue
        wrong = _refusal(item, answer)
        if wrong:
            refused.append(wrong)
        elif answer.absent:
            filled.append(Filled(item=item, absent=answer.absent))
        else:
            filled.append(Filled(item=item, value=_value(item, answer)))
    return filled, refused


def question_of(item: Item) -> Question:
    """The item as `nlu.answers` sees it."""
    low, high = item.possible or (None, None)
    return Question(
        link_id=item.link_id,
        kind=_kind(item),
        reading=item.reading,
        unit=item.unit,
        options=tuple(Option(code=o.code, label=o.label, synonyms=(o.title, *o.synonyms)) for o in item.answer_option),
        exclusive=tuple(option.code for option in item.answer_option if option.exclusive),
        mentions=item.mentions,
        low=low,
        high=high,
    )


def _kind(item: Item) -> str:
    if item.reading:
        return "reading"
    if item.type == "choice":
        return "multi-choice" if item.repeats else "choice"
    return item.type


def _refusal(item: Item, answer: Answer) -> Refused | None:
    values = answer.value if isinstance(answer.value, dict) else {}
    if item.item and not answer.absent:
        return _group_refusal(item, values)
    if answer.impossible:
        low, high = item.possible or (None, None)
        return Refused(item=item, said=say_number(next(iter(values.values()), answer.value)), low=low, high=high)
    return None


def _group_refusal(item: Item, values: Mapping[str, float]) -> Refused | None:
    for member in item.item:
        if member.link_id.rpartition(".")[2] not in values:
            return Refused(item=member, said="")
    for member in item.item:
        value = values[member.link_id.rpartition(".")[2]]
        if member.possible and not member.possible[0] <= value <= member.possible[1]:
            return Refused(item=member, said=say_number(value), low=member.possible[0], high=member.possible[1])
    if values.get("diastolic", 0) >= values.get("systolic", 999):
        return Refused(item=item, said=f"{say_number(values['systolic'])}/{say_number(values['diastolic'])}")
    return None


def _value(item: Item, answer: Answer) -> Value:
    value = answer.value
    if isinstance(value, dict):
        return value if item.item else {"value": value["value"], "unit": item.unit}
    if isinstance(value, tuple):
        chosen = [option for option in item.answer_option if option.code in value]
        return {"codes": [option.code for option in chosen], "labels": [option.label for option in chosen]}
    if isinstance(value, bool):
        return {"boolean": value}
    if isinstance(value, (int, float)):
        return {"value": value, "unit": item.unit}
    return {"text": value}


def say_number(value: object) -> str:
    """A number as a person writes it: 72, not 72.0."""
    return f"{value:g}" if isinstance(value, (int, float)) else str(value)
