"""What the COPD form grades and leads to, and how patients answer it."""

from __future__ import annotations

import pytest

from tests.questionnaires.cases import completed


@pytest.mark.parametrize("grade", range(5))
def test_breathlessness_is_graded_as_mmrc_does(grade: int) -> None:
    found = completed("copd", {"mmrc": f"mMRC {grade}级"}).answers["mmrc_grade"]
    assert found == {"value": grade, "unit": "级"}
