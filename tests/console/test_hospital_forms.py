"""The hospital's own questionnaires on the staff's pages: each has its lines, and each of its codes has a name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from console.i18n import WORDS, Language
from console.questionnaire import Kind, lines_of, progress_of
from console.values import words_of
from records.questionnaires import Definition, Item, Known, load_definition

FILES = sorted((Path(__file__).parents[2] / "data" / "questionnaires").glob("*.yml"))


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def definition(request: pytest.FixtureRequest) -> Definition:
    """Each questionnaire of the hospital."""
    return load_definition(request.param)


def some_value(item: Item) -> dict[str, Any]:
    """A value of the item's type; whether it is a likely one does not matter here."""
    if item.reading and item.item:
        return {"systolic": 130, "diastolic": 80, "upper": {"systolic": 140, "diastolic": 85}}
    if item.answer_option:
        return {"codes": [item.answer_option[-1].code], "labels": [item.answer_option[-1].label], "other": "别的"}
    typed: dict[str, dict[str, Any]] = {
        "boolean": {"boolean": True},
        "date": {"date": "2026-03-05"},
        "time": {"time": "08:30"},
        "text": {"text": "写下来的话"},
        "string": {"text": "写下来的话"},
    }
    return typed.get(item.type, {"value": 3, "upper": 4, "unit": item.unit, "approximate": True})


def names_needed(definition: Definition) -> Iterator[str]:
    """The keys of the words that staff read in the place of codes."""
    for alert in (alert for item in definition.walk() for alert in item.alert):
        yield f"rule.{alert.rule}"
    for rule in definition.follow_up:
        if rule.alert:
            yield f"rule.{rule.alert.rule}"
        if rule.within_days is not None:
            yield f"plan.{rule.code}"


def test_an_empty_form_has_a_line_for_whatever_needs_no_earlier_answer(definition: Definition) -> None:
    known = Known(answers={})
    lines = {line.item.link_id: line for line in lines_of(definition, known)}
    plain = [item for item in definition.questions if not any(part.enable_when for part in definition.lineage(item))]
    assert {item.link_id for item in plain} <= lines.keys()
    assert not [line for line in lines.values() if line.item.type == "display"]
    assert progress_of(definition, known).done == 0
    assert progress_of(definition, known).total == sum(line.kind == Kind.QUESTION for line in lines.values())


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_full_form_reads_in_words_in_both_languages(definition: Definition, language: Language) -> None:
    items = [item for item in definition.walk() if item.type not in ("group", "display") or item.reading]
    known = Known(answers={item.link_id: some_value(item) for item in items})
    lines = [line for line in lines_of(definition, known) if line.kind != Kind.HEADING]
    assert {item.link_id for item in definition.questions} <= {line.item.link_id for line in lines}
    for line in lines:
        text = words_of(line, some_value(line.item), language)
        assert text
        assert "None" not in text
    assert progress_of(definition, known).done == progress_of(definition, known).total


def test_every_rule_has_a_name_in_both_languages(definition: Definition) -> None:
    assert set(names_needed(definition)) <= WORDS["zh"].keys() & WORDS["en"].keys()
