"""Quantities as people count them, in questions of every unit."""

from __future__ import annotations

import pytest

from nlu.answers import Conversion, Question
from tests.nlu.questions import answer, read

BOWLS = (Conversion(words=("碗",), factor=100), Conversion(words=("两",), factor=50))
PAIN = Question(link_id="pain", kind="integer", unit="分", low=0, high=10, mentions=("疼", "痛"))
STAPLE = Question(link_id="staple", kind="quantity", unit="克/天", low=0, high=2000, mentions=("主食",))
RICE = Question(link_id="rice", kind="quantity", unit="克", low=0, high=2000, mentions=("米饭",), conversions=BOWLS)
HEIGHT = Question(link_id="height", kind="quantity", unit="cm", low=100, high=220, mentions=("身高",))
WAIST = Question(link_id="waist", kind="quantity", unit="cm", low=40, high=200, mentions=("腰围",))
SLEEP = Question(link_id="sleep", kind="quantity", unit="小时", low=0, high=24, mentions=("睡",))
STEPS = Question(link_id="steps", kind="integer", unit="步", low=0, high=100000, mentions=("走",))
FALLS = Question(link_id="falls", kind="integer", unit="次", low=0, high=100, mentions=("摔", "跌倒"))
NIGHT = Question(link_id="night", kind="integer", unit="次/天", low=0, high=30, mentions=("起夜",))
MISSED = Question(link_id="missed", kind="integer", unit="天/周", low=0, high=7, mentions=("忘",))
DAYS = Question(link_id="days", kind="integer", unit="天", low=0, high=365, mentions=("发烧",))
PILLOWS = Question(link_id="pillows", kind="integer", unit="个", low=0, high=10, mentions=("枕头",))
HBA1C = Question(link_id="hba1c", kind="decimal", unit="%", low=3, high=20, mentions=("糖化",))

EXACT = [
    (PAIN, "5分", 5),
    (PAIN, "十分", 10),
    (PAIN, "零分", 0),
    (PAIN, "不疼", 0),
    (PAIN, "一点都不疼", 0),
    (PAIN, "没有", 0),
    (PAIN, "最疼的时候八分，现在三分", 3),
    (PAIN, "没再疼了", 0),
    (STAPLE, "三两", 150),
    (STAPLE, "半斤", 250),
    (STAPLE, "一天三顿，每顿二两", 300),
    (STAPLE, "三顿加起来六两", 300),
    (STAPLE, "三顿饭一共半斤", 250),
    (STAPLE, "250g", 250),
    (STAPLE, "早上一两中午二两晚上一两半", 225),
    (STAPLE, "不吃主食", 0),
    (STAPLE, "200", 200),
    (RICE, "两碗米饭", 200),
    (RICE, "半碗", 50),
    (RICE, "早上一碗，中午两碗，晚上一碗", 400),
    (RICE, "四两", 200),
    (HEIGHT, "一米六五", 165),
    (HEIGHT, "1米65", 165),
    (HEIGHT, "1.65", 165),
    (HEIGHT, "165公分", 165),
    (HEIGHT, "一米零五", 105),
    (HEIGHT, "一米六", 160),
    (HEIGHT, "身高一百六十五", 165),
    (HEIGHT, "一六五", 165),
    (WAIST, "二尺四", 80),
    (WAIST, "八十五公分", 85),
    (WAIST, "85", 85),
    (WAIST, "两尺六", 86.7),
    (SLEEP, "七个小时", 7),
    (SLEEP, "六小时半", 6.5),
    (SLEEP, "6个半小时", 6.5),
    (SLEEP, "8h", 8),
    (SLEEP, "半小时", 0.5),
    (STEPS, "六千步", 6000),
    (STEPS, "一万二", 12000),
    (STEPS, "1.2万步", 12000),
    (STEPS, "没走", 0),
    (FALLS, "摔了一跤", 1),
    (FALLS, "没摔过", 0),
    (FALLS, "一次都没有", 0),
    (FALLS, "一年两次", 2),
    (FALLS, "没有摔过跤", 0),
    (NIGHT, "一晚上两次", 2),
    (NIGHT, "早晚各一次", 2),
    (NIGHT, "不起夜", 0),
    (NIGHT, "起夜三回", 3),
    (MISSED, "一周三天", 3),
    (MISSED, "周一周三周五", 3),
    (MISSED, "天天", 7),
    (MISSED, "没有忘过", 0),
    (MISSED, "周末", 2),
    (MISSED, "周一到周五", 5),
    (MISSED, "一天都没忘", 0),
    (DAYS, "三天", 3),
    (DAYS, "一个星期", 7),
    (DAYS, "没发烧", 0),
    (MISSED, "忘了两天", 2),
    (STEPS, "手机上写的6523", 6523),
    (PILLOWS, "俩", 2),
    (PILLOWS, "三个枕头", 3),
    (PILLOWS, "不用枕头", 0),
    (PILLOWS, "不垫", 0),
    (HBA1C, "百分之六点五", 6.5),
    (HBA1C, "6.5%", 6.5),
    (HBA1C, "七点二", 7.2),
    (HBA1C, "糖化6.8", 6.8),
]


@pytest.mark.parametrize(("asked_for", "text", "value"), EXACT)
def test_amount_is_read_in_the_unit_of_the_question(asked_for: Question, text: str, value: float) -> None:
    found = read(asked_for, text)
    assert found is not None
    assert (found.value, found.upper, found.approximate, found.impossible) == (value, None, False, False)


