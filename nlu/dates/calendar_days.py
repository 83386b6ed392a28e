"""Which days of the calendar does a text name? 2026-03-05, 20260305, 2026年3月5日, 三月五号, 上个月5号, 5号, 3/5."""

from __future__ import annotations

import re
from datetime import date

from nlu.numbers import chinese_integer

Hit = tuple[int, int, "date | None", bool]  # start, end, the day (None: there is no such day), whether it is vague

_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_YEAR = (
    r"(?P<year>(?:19|20)\d\d|(?<!\d)\d\d(?=年)|[一二][零〇九][零〇一二三四五六七八九]{2}|[零〇一二][零〇一二三四五六七八九](?=年)|"
    r"今|去|前|大前|明|后)年?"
)
_WRITTEN = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)\s*[-/.]\s*(?P<month>\d{1,2})\s*[-/.]\s*(?P<day>\d{1,2})(?!\d)")
_PACKED = re.compile(r"(?<!\d)(?P<year>20\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?!\d)")
_SPOKEN = re.compile(
    rf"(?:{_YEAR}\s*的?)?(?P<month>{_NUMBER})\s*月(?:份)?的?\s*(?P<day>{_NUMBER})(?:[日号]|(?![\d个点天十多几月片]))"
)
_OF_MONTH = re.compile(rf"(?P<which>上上个?|上个?|这个?|本|当|下个?)月的?(?P<day>{_NUMBER})[日号]")
_DAY = re.compile(rf"(?<![\d月第十])(?<!月的)(?P<day>{_NUMBER})[号日](?![楼床院线])")
_SHORT = re.compile(r"\s*(?:是|就是|大概)?\s*(?P<month>\d{1,2})\s*[-/.]\s*(?P<day>\d{1,2})\s*[吧。]?\s*")
_YEARS = {"今": 0, "去": -1, "前": -2, "大前": -3, "明": 1, "后": 2}
_DIGITS = {c: str(i) for i, c in enumerate("零一二三四五六七八九")} | {"〇": "0"}


def calendar_days(plain: str, today: date, *, to_come: bool, alone: bool) -> list[Hit]:
    """The days named by their numbers; `alone` also reads 3/5 where nothing else is said."""
    found: list[Hit] = []
    for pattern in (_WRITTEN, _PACKED, _SPOKEN, _OF_MONTH, _DAY):
        for match in pattern.finditer(plain):
            if all(match.end() <= hit[0] or match.start() >= hit[1] for hit in found):
                found.append((match.start(), match.end(), _day_of(match, today, to_come=to_come), False))
    if not found and alone and (short := _SHORT.fullmatch(plain)):
        found.append((short.start(), short.end(), _day_of(short, today, to_come=to_come), False))
    return found


def _day_of(match: re.Match[str], today: date, *, to_come: bool) -> date | None:
    parts = match.groupdict()
    day = _integer(parts["day"])
    if parts.get("which"):
        return _shifted(today, parts["which"], day)
    if not parts.get("month"):
        return _nearest([_shifted(today, which, day) for which in ("上", "本", "下")], today, to_come=to_come)
    month = _integer(parts["month"])
    if parts.get("year"):
        return _exact(_year(parts["year"], today), month, day)
    years = [_exact(today.year + step, month, day) for step in (-1, 0, 1)]
    return _nearest(years, today, to_come=to_come)


def _nearest(days: list[date | None], today: date, *, to_come: bool) -> date | None:
    """The last one up to today, or the first one from today on."""
    there = [day for day in days if day is not None]
    if to_come:
        return min((day for day in there if day >= today), default=None)
    return max((day for day in there if day <= today), default=None)


def _shifted(today: date, which: str, day: int) -> date | None:
    """A day of the month before last, last month, this one or the next."""
    step = {"上上": -2, "上": -1, "下": 1}.get(which.rstrip("个"), 0)
    months = today.year * 12 + today.month - 1 + step
    return _exact(months // 12, months % 12 + 1, day)


def _year(words: str, today: date) -> int:
    if words in _YEARS:
        return today.year + _YEARS[words]
    number = int("".join(_DIGITS.get(c, c) for c in words))
    return number if number > 99 else 2000 + number


def _integer(words: str) -> int:
    return int(words) if words.isdigit() and words.isascii() else int(chinese_integer(words))


def _exact(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
