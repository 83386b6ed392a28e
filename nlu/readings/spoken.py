"""Which glucose values are said as money, as hours or by the meal alone? 空腹七块一, 空腹八九点, 吃了面两小时后13.4.

Money stays money: a price, a fare or a fee named in the same clause refuses the value (一支笔六十八块五, 测一次七块二).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlu.numbers import Number
from nlu.readings.found import Found
from nlu.readings.meals import EATEN, context_of
from nlu.readings.shape import Shape

_REACH = 26  # characters of a clause before the value
_LEAST, _MOST = 1.5, 33.3
_ABOUT = (
    r"(?:空[腹着]|[餐饭]前|[餐饭]后|血糖(?!仪|试纸|针|尿?病)|随机|睡觉?前|没吃[早东饭]|[饿空]着?肚子?|"
    r"(?:小时|钟头)(?:以?后)?|测|量|扎|指头)"
)
_ABOUT_MEASURE = re.compile(_ABOUT)
_MONEY = re.compile(
    r"花|买|卖|钱|元|价|费|付|掏|报销?了|收(?!缩)|贵|便宜|吃|[一每][次回]|[NU][次回]|要$|每[支盒片天月]|[NU][支盒瓶片条斤份碗杯](?!面|粥|饭)|"
    r"试纸|公交|坐车|打车|挂号|医保|块|涨|工资|赔|省"
)
_SMALL_WORDS = re.compile(
    r"(?:[\s:：=是在也就才有都又还到为高低升降了的过哈咯个下点出来得说一这那次回今早晚儿我他她俺点些头儿先再]|血糖|老是|总是|一直|"
    r"显示|结果|测|量|扎|手指|指头|大概|大约|差不多|基本|一般|平时|最近|[这U]U?天|早起|今天|昨天|刚才|有点|东西|吃饭|没吃|早饭|数值?|后|[NU]个?半?(?:小时|钟头?)){0,12}"
)
_OTHER_MEASURE = re.compile(r"血压|体温|体重|心率|心跳|血氧|药|针|仪|机")
_STRONG = re.compile(r"空[腹着]|[餐饭][前后]|血糖(?!仪|试纸|针)|随机|睡觉?前|(?:小时|钟头)(?:以?后)")
_PRICED = re.compile(
    r"\s*(?:钱|毛|元|角|买|卖|贵|便宜|的?药费)|\s*(?:/|[一每])[NU]?[支盒瓶片条斤张包]|[NU][支盒瓶片条斤张包]"
)
_COINS = re.compile(r"(?P<a>[NU])块(?P<b>[NU])?")
_WHOLE_END = re.compile(r"\s*(?:左右|上下|了|吧|多|$|[，,。；;！!？? \n])")
_LABEL = r"(?:空腹|血糖|[餐饭]前|[餐饭]后(?:[NU]个?半?(?:小时|钟头|h))?)"
_SAID = r"(?:\s|血糖|老是|总是|一直|都|是|在|也|就|才|有|大概|差不多|基本|一般|平时|最近|这几天|测|量|的|早起)*"
_DIRECT = re.compile(f"{_LABEL}{_SAID}$")
_HOURS = re.compile(
    rf"{_LABEL}{_SAID}(?P<n>U)点(?:多|左右|来)?(?:$|(?=[，,。；;！!？?\n]|\s(?!\s*[起吃测量打去睡抽验到查来做])|[吧呢啊的](?!时)|这样|样子|之间|是不|高|正常|咋|怎|不))"
)
_TENS = {"九十": (9.0, 10.0)}
_MEAL = re.compile(  # 吃了碗面 两个钟头后测13.4
    EATEN + r"(?:以?后|之后)?(?:测|量|扎|手指头?|指头|血糖|的|是|有|为|大概|\s)*(?P<n>N)(?![度斤%℃次下跳/]|\s*公斤)"
)


def spoken_glucose(shape: Shape) -> Iterator[Found]:
    """The glucose values whose words are those of money, of a clock or of a meal."""
    yield from _as_money(shape)
    yield from _as_hours(shape)
    for match in _MEAL.finditer(shape.form):
        number = shape.number(match, "n")
        if number and not number.value.is_integer() and number.upper is None and _LEAST <= number.value <= _MOST:
            yield _found(shape, match.start("n"), match.end(), number.value, None)


def _as_money(shape: Shape) -> Iterator[Found]:
    """七块一 behind words of measuring glucose; 十一块 alone only where its label stands right before it."""
    for match in _COINS.finditer(shape.form):
        whole, tenths = shape.number(match, "a"), shape.number(match, "b")
        clause = re.split(r"[，,。；;！!？?\n]", shape.form[max(0, match.start() - _REACH) : match.start()])[-1]
        if whole is None or not whole.value.is_integer() or not _tells_of_glucose(clause):
            continue
        if _PRICED.match(shape.form, match.end()):
            continue
        if tenths is not None and not _is_digit(shape, tenths):
            continue
        if tenths is None and not (_DIRECT.search(clause) and _WHOLE_END.match(shape.form, match.end())):
            continue
        value = whole.value + (tenths.value / 10 if tenths else 0)
        if (_LEAST if tenths else 3) <= value <= _MOST:
            yield _found(shape, match.start(), match.end(), round(value, 1), None)


def _tells_of_glucose(clause: str) -> bool:
    """Whether a clause names the measuring of glucose, with nothing but small words from there to its end."""
    named = [hit.end() for hit in _ABOUT_MEASURE.finditer(clause)]
    if not named or not _SMALL_WORDS.fullmatch(clause, named[-1]) or _MONEY.search(clause, named[-1]):
        return False
    return _STRONG.search(clause) is not None or _OTHER_MEASURE.search(clause) is None


def _is_digit(shape: Shape, number: Number) -> bool:
    return number.upper is None and len(shape.words(number)) == 1 and 0 <= number.value <= 9


def _as_hours(shape: Shape) -> Iterator[Found]:
    """空腹八九点: nobody names two hours of the clock behind 空腹 but for what was done then."""
    for match in _HOURS.finditer(shape.form):
        number = shape.number(match, "n")
        if number is None:
            continue
        low, high = _TENS.get(shape.words(number), (number.value, number.upper))
        if high is not None and high - low == 1 and low >= 3 and high <= _MOST:
            yield _found(shape, match.start("n"), match.end(), low, high)


def _found(shape: Shape, start: int, end: int, value: float, upper: float | None) -> Found:
    return Found(kind="glucose", start=start, end=end, value=value, upper=upper, context=context_of(shape, start, end))
