"""Settles how a question and an acknowledgement are worded, and which buttons go with a question."""

from __future__ import annotations

from collections.abc import Sequence

from actions.filling import Filled, Refused, Value, say_number
from actions.phrases import Phrases
from records.questionnaires import Item

Button = dict[str, str]
UNITS = {"mm[Hg]": "", "/min": "次/分", "kg": "公斤", "Cel": "度", "%": "%", "次/周": "次"}


def buttons_of(item: Item) -> list[Button]:
    """One button for each option; its payload may be typed instead."""
    return [{"title": option.title, "payload": option.title} for option in item.answer_option]


def acknowledge(filled: Sequence[Filled], phrases: Phrases) -> str:
    """Reads back what was recorded, so that a mistake is seen at once."""
    said = [_read_back(answer.item, answer.value) for answer in filled if answer.value is not None]
    if said:
        return phrases("noted", what="，".join(said))
    return phrases("noted_absent") if filled else ""


def _read_back(item: Item, value: Value) -> str:
    if item.zero and value.get("value") == 0:
        return item.zero
    return f"{item.name}{say_value(item, value)}"


def say_value(item: Item, value: Value) -> str:
    """A value in words: 145/90, 72次/分, 头痛头晕、手脚发麻."""
    if "systolic" in value:
        return f"{say_number(value['systolic'])}/{say_number(value['diastolic'])}"
    if "codes" in value:
        return "：" + "、".join(item.option(code).title for code in value["codes"])
    if "value" in value:
        unit = item.unit or ""
        return f"{say_number(value['value'])}{UNITS.get(unit, unit)}"
    if "boolean" in value:
        return "：有" if value["boolean"] else "：没有"
    return f"：{value['text']}"


def object_to(refused: Refused, phrases: Phrases) -> str:
    """Says why a value cannot stand."""
    if not refused.said:
        return phrases("half_missing", what=refused.item.text)
    if refused.low is None or refused.high is None:
        return phrases("pressure_order")
    return phrases(
        "impossible",
        what=f"{refused.item.name}{refused.said}",
        low=say_number(refused.low),
        high=say_number(refused.high),
    )


def ask_again(item: Item, misses: int, phrases: Phrases, *, vague: bool) -> str:
    """The question in simpler words after the first or second answer that was not understood, or was no exact value."""
    text = f"{phrases('not_exact' if vague else f'not_understood_{misses}')}{item.hint or item.text}"
    if item.answer_option and misses > 1:
        text += phrases("options_hint", options="、".join(option.title for option in item.answer_option))
    return text
