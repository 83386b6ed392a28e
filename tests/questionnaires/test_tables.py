"""Every shipped questionnaire does what its table says: rules, alerts, classes, order, everyday words."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import pytest

from tests.questionnaires.cases import alerts, completed, forms, heard, next_rule, rules_of
from tests.questionnaires.tables import (
    copd,
    diabetes_type_2,
    fall_risk,
    heart_failure_daily,
    hypertension,
    medication_adherence,
    phq_2,
    phq_9,
    post_operative_wound,
    referral_visit,
    satisfaction,
)

TABLES: tuple[ModuleType, ...] = (
    copd,
    diabetes_type_2,
    fall_risk,
    heart_failure_daily,
    hypertension,
    medication_adherence,
    phq_2,
    phq_9,
    post_operative_wound,
    referral_visit,
    satisfaction,
)
OFFICIAL = ("hypertension", "diabetes_type_2")


def rows(table: str) -> list[Any]:
    """The rows of one table of every form, each with its form before it."""
    return [pytest.param(form.FORM, *row) for form in TABLES for row in getattr(form, table, ())]


def test_every_shipped_form_has_its_table() -> None:
    assert {form.FORM for form in TABLES} == set(forms())


@pytest.mark.parametrize(("form", "said", "before", "goals", "code"), rows("FOLLOW"))
def test_first_rule_that_holds_decides_what_follows(
    form: str, said: dict[str, Any], before: dict[str, Any] | None, goals: dict[str, float], code: str
) -> None:
    assert next_rule(form, said, before, goals) == code


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.FORM)
def test_no_rule_is_left_without_a_case(table: ModuleType) -> None:
    assert rules_of(table.FORM) == {code for _, _, _, code in getattr(table, "FOLLOW", ())}


@pytest.mark.parametrize(("form", "said", "expected"), rows("ALERTS"))
def test_answers_that_a_person_must_see_raise_an_alert_and_others_none(
    form: str, said: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    assert alerts(form, said) == expected


@pytest.mark.parametrize(("form", "link_id", "text", "expected"), rows("SAID"))
def test_everyday_words_are_understood_or_asked_again_and_never_taken_for_another_answer(
    form: str, link_id: str, text: str, expected: str | float | None
) -> None:
    assert heard(form, link_id, text) == expected


@pytest.mark.parametrize(("form", "said", "goals", "expected"), rows("CLASSES"))
def test_visit_is_classified_as_the_form_says(
    form: str, said: dict[str, Any], goals: dict[str, float], expected: str | None
) -> None:
    found = completed(form, said, **goals).answers.get("classification")
    assert (found["labels"][0] if found else None) == expected


@pytest.mark.parametrize("table", [table for table in TABLES if table.FORM in OFFICIAL], ids=lambda table: table.FORM)
def test_official_form_is_complete_and_in_its_order(table: ModuleType) -> None:
    order = table.ORDER.split() if isinstance(table.ORDER, str) else list(table.ORDER)
    assert [item.link_id for item in forms()[table.FORM].walk() if item.link_id in order] == order


@pytest.mark.parametrize("form", OFFICIAL)
def test_complication_is_a_clinicians_word(form: str) -> None:
    assert not forms()[form].find("classification").option("4").when


@pytest.mark.parametrize("form", OFFICIAL)
def test_official_follow_ups_are_due_within_two_weeks_or_a_quarter_and_a_referral_is_urgent(form: str) -> None:
    rules = {rule.code: rule for rule in forms()[form].follow_up}
    assert [rules[code].within_days for code in ("refer", "two_weeks", "regular")] == [14, 14, 90]
    assert rules["refer"].questionnaire == "referral_visit"
    assert rules["refer"].alert is not None
    assert (rules["refer"].alert.rule, rules["refer"].alert.level) == ("referral_due", "urgent")
