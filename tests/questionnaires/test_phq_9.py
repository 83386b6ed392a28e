"""How the nine questions on mood add up, what they lead to, and how patients answer them."""

from __future__ import annotations

import pytest

from tests.questionnaires.cases import alerts, completed, forms
from tests.questionnaires.tables.phq_9 import FORM, NINE, SCORES


@pytest.mark.parametrize("total", range(28))
def test_phq_9_adds_up_and_is_interpreted_by_its_bands(total: int) -> None:
    points = [min(3, max(0, total - 3 * place)) for place in range(9)]
    known = completed("phq_9", {key: SCORES[score] for key, score in zip(NINE, points, strict=True)})
    found = known.answers["total"]
    assert found is not None
    bands = [band.code for band in forms()["phq_9"].find("total").interpretation if band.holds(found["value"])]
    expected = ["minimal", "mild", "moderate", "moderately_severe", "severe", "severe"][total // 5]
    assert (found["value"], bands) == (total, [expected])


@pytest.mark.parametrize(("score", "expected"), [(0, []), (1, ["self_harm"]), (2, ["self_harm"]), (3, ["self_harm"])])
def test_any_thought_of_self_harm_is_an_emergency(score: int, expected: list[str]) -> None:
    found = alerts(FORM, {"self_harm": SCORES[score]})
    assert [rule for rule, level in found if level == "emergency"] == expected


def test_who_thinks_of_self_harm_is_told_whom_to_call_and_that_a_person_knows() -> None:
    [alert] = forms()["phq_9"].find("self_harm").alert
    assert all(word in (alert.say or "") for word in ("12356", "120", "110", "已经告诉医护人员"))
