"""Which numbers does a text say, and where? Arabic, full-width, Chinese and mixed numerals; pure.

145, １４５, 一百四十五, 一四五, 一百五 (150), 两百, 幺三五, 三十七度八, 七点二, 6。2, 七八十 (70 to 80),
七十五六 (75 to 76), 两个半, 半斤.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from nlu.text import normalise

_VALUES = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "幺": 1, "廿": 20, "卅": 30}
_VALUES |= {str(i): i for i in range(10)}
_DIGIT = "[一二两三四五六七八九1-9]"
_LAST = _DIGIT + "(?![十百万]|千(?![克卡帕瓦米]))"  # a digit that is not the beginning of the next unit
_NEXT = "(?:一二|二三|两三|三四|四五|五六|六七|七八|八九)"  # two neighbours: from the one to the other
_TENS = f"(?:{_DIGIT}?十(?:{_LAST})?)"
_HUNDREDS = f"(?:{_DIGIT}百(?:\\d\\d(?![\\d十百])|零{_LAST}|〇{_LAST}|{_DIGIT}十(?:{_LAST})?|十(?:{_LAST})?|{_LAST})?)"
_THOUSANDS = f"(?:{_DIGIT}千(?![克卡帕瓦米])(?:零?{_HUNDREDS}|零{_TENS}|零{_LAST}|{_LAST})?)"
_INTEGER = f"(?:{_THOUSANDS}|{_HUNDREDS}|{_TENS})"
# 七十五六, 一百二十三四; not 一百三十五六十 (135 and 60)
_NEAR_UNITS = f"(?:(?:{_DIGIT}百)?{_DIGIT}?十{_NEXT}(?![一二两三四五六七八九十百千万]|点[零一二三四五六七八九\\d]))"
_MEASURE = "[个块百千万包支根斤杯瓶次天片粒颗小周点时分公年月回顿口种盒条趟罐听圈碗盅]"
# words that begin with or hold a numeral and are no number
_WORDS = (
    r"一[直般下些定样起共切向旦边阵会旁致律味再概带]|一点(?![一二三四五六七八九零〇])|一方面|万一|"
    r"统一|三高|三七(?!点)|二甲双胍|二便"
    r"|四肢|十分(?!钟|之)|千万|(?:星期|礼拜)[一二三四五六1-6](?![次天回个到至趟]|[一二三四五六七][次天回趟])|周[一二三四五六](?![次天回个到至趟]|[一二三四五六七][次天回趟])|"
    r"七上八下|乱七八糟|不三不四|唯一|一月份|一(?=[看翻量测称查想问说等数找行格栏])"
)
_TOKEN = re.compile(
    f"(?P<word>{_WORDS})"
    r"|(?P<degree>(?<!\d)(?:3[4-9]|4[0-3]|三十[四五六七八九]|四十[一二]?|三[四五六七八九]|四[零一])度[\d一二三四五六七八九半](?![\d十天个周日次小]))"
    r"|(?P<point>(?:\d{1,3}|"
    + _INTEGER
    + r"|[幺零一二三四五六七八九]{1,3}|两)点(?:[幺零〇一二三四五六七八九]{1,2}(?![十分刻])|\d(?![\d十分刻])))"
    r"|(?P<tenths>(?<![\d.])(?:2[5-9]|[3-9]\d)点\d{2}(?![\d十分刻]))"  # 37点25: no clock has such an hour
    r"|(?P<stop>(?<![\d.])(?:\d{1,3}·\d{1,2}(?![\d.])|(?:[1-9]|[1-3]\d|4[0-4])。\d{1,2}(?![\d.。/年月日号天岁公斤])))"
    r"|(?P<arabic>\d+(?:\.\d+)?(?:万|千(?![克卡帕瓦米]))?)(?!百|十)"
    r"|(?P<score>[廿卅][一二三四五六七八九]?)"
    f"|(?P<span>(?:{_DIGIT}百)?{_NEXT}十|{_DIGIT}百{_NEXT}(?![十百]))"
    f"|(?P<units>{_NEAR_UNITS})"
    f"|(?P<chinese>(?:{_INTEGER}|{_DIGIT})万(?:零?(?:{_THOUSANDS}|{_HUNDREDS}|{_TENS})|{_LAST})|{_INTEGER}万?)"
    r"|(?P<digits>两三(?![十百千万])|一两(?=[个次支根包瓶杯天回趟盒罐小分片粒颗口])|[幺零〇一二三四五六七八九]{2,}(?![十百万]|千(?![克卡帕瓦米])))"
    f"|(?P<half>半(?=个?(?:斤|包|小时|钟|两|瓶|杯|盒|片|公斤|年|月|天)))"
    f"|(?P<one>(?<!第)[零一二三四五六七八九幺]万?|两(?={_MEASURE}|钟头|礼拜|星期))"
)
_CHEQUE = re.compile("[壹贰叁肆伍陆柒捌玖拾佰仟零]{2,}")
_PLAIN = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
_SPOKEN_DIGIT = "[幺零〇一二两三四五六七八九十百点]"
_DONE = "(?<!块[零一二三四五六七八九])"  # 七块七 一支: the next number is another one
_ANOTHER = f"(?!(?<=[点度][零一二三四五六七八九] ){_DIGIT}[十百千个支片盒粒颗包瓶次天斤])"  # 六点八 一百三
_SPACES = re.compile(
    rf"(?<={_SPOKEN_DIGIT}){_DONE}[ ]+{_ANOTHER}(?={_SPOKEN_DIGIT})"
)  # 一百 四十 五, as a recogniser cuts it
_HALF_AFTER = re.compile("个半")
_MORE_AFTER = re.compile("多(?![少大高久长重])|几")  # 八十多: 80 to 89


@dataclass(frozen=True, kw_only=True)
class Number:
    """A number in a text.

    Attributes:
        value: the number, the low end where a range was said (七八十).
        start: offset of its first character; `end` is one past its last.
        upper: the high end of a range, else None.
        digits: the digits as said one by one (一三五八五 is 13585), else "".
    """

    value: float
    start: int
    end: int
    upper: float | None = None
    digits: str = ""


def chinese_integer(words: str) -> float:
    """The value of a numeral with units: 一百四十五, 一百五 (150), 两千; no digits-only strings.

    A last digit without a unit right after 百, 千 or 万 counts in the next smaller unit, as it is spoken.
    """
    if mixed := re.fullmatch(r"(.*百)(\d\d)", words):  # 一百45
        return chinese_integer(mixed.group(1)) + float(mixed.group(2))
    total, current, unit, after_zero = 0.0, 0.0, 1, False
    for c in words:
        if c in "十百千万":
            unit = {"十": 10, "百": 100, "千": 1000, "万": 10000}[c]
            total = (total + current) * unit if c == "万" else total + (current or 1) * unit
            current, after_zero = 0, False
        elif c in "零〇":
            after_zero = True
        else:
            current = _VALUES[c]
    return total + current * (unit // 10 if unit >= 100 and not after_zero else 1)


def _simple(words: str) -> float:
    """The value of an integer in any writing."""
    if words.isdecimal() and words.isascii():
        return float(words)
    if re.search("[十百千万]", words):
        return chinese_integer(words)
    return float("".join(str(_VALUES[c]) for c in words))


def _fraction(words: str) -> float:
    return 0.5 if words == "半" else float("0." + "".join(str(_VALUES[c]) for c in words))


def _decimal(words: str, mark: str) -> float:
    whole, _, rest = words.partition(mark)
    return round(_simple(whole) + _fraction(rest), 3)


def _arabic(words: str) -> float:
    scale = {"万": 10000, "千": 1000}.get(words[-1], 1)
    return float(words.rstrip("万千")) * scale


def _span(words: str) -> tuple[float, float]:
    """The two ends of 七八十, 一百三四十 or 一百二三."""
    hundreds = float(_VALUES[words[0]] * 100) if "百" in words else 0.0
    pair = words.partition("百")[2] if "百" in words else words
    return hundreds + _VALUES[pair[0]] * 10, hundreds + _VALUES[pair[1]] * 10


def _near_units(words: str) -> tuple[float, float]:
    """The two ends of 七十五六."""
    tens = chinese_integer(words[:-2])
    return tens + _VALUES[words[-2]], tens + _VALUES[words[-1]]


def _number(match: re.Match[str]) -> Number | None:
    kind, words = match.lastgroup, match.group()
    start, end = match.span()
    if kind == "word":
        return None
    if kind in ("span", "units"):
        low, high = _span(words) if kind == "span" else _near_units(words)
        return Number(value=low, upper=high, start=start, end=end)
    if kind == "digits":
        digits = "".join(str(_VALUES[c]) for c in words)
        if re.fullmatch(
            f"{_NEXT}|一两", words
        ):  # 七八支: seven or eight, yet 心率七八: 78; the reader decides by `digits`
            return Number(value=float(digits[0]), upper=float(digits[1]), start=start, end=end, digits=digits)
        return Number(value=float(digits), start=start, end=end, digits=digits)
    values = {
        "degree": lambda: _decimal(words, "度"),
        "point": lambda: _decimal(words, "点"),
        "tenths": lambda: _decimal(words, "点"),
        "score": lambda: _VALUES[words[0]] + float(_VALUES.get(words[1:], 0)),
        "stop": lambda: _decimal(words.replace("·", "。"), "。"),
        "arabic": lambda: _arabic(words),
        "half": lambda: 0.5,
        "chinese": lambda: chinese_integer(words),
        "one": lambda: chinese_integer(words) if len(words) > 1 else float(_VALUES[words]),
    }
    digits = words if kind == "arabic" and words.isdigit() else ""
    return Number(value=values[str(kind)](), start=start, end=end, digits=digits)


def _with_more(plain: str, number: Number) -> Number:
    """八十多 and 一百三十几 as ranges. Of 一百多 nobody knows the upper end: nine is enough to say that it is open."""
    if number.upper is not None or number.value < 10 or number.value % 10 or not _MORE_AFTER.match(plain, number.end):
        return number
    return Number(value=number.value, upper=number.value + 9, start=number.start, end=number.end)


def parse_numbers(text: str) -> tuple[Number, ...]:
    """All numbers in a text, in order, none overlapping; offsets are those of `text`."""
    plain = as_numerals(normalise(text))
    spaces = {i for gap in _SPACES.finditer(plain) for i in range(*gap.span())}
    if not spaces:
        return _parse(plain)
    kept = [i for i in range(len(plain)) if i not in spaces]
    close = "".join(plain[i] for i in kept)
    moved = [replace(number, start=kept[number.start], end=kept[number.end - 1] + 1) for number in _parse(close)]
    return tuple(moved)


def as_numerals(plain: str) -> str:
    """Numerals as on a cheque (壹佰肆拾) in their plain writing, where at least two stand together."""
    return _CHEQUE.sub(lambda words: words.group().translate(_PLAIN), plain)


def _parse(plain: str) -> tuple[Number, ...]:
    found: list[Number] = []
    position = 0
    while match := _TOKEN.search(plain, position):
        position = match.end()
        number = _number(match)
        if number is None:
            continue
        if number.upper is None and (half := _HALF_AFTER.match(plain, number.end)):
            number = Number(value=number.value + 0.5, start=number.start, end=half.end())
            position = number.end
        found.append(_with_more(plain, number))
    return tuple(found)
