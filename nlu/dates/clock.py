"""Which time of day does an answer name? 早上八点半, 20:30, 晚上十点, 差五分八点, 中午十二点.

八点 without a part of the day is 8 or 20 and stays unread; written as 8:30 it is the morning's.
"""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

from nlu.about import is_about
from nlu.dates.days import Dated, mentioning
from nlu.numbers import chinese_integer, parse_numbers
from nlu.questions import Question
from nlu.text import without_questions

_NUMBER = r"(?:\d{1,2}|[零〇一二两三四五六七八九十]{1,3})"
_DAY_PARTS = (
    "凌晨|后半夜|半夜|大清早|清早|一?早上|早晨|清晨|上午|早|中午|晌午|正午|下午|午后|傍晚|晚上|夜里|夜晚|睡前|晚"
)
_PART = rf"(?P<part>{_DAY_PARTS})?[^\d，,。]{{0,4}}?"
_SPOKEN = re.compile(
    rf"{_PART}(?:差(?P<short>{_NUMBER}分|一刻)钟?(?:不?到)?)?"
    rf"(?<![\d.])(?P<hour>{_NUMBER})(?:点|时(?!候))(?:钟|整|来钟)?"
    rf"(?:(?P<half>半)|(?P<quarters>[一三])刻|差(?P<less>{_NUMBER}分|一刻)|"
    rf"(?:过|零|〇)?(?P<minute>{_NUMBER})分?(?![\d片次个粒]))?"
)
_WRITTEN = re.compile(rf"{_PART}(?<!\d)(?P<hour>[0-2]?\d)\s*:\s*(?P<minute>[0-5]\d)(?!\d)")
_AGO = re.compile(r"\s*个?(?P<unit>小时|钟头|分钟)(?:之|以)?前")
_MORNING = ("凌晨", "清早", "大清早", "早上", "一早上", "早晨", "清晨", "上午", "早", "后半夜")
_NOON = ("中午", "晌午", "正午")
_EVENING = ("下午", "午后", "傍晚", "晚上", "夜晚", "睡前", "晚")
_NIGHT = ("半夜", "夜里")
QUARTER = 15  # minutes, 一刻
_NINE_IN_THE_EVENING = 9


def read_time(question: Question, plain: str, *, asked: bool, now: datetime) -> Dated | None:
    """The one time of day that a normalised text names; `now` is aware, in the patient's timezone."""
    plain = without_questions(plain)
    if not asked:
        plain = mentioning(plain, question.mentions)
    hits = list(_WRITTEN.finditer(plain)) or list(_SPOKEN.finditer(plain))
    parts = sorted(set(re.findall(_DAY_PARTS, plain)))
    times = {_time_of(hit, parts[0] if len(parts) == 1 else "") for hit in hits}
    if not times:
        return _before_now(plain, now)
    value = times.pop()
    if times or value is None or _is_range(plain, hits[0]):
        return None
    return Dated(value=value, approximate=_about(plain, hits[0]))


def _is_range(plain: str, hit: re.Match[str]) -> bool:
    """七八点, 八到九点: two hours, and nobody knows which."""
    return any(n.upper is not None and n.start <= hit.start("hour") < n.end for n in parse_numbers(plain)) or bool(
        re.search(r"[\d一二两三四五六七八九十][点]?[-~到至、]$", plain[: hit.start("hour")])
    )


def _about(plain: str, hit: re.Match[str]) -> bool:
    return is_about(plain, hit.start("hour"), hit.end())


def _time_of(hit: re.Match[str], part: str) -> time | None:
    said = hit.groupdict()
    hour, minute = _integer(said["hour"]), _minute(said)
    short = said.get("short") or said.get("less") or "0"
    before = QUARTER if short == "一刻" else _integer(short.rstrip("分"))
    known = _hour(hour, said["part"] or part, written=hit.re is _WRITTEN)
    if known is None or minute > 59:
        return None
    total = (known * 60 + minute - before) % (24 * 60)
    return time(total // 60, total % 60)


def _minute(said: dict[str, str | None]) -> int:
    if said.get("half"):
        return 30
    if quarters := said.get("quarters"):
        return QUARTER * (3 if quarters == "三" else 1)
    return _integer(said.get("minute") or "0")


def _hour(hour: int, part: str, *, written: bool) -> int | None:
    """The hour of 24; None where 8 may be in the morning or in the evening."""
    if hour > 24:
        return None
    if hour > 12 or hour == 0:
        return hour % 24
    if part in _MORNING:
        return hour % 12 if part == "凌晨" or part == "后半夜" else hour
    if part in _NOON:
        return hour if hour >= 10 else hour + 12
    if part in _EVENING:
        return 0 if hour == 12 and part not in ("下午", "午后") else hour % 12 + 12
    if part in _NIGHT:
        return (hour + 12 if hour >= _NINE_IN_THE_EVENING else hour) % 24
    return hour if written else None


def _before_now(plain: str, now: datetime) -> Dated | None:
    """半小时前, 两个小时前; 刚才 is now."""
    for number in parse_numbers(plain):
        if (match := _AGO.match(plain, number.end)) and number.upper is None:
            hours = match.group("unit") != "分钟"
            ago = timedelta(hours=number.value) if hours else timedelta(minutes=number.value)
            return Dated(value=(now - ago).time().replace(second=0, microsecond=0), approximate=True)
    if re.search(r"刚[才刚]", plain):
        return Dated(value=now.time().replace(second=0, microsecond=0), approximate=True)
    return None


def _integer(words: str) -> int:
    return int(words) if words.isascii() else int(chinese_integer(words.replace("两", "二")))
