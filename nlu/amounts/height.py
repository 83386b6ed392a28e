"""How many centimetres? 一米六五, 1米65, 165公分, 1.65米, 二尺四, 腰围八十五."""

from __future__ import annotations

import re

from nlu.about import is_about
from nlu.amounts.amount import Amount
from nlu.amounts.counted import counted, lone
from nlu.amounts.scales import either, usual_scales
from nlu.numbers import parse_numbers
from nlu.questions import Question

_CM = 100
_OPEN_CM = 9.0
_FEW_CM = 3.0  # a lone number up to here was meant in metres, where so few centimetres are impossible
# 一米六五, 1米65, 一米七, 二尺四, 一米零五: what follows the larger unit counts tenths and hundredths
_LARGE = re.compile(r"\s*(?P<unit>米|m(?![a-z])|尺)\s*(?P<rest>[\d零〇一二三四五六七八九]{1,2})(?![\d.十百米尺])")
_TO = re.compile(r"\s*(?:到|至|[-~])\s*")
_DIGITS = {c: str(i) for i, c in enumerate("零一二三四五六七八九")} | {"〇": "0"}


def read_centimetres(question: Question, text: str, *, asked: bool) -> Amount | None:
    """A height or a girth in centimetres."""
    if large := _large(text):
        return large
    scales = usual_scales("cm")
    if found := counted(text, either(list(scales))):
        return found[0].amount.times(scales[found[0].unit])
    amount = lone(text) if asked else None
    if amount and amount.value <= _FEW_CM and question.low is not None and question.low > _FEW_CM:
        return amount.times(_CM)
    return amount


def _large(text: str) -> Amount | None:
    """A length said in metres or feet and their parts, or a range of two; of 一米六几 nine centimetres are open."""
    hits = [
        (number, match) for number in parse_numbers(text) if (match := _LARGE.match(text, number.end)) is not None
    ]  # fmt: skip
    if not hits:
        return None
    values = [_centimetres(number.value, match) for number, match in hits]
    start, end = hits[0][0].start, hits[0][1].end()
    upper = None
    if len(hits) > 1 and _TO.fullmatch(text[end : hits[1][0].start]) and values[0] < values[1]:
        upper, end = values[1], hits[1][1].end()
    elif re.match("[多几]", text[end:]) and len(hits[0][1].group("rest")) == 1:
        upper = values[0] + _OPEN_CM
    return Amount(value=values[0], upper=upper, approximate=is_about(text, start, end))


def _centimetres(large: float, match: re.Match[str]) -> float:
    rest = "".join(_DIGITS.get(c, c) for c in match.group("rest"))
    scale = usual_scales("cm")["尺" if match.group("unit") == "尺" else "米"]
    return round((large + float(f"0.{rest}")) * scale, 1)
