"""Settles how the suite of labelled sentences (tests/nlu/suite) is read and compared with what was found.

A case is checked only for the keys that it gives; a list that it gives is complete, so `readings: []` means that there
is none. Within a reading or a symptom, too, only the keys given are compared. A label that is a list of words accepts
any of them; a number that is a list is a range; an approximate number may come with an upper end (八十多: to 89). A
symptom named twice may be found twice, and a label with `optional: true` may be left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from nlu.findings import Reading, RedFlag, Symptom

FOLDER = Path(__file__).parent.parent / "nlu" / "suite"
NUMBERS = {"systolic", "diastolic", "value"}
WORDS = {"when", "duration", "severity", "frequency"}  # a label is part of the words found
ROUNDING = 0.01
INTENT_KEYS = ("intent", "intents")


@dataclass(frozen=True, kw_only=True)
class Case:
    """A sentence of a theme with its labels. Its id is its place in the file, so new sentences go to the end."""

    id: str
    theme: str
    text: str
    labels: dict[str, Any]


def cases(key: str) -> list[Case]:
    """The sentences of every theme that are labelled with `key`."""
    return [case for case in _all() if key in case.labels]


def intent_cases() -> list[Case]:
    """The sentences that are labelled with one intent or with two."""
    return [case for case in _all() if any(key in case.labels for key in INTENT_KEYS)]


def _all() -> Iterator[Case]:
    for path in sorted(FOLDER.glob("*.yml")):
        for number, entry in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")), 1):
            labels = {key: value for key, value in entry.items() if key != "text"}
            yield Case(id=f"{path.stem}-{number:03}", theme=path.stem, text=entry["text"], labels=labels)


def best_intents(case: Case) -> list[str]:
    """The names that are accepted as the best intent: of two intents either."""
    if "intents" in case.labels:
        return list(case.labels["intents"])
    label = case.labels["intent"]
    return [label] if isinstance(label, str) else list(label)


def reading_differences(case: Case, found: tuple[Reading, ...]) -> list[str]:
    """What is missing or too much among the readings; empty when all is right."""
    tolerance = case.labels.get("tolerance", ROUNDING)
    return _unmatched(case.labels["readings"], found, lambda label, reading: _is_reading(label, reading, tolerance))


def symptom_differences(case: Case, found: tuple[Symptom, ...]) -> list[str]:
    """What is missing or too much among the symptoms; empty when all is right."""
    labels = case.labels["symptoms"]
    return _unmatched(labels, found, _is_symptom, spare=lambda symptom: _again(symptom, labels))


def flag_difference(case: Case, found: tuple[RedFlag, ...]) -> str | None:
    """How the most serious flag differs from the label; None when it is right."""
    levels = {flag.level for flag in found}
    worst = next((level for level in ("immediate", "urgent") if level in levels), "none")
    label = case.labels["red_flags"]
    right = worst != "none" if label == "raised" else worst == label
    return None if right else f"{label} expected, {worst} by {[(flag.rule, flag.surface) for flag in found]}"


def _unmatched(
    labels: list[dict[str, Any]],
    found: Any,
    matches: Callable[[dict[str, Any], Any], bool],
    spare: Callable[[Any], bool] = lambda item: False,
) -> list[str]:
    left, missing = list(found), []
    for label in labels:
        match = next((item for item in left if matches(label, item)), None)
        if match is None and not label.get("optional"):
            missing.append(f"missing: {label}")
        elif match is not None:
            left.remove(match)
    return missing + [f"too much: {item}" for item in left if not spare(item)]


def _is_reading(label: dict[str, Any], reading: Reading, tolerance: float) -> bool:
    numbers = {key: label[key] for key in NUMBERS & label.keys()}
    return (
        numbers.keys() == reading.values.keys()
        and all(_is_number(number, reading, key, tolerance) for key, number in numbers.items())
        and all(_is_word(key, label[key], getattr(reading, key)) for key in label.keys() - NUMBERS)
    )


def _is_number(label: float | list[float], reading: Reading, key: str, tolerance: float) -> bool:
    low, high = label if isinstance(label, list) else (label, None)
    upper = reading.upper.get(key)
    if abs(reading.values[key] - low) > tolerance:
        return False
    if high is None:
        return upper is None or reading.approximate
    return upper is not None and abs(upper - high) <= tolerance


def _is_symptom(label: dict[str, Any], symptom: Symptom) -> bool:
    compared = {"name" if key == "symptom" else key: value for key, value in label.items() if key != "optional"}
    return all(_is_word(key, value, getattr(symptom, key)) for key, value in compared.items())


def _again(symptom: Symptom, labels: list[dict[str, Any]]) -> bool:
    """Whether the symptom repeats one that is labelled: the same name and presence, said in other words."""
    return any(
        _is_word("name", x["symptom"], symptom.name) and _is_word("status", x["status"], symptom.status) for x in labels
    )


def _is_word(key: str, label: Any, value: Any) -> bool:
    if isinstance(label, list):
        return bool(value in label)
    if key in WORDS and label is not None:
        return str(label) in (value or "")
    if key == "subject" and label == "other":
        return bool(value != "self")
    return bool(label == value)
