"""Settles how an answer is written with its type: valueQuantity, answerCoding, answerTime and the like."""

from __future__ import annotations

import re
from typing import Any

from records.questionnaires.fhir.addresses import ANSWERS, UCUM, UCUM_UNITS
from records.questionnaires.fhir.reader import Json
from records.questionnaires.item import CHOICES, Item

Answer = bool | float | str
MOST = 2**31 - 1
DATE = re.compile(r"\d{4}-\d\d-\d\d")
TIME = re.compile(r"(\d\d:\d\d)(:00)?")
CODE = re.compile(r"\S+(\s\S+)*")
READ = ("Boolean", "Integer", "Decimal", "Quantity", "Coding", "String", "Date", "Time")


def write_answer(item: Item, answer: Answer, system: str) -> tuple[str, Any] | None:
    """FHIR's name of the answer's type and its value; None where FHIR cannot say it of such an item.

    Args:
        item: the item that the answer belongs to.
        answer: as a file has it.
        system: the code system of the item's options.
    """
    if isinstance(answer, bool):
        return ("Boolean", answer) if item.type == "boolean" else None
    if isinstance(answer, str):
        return _words(item, answer, system)
    if item.type == "integer":
        return ("Integer", int(answer)) if answer == int(answer) and abs(answer) <= MOST else None
    if item.type == "decimal":
        return "Decimal", plain(answer)
    return ("Quantity", quantity(answer, item.unit)) if item.type == "quantity" else None


def _words(item: Item, answer: str, system: str) -> tuple[str, Any] | None:
    if item.type in CHOICES:
        coding = coding_of(item, answer, system)
        return ("Coding", coding) if coding and "code" in coding else None
    if item.type in ("string", "text"):
        return ("String", answer) if answer.strip() else None
    if item.type == "date":
        return ("Date", answer) if DATE.fullmatch(answer) else None
    match = TIME.fullmatch(answer) if item.type == "time" else None
    return ("Time", f"{match[1]}:00") if match else None


def read_answer(kind: str, value: Any) -> Answer | None:
    """The answer as a file has it; None for what is never asked here."""
    answer: Answer | None = value if kind in READ else None
    if kind == "Coding":
        answer = value.get("code") or value.get("display")
    elif kind == "Quantity":
        answer = value.get("value")
    elif kind == "Time" and (match := TIME.fullmatch(str(value))):
        answer = match[1]
    return answer


def coding_of(item: Item, answer: str, system: str) -> Json | None:
    """The option with this code or label."""
    for name in ("code", "label"):
        for option in item.answer_option:
            if getattr(option, name) == answer:
                return option_coding(option.code, option.label, system)
    return None


def option_coding(code: str, label: str, system: str) -> Json:
    """An option as a Coding, as far as its code and label may stand there."""
    return {
        "system": system,
        **({"code": code} if CODE.fullmatch(code) else {}),
        **({"display": label} if label.strip() else {}),
    }


def answers_system(questionnaire: str, link_id: str) -> str:
    """The code system of an item's options."""
    return f"{ANSWERS}{questionnaire}:{link_id}"


def quantity(value: float, unit: str | None) -> Json:
    """A Quantity in an item's unit."""
    if unit in UCUM_UNITS:
        return {"value": plain(value), "unit": unit, "system": UCUM, "code": unit}
    return {"value": plain(value), **({"unit": unit} if unit and unit.strip() else {})}


def unit_coding(unit: str) -> Json:
    """A unit as a Coding: of UCUM where UCUM has it, else the word alone."""
    return {"system": UCUM, "code": unit, "display": unit} if unit in UCUM_UNITS else {"display": unit}


def read_unit(coding: Json) -> str | None:
    """The unit that a Coding names."""
    order = ("code", "display") if coding.get("system") == UCUM else ("display", "code")
    return coding.get(order[0]) or coding.get(order[1])


def plain(number: float) -> int | float:
    """A number as people write it: 5, not 5.0."""
    return int(number) if number == int(number) and abs(number) <= MOST else number
