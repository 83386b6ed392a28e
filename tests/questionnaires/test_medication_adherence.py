"""What counts as regular, what missed doses lead to, and how patients answer."""

from __future__ import annotations

import pytest

from tests.questionnaires.cases import completed, forms
from tests.questionnaires.tables.medication_adherence import FORM


@pytest.mark.parametrize(("missed", "share", "band"), [(1, 86, "regular"), (2, 71, "irregular"), (7, 0, "irregular")])
def test_share_of_full_days_is_counted_from_the_missed_ones(missed: int, share: int, band: str) -> None:
    known = completed("medication_adherence", {"missed_days": missed})
    assert known.answers["taken_share"] == {"value": share, "unit": "%"}
    parts = forms()["medication_adherence"].find("taken_share").interpretation
    assert [part.code for part in parts if part.holds(share)] == [band]


def test_patient_without_medicines_is_not_asked_again() -> None:
    rules = {rule.code: rule for rule in forms()[FORM].follow_up}
    assert rules["no_medicine"].within_days is None
