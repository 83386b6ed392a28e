"""Which heights, girths, HbA1c values, amounts of urine, steps and hours of sleep does a text say?

They are read before the vital signs, so that 糖化6.8 is no glucose and 170 of 170/65公斤 no pressure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlu.readings.found import Found
from nlu.readings.limits import POSSIBLE
from nlu.readings.shape import Shape

_GAP = r"[^NU。！？!?；;，,\n]{0,8}?"
_MORE = r"(?:多|几|来)?"
_TO = r"(?:\s*(?:[-~]+|到|至)\s*(?P<last>[NU]))?"
_N = rf"(?P<n>[NU]){_MORE}{_TO}"
_CM = r"\s*(?:cm|厘米|公分)"
_METRES = r"\s*(?:米|m(?![a-z]))(?P<rest>[NU](?!\s*(?:公?斤|kg|天|岁)))?"
_FEET = r"\s*尺(?P<rest>[NU])?寸?"
_TALL = r"(?:身高|个子|个头(?![里晌午])|身长|(?<=[，,。\s])高(?=\s*[NU]\s*(?:cm|厘米|公分|米)))"
_PATTERNS: list[tuple[str, re.Pattern[str]]] = [
    ("height", re.compile(rf"{_TALL}{_GAP}{_N}{_METRES}")),
    ("height", re.compile(rf"{_TALL}(?:体重)?{_GAP}{_N}(?:{_CM})?(?!\s*(?:公?斤|kg))")),
    ("height", re.compile(rf"{_N}(?:{_CM})?\s*(?:的)?身高")),
    (
        "height",
        re.compile(rf"(?<![NU/])(?P<n>[NU])(?P<last>(?!))?(?:{_CM})?\s*[/，,、 ]\s*(?=[NU](?:公斤|千克|kg|斤))"),
    ),
    ("waist", re.compile(rf"(?:腰围|肚围|裤腰){_GAP}{_N}{_FEET}")),
    ("waist", re.compile(rf"(?:腰围|肚围|裤腰){_GAP}{_N}(?:{_CM})?")),
    ("hba1c", re.compile(rf"(?:糖化(?:血红(?:蛋白?)?|血红白)?|hba1c|a1c){_GAP}{_N}\s*%?")),
    ("urine_volume", re.compile(rf"(?:尿量|小便量|总?尿|小便){_GAP}{_N}\s*(?:ml|毫升|cc|升)")),
    ("steps", re.compile(rf"{_N}\s*步(?!骤|行|子|伐|走)")),
    (
        "steps",
        re.compile(r"走了?(?:路|有|大概|大约|快|将近|差不多)*(?P<n>N)(?P<last>(?!))?多?(?=\s*(?:$|[，,。！!；;]))"),
    ),
    ("steps", re.compile(rf"步数{_GAP}{_N}")),
    (
        "sleep",
        re.compile(
            rf"(?:睡眠?|睡着|睡觉|睡了){_GAP}{_N}(?P<half>个半)?\s*个?(?:小时|钟头|h(?![a-z]))(?P<and>半)?(?!前|后|没|以)"
        ),
    ),
]
_ODD_MARK = re.compile(r"\s*[、，,。:：](?=[NU](?!\s*[、，,.]\s*[NU]))")
_FEWEST_UNNAMED = 1000  # 走了一万二
_FOOT_CM = 100 / 3
_TALLEST_METRES = 3


def other_readings(shape: Shape) -> Iterator[Found]:
    """Every such value with its kind, the surer pattern first."""
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(shape.form):
            if (found := _found(shape, kind, match)) is not None:
                yield found


def _found(shape: Shape, kind: str, match: re.Match[str]) -> Found | None:
    number = shape.number(match, "n")
    if number is None:
        return None
    last = shape.number(match, "last")
    value, upper, end = number.value, last.value if last else number.upper, match.end()
    if kind == "hba1c" and upper is None and (mark := _ODD_MARK.match(shape.form, match.end("n"))) and number.digits:
        rest = shape.at[mark.end()]
        if rest.digits and len(rest.digits) == 1:
            value, end = float(f"{number.digits}.{rest.digits}"), mark.end() + 1
    value, scale = _scaled(shape, kind, match, value)
    low, high = POSSIBLE[kind]
    if kind == "height" and match.re.pattern.startswith("(?<!") and not 120 <= value * scale <= 210:
        return None
    value = round(value * scale, 1)
    least = 50 if "步" in match.group() else _FEWEST_UNNAMED
    if not low <= value <= high or (kind == "steps" and value < least):
        return None
    top = round(upper * scale, 1) if upper is not None and upper > number.value else None
    return Found(kind=kind, start=match.start(), end=end, value=value, upper=top)


def _scaled(shape: Shape, kind: str, match: re.Match[str], value: float) -> tuple[float, float]:
    """The value and what it is to be multiplied with: 一米六五 in centimetres, 二尺六, 七个半小时, 1.5升."""
    said = match.group()
    if "rest" in match.re.groupindex:
        rest = shape.number(match, "rest")
        digits = "" if rest is None else (rest.digits or f"{rest.value:g}")
        value = value + float(f"0.{digits}") if digits.isdigit() else value
        return value, _FOOT_CM if "尺" in said else 100
    if kind == "height" and value < _TALLEST_METRES:
        return value, 100
    if kind == "urine_volume" and said.endswith("升") and not said.endswith("毫升"):
        return value, 1000
    if kind == "sleep" and match.group("and"):
        return value + 0.5, 1
    return value, 1
