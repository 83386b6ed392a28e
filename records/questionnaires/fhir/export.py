"""Settles how a questionnaire is written as a FHIR R4 Questionnaire."""

from __future__ import annotations

from typing import Any

from records.questionnaires.definition import Definition
from records.questionnaires.fhir.addresses import (
    ARITHMETIC,
    CALCULATED,
    HIDDEN,
    ITEM_CONTROL,
    ITEM_CONTROLS,
    SHORT,
    system_of,
)
from records.questionnaires.fhir.codec import difference
from records.questionnaires.fhir.enabling import write_conditions
from records.questionnaires.fhir.heads import native_definition
from records.questionnaires.fhir.items import HELP_SUFFIX, native_item
from records.questionnaires.fhir.limits import write_numbers
from records.questionnaires.fhir.options import write_options
from records.questionnaires.fhir.reader import Json, Reader
from records.questionnaires.fhir.values import CODE, answers_system, write_answer
from records.questionnaires.item import Item

MOST_ID_CHARS = 64


def to_fhir(definition: Definition) -> dict[str, Any]:
    """A FHIR R4 Questionnaire as JSON; `from_fhir` gives the same definition back."""
    body = _head(definition)
    native = native_definition(body, Reader())
    extensions = difference(Definition, definition, native, apart=("item", "resourceType"))
    items = [_item(item, definition) for item in definition.item]
    return {"resourceType": "Questionnaire", **_with(extensions, body), "item": items}


def _head(definition: Definition) -> Json:
    fits = len(definition.id) <= MOST_ID_CHARS
    said = {
        "id": definition.id.replace("_", "-") if fits else "",  # FHIR's ids have no underscore
        "language": definition.language if CODE.fullmatch(definition.language) else "",
        "url": definition.url if definition.url and " " not in definition.url else "",
        "version": definition.version,
        "name": definition.id.capitalize(),
        "title": definition.title,
        "status": definition.status,
        "subjectType": ["Patient"],
        "description": definition.description,
        "copyright": definition.licence,
    }
    return {key: value for key, value in said.items() if not isinstance(value, str) or value.strip()}


def _item(item: Item, definition: Definition) -> Json:
    body: Json = {"linkId": item.link_id, "type": item.type}
    if item.text.strip():
        body["text"] = item.text
    if item.type != "display":  # a display has neither code nor answer
        body |= _answering(item)
    body |= write_conditions(item, definition)
    body |= _answers(item, definition)
    children = [*_help(item, definition), *(_item(child, definition) for child in item.item)]
    if children:
        body["item"] = children
    extensions = _extensions(item)
    native = native_item(_with(extensions, body), (), Reader())
    extensions += difference(Item, item, native, apart=("item", "answerOption"))
    return _with(extensions, body)


def _answering(item: Item) -> Json:
    body: Json = {"required": item.required, "repeats": item.repeats, "readOnly": item.read_only}
    if item.code and item.code.system.strip() and CODE.fullmatch(item.code.code):
        body["code"] = [{"system": system_of(item.code.system), "code": item.code.code}]
    if item.max_length and item.type in ("string", "text"):
        body["maxLength"] = item.max_length
    return body


def _answers(item: Item, definition: Definition) -> Json:
    system = answers_system(definition.id, item.link_id)
    if item.answer_option:
        return {"answerOption": write_options(item, system)}
    typed = None if item.initial is None else write_answer(item, item.initial, system)
    return {} if typed is None else {"initial": [{f"value{typed[0]}": typed[1]}]}


def _extensions(item: Item) -> list[Json]:
    found: list[Json] = []
    if item.is_computed:
        found.append({"url": HIDDEN, "valueBoolean": True})
    if item.short and item.short.strip():
        found.append({"url": SHORT, "valueString": item.short})
    found += write_numbers(item)
    if item.calculate and item.calculate.strip():
        expression = {"language": ARITHMETIC, "expression": item.calculate}
        found.append({"url": CALCULATED, "valueExpression": expression})
    return found


def _help(item: Item, definition: Definition) -> list[Json]:
    """The explanation of a question: a display below it, as FHIR has it."""
    asked = item.type not in ("group", "display") or item.reading
    link_id = f"{item.link_id}{HELP_SUFFIX}"
    if not asked or not item.explain or not item.explain.strip():
        return []
    if any(other.link_id == link_id for other in definition.walk()):
        return []
    control = {"coding": [{"system": ITEM_CONTROLS, "code": "help"}]}
    return [
        {
            "extension": [{"url": ITEM_CONTROL, "valueCodeableConcept": control}],
            "linkId": link_id,
            "type": "display",
            "text": item.explain,
        }
    ]


def _with(extensions: list[Json], body: Json) -> Json:
    return {"extension": extensions, **body} if extensions else body
