"""Which time do a patient's words name?"""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from nlu.when import Times, is_of_late, resolve

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 25, 14, 30, tzinfo=SHANGHAI)  # a Wednesday


def _at(day: int, hour: int = 0, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("现在", NOW, NOW),
        ("刚才", NOW, NOW),
        ("今早", _at(25, 5), _at(25, 10)),
        ("今天", _at(25), NOW),
        ("昨天", _at(24), _at(25)),
        ("昨晚", _at(24, 18), _at(25)),
        ("昨晚8点", _at(24, 20), _at(24, 20)),
        ("昨天早上六点半", _at(24, 6, 30), _at(24, 6, 30)),
        ("前天下午三点一刻", _at(23, 15, 15), _at(23, 15, 15)),
        ("周一", _at(23), _at(24)),
        ("上周三", _at(18), _at(19)),
        ("星期天晚上", _at(22, 18), _at(23)),
        ("11月20号早上", _at(20, 5), _at(20, 10)),
        ("三天前", _at(22), _at(23)),
        ("两小时前", NOW - timedelta(hours=2), NOW - timedelta(hours=2)),
        ("半小时前", NOW - timedelta(minutes=30), NOW - timedelta(minutes=30)),
        ("这一周", _at(19), NOW),
        ("上周", _at(16), _at(23)),
        ("最近三天", _at(23), NOW),
        ("这几天", _at(23), NOW),
        ("上个月", _at(1, month=10), _at(1)),
        ("从昨晚到现在", _at(24, 18), NOW),
        ("晚上", _at(24, 18), _at(25)),
        ("20:15", _at(24, 20, 15), _at(24, 20, 15)),
    ],
)
def test_words_of_time_name_a_period_up_to_now(words: str, start: datetime, end: datetime) -> None:
    period = resolve(words, NOW)
    assert period is not None
    assert (period.start, period.end) == (start, end)


@pytest.mark.parametrize("words", ["", "血压", "明天", "下周一", "13月40号"])
def test_words_that_name_no_past_time_have_no_period(words: str) -> None:
    assert resolve(words, NOW) is None


def test_a_finding_takes_the_time_named_last_before_it() -> None:
    plain = "昨晚头晕，今早好了，血压130/80"
    at = plain.index("130")
    assert Times(plain).of(0, at, at + 6) == "今早"


def test_a_usual_time_does_not_reach_the_next_value() -> None:
    plain = "平时120/80，刚才量了是150/90，150/90高吗"
    assert Times(plain).of(11, plain.index("150"), plain.index("150") + 6) == "刚才"


@pytest.mark.parametrize(("words", "late"), [("昨晚8点", True), ("两小时前", True), ("上个月", False), (None, False)])
def test_yesterday_is_of_late(words: str | None, late: bool) -> None:
    assert is_of_late(words) is late
