"""Which blood pressures does a text say? 高压145低压90, 145/90, 血压135到85, 一百四十五九十.

A pair whose parts are named keeps the names, even when the upper value is the smaller: whoever records it must ask.
A pair without names is read with the larger value as the systolic one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlu.numbers import Number
from nlu.readings.ends import dotted
from nlu.readings.limits import possible_value
from nlu.readings.pressure_forms import (
    BARE_ONE,
    BARE_PAIR,
    EXTREMES,
    KEY_AND_LOW,
    KEYED_ONE,
    KEYED_PAIR,
    KILOPASCAL,
    LABELLED,
    RANGES,
    SINGLE,
)
from nlu.readings.pressure_values import Found, named, plausible, run_together, unnamed
from nlu.readings.shape import Shape

_MMHG_IN_KPA = 7.50062
_AGE = re.compile(r"[，,、]\s*(?:今年|现在|都|已经|快|也|才|刚)*N$")  # 没有高血压，51了
_IS_MONEY = re.compile(  # 花了136 88, 尾号138 76
    r"(?:花|掏|付|交了|买了|费|总共|一共|加起来|工资|尾[号数]|电话|手机号?|号码|卡号|密码|验证码|[门房]牌|公交)[^NU，,。；;血压量测]{0,6}$"
)
_OLDEST = 100
_LARGEST_SLIP = 9999  # a slip of the hand is still reported, to be asked again


def _pairs(
    shape: Shape, pattern: re.Pattern[str], *, keyed: bool, used: frozenset[int] = frozenset()
) -> Iterator[Found]:
    position = 0
    while match := pattern.search(shape.form, position):
        a, b = shape.number(match, "a"), shape.number(match, "b")
        position = match.start() + 1
        if used & {match.start("a"), match.start("b")}:
            continue
        if a is None or b is None or (not keyed and not _may_stand_alone(shape, match, a, b)):
            continue
        if found := unnamed(a, b, match.group("mark")):
            yield match.start(), match.end(), *found
            position = match.end()


def _may_stand_alone(shape: Shape, match: re.Match[str], a: Number, b: Number) -> bool:
    """Whether two numbers without the word 血压 are a pressure: the mark between them decides."""
    mark = match.group("mark").strip()
    if shape.form[match.end("b") : match.end("b") + 1] in ("%", "％") or re.search(
        r"[胆尿肌甘血][^压NU]{0,6}$|(?:心率|心跳|脉搏|心律)[^NU血压]{0,8}$",
        shape.form[max(0, match.start() - 16) : match.start()],
    ):
        return False
    if (
        a.value % 1
        or b.value % 1
        or (mark == "" and _IS_MONEY.search(shape.form[max(0, match.start() - 12) : match.start()]))
    ):
        return False
    spoken = not shape.words(a)[-1].isdigit() and not shape.words(b)[0].isdigit()
    if mark in ("/", "\\") or (mark == "" and (spoken or match.group("mark"))):
        return True
    return a.value >= 85 and 40 <= b.value <= 130


def _two_ranges(shape: Shape) -> Iterator[Found]:
    """Both values as ranges: 130到140，80到90. A list of other pairs (3到5，2到4) is none."""
    for match in RANGES.finditer(shape.form):
        start, end, values, upper = named(shape, match)
        low, high = (values["systolic"], values["diastolic"]), (upper["systolic"], upper["diastolic"])
        if plausible(*low) and plausible(*high):
            yield start, end, values, upper


def _ones(shape: Shape, pattern: re.Pattern[str]) -> Iterator[Found]:
    """A single number after the word 血压: a pair run together or the systolic value."""
    for match in pattern.finditer(shape.form):
        number = shape.number(match, "a")
        if number is None:
            continue
        if pair := run_together(shape.words(number), number):
            yield match.start(), match.end(), pair, {}
        elif pattern is KEYED_ONE and (both := dotted("", "systolic", shape.words(number))):
            yield match.start(), match.end(), {"systolic": both[0]}, {"systolic": both[1]}
        elif pattern is KEYED_ONE and number.value < _OLDEST and _AGE.search(match.group()):
            continue
        elif pattern is KEYED_ONE and 60 <= number.value <= _LARGEST_SLIP and number.value.is_integer():
            upper = {} if number.upper is None else {"systolic": number.upper}
            yield match.start(), match.end(), {"systolic": number.value}, upper
        elif (
            pattern is KEYED_ONE
            and number.digits
            and len(number.digits) == 2
            and possible_value("", "systolic", float(number.digits))
        ):
            yield match.start(), match.end(), {"systolic": float(number.digits)}, {}


def keyed_pressures(shape: Shape) -> Iterator[Found]:
    """Pressures that a word names, the surest first."""
    for pattern in LABELLED:
        for match in pattern.finditer(shape.form):
            yield named(shape, match)
    yield from _two_ranges(shape)
    yield from _kilopascals(shape)
    for match in KEY_AND_LOW.finditer(shape.form):
        yield named(shape, match)
    for match in EXTREMES.finditer(shape.form):
        found = named(shape, match)
        if plausible(found[2]["systolic"], found[2]["diastolic"]):
            yield found
    yield from _pairs(shape, KEYED_PAIR, keyed=True)
    for pattern in SINGLE:
        for match in pattern.finditer(shape.form):
            yield named(shape, match)
    yield from _ones(shape, KEYED_ONE)


def _kilopascals(shape: Shape) -> Iterator[Found]:
    """18.7/12 kPa, or such a pair after 血压: values that no mmHg has."""
    for match in KILOPASCAL.finditer(shape.form):
        a, b = shape.number(match, "a"), shape.number(match, "b")
        if a is None or b is None or not (match.group("key") or match.group("unit1") or match.group("unit2")):
            continue
        high, low = max(a.value, b.value), min(a.value, b.value)
        if 9 <= high <= 38 and 5 <= low <= 21 and plausible(high * _MMHG_IN_KPA, low * _MMHG_IN_KPA):
            pair = {"systolic": float(round(high * _MMHG_IN_KPA)), "diastolic": float(round(low * _MMHG_IN_KPA))}
            yield match.start(), match.end(), pair, {}


def bare_pressures(shape: Shape, used: set[int]) -> Iterator[Found]:
    """Pressures that only their form shows: 145/90, 145 90, 一百四十五九十; `used` holds the numbers taken before."""
    yield from _pairs(shape, BARE_PAIR, keyed=False, used=frozenset(used))
    for found in _ones(shape, BARE_ONE):
        words = shape.plain[shape.origin[found[0]] : shape.origin[found[1]]]
        named = "." in words and "血压" in shape.plain
        if named or not words[0].isdigit() or words == shape.plain.strip(" 。.，,"):
            yield found
