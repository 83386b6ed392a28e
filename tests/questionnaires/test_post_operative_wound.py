"""What is asked of a wound by the day, what it leads to, and how patients answer."""

from __future__ import annotations

from datetime import timedelta

import pytest

from records.questionnaires import is_enabled
from tests.questionnaires.cases import TODAY, completed, forms, mentioned
from tests.questionnaires.tables.post_operative_wound import BY_DAY, FORM


@pytest.mark.parametrize(
    ("days_ago", "asked"),
    [
        (0, {"dressing", "getting_up"}),
        (6, {"dressing", "getting_up"}),
        (7, {"dressing", "stitches", "daily_life"}),
        (21, {"dressing", "stitches", "daily_life"}),
        (22, {"daily_life"}),
        (None, BY_DAY),
    ],
)
def test_wound_questions_go_by_the_day_and_all_are_asked_where_it_is_not_known(
    days_ago: int | None, asked: set[str]
) -> None:
    said = {} if days_ago is None else {"operation_date": TODAY - timedelta(days=days_ago)}
    form, known = forms()["post_operative_wound"], completed("post_operative_wound", said)
    assert {link_id for link_id in BY_DAY if is_enabled(form, form.find(link_id), known)} == asked


@pytest.mark.parametrize(("text", "expected"), [("很红，也肿得厉害", "很肿"), ("很红，不肿", "不肿")])
def test_swelling_that_is_said_with_the_redness_is_taken_unasked(text: str, expected: str | None) -> None:
    assert mentioned(FORM, "swelling", text) == expected
