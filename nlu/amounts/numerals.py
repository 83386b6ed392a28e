"""How are numerals of speech put into ones that are read? 五六千 is 五千到六千, 一万二 is 12000, 两升 is 二升.

The result is as good as the text for its amounts; its offsets are its own.
"""

from __future__ import annotations

import re

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2}
_TWO = re.compile(r"两(?=[万尺升米步勺把块])")
_NEIGHBOURS = re.compile(
    r"(?P<low>[一二两三四五六七八])(?P<high>[二两三四五六七八九])(?P<scale>[百千万])(?![一二三四五六七八九])"
)
_MYRIAD = re.compile(r"(?P<high>[一二两三四五六七八九\d])万(?P<low>[一二三四五六七八九\d])千?(?![\d百十万])")


def plain_numerals(text: str) -> str:
    """The text with such numerals written out."""
    text = _NEIGHBOURS.sub(_both_ends, text)
    text = re.sub("三五(?=[个支根次天回趟两杯碗片步分])", "三到五", text).replace("俩", "二个").replace("仨", "三个")
    return _TWO.sub("二", _MYRIAD.sub(_whole, text))


def _value(digit: str) -> int:
    return _DIGITS[digit] if digit in _DIGITS else int(digit)


def _both_ends(match: re.Match[str]) -> str:
    low, high = match.group("low"), match.group("high")
    if _value(high) != _value(low) + 1:
        return match.group()
    return f"{low}{match.group('scale')}到{high}{match.group('scale')}"


def _whole(match: re.Match[str]) -> str:
    return str(_value(match.group("high")) * 10000 + _value(match.group("low")) * 1000)
