"""Which blood pressures does a text say? 高压145低压90, 145/90, 血压135到85, 一百四十五九十.

A pair whose parts are named keeps the names, even when the upper value is the smaller: whoever records it must ask.
A pair without names is read with the larger value as the systolic one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlu.numbers import Number
from nlu.readings.limits import possible_value
from nlu.readings.pieces import FILL, GAP, MMHG, MORE, RANGE
from nlu.readings.shape import Shape

Found = tuple[int, int, dict[str, float], dict[str, float]]  # start, end in the form; values; upper ends

_HIGH = r"(?:高压|上压|收缩压|最高血压|sbp)"
_LOW = r"(?:低压|下压|舒张压|最低血压|dbp)"
# words that name a part only where the other part is named as well: 高145低90, 高血压150低血压72, 上面140下面90
_HIGH_OF_TWO = (
    r"(?:高压|上压|收缩压?|最?高血压|sbp|高的?那个|[高上大][面头边]?(?:那个|的?一个|那个数)?的?(?=[是有到:：]?N)|"
    r"(?<![偏太很更身升])高(?=[是到:：]?N))"
)
_LOW_OF_TWO = (
    r"(?:低压|下压|舒张压?|最?低血压|dbp|低的?那个|[低下小][面头边]?(?:那个|的?一个|那个数)?的?(?=[是有到:：]?N)|"
    r"(?<![偏太很更])低(?=[是到:：]?N))"
)
_KEY = r"(?:血压|bp(?![a-z]))"


def _part(name: str) -> str:
    return f"(?P<{name}>N){MORE}(?:{RANGE}(?P<{name}2>N){MORE})?{MMHG}"


_JOIN = r"[\s,，、/;；。.:：和跟与及呢吧\-]*(?:然后|还有|另外|而|后面)?"
_LABELLED = [
    re.compile(f"{_HIGH_OF_TWO}{GAP}{_part('systolic')}{_JOIN}{_LOW_OF_TWO}{GAP}{_part('diastolic')}"),
    re.compile(f"{_LOW_OF_TWO}{GAP}{_part('diastolic')}{_JOIN}{_HIGH_OF_TWO}{GAP}{_part('systolic')}"),
]
_SINGLE = [re.compile(f"{_HIGH}{GAP}{_part('systolic')}"), re.compile(f"{_LOW}{GAP}{_part('diastolic')}")]
_BETWEEN = r"(?P<mark>\s*(?:[/\\,，、.。:：;；~比和与跟-]{1,3}|到|至|杠)\s*|\s*)"
_PAIR = f"(?P<a>N){MORE}{MMHG}{_BETWEEN}(?P<b>N){MORE}{MMHG}"
_KEYED_PAIR = re.compile(_KEY + GAP + _PAIR)
_BARE_PAIR = re.compile(_PAIR)
_KEYED_ONE = re.compile(f"{_KEY}{FILL}(?P<a>N){MORE}{MMHG}")
_BARE_ONE = re.compile("(?P<a>N)")
_RANGES = re.compile(  # 130-140/80-90, 130到140，80到90
    f"(?P<systolic>N){MORE}{RANGE}(?P<systolic2>N){MORE}{MMHG}\\s*[/，,、;；和比 ]\\s*"
    f"(?P<diastolic>N){MORE}{RANGE}(?P<diastolic2>N){MORE}{MMHG}"
)
_NEAR = 22  # mmHg; two rising values closer than this are the ends of one range (130到140)


def _named(shape: Shape, match: re.Match[str]) -> Found:
    values: dict[str, float] = {}
    upper: dict[str, float] = {}
    for key in ("systolic", "diastolic"):
        if key not in match.re.groupindex or (number := shape.number(match, key)) is None:
            continue
        values[key] = number.value
        last = shape.number(match, key + "2")
        if last is not None or number.upper is not None:
            end = last.value if last is not None else float(number.upper or 0)
            values[key], upper[key] = min(number.value, end), max(number.value, end)
    return match.start(), match.end(), values, upper


def _plausible(systolic: float, diastolic: float) -> bool:
    return 60 <= systolic <= 280 and 30 <= diastolic <= 160 and 10 <= systolic - diastolic <= 200


def _unnamed(a: Number, b: Number, mark: str) -> tuple[dict[str, float], dict[str, float]] | None:
    """The values of two numbers in a row: a pair, a range of one value (130到140), or nothing."""
    if mark.strip() in {"-", "~", "到", "至", "、"} and 0 < b.value - a.value <= _NEAR:
        key = "systolic" if a.value >= 100 else "diastolic"
        return ({key: a.value}, {key: b.value}) if 60 <= a.value <= 260 else None
    high, low = (a, b) if a.value >= b.value else (b, a)
    if not _plausible(high.value, low.value):
        return None
    ends = {"systolic": high.upper, "diastolic": low.upper}
    return {"systolic": high.value, "diastolic": low.value}, {k: v for k, v in ends.items() if v is not None}


def _run_together(words: str, number: Number) -> dict[str, float] | None:
    """One number that holds a pair: 13585, 一三五八五, 135.85."""
    digits = number.digits or (words.replace(".", "") if re.fullmatch(r"\d{2,3}\.\d{2,3}", words) else "")
    for cut in {4: (2,), 5: (3, 2), 6: (3,)}.get(len(digits), ()):
        systolic, diastolic = float(digits[:cut]), float(digits[cut:])
        if _plausible(systolic, diastolic):
            return {"systolic": systolic, "diastolic": diastolic}
    return None


def _pairs(shape: Shape, pattern: re.Pattern[str], *, keyed: bool) -> Iterator[Found]:
    position = 0
    while match := pattern.search(shape.form, position):
        a, b = shape.number(match, "a"), shape.number(match, "b")
        position = match.start() + 1
        if a is None or b is None or (not keyed and not _may_stand_alone(shape, match, a, b)):
            continue
        if found := _unnamed(a, b, match.group("mark")):
            yield match.start(), match.end(), *found
            position = match.end()


def _may_stand_alone(shape: Shape, match: re.Match[str], a: Number, b: Number) -> bool:
    """Whether two numbers without the word 血压 are a pressure: the mark between them decides."""
    mark = match.group("mark").strip()
    if shape.form[match.end("b") : match.end("b") + 1] in ("%", "％") or re.search(
        r"[胆尿肌甘血][^压]{0,6}$", shape.form[: match.start()]
    ):
        return False
    spoken = not shape.words(a)[-1].isdigit() and not shape.words(b)[0].isdigit()
    if mark in ("/", "\\") or (mark == "" and (spoken or match.group("mark"))):
        return True
    return a.value >= 85 and 40 <= b.value <= 130


def _two_ranges(shape: Shape) -> Iterator[Found]:
    """Both values as ranges: 130到140，80到90. A list of other pairs (3到5，2到4) is none."""
    for match in _RANGES.finditer(shape.form):
        start, end, values, upper = _named(shape, match)
        low, high = (values["systolic"], values["diastolic"]), (upper["systolic"], upper["diastolic"])
        if _plausible(*low) and _plausible(*high):
            yield start, end, values, upper


def _ones(shape: Shape, pattern: re.Pattern[str]) -> Iterator[Found]:
    """A single number after the word 血压: a pair run together or the systolic value."""
    for match in pattern.finditer(shape.form):
        number = shape.number(match, "a")
        if number is None:
            continue
        if pair := _run_together(shape.words(number), number):
            yield match.start(), match.end(), pair, {}
        elif pattern is _KEYED_ONE and number.value >= 60 and number.value.is_integer():
            upper = {} if number.upper is None else {"systolic": number.upper}
            yield match.start(), match.end(), {"systolic": number.value}, upper
        elif (
            pattern is _KEYED_ONE
            and number.digits
            and len(number.digits) == 2
            and possible_value("", "systolic", float(number.digits))
        ):
            yield match.start(), match.end(), {"systolic": float(number.digits)}, {}


def keyed_pressures(shape: Shape) -> Iterator[Found]:
    """Pressures that a word names, the surest first."""
    for pattern in _LABELLED:
        for match in pattern.finditer(shape.form):
            yield _named(shape, match)
    yield from _two_ranges(shape)
    yield from _pairs(shape, _KEYED_PAIR, keyed=True)
    for pattern in _SINGLE:
        for match in pattern.finditer(shape.form):
            yield _named(shape, match)
    yield from _ones(shape, _KEYED_ONE)


def bare_pressures(shape: Shape) -> Iterator[Found]:
    """Pressures that only their form shows: 145/90, 145 90, 一百四十五九十."""
    yield from _pairs(shape, _BARE_PAIR, keyed=False)
    for found in _ones(shape, _BARE_ONE):
        words = shape.plain[shape.origin[found[0]] : shape.origin[found[1]]]
        if not words[0].isdigit() or words == shape.plain.strip(" 。.，,"):
            yield found