RANGES = [
    (PAIN, "五六分", 5, 6, False),
    (PAIN, "3到4", 3, 4, False),
    (STAPLE, "六七两", 300, 350, False),
    (HEIGHT, "一米六五到一米七", 165, 170, False),
    (HEIGHT, "一米六几", 160, 169, True),
    (WAIST, "八十多", 80, 89, True),
    (SLEEP, "七八个小时", 7, 8, False),
    (SLEEP, "五到六个小时左右", 5, 6, True),
    (STEPS, "五六千步", 5000, 6000, False),
    (STEPS, "八千多步", 8000, 8999, True),
    (STEPS, "一两万步", 10000, 20000, False),
    (FALLS, "两三次", 2, 3, False),
    (MISSED, "三四天", 3, 4, False),
    (MISSED, "隔天", 3, 4, False),
    (PILLOWS, "两三个", 2, 3, False),
]


@pytest.mark.parametrize(("asked_for", "text", "low", "high", "about"), RANGES)
def test_range_keeps_both_ends(asked_for: Question, text: str, low: float, high: float, about: bool) -> None:
    found = read(asked_for, text)
    assert found is not None
    assert (found.value, found.upper, found.approximate) == (low, high, about)


@pytest.mark.parametrize(
    ("link_id", "text", "low", "high"),
    [
        ("smoking", "七八支", 7, 8),
        ("smoking", "3-5支", 3, 5),
        ("smoking", "一包半到两包", 30, 40),
        ("smoking", "三支到五支", 3, 5),
        ("smoking", "十支、二十支", 10, 20),
        ("smoking", "十几根", 10, 19),
        ("smoking", "十五六根", 15, 16),
        ("smoking", "三五根", 3, 5),
        ("smoking", "两三天一包", 6.67, 10),
        ("alcohol", "两三两", 2, 3),
        ("alcohol", "啤酒，一两瓶", 1, 2),
        ("exercise_frequency", "三四次", 3, 4),
        ("exercise_frequency", "每周三到五次", 3, 5),
        ("exercise_frequency", "隔天走一回", 3, 4),
        ("exercise_minutes", "一两个小时", 60, 120),
        ("exercise_minutes", "20分钟到半小时", 20, 30),
        ("exercise_minutes", "四五十分钟", 40, 50),
    ],
)
def test_habit_said_as_a_range_keeps_both_ends(link_id: str, text: str, low: float, high: float) -> None:
    found = answer(link_id, text)
    assert found is not None
    assert (found.value, found.upper) == (low, high)


@pytest.mark.parametrize(
    ("link_id", "text", "value"),
    [
        ("smoking", "大概十支", 10),
        ("smoking", "十来根吧", 10),
        ("smoking", "不到一包", 20),
        ("smoking", "一包多", 20),
        ("smoking", "5根左右", 5),
        ("alcohol", "差不多二两", 2),
        ("exercise_frequency", "几乎每天", 7),
        ("exercise_minutes", "一个多小时", 60),
        ("exercise_minutes", "个把小时", 60),
        ("exercise_minutes", "半个小时的样子", 30),
    ],
)
def test_amount_said_to_be_about_right_is_marked(link_id: str, text: str, value: float) -> None:
    found = answer(link_id, text)
    assert found is not None
    assert (found.value, found.upper, found.approximate) == (value, None, True)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("白酒二两啤酒一瓶", 3),
        ("二两白酒加一瓶啤酒", 3),
        ("不喝白酒，喝一瓶啤酒", 1),
        ("红酒一两", 0.25),
        ("一斤黄酒", 2),
        ("二锅头二两", 2),
        ("啤酒500毫升", 1),
        ("两听啤酒", 1.32),
    ],
)
def test_conversion_counts_what_it_is_of(text: str, value: float) -> None:
    found = answer("alcohol", text)
    assert found is not None
    assert found.value == value


@pytest.mark.parametrize(
    ("asked_for", "text"),
    [
        (PAIN, "疼得厉害"),
        (PAIN, "十分疼"),
        (PAIN, "7.5"),
        (PAIN, "-1"),
        (PAIN, "不怎么疼"),
        (STAPLE, "每顿二两"),
        (STAPLE, "两碗饭"),
        (SLEEP, "睡不着"),
        (SLEEP, "晚上五个小时，中午再睡一个小时"),
        (SLEEP, "晚上十点睡六点起"),
        (FALLS, "每个月一次"),
        (FALLS, "好几次"),
        (NIGHT, "一周两次"),
        (MISSED, "三次"),
        (MISSED, "没吃"),
        (DAYS, "三次"),
        (DAYS, "前天开始"),
        (HBA1C, "六点几"),
    ],
)
def test_amount_that_nobody_can_tell_is_not_guessed(asked_for: Question, text: str) -> None:
    found = read(asked_for, text)
    assert found is None


@pytest.mark.parametrize("text", ["11分", "十五到二十分"])
def test_amount_is_impossible_where_no_end_of_it_can_be(text: str) -> None:
    found = read(PAIN, text)
    assert found is not None
    assert found.impossible


def test_range_with_one_impossible_end_is_asked_again() -> None:
    assert read(PAIN, "九到十一分") is None


def test_nothing_is_no_zero_where_zero_cannot_be() -> None:
    assert read(HEIGHT, "没有") is None


@pytest.mark.parametrize(("text", "value"), [("身高165，体重130斤", 165), ("我身高一米七二", 172)])
def test_unasked_amount_needs_its_mention(text: str, value: float) -> None:
    found = read(HEIGHT, text, asked=False)
    assert found is not None
    assert found.value == value


@pytest.mark.parametrize("text", ["165", "发烧39度", "体重65公斤"])
def test_unasked_amount_without_its_mention_is_left(text: str) -> None:
    assert read(HEIGHT, text, asked=False) is None
    assert read(DAYS, text, asked=False) is None
