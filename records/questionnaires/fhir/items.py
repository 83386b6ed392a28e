"""Settles what one item of a FHIR Questionnaire becomes here, ours or another program's."""

from __future__ import annotations

from typing import Any, get_args

from records.questionnaires.errors import Path
from records.questionnaires.fhir.addresses import (
    ARITHMETIC,
    CALCULATED,
    ENABLE_WHEN_EXPRESSION,
    HIDDEN,
    ITEM_CONTROL,
    SHORT,
    name_of,
)
from records.questionnaires.fhir.codec import read_ours
from records.questionnaires.fhir.enabling import link_id_of, read_conditions
from records.questionnaires.fhir.limits import read_numbers
from records.questionnaires.fhir.options import read_options, read_selected
from records.questionnaires.fhir.reader import Json, Reader
from records.questionnaires.fhir.values import READ, read_answer
from records.questionnaires.item import CHOICES, Item, Type

TYPES = get_args(Type)
HELP_SUFFIX = ".help"
HELPS = ("help", "flyover")
DRAWN = ("unit", "lower", "upper")  # marks beside a field on a screen: nothing to say


def read_items(holder: Json, path: Path, reader: Reader, *, hidden: bool = False) -> list[Json]:
    """The items of a questionnaire or item by the file's keys: the hidden are not asked, a hidden text is left out."""
    items: list[Json] = []
    for number, body in enumerate(holder.get("item", ())):
        place = (*path, "item", number)
        unseen = body["type"] == "display" and (hidden or _flag(body, HIDDEN))
        if unseen or _stands_beside(holder, body):
            continue
        item = _read_item(body, place, reader, hidden=hidden or _flag(body, HIDDEN))
        reader.mark(items, len(items), place)
        items.append(item)
    return items


def _read_item(body: Json, path: Path, reader: Reader, *, hidden: bool) -> Json:
    raw = native_item(body, path, reader)
    if body.get("answerOption"):
        raw["answerOption"] = read_options(body, path, reader)
    read_ours(Item, body, path, raw, reader)
    _refuse(body, path, reader)
    if hidden and raw["type"] != "group":
        raw["readOnly"] = True
    if "text" not in raw:
        if raw["type"] != "group":
            reader.fault((*path, "text"), "there are no words to ask with")
        raw["text"] = raw["linkId"]
    items = read_items(body, path, reader, hidden=hidden)
    if raw["type"] == "group":
        raw["item"] = items
        return raw
    return _together(raw, items, path, reader) if items else raw


def native_item(body: Json, path: Path, reader: Reader) -> Json:
    """What FHIR's own elements and HL7's extensions say of an item, by the file's keys, without options and items."""
    raw: Json = {"linkId": link_id_of(body["linkId"]), "type": body["type"]}
    if body["type"] not in TYPES:
        reader.fault((*path, "type"), f"{body['type']} is not asked here, only {', '.join(TYPES)}")
        raw["type"] = "text"
    codes = body.get("code", [])
    if text := body.get("text") or next((code["display"] for code in codes if "display" in code), None):
        raw["text"] = text
    if body["type"] != "display":
        raw |= {"required": body.get("required", False), "repeats": body.get("repeats", False)}
        raw["readOnly"] = body.get("readOnly", False) or (_flag(body, HIDDEN) and body["type"] != "group")
        _code(codes, path, raw, reader)
    if "maxLength" in body and body["type"] in ("string", "text"):
        raw["maxLength"] = body["maxLength"]
    if conditions := read_conditions(body, path, reader):
        raw["enableWhen"] = conditions
    if "enableBehavior" in body:
        raw["enableBehavior"] = body["enableBehavior"]
    _initial(body, path, raw, reader)
    _extensions(body, path, raw, reader)
    read_numbers(body, path, raw, reader)
    if helps := [child["text"] for child in body.get("item", ()) if "text" in child and _is_help(body, child)]:
        raw["explain"] = "\n".join(helps)
    return raw


