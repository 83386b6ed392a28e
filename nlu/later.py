"""When does the patient want to be asked again? 半小时后, 晚上八点, 明早九点, 过两天, 下周一, 吃完饭; pure.

Wall-clock arithmetic in the patient's timezone. What is vague (等会儿, 回头) has a fixed length: nobody waits for a
minute named by hand, but whoever said 等会儿 is back within the half hour.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from nlu.numbers import chinese_integer, parse_numbers
from nlu.text import normalise

LONGEST = timedelta(days=14)  # further off it is another follow-up, not this one
SOON = timedelta(minutes=30)
AFTER_A_CHORE = timedelta(hours=1)
DAY_STARTS = 9  # o'clock, for a day without a time

_DIGITS = r"(?:\d{1,2}|[零一二两三四五六七八九十]{1,3})"
_CLOCK = re.compile(
    rf"(?<![\d:一二三四五六七八九十])(?!(?<=[晚早迟有慢快])一点)(?P<hour>{_DIGITS})(?:点钟?|:(?=\d\d)|时(?!候|间))"
    rf"(?:(?P<half>半)|(?P<quarters>[一三])刻|(?P<minute>{_DIGITS})(?!\d|天)分?)?"
)
_PARTS = (  # the part of a day, the hour where none is said, whether its hours are those after noon
    (re.compile(r"睡觉?[之以]?前|临睡"), 21, True),
    (re.compile(r"晚(?!一?[点些会]|饭|了)上?|夜里?|今夜"), 19, True),
    (re.compile(r"傍晚|天黑|下班"), 18, True),
    (re.compile(r"下午|午后|下半天|下昼|后晌"), 15, True),
    (re.compile(r"中午|晌午|正午"), 12, True),
    (re.compile(r"[早清]上|早晨|清早|一早|[明今后]早|上午|早起|天亮|上半天|上昼"), DAY_STARTS, False),
)
_DAYS = (
    (re.compile(r"大后[天日]"), 3),
    (re.compile(r"后[天日儿]|后[早晚]"), 2),
    (re.compile(r"[明翌][天日儿早晚]|第二天"), 1),
)
_TODAY = re.compile(r"今[天日儿早晚夜]")
_NOT_TODAY = re.compile(
    r"改[天日]|隔天|(?<![时天点钟半周头饭后])以后再|下回|今[天日儿]?(?:就?不|没空|没时间|没工夫|有事|忙|累)"
)
_WEEK = re.compile(r"(?P<which>下下|下个?|这个?|本)?(?:周|星期|礼拜)(?P<day>[一二三四五六日天末])?")
_NOT_A_DAY = re.compile(r"下下|一(?:个)?(?:周|星期|礼拜)|两(?:个)?(?:周|星期|礼拜)")
_DATE = re.compile(rf"(?:(?P<month>{_DIGITS})月(?:份)?)?(?P<day>{_DIGITS})[号日]")
_UNIT = re.compile(r"\s*(?:多|来)?个?\s*(?P<unit>分钟?|小时|钟头|钟点|刻钟?|天|周|星期|礼拜)(?!子)")
_UNITS = {
    "分": timedelta(minutes=1),
    "小": timedelta(hours=1),
    "钟": timedelta(hours=1),
    "刻": timedelta(minutes=15),
    "天": timedelta(days=1),
    "周": timedelta(days=7),
    "星": timedelta(days=7),
    "礼": timedelta(days=7),
}
_UNIT_SAID = re.compile(r"分钟|小时|钟头")
_SOME_DAYS = re.compile(r"(?:过|等|隔)(?:个)?(?:几|两三)天|几天(?:以|之)?后")
_CHORE = re.compile(
    r"[吃做干忙弄洗买办打开接送煮烧量测称睡][完好过醒](?!了?药)|[吃做]过饭|饭后|睡醒|起床|起来|回[家去来](?:后|以后|再)|到家|到了家|"
    r"有空|得空|空了|闲下来|空下来|不忙|回头|醒了"
)
_VAGUE = re.compile(
    r"[一等待两过][一两]?[会下阵]儿?|等等|稍等|稍后|稍候|马上|等我|这就|先忙|在忙|忙着|有事|没空|没时间|没工夫|不方便|正在?|"
    r"[我先]去|来客|客人|电话|开车|别急|不急|着急|慢慢来|[晚迟]一?[点些]|再等|等着|^[等待]$"
)


def parse_later(text: str, *, now: datetime) -> datetime | None:
    """The moment at which a patient wants to go on.

    Args:
        text: what names the time: 半小时后, 晚上八点, 明天, 下周一, 吃完饭, 等会儿.
        now: aware, in the patient's timezone.

    Returns:
        A moment after `now` in the same timezone, or None where no time is said or it is more than 14 days off.
    """
    plain = normalise(text)
    found = _calendar(plain, now) or _after(plain, now)
    return found if found is not None and now < found <= now + LONGEST else None


def _integer(words: str) -> int:
    return int(words) if words.isdigit() else int(chinese_integer(words))


def _calendar(plain: str, now: datetime) -> datetime | None:
    """A day, a time of day, or both."""
    day = _day(plain, now)
    clock = _CLOCK.search(plain)
    part = next(((hour, late) for pattern, hour, late in _PARTS if pattern.search(plain)), None)
    if clock:
        return _at_clock(clock, day, part, now)
    if part and (day or not _UNIT_SAID.search(plain)):
        return _upcoming(day or now, part[0] * 60, now, roll=day is None or bool(_TODAY.search(plain)))
    return _upcoming(day, DAY_STARTS * 60, now, roll=False) if day and day > now else None


def _day(plain: str, now: datetime) -> datetime | None:
    """Some time on the day that is named."""
    for pattern, days in _DAYS:
        if pattern.search(plain):
            return now + timedelta(days=days)
    if _TODAY.search(plain) and not _NOT_TODAY.search(plain):
        return now
    if (week := _WEEK.search(plain)) and not _NOT_A_DAY.search(plain):
        return _weekday(week, now)
    if date := _DATE.search(plain):
        return _date(date, now)
    return now + timedelta(days=1) if _NOT_TODAY.search(plain) else None


def _weekday(match: re.Match[str], now: datetime) -> datetime | None:
    which, day = match.group("which") or "", match.group("day")
    if day is None:
        return now + timedelta(days=7 - now.weekday()) if which.startswith("下") else None
    number = "一二三四五六日天末".index(day)
    ahead = {7: 6, 8: 5}.get(number, number) - now.weekday()
    if which.startswith("下") or (not which and ahead <= 0):
        ahead += 7
    return now + timedelta(days=ahead)


def _date(match: re.Match[str], now: datetime) -> datetime | None:
    """The next day with this number; a month that is named must be the right one."""
    day, month = _integer(match.group("day")), match.group("month")
    for ahead in range(1, LONGEST.days + 1):
        that = now + timedelta(days=ahead)
        if that.day == day and (month is None or that.month == _integer(month)):
            return that
    return None


def _at_clock(
    match: re.Match[str], day: datetime | None, part: tuple[int, bool] | None, now: datetime
) -> datetime | None:
    hour, minute = _integer(match.group("hour")), _minute(match)
    if hour > 24 or minute > 59:
        return None
    if part and part[1] and hour < 12:
        hour += 0 if part[0] == 12 and hour == 11 else 12
    elif part and part[0] in (19, 21) and hour == 12:
        hour = 24
    elif part is None and day is not None and 1 <= hour < 7:
        hour += 12  # 明天三点: nobody is asked at three at night
    elif part is None and day is None and 1 <= hour < 12 and (hour < 7 or _evening_next(now, hour * 60 + minute)):
        hour += 12  # 八点 said at nine is eight in the evening, said at ten in the evening it is the next morning
    return _upcoming(day or now, hour * 60 + minute, now, roll=day is None or day == now)


def _minute(match: re.Match[str]) -> int:
    if match.group("half"):
        return 30
    if quarters := match.group("quarters"):
        return _integer(quarters) * 15
    return _integer(match.group("minute")) if match.group("minute") else 0


def _evening_next(now: datetime, minutes: int) -> bool:
    """Whether of a morning time and its evening twin the evening's comes next."""
    return minutes <= now.hour * 60 + now.minute < minutes + 12 * 60


def _upcoming(day: datetime, minutes: int, now: datetime, *, roll: bool) -> datetime:
    """That time of that day; with `roll` the next day's where it is past."""
    start = day.replace(hour=0, minute=0, second=0, microsecond=0)
    moment = start + timedelta(minutes=minutes)
    return moment + timedelta(days=1) if roll and moment <= now else moment


def _after(plain: str, now: datetime) -> datetime | None:
    """So long from now."""
    for number in parse_numbers(plain):
        if unit := _UNIT.match(plain, number.end):
            length = _UNITS[unit.group("unit")[0]] * (number.upper or number.value)
            return _whole_days(now, length)
    if _SOME_DAYS.search(plain):
        return _whole_days(now, timedelta(days=3))
    if _CHORE.search(plain):
        return now + AFTER_A_CHORE
    return now + SOON if _VAGUE.search(plain) else None


def _whole_days(now: datetime, length: timedelta) -> datetime:
    """Days end in the morning, hours and minutes to the minute."""
    then = now + length
    return then if length < timedelta(days=1) else then.replace(hour=DAY_STARTS, minute=0, second=0, microsecond=0)
