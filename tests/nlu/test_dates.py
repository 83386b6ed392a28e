"""Days and times of day, as people name them."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from nlu.answers import Question
from tests.nlu.questions import read

NOW = datetime(2026, 3, 18, 10, 20, tzinfo=ZoneInfo("Asia/Shanghai"))  # a Wednesday
DAY = Question(link_id="day", kind="date", mentions=("手术", "复查"))
CLOCK = Question(link_id="clock", kind="time", mentions=("起床",))


@pytest.mark.parametrize(
    ("text", "month", "day"),
    [
        ("今天", 3, 18),
        ("昨天", 3, 17),
        ("昨儿个", 3, 17),
        ("前天", 3, 16),
        ("大前天", 3, 15),
        ("三天前", 3, 15),
        ("上周三", 3, 11),
        ("上礼拜五", 3, 13),
        ("上个星期天", 3, 15),
        ("上上周二", 3, 3),
        ("这周一", 3, 16),
        ("周五", 3, 13),
        ("周三", 3, 18),
        ("3月5号", 3, 5),
        ("三月五号", 3, 5),
        ("3月5", 3, 5),
        ("2026-03-05", 3, 5),
        ("2026/3/5", 3, 5),
        ("2026年3月5日", 3, 5),
        ("20260305", 3, 5),
        ("3/5", 3, 5),
        ("5号", 3, 5),
        ("20号", 2, 20),
        ("上个月5号", 2, 5),
        ("上个月十五号查的", 2, 15),
        ("就昨天去的，医生还给换了药", 3, 17),
        ("昨天，不对，前天", 3, 16),
        ("明天", 3, 19),
        ("下周二", 3, 24),
        ("下个月3号", 4, 3),
        ("约的4月2号", 4, 2),
        ("三天后", 3, 21),
    ],
)
def test_day_of_this_year_is_read(text: str, month: int, day: int) -> None:
    found = read(DAY, text, now=NOW)
    assert found is not None
    assert (found.value, found.approximate) == (date(2026, month, day), False)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3月20号", date(2025, 3, 20)),
        ("十二月三十一", date(2025, 12, 31)),
        ("去年12月3号", date(2025, 12, 3)),
        ("前年五月一号", date(2024, 5, 1)),
        ("25年12月3号", date(2025, 12, 3)),
        ("一五年三月五号", date(2015, 3, 5)),
        ("二〇二五年十二月三十号", date(2025, 12, 30)),
    ],
)
def test_day_without_a_word_for_the_future_is_past(text: str, day: date) -> None:
    found = read(DAY, text, now=NOW)
    assert found is not None
    assert found.value == day


@pytest.mark.parametrize(
    ("text", "day"),
    [("大概三天前吧", date(2026, 3, 15)), ("两周前", date(2026, 3, 4)), ("3月5号左右", date(2026, 3, 5))],
)
def test_day_said_to_be_about_right_is_marked(text: str, day: date) -> None:
    found = read(DAY, text, now=NOW)
    assert found is not None
    assert (found.value, found.approximate) == (day, True)


@pytest.mark.parametrize(
    "text",
    [
        "今年三月",
        "三月",
        "上个月",
        "上周",
        "上周末",
        "年初",
        "半个月前",
        "三个月前",
        "十来天前",
        "好几天前",
        "2月30号",
        "13月5号",
        "农历三月初五",
        "腊月初八",
        "3号到5号",
        "昨天去的，前天没去",
        "145/90",
        "心率72",
        "第三天",
        "清明节",
    ],
)
def test_what_is_no_one_day_is_not_guessed(text: str) -> None:
    assert read(DAY, text, now=NOW) is None


def test_unasked_day_needs_its_mention() -> None:
    found = read(DAY, "上周三做的手术，伤口不疼", asked=False, now=NOW)
    assert found is not None
    assert found.value == date(2026, 3, 11)
    assert read(DAY, "昨天量的血压", asked=False, now=NOW) is None


def test_day_that_is_not_known_keeps_its_reason() -> None:
    found = read(DAY, "记不清是哪天了", now=NOW)
    assert found is not None
    assert (found.value, found.absent) == (None, "asked-unknown")


def test_without_the_time_no_day_is_read() -> None:
    assert read(DAY, "昨天") is None


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [
        ("早上八点半", 8, 30),
        ("20:30", 20, 30),
        ("20：30", 20, 30),
        ("晚上十点", 22, 0),
        ("8:30", 8, 30),
        ("中午十二点", 12, 0),
        ("中午一点", 13, 0),
        ("晚上十二点", 0, 0),
        ("半夜一点", 1, 0),
        ("夜里11点", 23, 0),
        ("下午3点20", 15, 20),
        ("早上差一刻八点", 7, 45),
        ("晚上九点差五分", 20, 55),
        ("早上八点一刻", 8, 15),
        ("凌晨四点", 4, 0),
        ("十三点", 13, 0),
        ("二十点三十分", 20, 30),
        ("早晨7时30分", 7, 30),
        ("晚上，九点吧", 21, 0),
        ("上午十点零五分", 10, 5),
        ("早上8点吃一片", 8, 0),
    ],
)
def test_time_of_day_is_read(text: str, hour: int, minute: int) -> None:
    found = read(CLOCK, text, now=NOW)
    assert found is not None
    assert (found.value, found.approximate) == (time(hour, minute), False)


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [("晚上8点左右", 20, 0), ("早上6点多", 6, 0), ("差不多晚上九点半睡", 21, 30), ("两小时前", 8, 20)],
)
def test_time_said_to_be_about_right_is_marked(text: str, hour: int, minute: int) -> None:
    found = read(CLOCK, text, now=NOW)
    assert found is not None
    assert (found.value, found.approximate) == (time(hour, minute), True)


@pytest.mark.parametrize("text", ["八点", "早上", "晚上七八点", "早上8点晚上8点", "25点", "不一定", "八到九点"])
def test_what_is_no_one_time_is_not_guessed(text: str) -> None:
    assert read(CLOCK, text, now=NOW) is None
