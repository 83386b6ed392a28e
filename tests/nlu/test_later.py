"""Times at which a patient wants to go on."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from nlu.later import LONGEST, parse_later

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))  # a Friday


@pytest.mark.parametrize(
    ("text", "then"),
    [
        ("半小时后", "20 10:30"),
        ("一个钟头以后", "20 11:00"),
        ("二十分钟", "20 10:20"),
        ("两小时后", "20 12:00"),
        ("晚上八点", "20 20:00"),
        ("下午3点半", "20 15:30"),
        ("明天", "21 09:00"),
        ("明早九点", "21 09:00"),
        ("后天", "22 09:00"),
        ("下周一", "23 09:00"),
        ("吃完饭", "20 11:00"),
        ("过两天", "22 09:00"),
        ("等会儿", "20 10:30"),
        ("一会儿", "20 10:30"),
        ("晚上", "20 19:00"),
        ("下午", "20 15:00"),
        ("早上", "21 09:00"),
        ("中午", "20 12:00"),
        ("八点", "20 20:00"),
        ("十一点", "20 11:00"),
        ("三点", "20 15:00"),
        ("19:30", "20 19:30"),
        ("晚上7:30", "20 19:30"),
        ("今晚九点一刻", "20 21:15"),
        ("过几天", "23 09:00"),
        ("一周后", "27 09:00"),
        ("下周", "23 09:00"),
        ("周三", "25 09:00"),
        ("周五", "27 09:00"),
        ("这周日", "22 09:00"),
        ("25号", "25 09:00"),
        ("改天", "21 09:00"),
        ("今天没空", "21 09:00"),
        ("一个半小时", "20 11:30"),
        ("一刻钟", "20 10:15"),
        ("七八分钟", "20 10:08"),
        ("明天下午", "21 15:00"),
        ("明天三点", "21 15:00"),
        ("明晚", "21 19:00"),
        ("大后天", "23 09:00"),
        ("晚上12点", "21 00:00"),
        ("三天后", "23 09:00"),
        ("下午三点二十", "20 15:20"),
        ("中午一点", "20 13:00"),
        ("早上八点", "21 08:00"),
        ("晚点", "20 10:30"),
        ("晚一点", "20 10:30"),
        ("一个小时以后再问", "20 11:00"),
        ("晚上八点以后", "20 20:00"),
        ("１小时后", "20 11:00"),
    ],
)
def test_time_is_read(text: str, then: str) -> None:
    found = parse_later(text, now=NOW)
    assert found is not None
    assert found.strftime("%d %H:%M") == then
    assert NOW < found <= NOW + LONGEST
    assert found.tzinfo is NOW.tzinfo


@pytest.mark.parametrize("text", ["你好", "三个星期后", "1月3号", "下个月", "没有", "145/90", ""])
def test_no_time_or_one_too_far_off_is_none(text: str) -> None:
    assert parse_later(text, now=NOW) is None


def test_time_of_day_that_is_past_is_the_next_days() -> None:
    late = NOW.replace(hour=21)
    assert parse_later("晚上八点", now=late) == late.replace(hour=20) + timedelta(days=1)
    assert parse_later("晚上", now=late) == late.replace(hour=19) + timedelta(days=1)
    assert parse_later("八点", now=late) == late.replace(hour=8) + timedelta(days=1)
