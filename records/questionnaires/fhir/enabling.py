"""Settles how the conditions of an item stand in FHIR (Questionnaire.item.enableWhen)."""

from __future__ import annotations

from records.questionnaires.definition import Definition
from records.questionnaires.errors import Path
from records.questionnaires.fhir.codec import difference, read_ours
from records.questionnaires.fhir.reader import Json, Reader
from records.questionnaires.fhir.values import READ, answers_system, read_answer, write_answer
from records.questionnaires.item import Item
from records.questionnaires.parts import Condition


def write_conditions(item: Item, definition: Definition) -> Json:
    """enableWhen and enableBehavior; without enableWhen where FHIR cannot say every one of the conditions.

    Some of them alone would be another rule: then all stand in extensions, and FHIR's item is always enabled.
    """
    written = [_write(condition, definition) for condition in item.enable_when]
    said = [one for one in written if one is not None]
    body: Json = {"enableWhen": said} if said and len(said) == len(written) else {}
    if item.enable_behavior != "all" or len(body.get("enableWhen", ())) > 1:
        body["enableBehavior"] = item.enable_behavior
    return body


def _write(condition: Condition, definition: Definition) -> Json | None:
    items = {item.link_id: item for item in definition.walk()}
    if condition.previous or condition.question not in items:
        return None
    body: Json = {"question": condition.question, "operator": condition.operator}
    if condition.operator == "exists":
        typed = ("Boolean", condition.answer) if isinstance(condition.answer, bool) else None
    else:
        system = answers_system(definition.id, condition.question)
        typed = write_answer(items[condition.question], condition.answer, system)
    if typed is None:
        return None
    body[f"answer{typed[0]}"] = typed[1]
    extensions = difference(Condition, condition, _native(body, (), Reader()))
    return {**({"extension": extensions} if extensions else {}), **body}


def read_conditions(item: Json, path: Path, reader: Reader) -> list[Json]:
    """The conditions by the file's keys."""
    conditions: list[Json] = []
    for number, body in enumerate(item.get("enableWhen", ())):
        place = (*path, "enableWhen", number)
        condition = _native(body, place, reader)
        reader.mark(conditions, number, place)
        conditions.append(condition)
        read_ours(Condition, body, place, condition, reader)
    return conditions


def _native(body: Json, path: Path, reader: Reader) -> Json:
    key = next(key for key in body if key.startswith("answer"))
    kind = key.removeprefix("answer")
    if kind not in READ:
        reader.fault((*path, key), f"no answer is a {kind} here")
    answer = read_answer(kind, body[key])
    if answer is None and kind in READ:
        reader.fault((*path, key), "the answer to compare with is missing")
    condition: Json = {"operator": body["operator"], "answer": "" if answer is None else answer}
    if body["question"]:
        condition["question"] = link_id_of(body["question"])
    reader.mark(condition, "answer", (*path, key))
    if kind == "Quantity":
        reader.units.append((condition["question"], body[key], (*path, key)))
    return condition


def link_id_of(link_id: str) -> str:
    """A linkId as it may stand here: without blanks."""
    return "_".join(link_id.split())
