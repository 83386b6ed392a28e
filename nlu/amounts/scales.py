"""How many of a question's units is one 包, 斤 or 小时? The questionnaire's conversions first, then the usual ones."""

from __future__ import annotations

import re

from nlu.amounts.counted import Counted
from nlu.numbers import parse_numbers
from nlu.questions import Conversion
from nlu.text import clause_around

# What the units of questionnaires are called, UCUM's among them
_ALIASES = {
    "g": "克", "h": "小时", "hr": "小时", "d": "天", "日": "天", "厘米": "cm", "公分": "cm", "{steps}": "步",
    "{step}": "步", "{score}": "分", "点": "分", "min": "分钟", "毫升": "mL", "ml": "mL", "公斤": "kg",
    "千克": "kg", "a": "岁", "周岁": "岁", "{times}": "次", "wk": "周", "星期": "周", "mo": "月",
    "个月": "月", "Cel": "度", "℃": "度", "{tbl}": "片", "mm": "毫米",
}  # fmt: skip
_SCALES: dict[str, dict[str, float]] = {
    "克": {"克": 1, "g": 1, "斤": 500, "市斤": 500, "两": 50, "公斤": 1000, "千克": 1000, "kg": 1000},
    "小时": {"个?小时": 1, "个?钟头": 1, "个钟": 1, "h": 1},
    "天": {"天": 1, "日": 1, "个?[多来]?(?:星期|礼拜)": 7, "周": 7, "个[多来]?月": 30},
    "周": {"个?[多来]?(?:星期|礼拜)": 1, "周": 1, "个月": 4, "天": 1 / 7},
    "月": {"个?月": 1, "年": 12},
    "cm": {"cm": 1, "厘米": 1, "公分": 1, "mm": 0.1, "毫米": 0.1, "米": 100, "m": 100, "尺": 100 / 3, "寸": 10 / 3},
    "毫米": {"mm": 1, "毫米": 1, "cm": 10, "厘米": 10, "公分": 10},
    "步": {"步": 1},
    "分": {"分": 1},
    "次": {"跤": 1, "次": 1, "回": 1, "趟": 1, "遍": 1},
    "mL": {"毫升": 1, "ml": 1, "cc": 1, "升": 1000, "l": 1000},
    "kg": {"公斤": 1, "千克": 1, "kg": 1, "斤": 0.5, "市斤": 0.5},
    "岁": {"周?岁": 1},
    "片": {"片": 1, "粒": 1, "颗": 1},
    "度": {"度": 1, "°c?": 1},
    "%": {"%": 1},
}


def base_unit(unit: str | None) -> str:
    """The unit without its period, under one name: 克 for g/d and 克/天."""
    word = (unit or "").partition("/")[0].strip()
    return _ALIASES.get(word, word)


def period_of(unit: str | None) -> str:
    """The period that a unit goes by: 天, 周, 月 or nothing."""
    word = (unit or "").partition("/")[2].strip()
    return _ALIASES.get(word, word)


def converted(conversions: tuple[Conversion, ...], text: str, found: Counted) -> float | None:
    """The factor of a counting word; one that is only `of` the thing named goes before one for everything."""
    thing = _thing(text, found, [word for conversion in conversions for word in conversion.of])
    fitting = [conversion for conversion in conversions if found.unit in conversion.words]
    for conversion in fitting:
        if thing is not None and thing in conversion.of:
            return conversion.factor
    return next((conversion.factor for conversion in fitting if not conversion.of), None)


def _thing(text: str, found: Counted, words: list[str]) -> str | None:
    """What is counted: 白酒二两啤酒一瓶 and 二两白酒一瓶啤酒 alike."""
    if not words:
        return None
    pattern = re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))
    first, last = clause_around(text, found.start, found.end)
    named = list(pattern.finditer(text, first, last))
    if not named:
        named = list(pattern.finditer(text, 0, first)) or list(pattern.finditer(text, last))
        return named[-1].group() if named else None
    before = [match for match in named if match.end() <= found.start]
    after = [match for match in named if match.start() >= found.end]
    leading = not parse_numbers(text[first : named[0].start()])
    chosen = (before[-1:] or after[:1]) if leading else (after[:1] or before[-1:])
    return chosen[0].group() if chosen else None


def usual_scales(unit: str | None) -> dict[str, float]:
    """Counting words (regular expressions) and what they are worth in a unit without a conversion of its own."""
    base = base_unit(unit)
    return _SCALES.get(base, {re.escape(base.lower()): 1.0} if base else {})


def words_of(conversions: tuple[Conversion, ...]) -> list[str]:
    """The conversions' counting words as regular expressions."""
    return [re.escape(word) for conversion in conversions for word in conversion.words]


def either(words: list[str]) -> str:
    """One expression for several, the longest first."""
    latin = r"(?![a-z])"
    return "|".join(
        word + latin if word[-1:].isascii() and word[-1:].isalpha() else word
        for word in sorted(words, key=len, reverse=True)
    )
