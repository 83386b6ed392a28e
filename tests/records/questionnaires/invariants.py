"""Settles what FHIR R4 asks of a Questionnaire beyond its structure: the invariants que-0 to que-13, ele-1, ext-1."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

TYPES = {
    *("group", "display", "boolean", "decimal", "integer", "date", "dateTime", "time", "string", "text", "url"),
    *("choice", "open-choice", "attachment", "reference", "quantity"),
}
HAS_LENGTH = {"boolean", "decimal", "integer", "string", "text", "url", "open-choice"}
ANSWERS = {
    "choice": "Coding",
    "open-choice": "Coding",
    "quantity": "Quantity",
    "text": "String",
    "string": "String",
}


def broken_invariants(resource: dict[str, Any]) -> list[str]:
    """The names of the invariants that a Questionnaire breaks."""
    items = list(_walk(resource))
    broken = [] if re.fullmatch(r"[A-Z]\w{0,254}", resource.get("name", "A"), re.ASCII) else ["que-0"]
    if not re.fullmatch(r"[A-Za-z0-9\-.]{1,64}", resource.get("id", "a")):
        broken.append("id")
    if len({item["linkId"] for item in items}) < len(items):
        broken.append("que-2")
    types = {item["linkId"]: item["type"] for item in items}
    broken += [name for item in items for name in _item(item, types)]
    return [*broken, *_elements(resource)]


def _walk(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for item in node.get("item", ()):
        yield item
        yield from _walk(item)


def _item(item: dict[str, Any], types: dict[str, str]) -> Iterator[str]:
    kind, options, initial = item["type"], item.get("answerOption"), item.get("initial", [])
    rules = {
        "type": kind in TYPES,
        "que-1": ("item" in item or kind != "group") and ("item" not in item or kind != "display"),
        "que-3": kind != "display" or "code" not in item,
        "que-4": not (options and "answerValueSet" in item),
        "que-5": kind in ("choice", "open-choice") or not (options or "answerValueSet" in item),
        "que-6": kind != "display" or not {"required", "repeats"} & item.keys(),
        "que-8": kind not in ("group", "display") or not initial,
        "que-9": kind != "display" or "readOnly" not in item,
        "que-10": kind in HAS_LENGTH or "maxLength" not in item,
        "que-11": not (options and initial),
        "que-12": len(item.get("enableWhen", ())) < 2 or "enableBehavior" in item,
        "que-13": item.get("repeats") or len(initial) < 2,
    }
    yield from (name for name, holds in rules.items() if not holds)
    for when in item.get("enableWhen", ()):
        asked = types[when["question"]]
        wanted = "Boolean" if when["operator"] == "exists" else ANSWERS.get(asked, asked.capitalize())
        if f"answer{wanted}" not in when:
            yield "que-7"


def _elements(node: Any) -> Iterator[str]:
    """No empty part (ele-1); an extension has either a value or extensions (ext-1) and an absolute or inner address."""
    if isinstance(node, list):
        yield from (name for one in node for name in _elements(one))
        if not node:
            yield "ele-1"
    if isinstance(node, dict):
        if not node:
            yield "ele-1"
        for key, value in node.items():
            yield from _elements(value)
            for ext in value if key == "extension" else ():
                values = [name for name in ext if name.startswith("value")]
                if ("extension" in ext) == bool(values) or len(values) > 1:
                    yield "ext-1"
    if node == "":
        yield "string"
