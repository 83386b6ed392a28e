"""What the diabetes form asks, classifies and leads to, and how patients answer it."""

from __future__ import annotations

from tests.questionnaires.cases import mentioned
from tests.questionnaires.tables.diabetes_type_2 import FORM


def test_insulin_that_is_not_used_is_taken_unasked() -> None:
    assert mentioned(FORM, "insulin", "没有低血糖，不打胰岛素") == "不打"
