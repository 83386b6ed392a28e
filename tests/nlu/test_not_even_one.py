"""一根不抽 is none; 一根不抽就难受 is no number; and what is used up."""

from __future__ import annotations

import pytest

from nlu.answers import Question
from tests.nlu.questions import answer, read

SPRAYS = Question(link_id="sprays", kind="integer", unit="次", low=0, high=90, mentions=("喷雾",))
FALLS = Question(link_id="falls", kind="integer", unit="次", low=1, high=90)
SUPPLY = Question(link_id="supply", kind="integer", unit="天", low=0, high=400, zero="药已经吃完了")
LABORATORY = Question(link_id="hba1c", kind="quantity", unit="%", low=3, high=20, mentions=("糖化",))


@pytest.mark.parametrize(
    ("link_id", "text", "value"),
    [
        ("smoking", "一根不抽", 0),
        ("smoking", "现在一根烟都没抽", 0),
        ("smoking", "一天一根", 1),
        ("smoking", "平时一根不抽，过年抽两根", None),
        ("smoking", "一根不抽就难受", None),
        ("alcohol", "一口不喝", 0),
        ("alcohol", "一杯不喝，真的", 0),
        ("alcohol", "平时一口不喝，过节喝一两", None),
        ("alcohol", "一天一两", 1),
        ("exercise_frequency", "一次没有", 0),
        ("exercise_frequency", "一周一次", 1),
    ],
)
def test_not_even_one_is_none(link_id: str, text: str, value: float | None) -> None:
    found = answer(link_id, text)
    assert (found and found.value) == value


@pytest.mark.parametrize(
    ("asked_for", "text", "value"),
    [
        (SPRAYS, "一次没用", 0),
        (SPRAYS, "这个星期一次没喷过", 0),
        (SPRAYS, "一次", 1),
        (FALLS, "一次没摔", None),
        (SUPPLY, "没药了", 0),
        (SUPPLY, "都吃光了", 0),
        (SUPPLY, "快没药了", None),
        (SUPPLY, "两礼拜", 14),
    ],
)
def test_none_is_read_only_where_none_can_be(asked_for: Question, text: str, value: float | None) -> None:
    found = read(asked_for, text)
    assert (found and found.value) == value


@pytest.mark.parametrize(
    ("text", "value", "absent"),
    [
        ("没有", None, "not-performed"),
        ("没抽血", None, "not-performed"),
        ("没去医院查", None, "not-performed"),
        ("7.1", 7.1, None),
    ],
)
def test_value_of_a_laboratory_is_missing_without_blood(text: str, value: float | None, absent: str | None) -> None:
    found = read(LABORATORY, text)
    assert found is not None
    assert (found.value, found.absent) == (value, absent)