def _code(codes: list[Json], path: Path, raw: Json, reader: Reader) -> None:
    """The first code; LOINC's before others."""
    known = [(n, one) for n, one in enumerate(codes) if one.get("system") and one.get("code")]
    known.sort(key=lambda pair: name_of(pair[1]["system"]) != "loinc")
    if known:
        number, code = known[0]
        raw["code"] = {"system": name_of(code["system"]), "code": code["code"]}
        reader.mark(raw, "code", (*path, "code", number))


def _initial(body: Json, path: Path, raw: Json, reader: Reader) -> None:
    value: Any = read_selected(body, path, reader)
    for number, initial in enumerate(body.get("initial", ())):
        key = next((key for key in initial if key.startswith("value")), "value")
        kind = key.removeprefix("value")
        if number or value is not None:
            reader.fault((*path, "initial", number), "one usual answer can be offered, not several")
        elif kind not in READ:
            reader.fault((*path, "initial", number, key), f"no answer is a {kind} here")
        else:
            value = read_answer(kind, initial[key])
            reader.mark(raw, "initial", (*path, "initial", number, key))
    if value is not None:
        raw["initial"] = value


def _extensions(body: Json, path: Path, raw: Json, reader: Reader) -> None:
    for number, ext in enumerate(body.get("extension", ())):
        place = (*path, "extension", number)
        if ext["url"] == SHORT and "valueString" in ext:
            raw["short"] = ext["valueString"]
            reader.mark(raw, "short", (*place, "valueString"))
        elif ext["url"] == CALCULATED:
            expression = ext.get("valueExpression", {})
            if expression.get("language") == ARITHMETIC:
                raw["calculate"] = expression.get("expression", "")
                reader.mark(raw, "calculate", (*place, "valueExpression", "expression"))
            else:
                reader.fault(place, f"computed here are only expressions in {ARITHMETIC}: write it anew")


def _refuse(body: Json, path: Path, reader: Reader) -> None:
    """What may not be left out, for the questionnaire would be another one without it."""
    if "answerValueSet" in body:
        reader.fault((*path, "answerValueSet"), "the answers must stand in the file: list them as answerOption")
    elif body["type"] in CHOICES and not body.get("answerOption"):
        reader.fault((*path, "answerOption"), "a choice of what? There are no options")
    if body.get("modifierExtension"):
        reader.fault((*path, "modifierExtension"), "it changes what the item means in a way that is not known here")
    for number, ext in enumerate(body.get("extension", ())):
        if ext["url"] == ENABLE_WHEN_EXPRESSION:
            reader.fault((*path, "extension", number), "conditions stand in enableWhen here, not in an expression")


def _together(question: Json, items: list[Json], path: Path, reader: Reader) -> Json:
    """Questions below a question: a group of both. Without the first one the others are not asked either."""
    group: Json = {"linkId": f"{question['linkId']}.group", "type": "group", "text": question["text"]}
    for key in ("enableWhen", "enableBehavior"):
        if key in question:
            group[key] = question.pop(key)
    members = [question, *items]
    reader.mark(members, 0, path)
    for number, _ in enumerate(items):
        reader.mark(members, number + 1, reader.origin(items, number))
    return {**group, "item": members}


def _control(body: Json) -> str | None:
    for ext in body.get("extension", ()):
        if ext["url"] == ITEM_CONTROL:
            codings = ext.get("valueCodeableConcept", {}).get("coding", [])
            return next((coding["code"] for coding in codings if "code" in coding), None)
    return None


def _is_help(body: Json, child: Json) -> bool:
    """Whether a display explains the question above it; in a group of another program it is a text to say."""
    ours = child["linkId"] == f"{body.get('linkId')}{HELP_SUFFIX}"
    is_asked = body.get("type", "group") != "group"
    return child["type"] == "display" and _control(child) in HELPS and (ours or is_asked)


def _stands_beside(body: Json, child: Json) -> bool:
    return _is_help(body, child) or (child["type"] == "display" and _control(child) in DRAWN)


def _flag(body: Json, url: str) -> bool:
    return any(ext["url"] == url and ext.get("valueBoolean") is True for ext in body.get("extension", ()))
