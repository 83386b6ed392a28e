"""Settles how an answer is kept and how it is said: FHIR's value[x] as JSON, and the words for it.

A pressure {"systolic": 145, "diastolic": 90}, a number {"value": 72, "unit": "/min"}, both with "upper" where a range
was said and "approximate" where it was about so much; a choice {"codes": ["2"], "labels": ["头痛头晕"], "other": "…"};
{"text": "…"}, {"boolean": true}, {"date": "2026-03-05"}, {"time": "08:30"}.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import Any

from actions.phrases import Phrases
from nlu.answers import Answer
from nlu.findings import Reading
from records.codes import READING_CODES
from records.questionnaires import Item, Value

PARTS = ("value", "systolic", "diastolic")


def value_of_answer(item: Item, answer: Answer) -> Value:
    """What is recorded for an answer that has a value."""
    value: Value = _plain_value(item, answer)
    if answer.upper is not None:
        single = isinstance(answer.upper, dict) and not item.item
        value["upper"] = answer.upper["value"] if single and isinstance(answer.upper, dict) else answer.upper
    if answer.approximate:
        value["approximate"] = True
    if answer.other:
        value["other"] = answer.other
    return value


def _plain_value(item: Item, answer: Answer) -> Value:
    value = answer.value
    if item.answer_option:
        codes = value if isinstance(value, tuple) else ()
        chosen = [option for option in item.answer_option if option.code in codes]
        return {"codes": [option.code for option in chosen], "labels": [option.label for option in chosen]}
    if isinstance(value, Mapping):
        parts: Value = dict(value.items())
        return parts if item.item else {"value": parts["value"], "unit": item.unit}
    if isinstance(value, bool):
        return {"boolean": value}
    if isinstance(value, (int, float)):
        return {"value": value, "unit": item.unit}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, time):
        return {"time": value.isoformat("minutes")}
    return {"text": str(value)}


def initial_value(item: Item) -> Value:
    """The initial value as an answer is kept."""
    if item.answer_option:
        option = item.option(str(item.initial))
        return {"codes": [option.code], "labels": [option.label]}
    if isinstance(item.initial, bool):
        return {"boolean": item.initial}
    if isinstance(item.initial, str):
        key = item.type if item.type in ("date", "time") else "text"
        return {key: item.initial}
    return {"value": item.initial, "unit": item.unit}


def observed(item: Item, value: Value) -> dict[str, Any] | None:
    """The fields of the observation that an answer gives; None where it gives none: a range is no measurement."""
    if item.reading is None or "upper" in value:
        return None
    parts: dict[str, Any] = {key: value[key] for key in PARTS if key in value}
    return {**parts, "approximate": bool(value.get("approximate")), "context": item.context}


def reading_of(item: Item, value: Value | None) -> Reading | None:
    """The reading that an answer is, with its range, to be held against the limits of red flags."""
    if item.reading is None or value is None:
        return None
    parts: dict[str, float] = {key: float(value[key]) for key in PARTS if key in value}
    upper = value.get("upper")
    ends = upper if isinstance(upper, Mapping) else {} if upper is None else {"value": upper}
    high = {key: float(end) for key, end in ends.items()}
    surface = _numbers(value)
    return Reading(
        kind=item.reading, values=parts, unit=item.unit or "", surface=surface, start=0, end=len(surface), upper=high
    )


def read_back(item: Item, value: Value, phrases: Phrases) -> str:
    """An answer with its name: 血压145/90, 服药：每天按时吃."""
    if item.zero and value.get("value") == 0:
        return item.zero
    options = [item.option(code) for code in value.get("codes", ())]
    if len(options) == 1 and options[0].said and not value.get("other"):
        return options[0].said
    said = say_value(item, value, phrases)
    is_number = "value" in value or "systolic" in value
    code = "named_number" if is_number and said[:1].isdigit() else "named"
    return phrases(code, name=item.name, what=said)


def say_answer(item: Item, value: Value, phrases: Phrases) -> str:
    """An answer without its name; a 0 in the item's own words: 平时不锻炼."""
    return item.zero if item.zero and value.get("value") == 0 else say_value(item, value, phrases)


def say_value(item: Item, value: Value, phrases: Phrases) -> str:
    """A value in words: 145/90, 130到140, 大概72次/分, 头痛头晕、手脚发麻, 3月5日."""
    if "systolic" in value or "value" in value:
        return _say_quantity(item, value, phrases)
    if "codes" in value:
        titles = [item.option(code).title for code in value["codes"]]
        return phrases.list([*titles, *([value["other"]] if value.get("other") else [])])
    if "boolean" in value:
        return phrases("yes" if value["boolean"] else "no")
    if "date" in value:
        return phrases.full_day(date.fromisoformat(value["date"]))
    return str(value.get("time") or value.get("text") or "")


def _say_quantity(item: Item, value: Value, phrases: Phrases) -> str:
    said = _numbers(value)
    if "upper" in value:
        upper = value["upper"]
        high = _numbers(upper) if isinstance(upper, Mapping) else say_number(upper)
        said = phrases("range", low=said, high=high)
    if value.get("approximate"):
        said = phrases("about", what=said)
    return f"{said}{phrases.unit(item.unit)}"


def _numbers(value: Mapping[str, Any]) -> str:
    if "systolic" in value or "diastolic" in value:
        return "/".join(say_number(value[key]) for key in ("systolic", "diastolic") if key in value)
    return say_number(value["value"])


def say_number(value: object) -> str:
    """A number as a person writes it: 72, not 72.0."""
    return f"{value:g}" if isinstance(value, (int, float)) else str(value)


def say_readings(readings: Iterable[tuple[Reading, str | None]], phrases: Phrases) -> str:
    """Readings in words, with the patient's own for when each was measured, and whose they are, where that changes.

    您母亲血压145/90，心率72次/分; 早上血压145/90，晚上血压135/85.
    """
    said: list[str] = []
    before: tuple[str, str | None] = ("", None)
    for reading, when in readings:
        words, whose = say_reading(reading, phrases), phrases.relation(reading.subject)
        if whose and whose != before[0]:
            words = phrases("reading_of", whose=whose, what=words)
        told = when is None or when == before[1] or when in words  # 睡前血糖7.1 says when
        said.append(words if told else phrases("reading_when", when=when, what=words))
        before = whose, when
    return phrases.clauses(said)


def say_reading(reading: Reading, phrases: Phrases) -> str:
    """A reading in words: 血压145/90, 餐后2小时血糖9.8."""
    numbers = "/".join(map(say_number, reading.values.values()))
    return f"{phrases.reading(reading.kind, reading.context)}{numbers}{phrases.unit(READING_CODES[reading.kind].unit)}"


def said_values(reading: Reading) -> dict[str, Any]:
    """The fields of the observation that a reading gives by itself, outside any question."""
    return {**reading.values, "approximate": reading.approximate, "context": reading.context}
