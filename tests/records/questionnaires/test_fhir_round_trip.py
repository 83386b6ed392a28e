"""A questionnaire that goes out as FHIR, or as YAML, comes back as it was."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from fhir.resources.R4B.questionnaire import Questionnaire
from hypothesis import HealthCheck, given, settings

from bot.settings import ROOT
from records.questionnaires import Definition, load_definition, load_definitions, parse_definition
from records.questionnaires.fhir import from_fhir, to_fhir
from records.questionnaires.fhir.files import load_fhir
from records.questionnaires.writing import to_yaml
from tests.records.questionnaires.invariants import broken_invariants
from tests.records.questionnaires.strategies import definitions

SHIPPED = load_definitions(ROOT / "data" / "questionnaires")
some_time = settings(max_examples=150, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])


def as_json(definition: Definition) -> dict[str, Any]:
    """What another program would read."""
    read: dict[str, Any] = json.loads(json.dumps(to_fhir(definition), ensure_ascii=False, allow_nan=False))
    return read


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_questionnaire_is_valid_fhir_and_comes_back_as_it_was(name: str) -> None:
    resource = as_json(SHIPPED[name])
    Questionnaire.model_validate(resource)
    assert broken_invariants(resource) == []
    assert from_fhir(resource) == SHIPPED[name]


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_questionnaire_survives_a_program_that_reads_and_writes_fhir(name: str) -> None:
    written = Questionnaire.model_validate(as_json(SHIPPED[name])).model_dump_json(exclude_none=True)
    assert from_fhir(json.loads(written)) == SHIPPED[name]


@some_time
@given(definitions())
def test_any_questionnaire_is_valid_fhir_and_comes_back_as_it_was(definition: Definition) -> None:
    resource = as_json(definition)
    Questionnaire.model_validate(resource)
    assert broken_invariants(resource) == []
    assert from_fhir(resource) == definition


@some_time
@given(definitions())
def test_any_questionnaire_comes_back_from_its_yaml(definition: Definition) -> None:
    assert parse_definition(yaml.safe_load(to_yaml(definition)), place="test") == definition


def test_files_of_both_kinds_hold_the_same(tmp_path: Path) -> None:
    form = SHIPPED["hypertension"]
    (tmp_path / "form.json").write_text(json.dumps(to_fhir(form)), encoding="utf-8")
    (tmp_path / "form.yml").write_text(to_yaml(form), encoding="utf-8")
    assert load_fhir(tmp_path / "form.json") == load_definition(tmp_path / "form.yml") == form


def test_yaml_is_made_to_be_edited() -> None:
    text = to_yaml(SHIPPED["hypertension"])
    assert text.index("resourceType:") < text.index("id:") < text.index("title:") < text.index("item:")
    assert "{code: '2', label: 头痛头晕, synonyms: [头痛, 头晕, 头部不适]}" in text
    assert "\\u" not in text
    assert "&id" not in text
