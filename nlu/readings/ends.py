"""Where does a range of values end? 80-90, 38度8、9, 36.3到6 (36.6), 心跳120.130 (120 to 130)."""

from __future__ import annotations

import re

from nlu.numbers import Number
from nlu.readings.limits import POSSIBLE, possible_value
from nlu.readings.shape import Shape

_OPEN_END = 9  # 七十多 goes up to 79
_FEW_TENTHS = 0.35
_NEXT_TENTH = re.compile(r"、?(?=N(?![次个片粒回遍支号点NU.]))")  # 38度8、9: from 38.8 to 38.9
_TWO_WITH_DOT = re.compile(r"(\d{2,3})\.(\d{2,3})")
_WHOLE = {"heart_rate": "value", "spo2": "value"}  # measures that nobody gives with decimals
_WIDEST = 60  # between the ends of a range with a dot


def ends_of(kind: str, number: Number, words: str) -> tuple[float, float | None]:
    """The ends that one number gives: 七八 as a heart rate is 78, not seven to eight; 120.130 is a range."""
    low, high = POSSIBLE[kind]
    if kind in _WHOLE and (both := dotted(kind, _WHOLE[kind], words)):
        return both
    if number.upper is not None and number.digits and not low <= number.value <= high:
        return float(number.digits), None
    return number.value, number.upper


def dotted(kind: str, key: str, words: str) -> tuple[float, float] | None:
    """The ends of 120.130, where a dot stands for the dash and both are possible."""
    both = _TWO_WITH_DOT.fullmatch(words)
    if both is None:
        return None
    low, high = float(both.group(1)), float(both.group(2))
    possible = possible_value(kind, key, low) and possible_value(kind, key, high)
    return (low, high) if possible and low < high <= low + _WIDEST else None


def last_end(last: Number) -> float:
    """The far end of 六十到七八十; of 六十到七十多 the number that was said."""
    return last.value if last.upper is None or last.upper - last.value == _OPEN_END else last.upper


def short_end(value: float, last: Number, words: str) -> float | None:
    """The far end of 36.3到6, of which only the tenth is said: 36.6."""
    said_tenths = round(value * 10) % 10 != 0
    if not said_tenths or len(words) != 1 or not 0 < last.value < 10:
        return None
    upper = round(int(value) + last.value / 10, 1)
    return upper if upper > value else None


def next_tenth(shape: Shape, value: float, at: int) -> tuple[float, int] | None:
    """The upper end of 38度8、9, whose last digit alone is said, and where it ends."""
    mark = _NEXT_TENTH.match(shape.form, at)
    if mark is None or not round(value * 10) % 10:
        return None
    digit = shape.at[mark.end()].value
    upper = round(int(value) + digit / 10, 1)
    if not (0 < digit < 10 and digit.is_integer() and value < upper <= value + _FEW_TENTHS):
        return None
    return upper, mark.end() + 1
