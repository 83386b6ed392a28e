"""Which systolic and diastolic values do the numbers of one form give? Pairs, ranges, two run together."""

from __future__ import annotations

import re

from nlu.numbers import Number
from nlu.readings.ends import dotted
from nlu.readings.shape import Shape

Found = tuple[int, int, dict[str, float], dict[str, float]]  # start, end in the form; values; upper ends

_LEAST_UPPER = 130  # no diastolic value beside a higher one
_NEAR = 22  # mmHg; two rising values closer than this are the ends of one range (130到140)


def named(shape: Shape, match: re.Match[str]) -> Found:
    """The values of a match whose groups say which part is which."""
    values: dict[str, float] = {}
    upper: dict[str, float] = {}
    for key in ("systolic", "diastolic"):
        if key not in match.re.groupindex or (number := shape.number(match, key)) is None:
            continue
        values[key] = number.value
        last = shape.number(match, key + "2") if key + "2" in match.re.groupindex else None
        if last is None and (both := dotted("", key, shape.words(number))):
            values[key], upper[key] = both
        elif last is not None or number.upper is not None:
            end = last.value if last is not None else float(number.upper or 0)
            values[key], upper[key] = min(number.value, end), max(number.value, end)
    return match.start(), match.end(), values, upper


def plausible(systolic: float, diastolic: float) -> bool:
    """Whether a body can have both at once."""
    return 60 <= systolic <= 280 and 30 <= diastolic <= 160 and 10 <= systolic - diastolic <= 200


def unnamed(a: Number, b: Number, mark: str) -> tuple[dict[str, float], dict[str, float]] | None:
    """The values of two numbers in a row: a pair, a range of one value (130到140), or nothing."""
    if mark.strip() in {"-", "~", "到", "至", "、"} and 0 < b.value - a.value <= _NEAR:
        key = "systolic" if a.value >= 100 else "diastolic"
        return ({key: a.value}, {key: b.value}) if 60 <= a.value <= 260 else None
    high, low = (a, b) if a.value >= b.value else (b, a)
    if not plausible(high.value, low.value):
        return None
    ends = {"systolic": high.upper, "diastolic": low.upper}
    return {"systolic": high.value, "diastolic": low.value}, {k: v for k, v in ends.items() if v is not None}


def run_together(words: str, number: Number) -> dict[str, float] | None:
    """One number that holds a pair: 13585, 一三五八五, 135.85."""
    if halves := re.fullmatch(r"(\d{2,3})\.(\d{2,3})", words):
        first, second = (float(half) for half in halves.groups())
        if first < second and first >= _LEAST_UPPER:  # 150.160: two systolic values
            return None
        low, high = sorted((first, second))
        return {"systolic": high, "diastolic": low} if plausible(high, low) else None
    digits = number.digits
    for cut in {4: (2,), 5: (3, 2), 6: (3,)}.get(len(digits), ()):
        diastolic, systolic = sorted((float(digits[:cut]), float(digits[cut:])))  # 90140 too
        if plausible(systolic, diastolic):
            return {"systolic": systolic, "diastolic": diastolic}
    return None
