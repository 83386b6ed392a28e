"""Which heart rates, weights, glucose values, temperatures and oxygen values does a text say?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nlu.numbers import Number
from nlu.readings.limits import JIN_KG, MAX_UNLABELLED_KG, POSSIBLE
from nlu.readings.pieces import GAP, MORE, RANGE
from nlu.readings.shape import Shape

MG_DL = 18.0  # mg/dL of glucose in one mmol/L
_SLIP = 100  # a named value may be typed so far too large and is still reported, to be asked again
_ODD_MARK = re.compile(r"\s*[、，,。:：](?=N(?![、，,]))")  # 6、64 and 10，6: a decimal mark as people type it


@dataclass(frozen=True, kw_only=True)
class Found:
    """A value in the form: its kind, span, value and the upper end of a range, in the kind's unit."""

    kind: str
    start: int
    end: int
    value: float
    upper: float | None = None
    context: str | None = None


def _value(name: str, unit: str) -> str:
    return f"(?P<{name}>N){MORE}(?:{RANGE}(?P<last>N){MORE})?(?P<unit>{unit})"


_KG = r"\s*(?:公斤|千克|kg|市斤|斤)"
_BEATS = r"\s*(?:次|下|跳|bpm|个)?\s*(?:(?:/|每|一)\s*(?:分钟?|min))?"
_SUGAR = r"\s*(?:mmol(?:/l)?|毫摩尔?(?:每升)?|mg/dl)"
_DEGREE = r"\s*(?:度|°c?|c(?![a-z]))"
_PATTERNS: list[tuple[str, re.Pattern[str]]] = [
    ("heart_rate", re.compile(rf"(?:心率|心跳|脉搏|心律|脉率|(?<![a-z])hr|一?分钟跳|跳){GAP}{_value('n', _BEATS)}")),
    ("heart_rate", re.compile(_value("n", r"\s*(?:次|下|跳)\s*(?:(?:/|每|一)\s*(?:分钟?|min))|\s*bpm"))),
    ("weight", re.compile(rf"(?:体重|毛重|称了?一?下?|我重){GAP}{_value('n', f'(?:{_KG})?')}")),
    ("weight", re.compile(rf"(?<![瘦减轻掉胖降了重提拎背长]){_value('n', _KG)}")),
    ("spo2", re.compile(rf"(?:血氧|氧饱和度|饱和度|spo2|氧合){GAP}{_value('n', '[%％]?')}")),
    (
        "temperature",
        re.compile(rf"(?:体温|发烧|发热|高烧|低烧|高热|低热|烧|温度){GAP}{_value('n', f'(?:{_DEGREE})?')}"),
    ),
    ("temperature", re.compile(_value("n", _DEGREE))),
    (
        "glucose",
        re.compile(
            rf"(?:血糖|血塘|空腹|[餐饭]后(?:U?个?(?:半?小时|h))?|[餐饭]前|"
            rf"随机){GAP}{_value('n', f'(?:{_SUGAR})?')}"
        ),
    ),
    ("glucose", re.compile(_value("n", _SUGAR))),
]
_NOT_WEIGHT = re.compile(r"(?:酒|吃|喝|买|瘦|减|轻|掉|胖|降|长|重)了?[^N]{0,3}$")
_NOT_GLUCOSE = re.compile(r"(?:胆固醇|甘油三酯|尿酸|尿素|肌酐|脂|蛋白|钾|钠|钙|糖化)[^N]{0,8}$")
_CONTEXTS = [
    ("fasting", "空腹|早[^，,。]{0,3}没吃|没吃早|[空饿]着?肚子|起床[^，,。]{0,3}没吃"),
    ("postprandial", "[餐饭]后|(?<![没未不])吃[完过好了]+(?:早|中|午|晚)?[饭餐]|吃(?:早|中|午|晚)[饭餐](?:以?后|完)"),
    ("before_meal", "[餐饭]前"),
]


def _weight(number: float, unit: str) -> float | None:
    if "公斤" in unit or "千克" in unit or "kg" in unit:
        return number
    if "斤" in unit:
        return number * JIN_KG
    return number if number <= MAX_UNLABELLED_KG else None  # 130: 公斤 or 斤 must be asked


def _convert(kind: str, number: float, unit: str) -> float | None:
    if kind == "weight":
        return _weight(number, unit)
    if kind == "glucose" and "mg" in unit:
        return round(number / MG_DL, 1)
    return number


def _joined(shape: Shape, match: re.Match[str], number: Number) -> tuple[float, int] | None:
    """A decimal number typed with an odd mark: 6、64, 7。53, 10，6; with the end of its form."""
    if not (mark := _ODD_MARK.match(shape.form, match.end("n"))):
        return None
    rest = shape.at[mark.end()]
    if not (number.digits and rest.digits and len(rest.digits) <= 2 and number.value < 45):
        return None
    return float(f"{number.digits}.{rest.digits}"), mark.end() + 1


def meal_of(before: str) -> str | None:
    """The context named last before the value."""
    found = [(match.start(), name) for name, words in _CONTEXTS for match in re.finditer(words, before)]
    return max(found)[1] if found else None


def _plain_value(kind: str, number: Number) -> tuple[float, float | None]:
    """七八 as a heart rate is 78, not seven to eight."""
    low, high = POSSIBLE[kind]
    if number.upper is not None and number.digits and not low <= number.value <= high:
        return float(number.digits), None
    return number.value, number.upper


def _found(shape: Shape, kind: str, match: re.Match[str]) -> Found | None:
    number = shape.number(match, "n")
    if number is None:
        return None
    value, upper = _plain_value(kind, number)
    end = match.end()
    last = shape.number(match, "last")
    if last is not None:
        upper = last.value
    if kind in ("glucose", "temperature") and (joined := _joined(shape, match, number)):
        value, end = joined
    converted = _convert(kind, value, match.group("unit") or "")
    if converted is None:
        return None
    top = None if upper is None else _convert(kind, upper, match.group("unit") or "")
    context = meal_of(shape.form[max(0, match.start() - 12) : match.end()]) if kind == "glucose" else None
    return Found(kind=kind, start=match.start(), end=end, value=converted, upper=top, context=context)


def _accepted(shape: Shape, found: Found, *, labelled: bool) -> bool:
    """Whether the value may be a reading at all; a named one only has to be near what is possible."""
    low, high = POSSIBLE[found.kind]
    before = shape.form[max(0, found.start - 10) : found.start]
    if found.kind == "weight" and not labelled and _NOT_WEIGHT.search(before):
        return False
    if found.kind == "glucose" and not labelled and _NOT_GLUCOSE.search(before):
        return False
    if (
        found.kind == "glucose"
        and found.value.is_integer()
        and shape.form[found.end : found.end + 1] in ("+", "次", "%")
    ):
        return False
    return low <= found.value <= (high * _SLIP if labelled else high)


def single_readings(shape: Shape) -> Iterator[Found]:
    """Every value with its kind, named ones before those that only their unit shows."""
    for kind, pattern in _PATTERNS:
        labelled = not pattern.pattern.startswith(("(?P<n>", "(?<!"))
        for match in pattern.finditer(shape.form):
            found = _found(shape, kind, match)
            if found is not None and _accepted(shape, found, labelled=labelled):
                yield found
