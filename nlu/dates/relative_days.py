"""Which days does a text name by their distance from today? 昨天, 三天前, 两个星期前, 上周三, 周一, 下周二."""

from __future__ import annotations

import re
from datetime import date, timedelta

from nlu.dates.calendar_days import Hit
from nlu.numbers import parse_numbers

DAYS_A_WEEK = 7
_NAMED = re.compile(
    r"大前[天儿]|大后[天儿]|前[天儿晚](?!后)|昨[天儿晚早日夜]|今[天儿早晚日]|刚刚|刚才|明[天儿早晚日](?!显)|后[天儿]"
)
_DISTANCE = {"大前": -3, "前": -2, "昨": -1, "今": 0, "刚": 0, "明": 1, "大后": 3, "后": 2}
_AGO = re.compile(r"(?P<many>多|几|来)?\s*(?:个)?(?P<unit>天|日|周|星期|礼拜)\s*(?P<way>之?前|以前|之?后|以后)")
_WEEKDAY = re.compile(
    r"(?P<which>上上|大上|上|这|本|下下|下)?(?:个)?(?:周|星期|礼拜)(?P<day>[一二三四五六日天末1-6])(?![天次回个到至])"
)
_WEEKDAYS = {c: i for i, c in enumerate("一二三四五六日")} | {"天": 6} | {str(i + 1): i for i in range(6)}
_WEEKS = {"上上": -2, "大上": -2, "上": -1, "这": 0, "本": 0, "下": 1, "下下": 2}


def relative_days(plain: str, today: date) -> list[Hit]:
    """The days named without numbers of the calendar; weeks and 大概 make them vague."""
    found: list[Hit] = []
    for match in _NAMED.finditer(plain):
        word = match.group()
        distance = _DISTANCE[word[:2] if word[:2] in ("大前", "大后") else word[0]]
        found.append((match.start(), match.end(), today + timedelta(days=distance), False))
    return found + _ago(plain, today) + _weekdays(plain, today)


def _ago(plain: str, today: date) -> list[Hit]:
    found: list[Hit] = []
    for number in parse_numbers(plain):
        match = _AGO.match(plain, number.end)
        if match is None:
            continue
        weeks = match.group("unit") not in "天日"
        exact = number.upper is None and not match.group("many") and float(number.value).is_integer()
        days = int(number.value) * (DAYS_A_WEEK if weeks else 1) * (-1 if "前" in match.group("way") else 1)
        found.append((number.start, match.end(), today + timedelta(days=days) if exact else None, weeks))
    return found


def _weekdays(plain: str, today: date) -> list[Hit]:
    return [
        (match.start(), match.end(), _weekday(match.group("which") or "", match.group("day"), today), False)
        for match in _WEEKDAY.finditer(plain)
    ]


def _weekday(which: str, day: str, today: date) -> date | None:
    """上周三 is in the week before this one; 周三 alone is the last Wednesday, today included."""
    if day not in _WEEKDAYS:
        return None  # 周末
    monday = today - timedelta(days=today.weekday())
    if which:
        return monday + timedelta(days=_WEEKDAYS[day] + DAYS_A_WEEK * _WEEKS[which])
    return today - timedelta(days=(today.weekday() - _WEEKDAYS[day]) % DAYS_A_WEEK)
