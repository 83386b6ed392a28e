"""How long? 半小时, 一个半钟头, 一小时二十分钟, 三刻钟, 七八个小时, in minutes or in hours."""

from __future__ import annotations

import re

from nlu.amounts.amount import Amount
from nlu.amounts.counted import counted, lone
from nlu.questions import Question

MINUTES_AN_HOUR = 60
_HOURS = r"个?[多来]?(?:小时|钟头)|个钟|h(?![a-z])"
_PARTS = ((_HOURS, MINUTES_AN_HOUR), (r"分钟?|min", 1), ("刻钟?", 15))
_HALF_AND_MORE = re.compile(r"半个?[多来]个?(?:小时|钟头)")
_TO = re.compile(r"\s*(?:到|至|[-~]|或者?)\s*")
_ABOUT_ONE = re.compile(r"个把(?:小时|钟头)")


def _minutes(text: str) -> Amount | None:
    """The minutes of a length of time, or of a range of two (二十分钟到半小时)."""
    for mark in _TO.finditer(text):
        low, high = _one_length(text[: mark.start()]), _one_length(text[mark.end() :])
        if low and high and low.value < high.value:
            return Amount(
                value=low.value, upper=high.upper or high.value, approximate=low.approximate or high.approximate
            )  # fmt: skip
    return _one_length(text)


def _one_length(text: str) -> Amount | None:
    total: Amount | None = None
    if _ABOUT_ONE.search(text):
        total = Amount(value=MINUTES_AN_HOUR, approximate=True)
    elif _HALF_AND_MORE.search(text):
        total = Amount(value=MINUTES_AN_HOUR / 2, approximate=True)
    for unit, minutes in _PARTS:
        if total is not None and unit is _HOURS:
            continue
        if found := counted(text, unit):
            if len({item.amount.value for item in found}) > 1:
                return None  # two lengths, and nobody knows whether they add up
            part = found[0].amount.times(minutes)
            total = total.plus(part) if total else part
    return total


def read_minutes(question: Question, text: str, *, asked: bool) -> Amount | None:
    """Minutes each time."""
    if (total := _minutes(text)) is not None:
        return total
    return lone(text, "个?分") if asked and not re.search(r"公里|里|步|圈|次|天|小时|钟头", text) else None


def read_hours(question: Question, text: str, *, asked: bool) -> Amount | None:
    """Hours: of sleep, of sitting."""
    if (total := _minutes(text)) is not None:
        return total.times(1 / MINUTES_AN_HOUR)
    return lone(text) if asked and not re.search(r"公里|里|步|圈|次|天|点", text) else None
