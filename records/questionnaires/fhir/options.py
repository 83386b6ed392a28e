"""Settles how an option of a choice stands in FHIR (Questionnaire.item.answerOption)."""

from __future__ import annotations

from typing import Any

from records.questionnaires.errors import Path
from records.questionnaires.fhir.addresses import EXCLUSIVE, SCORE
from records.questionnaires.fhir.codec import difference, read_ours
from records.questionnaires.fhir.reader import Json, Reader
from records.questionnaires.fhir.values import option_coding, plain
from records.questionnaires.item import Item
from records.questionnaires.parts import AnswerOption


def write_options(item: Item, system: str) -> list[Json]:
    """The options; the usual answer is the one that is selected to begin with."""
    return [_write(option, system, selected=option.code == item.initial) for option in item.answer_option]


def _write(option: AnswerOption, system: str, *, selected: bool) -> Json:
    body: Json = {"valueCoding": option_coding(option.code, option.label, system)}
    if selected:
        body["initialSelected"] = True
    extensions: list[Json] = [{"url": EXCLUSIVE, "valueBoolean": True}] if option.exclusive else []
    if option.score is not None:
        extensions.append({"url": SCORE, "valueDecimal": plain(option.score)})
    native = _native({**body, "extension": extensions}, (), Reader())
    extensions += difference(AnswerOption, option, native)
    return {**({"extension": extensions} if extensions else {}), **body}


def read_options(item: Json, path: Path, reader: Reader) -> list[Json]:
    """The options by the file's keys."""
    options: list[Json] = []
    for number, body in enumerate(item.get("answerOption", ())):
        place = (*path, "answerOption", number)
        option = _native(body, place, reader)
        reader.mark(options, number, place)
        options.append(option)
        read_ours(AnswerOption, body, place, option, reader)
    return options


def read_selected(item: Json, path: Path, reader: Reader) -> Any:
    """The code of the option that is selected to begin with."""
    selected = [n for n, body in enumerate(item.get("answerOption", ())) if body.get("initialSelected") is True]
    for number in selected[1:]:
        reader.fault((*path, "answerOption", number, "initialSelected"), "one usual answer can be offered, not several")
    if not selected:
        return None
    place = (*path, "answerOption", selected[0])
    return _native(item["answerOption"][selected[0]], place, Reader())["code"]


def _native(body: Json, path: Path, reader: Reader) -> Json:
    """What FHIR's own elements say: a Coding's code and word, or a bare value for both."""
    option: Json = {}
    coding = body.get("valueCoding")
    if coding is None:
        key = next((key for key in body if key.startswith("value")), "value")
        if key == "valueReference":
            reader.fault((*path, key), "a reference cannot be asked for in a conversation")
        option["code"] = option["label"] = str(body.get(key, ""))
        reader.mark(option, "code", (*path, key))
        reader.mark(option, "label", (*path, key))
    else:
        option["code"] = coding.get("code") or coding.get("display") or ""
        option["label"] = coding.get("display") or coding.get("code") or ""
        reader.mark(option, "code", (*path, "valueCoding", "code"))
        reader.mark(option, "label", (*path, "valueCoding", "display"))
    _read_extensions(body, path, option, reader)
    return option


def _read_extensions(body: Json, path: Path, option: Json, reader: Reader) -> None:
    """Exclusive, and the score: on the option as R4 has it, or on its Coding as SDC has it later."""
    places = [((), body), (("valueCoding",), body.get("valueCoding", {}))]
    for inner, holder in places:
        for number, ext in enumerate(holder.get("extension", ())):
            place = (*path, *inner, "extension", number)
            if ext["url"] == EXCLUSIVE and ext.get("valueBoolean"):
                option["exclusive"] = True
                reader.mark(option, "exclusive", place)
            elif ext["url"] == SCORE and "valueDecimal" in ext:
                option["score"] = ext["valueDecimal"]
                reader.mark(option, "score", place)
