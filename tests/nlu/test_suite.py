"""Every labelled sentence of our own suite is understood as it is labelled; one test a sentence and kind of label."""

from __future__ import annotations

import pytest

from nlu.red_flags import screen
from nlu.understanding import understand
from tests.support import nlu_suite
from tests.support.nlu_suite import Case


def of(key: str) -> pytest.MarkDecorator:
    """One test for each sentence that is labelled with `key`."""
    return pytest.mark.parametrize("case", [pytest.param(case, id=case.id) for case in nlu_suite.cases(key)])


@of("readings")
def test_readings_are_found_as_labelled(case: Case) -> None:
    assert not nlu_suite.reading_differences(case, understand(case.text).readings)


@of("symptoms")
def test_symptoms_are_found_as_labelled(case: Case) -> None:
    assert not nlu_suite.symptom_differences(case, understand(case.text).symptoms)


@of("red_flags")
def test_red_flags_are_raised_as_labelled(case: Case) -> None:
    assert nlu_suite.flag_difference(case, screen(case.text)) is None


def test_suite_covers_more_than_three_hundred_sentences() -> None:
    keys = ("readings", "symptoms", "red_flags", *nlu_suite.INTENT_KEYS)
    assert len({case.text for key in keys for case in nlu_suite.cases(key)}) > 300
