"""What the hypertension form asks, computes, classifies and leads to, and how patients answer it."""

from __future__ import annotations

import pytest

from tests.questionnaires.cases import completed, forms, mentioned
from tests.questionnaires.tables.hypertension import FORM


def test_a_chat_is_recorded_as_another_way_of_visiting() -> None:
    assert forms()["hypertension"].find("visit_mode").option("other").label == "其他（线上）"


def test_body_mass_index_is_weight_over_height_squared_and_so_is_its_target() -> None:
    known = completed("hypertension", {"weight": 65.0, "height": 165.0}, weight=60.0)
    assert known.answers["bmi"] == {"value": 23.9, "unit": "kg/m2"}
    assert known.answers["bmi_target"] == {"value": 22.0, "unit": "kg/m2"}


def test_without_height_there_is_no_body_mass_index() -> None:
    assert "bmi" not in completed("hypertension", {"weight": 65.0}).answers


@pytest.mark.parametrize("text", ["心情好得很，药没换过，也没有副作用", "药没变", "没换药"])
def test_medicines_that_stayed_the_same_are_taken_unasked(text: str) -> None:
    assert mentioned(FORM, "medication_change", text) == "没有"
