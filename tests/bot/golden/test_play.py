from __future__ import annotations

import pytest

from bot.golden.play import Line, find_objections
from bot.golden.script import Turn

HEARD = [Line(who="bot", text="记下了，体重60公斤。"), Line(who="bot", text="口味怎么样？", buttons=["清淡", "偏咸"])]


@pytest.mark.parametrize(
    "turn",
    [
        {"bot": ["60公斤", "口味"]},
        {"bot": ["口味"], "buttons": ["偏咸"]},
        {"bot": ["口味"], "not": ["没听明白"]},
    ],
)
def test_what_the_bot_said_holds(turn: dict[str, list[str]]) -> None:
    assert find_objections(Turn.model_validate(turn), HEARD) == []


@pytest.mark.parametrize(
    ("turn", "reason"),
    [
        ({"bot": ["心情"]}, "the bot did not say 心情"),
        ({"bot": ["口味"], "not": ["60"]}, "the bot should not say 60"),
        ({"bot": ["口味"], "buttons": ["清淡", "一般"]}, "there is no button 一般"),
        ({"bot": ["口味"], "buttons": []}, "there should be no buttons"),
        ({"bot": []}, "the bot should be silent"),
    ],
)
def test_what_the_bot_should_have_said_is_named(turn: dict[str, list[str]], reason: str) -> None:
    assert find_objections(Turn.model_validate(turn), HEARD) == [reason]


def test_silence_holds_where_nothing_is_said() -> None:
    assert find_objections(Turn.model_validate({"bot": []}), []) == []
