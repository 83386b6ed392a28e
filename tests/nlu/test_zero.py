"""An amount that is none at all is a 0: 没喷过, 不疼, and the words that the questionnaire itself has for it."""

from __future__ import annotations

import pytest

from nlu.answers import Question
from tests.nlu.questions import read

SUPPLY = Question(link_id="supply", kind="integer", unit="天", mentions=("够吃",), low=0, high=400, zero="药已经吃完了")
PAIN = Question(link_id="pain", kind="integer", unit="分", mentions=("伤口疼",), low=0, high=10, zero="伤口不疼")
PILLOWS = Question(link_id="pillows", kind="integer", unit="个", mentions=("枕头",), low=0, high=10, zero="不垫枕头")
PUFFS = Question(
    link_id="puffs", kind="integer", unit="次", mentions=("喷雾",), low=0, high=200, zero="这周没用急救喷雾"
)
MISSED = Question(link_id="missed", kind="integer", unit="天", low=1, high=7)


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        (SUPPLY, "吃完了", 0),
        (SUPPLY, "都吃完了", 0),
        (SUPPLY, "快吃完了", None),
        (SUPPLY, "还够三天", 3),
        (SUPPLY, "药", None),
        (PAIN, "伤口不疼", 0),
        (PAIN, "完全不痛", 0),
        (PAIN, "一点也不疼", 0),
        (PAIN, "不怎么疼", None),
        (PAIN, "不疼是假的", None),
        (PILLOWS, "不垫", 0),
        (PILLOWS, "不垫枕头", 0),
        (PILLOWS, "枕头", None),
        (PUFFS, "这个星期没喷过", 0),
        (PUFFS, "没喷，也没喘", 0),
        (PUFFS, "用不着", 0),
        (PUFFS, "上周没用，这周用了三次", 3),
        (MISSED, "没漏", None),
    ],
)
def test_none_at_all_is_zero(question: Question, text: str, value: float | None) -> None:
    found = read(question, text)
    assert (found.value if found else None) == value


def test_one_or_two_points_are_a_range() -> None:
    found = read(PAIN, "一两分吧")
    assert found is not None
    assert (found.value, found.upper) == (1, 2)
