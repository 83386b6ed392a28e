"""Sentences that once gave a value that nobody had said: what was taken back, what was then, what is another's."""

from __future__ import annotations

import pytest

from nlu.answers import Question
from nlu.corrections import find_correction
from nlu.side_questions import find_side_question
from tests.nlu.questions import answer, options, read

DAYS = options(
    ("0", "完全不会", "没有"),
    ("1", "好几天", "几天 两三天"),
    ("2", "一半以上的天数", "一半"),
    ("3", "几乎每天", "每天 天天"),
)
MOOD = Question(link_id="mood", kind="choice", mentions=("心情", "难过"), options=DAYS)
SLEEP = Question(link_id="sleep", kind="choice", mentions=("睡", "醒"), options=DAYS)
SWELLING = Question(
    link_id="swelling",
    kind="choice",
    mentions=("肿",),
    options=options(("1", "无", "不肿 消了"), ("2", "脚踝", "脚肿 脚脖子肿")),
)
BREATH = Question(
    link_id="breath", kind="choice", mentions=("喘",), options=options(("1", "无", "不喘"), ("2", "休息时", "坐着也喘"))
)
WENT = Question(
    link_id="went",
    kind="choice",
    mentions=("去医院",),
    options=options(("1", "去了", "看了"), ("3", "未去", "没去 不去 不想去")),
)
NOW = Question(
    link_id="now",
    kind="choice",
    options=options(("1", "好转", "好些"), ("2", "无变化", "老样子 差不多"), ("3", "加重", "更差")),
)
PAIN = Question(link_id="pain", kind="integer", unit="分", mentions=("疼",), low=0, high=10)


@pytest.mark.parametrize(
    "text", ["血压不是145是154，低压86", "高压不是145，是154，低压86", "血压不是一百四十五是一百五十四，低压八十六"]
)
def test_value_taken_back_is_not_read_beside_the_right_one(text: str) -> None:
    found = answer("blood_pressure", text)
    assert found is not None
    assert found.value == {"systolic": 154, "diastolic": 86}


def test_of_two_corrections_the_last_counts() -> None:
    found = find_correction("体重不是65公斤是66公斤，不对，是67公斤")
    assert found is not None
    assert found.said == "体重67公斤"
    twice = answer("weight", "65公斤不对66公斤哦不是65.5")
    assert twice is not None
    assert twice.value == {"value": 65.5} or twice.value == 65.5
    plain = answer("weight", "65.5公斤，不是65斤")
    assert plain is None or plain.value in ({"value": 65.5}, 65.5)


@pytest.mark.parametrize(
    "text",
    ["血压没量，上个月是140/90", "好久没量了，上次138/85", "没去量，上礼拜三136/82", "没血压计，前年去医院是150/90"],
)
def test_value_of_then_is_none_of_today_where_nothing_was_measured(text: str) -> None:
    found = answer("blood_pressure", text)
    assert found is None or found.value is None


@pytest.mark.parametrize("text", ["今天没量，昨天145/90", "刚才没量准，现在145/90", "上次没量，今天145/90"])
def test_value_of_these_days_counts_still(text: str) -> None:
    found = answer("blood_pressure", text)
    assert found is not None
    assert found.value == {"systolic": 145, "diastolic": 90}


@pytest.mark.parametrize(
    ("question", "text"), [(PAIN, "没量，没觉得发烧"), (PAIN, "没称"), (MOOD, "没得秤"), (WENT, "没测")]
)
def test_an_instrument_is_no_reason_for_what_needs_none(question: Question, text: str) -> None:
    assert read(question, text) is None


def test_who_did_not_count_days_is_asked_again() -> None:
    for text in ("十几天", "二十几天", "每天晚上两点就醒", "半夜就醒，每天都这样", "每天，睡不着", "吃不下饭，几天了"):
        assert read(MOOD, text) is None
    for text, code in (("几天", "1"), ("每天", "3"), ("每天都难过，睡不着", "3"), ("没有，就是睡不好", "0")):
        found = read(MOOD, text)
        assert found is not None
        assert found.value == (code,)
    slept = read(SLEEP, "每天晚上两点就醒")
    assert slept is not None
    assert slept.value == ("3",)


@pytest.mark.parametrize(
    ("question", "text", "code"),
    [
        (WENT, "不想去，去了还不是花钱", "3"),
        (WENT, "没去，去了也是挨说", "3"),
        (WENT, "去了也是白去", None),
        (WENT, "我去了，医生说没事", "1"),
        (WENT, "去了，花了好多钱", "1"),
        (NOW, "老样子，腿更肿了", None),
        (NOW, "差不多，没更难受", "2"),
        (NOW, "老样子", "2"),
        (SWELLING, "晚上有点肿早上就消了", None),
        (SWELLING, "白天肿，睡一觉就消了", None),
        (SWELLING, "早上消了晚上又肿", None),
        (SWELLING, "肿已经消了", "1"),
        (SWELLING, "不肿", "1"),
        (BREATH, "坐着也气急", "2"),
        (BREATH, "不气急", "1"),
    ],
)
def test_what_is_there_is_not_read_as_gone(question: Question, text: str, code: str | None) -> None:
    found = read(question, text)
    assert (found.value if found else None) == ((code,) if code else None)


def test_exclamations_ask_nothing() -> None:
    for text in ("没有没有", "怕呀怎么不怕", "量什么量，没量", "看啥看"):
        assert find_side_question(text) is None
    for text in ("没有没有，有没有办法", "这药怎么不能停", "吃什么药"):
        assert find_side_question(text) is not None


def test_dialect_is_understood() -> None:
    nothing = answer("symptoms", "没得撒子")
    assert nothing is not None
    assert nothing.value == answer("symptoms", "没有").value  # type: ignore[union-attr]
    for text in ("一米六三", "晓得喽，一米六三"):
        height = answer("height", text, asked=False)
        assert height is not None
        assert height.value == 163
    assert answer("height", "柜子一米六三", asked=False) is None
