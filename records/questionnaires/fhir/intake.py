"""Settles whether a FHIR R4 Questionnaire can be asked here and what it becomes; a fault has its place in the JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from records.questionnaires.definition import Definition
from records.questionnaires.errors import Path, Problem, QuestionnaireError
from records.questionnaires.fhir.codec import read_ours
from records.questionnaires.fhir.heads import native_definition, stand_in
from records.questionnaires.fhir.items import read_items
from records.questionnaires.fhir.reader import Json, Reader
from records.questionnaires.files import examine

PARTS = ("item", "answerOption", "enableWhen", "initial", "extension")
CHANGES = ("modifierExtension", "implicitRules")


def from_fhir(resource: Mapping[str, Any]) -> Definition:
    """The questionnaire that a FHIR R4 Questionnaire describes.

    Raises:
        QuestionnaireError: `problems` has every fault with its place in the JSON.
    """
    body = dict(resource)
    try:
        problems = list(_structure(body)) or list(_shapes(body, ()))
        definition, more = (None, problems) if problems else _read(body)
    except RecursionError:
        definition, more = None, [Problem(path=(), text="the items are nested too deeply")]
    if definition is None or more:
        rest = f" (and {len(more) - 1} more)" if len(more) > 1 else ""
        raise QuestionnaireError(f"{more[0]}{rest}", more)
    return definition


def _read(body: Json) -> tuple[Definition | None, list[Problem]]:
    reader = Reader()
    for key in CHANGES:
        if body.get(key):
            reader.fault((key,), "it changes what the questionnaire means in a way that is not known here")
    raw = native_definition(body, reader)
    read_ours(Definition, body, (), raw, reader)
    stand_in(raw, body, reader)
    raw["item"] = read_items(body, (), reader)
    _compare_units(raw["item"], reader)
    definition, problems = examine(raw)
    found = {problem.path: problem for problem in [*(reader.translate(raw, p) for p in problems), *reader.problems]}
    return definition, list(found.values())


def _structure(body: Json) -> Iterator[Problem]:
    """What fhir.resources finds: unknown elements, missing ones, values of another type."""
    # It takes a third of a second to import: only who reads FHIR waits for it.
    from fhir.resources.R4B.questionnaire import Questionnaire

    if body.get("resourceType") != "Questionnaire":
        yield Problem(path=("resourceType",), text=f"{body.get('resourceType')} is no Questionnaire")
        return
    try:
        Questionnaire.model_validate(body)
    except ValidationError as exc:
        for error in exc.errors():
            yield Problem(path=tuple(error["loc"]), text=error["msg"].removeprefix("Value error, "))


def _shapes(node: Json, path: Path) -> Iterator[Problem]:
    """fhir.resources also takes JSON within words for a part; that is no FHIR."""
    for key, value in node.items():
        place = (*path, key)
        if isinstance(value, dict):
            yield from _shapes(value, place)
        elif isinstance(value, list):
            for number, one in enumerate(value):
                if isinstance(one, dict):
                    yield from _shapes(one, (*place, number))
                elif key in PARTS:
                    yield Problem(path=(*place, number), text="must be an object")
        elif isinstance(value, str) and key.endswith(("Coding", "Quantity", "Expression", "CodeableConcept")):
            yield Problem(path=place, text="must be an object")


def _compare_units(items: list[Json], reader: Reader) -> None:
    """A condition compares with a number in the unit of its question."""
    units = dict(_units(items))
    for link_id, quantity, path in reader.units:
        unit = quantity.get("code") or quantity.get("unit")
        asked = units.get(link_id)
        if unit and asked and asked not in (unit, quantity.get("unit")):
            reader.fault(path, f"{link_id} is asked in {asked}, not in {unit}")


def _units(items: list[Json]) -> Iterator[tuple[str, str | None]]:
    for item in items:
        yield item["linkId"], item.get("unit")
        yield from _units(item.get("item", []))
