"""What counts as a risk of falling, and how patients answer."""

from __future__ import annotations

import pytest

from tests.questionnaires.cases import completed, forms


@pytest.mark.parametrize(("answers", "band"), [("无无无", "negative"), ("有无无", "positive"), ("有有有", "positive")])
def test_any_yes_to_a_key_question_is_a_risk_of_falling(answers: str, band: str) -> None:
    known = completed("fall_risk", dict(zip(("fell", "unsteady", "worried"), answers, strict=True)))
    found = known.answers["total"]
    assert found is not None
    assert found["value"] == answers.count("有")
    assert [part.code for part in forms()["fall_risk"].find("total").interpretation if part.holds(found["value"])] == [
        band
    ]
