"""Which period do words of time name? 现在, 今早, 昨晚8点, 周一, 最近三天, 从昨晚到现在; it ends now at the latest."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from nlu.dates.calendar_days import calendar_days
from nlu.dates.relative_days import relative_days
from nlu.numbers import chinese_integer, parse_numbers
from nlu.text import normalise
from nlu.when.words import COUNT

_PARTS = (  # of a day: the words, first and last hour
    (r"凌晨|后半夜", 0, 6), (r"大半夜|半夜", 0, 5), (r"睡前", 20, 24), (r"清早|清晨|早|晨", 5, 10), (r"上午", 8, 12),
    (r"中午|晌午|正午|午休|午睡", 11, 14), (r"下午|午后", 12, 18), (r"傍晚", 17, 20), (r"夜", 20, 24), (r"晚", 18, 24),
)  # fmt: skip
_RANGE = re.compile(
    r"(?:从|自)?(?P<first>.+?)(?:到|至|[-~]+)(?P<last>现在|目前|今|昨|前|周|星期|礼拜|早|晚|上|下|中|\d{1,2}月|\d{1,2}[日号]).*$"
)
_UNIT_DAYS = {"天": 1, "日": 1, "周": 7, "星期": 7, "礼拜": 7, "月": 30, "年": 365}
_AGO_PARTS = re.compile(
    rf"(?P<count>{COUNT})(?:多)?个?(?P<half>半)?(?P<unit>分钟|小时|钟头|天|日|周|星期|礼拜|月|年)(?:以|之)?前"
)
_LAST_PARTS = re.compile(rf"(?:这|最近|近来?|过去|前|头)这?(?P<count>{COUNT})多?个?(?P<unit>天|日|周|星期|礼拜|月|年)")
_CLOCK_PARTS = re.compile(
    r"(?P<hour>\d{1,2}|[零一二两三四五六七八九十]{1,3})(?::(?P<minutes>\d\d)|[点时](?:(?P<half>半)|(?P<quarters>[一三])刻|过?(?P<minute>\d{1,2}|[零〇一二三四五六七八九十]{1,3})分?)?)"
)
_A_FEW = 3  # 这几天
_NOON, _NIGHT = 12, 20


@dataclass(frozen=True, kw_only=True)
class Period:
    """A span of time from `start` up to `end`, both aware; of a moment both are the same."""

    start: datetime
    end: datetime


def resolve(words: str, now: datetime) -> Period | None:
    """The period that words name; None where they name none.

    Args:
        words: as `Reading.when` gives them: 现在, 今早, 昨晚8点, 周一, 最近三天, 从昨晚到现在.
        now: aware, in the patient's timezone; a time that is not over yet ends now.
    """
    plain = normalise(words).strip().replace(" ", "")
    if (both := _RANGE.match(plain)) and (span := _between(both, plain, now)):
        return span
    period = _moment(plain, now) or _last(plain, now) or _calendar(plain, now)
    if period is None or period.start > now:
        return None
    return Period(start=period.start, end=min(period.end, now))


def _between(both: re.Match[str], plain: str, now: datetime) -> Period | None:
    first = resolve(both.group("first"), now)
    last = resolve(plain[both.start("last") :], now)
    if first is None or last is None or first.start > last.end:
        return None
    return Period(start=first.start, end=last.end)


def _moment(plain: str, now: datetime) -> Period | None:
    """现在, 刚才, 半小时前."""
    if re.match(r"刚|现在|目前|眼下|此刻|这会", plain):
        return Period(start=now, end=now)
    ago = _AGO_PARTS.match(plain)
    if ago is None:
        return None
    count, unit = _count(ago.group("count")) + (0.5 if ago.group("half") else 0), ago.group("unit")
    if unit in ("分钟", "小时", "钟头"):
        at = now - (timedelta(minutes=count) if unit == "分钟" else timedelta(hours=count))
        return Period(start=at, end=at)
    day = _midnight(now) - timedelta(days=round(count * _UNIT_DAYS[unit]))
    return _of_day(plain[ago.end() :], day, now)


def _last(plain: str, now: datetime) -> Period | None:
    """这一周, 最近三天, 上个月, 今年, 平时: a span of days."""
    today = _midnight(now)
    if last := _LAST_PARTS.match(plain):
        days = round(_count(last.group("count")) * _UNIT_DAYS[last.group("unit")])
        return Period(start=today - timedelta(days=max(days - 1, 0)), end=now)
    monday = today - timedelta(days=today.weekday())
    if week := re.match(r"(?P<which>上上|上|这|本)(?:一)?个?(?:周|星期|礼拜)(?![一二三四五六日天末])", plain):
        first = monday - timedelta(weeks={"上上": 2, "上": 1}.get(week.group("which"), 0))
        return Period(start=first, end=first + timedelta(weeks=1))
    if month := re.match(r"(?P<which>上上|上|这|本)个?月(?!\d|[一二三四五六七八九十])", plain):
        return _month(now, {"上上": 2, "上": 1}.get(month.group("which"), 0))
    if year := re.match(r"(?P<which>去|前|今)年", plain):
        first_day = today.replace(month=1, day=1, year=today.year - {"去": 1, "前": 2, "今": 0}[year.group("which")])
        return Period(start=first_day, end=first_day.replace(year=first_day.year + 1))
    if re.match(r"最近|近期|近来|这段|这阵|平时|平常|每天|天天", plain):
        return Period(start=today - timedelta(days=13), end=now)
    return None


def _month(now: datetime, back: int) -> Period:
    months = now.year * 12 + now.month - 1 - back
    first = _midnight(now).replace(year=months // 12, month=months % 12 + 1, day=1)
    after = months + 1
    return Period(start=first, end=first.replace(year=after // 12, month=after % 12 + 1))


def _calendar(plain: str, now: datetime) -> Period | None:
    """A day, and a part or a time of it: 昨晚8点, 周一, 3月5号早上; 早上 alone is the last one."""
    named = [hit for hit in calendar_days(plain, now.date(), to_come=False, alone=False)]
    named += relative_days(plain, now.date())
    days = [day for _, _, day, _ in named if day is not None]
    if named and not days:
        return None
    if days:
        return _of_day(plain, _midnight(now).replace(year=days[0].year, month=days[0].month, day=days[0].day), now)
    if not (_part_of(plain) or _CLOCK_PARTS.search(plain)):
        return None
    today = _of_day(plain, _midnight(now), now)
    if today is not None and today.start > now:
        return _of_day(plain, _midnight(now) - timedelta(days=1), now)
    return today


def _of_day(plain: str, midnight: datetime, now: datetime) -> Period | None:
    """The part or the time of one day; the whole of it where none is said."""
    part = _part_of(plain)
    clock = _CLOCK_PARTS.search(plain)
    if clock is None:
        low, high = part or (0, 24)
        return Period(start=midnight + timedelta(hours=low), end=midnight + timedelta(hours=high))
    hour, minute = int(_count(clock.group("hour"))), _minutes(clock)
    if (part and part[0] >= _NOON and hour < _NOON) or (part and part[0] == _NOON - 1 and hour < 4):
        hour += _NOON
    if part and part[0] >= _NIGHT and hour >= 24 - 7 and hour - _NOON <= 5:
        hour -= _NOON  # 夜里三点
    if hour > 24 or minute > 59:
        return None
    at = midnight + timedelta(hours=hour, minutes=minute)
    return Period(start=at, end=at)


def _part_of(plain: str) -> tuple[int, int] | None:
    return next(((low, high) for words, low, high in _PARTS if re.search(words, plain)), None)


def _minutes(clock: re.Match[str]) -> int:
    if clock.group("half"):
        return 30
    if quarters := clock.group("quarters"):
        return 45 if quarters == "三" else 15
    return int(_count(clock.group("minutes") or clock.group("minute") or "0"))


def _count(words: str) -> float:
    if words.isascii() and words.isdigit():
        return float(words)
    if words == "半":
        return 0.5
    if words.strip("几数好") == "":
        return _A_FEW
    numbers = parse_numbers(words)
    return numbers[0].value if numbers else float(chinese_integer(words.replace("几", "")) or _A_FEW)


def _midnight(now: datetime) -> datetime:
    return datetime.combine(now.date(), time(), tzinfo=now.tzinfo)
