"""Settles how a number's unit and limits stand in FHIR, in extensions of HL7 and SDC."""

from __future__ import annotations

from typing import Any

from records.questionnaires.errors import Path
from records.questionnaires.fhir.addresses import (
    MAX_QUANTITY,
    MAX_VALUE,
    MIN_QUANTITY,
    MIN_VALUE,
    UNIT,
    UNIT_OPTION,
)
from records.questionnaires.fhir.reader import Json, Reader
from records.questionnaires.fhir.values import MOST, plain, quantity, read_unit, unit_coding
from records.questionnaires.item import NUMBERS, Item

LOWER = (MIN_VALUE, MIN_QUANTITY)
UPPER = (MAX_VALUE, MAX_QUANTITY)
NO_LIMIT = 1_000_000_000.0  # a file names both limits, FHIR may name one


def write_numbers(item: Item) -> list[Json]:
    """The extensions for unit and possible range."""
    if item.type not in NUMBERS:
        return []
    found: list[Json] = []
    if item.unit and item.unit.strip():
        url = UNIT_OPTION if item.type == "quantity" else UNIT
        found.append({"url": url, "valueCoding": unit_coding(item.unit)})
    return [*found, *_limits(item)]


def _limits(item: Item) -> list[Json]:
    if item.possible is None:
        return []
    if item.type == "quantity":
        pairs = zip((MIN_QUANTITY, MAX_QUANTITY), item.possible, strict=True)
        return [{"url": url, "valueQuantity": quantity(limit, item.unit)} for url, limit in pairs]
    if item.type == "integer" and not all(limit == int(limit) and abs(limit) <= MOST for limit in item.possible):
        return []
    key = "valueInteger" if item.type == "integer" else "valueDecimal"
    return [{"url": url, key: plain(limit)} for url, limit in zip((MIN_VALUE, MAX_VALUE), item.possible, strict=True)]


def read_numbers(body: Json, path: Path, raw: Json, reader: Reader) -> None:
    """Put `unit` and `possible` into an item."""
    if body.get("type") not in NUMBERS:
        return
    low = high = None
    for number, ext in enumerate(body.get("extension", ())):
        place = (*path, "extension", number)
        if ext["url"] in (UNIT, UNIT_OPTION):
            _read_unit(ext, place, raw, reader)
        elif ext["url"] in LOWER:
            low = _limit(ext, place, raw, reader)
        elif ext["url"] in UPPER:
            high = _limit(ext, place, raw, reader)
    if low is not None or high is not None:
        raw["possible"] = [-NO_LIMIT if low is None else low, NO_LIMIT if high is None else high]


def _read_unit(ext: Json, path: Path, raw: Json, reader: Reader) -> None:
    unit = read_unit(ext.get("valueCoding", {}))
    if unit is None:
        reader.fault(path, "which unit?")
    elif raw.get("unit", unit) != unit:
        reader.fault(path, f"a number is kept in one unit: {raw['unit']} or {unit}, not both")
    else:
        raw["unit"] = unit
        reader.mark(raw, "unit", path)


def _limit(ext: Json, path: Path, raw: Json, reader: Reader) -> Any:
    """The limit of a number; that of a date or a time is not kept."""
    reader.mark(raw, "possible", path)
    value = ext.get("valueQuantity")
    if value is None:
        return ext.get("valueInteger", ext.get("valueDecimal"))
    if "value" not in value:
        reader.fault((*path, "valueQuantity"), "which number?")
    return value.get("value")
