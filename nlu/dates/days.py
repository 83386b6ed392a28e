"""Which day does an answer name? 昨天, 前天, 三天前, 上周三, 3月5号, 上个月5号, 2026-03-05, 下周一.

A day is in the past unless it was said to come (明天, 下周, 预约). What is no day (三月, 上个月, 月初, 农历初五) is
None, as are two different days.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time

from nlu.about import is_about
from nlu.dates.calendar_days import calendar_days
from nlu.dates.relative_days import relative_days
from nlu.questions import Question
from nlu.text import clauses, without_questions

_TO_COME = re.compile(
    r"明[天年儿早晚]|后[天儿]|下(?:个?月|周|个?星期|个?礼拜|次)|预约|约[的了好在]|要去|打算|准备|计划"
)
_CORRECTED = re.compile(r"不对|不是|说错|记错|应该是")
_NO_DAY = re.compile(r"农历|阴历|旧历|正月|腊月|初[一二三四五六七八九十]")


@dataclass(frozen=True, kw_only=True)
class Dated:
    """A day or a time of day; `approximate` where it was said to be about right."""

    value: date | time
    approximate: bool = False


def mentioning(plain: str, mentions: tuple[str, ...]) -> str:
    """The clauses that name a question."""
    spans = clauses(plain)
    return "，".join(plain[a:b] for a, b in spans if any(word in plain[a:b] for word in mentions))


def read_date(question: Question, plain: str, *, asked: bool, now: datetime) -> Dated | None:
    """The one day that a normalised text names; `now` is aware, in the patient's timezone."""
    plain = without_questions(plain)
    if not asked:
        plain = mentioning(plain, question.mentions)
    if not plain or _NO_DAY.search(plain):
        return None
    today, to_come = now.date(), _TO_COME.search(plain) is not None
    found = calendar_days(plain, today, to_come=to_come, alone=asked)
    taken = [(start, end) for start, end, _, _ in found]
    found += [hit for hit in relative_days(plain, today) if all(hit[1] <= a or hit[0] >= b for a, b in taken)]
    found.sort(key=lambda hit: hit[0])
    days = [day for _, _, day, _ in found]
    if not days or None in days:
        return None
    if len(set(days)) > 1 and not _CORRECTED.search(plain):
        return None
    start, end, day, vague = found[-1]
    return None if day is None else Dated(value=day, approximate=vague or is_about(plain, start, end))
