"""Which values were measured and not named? 一测二十一点三, 夹手指显示86, 饭前才三块五, 压到210了.

A number counts only beside what tells which value it is: the device, the meal, the signs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nlu.findings import Reading
from nlu.numbers import Number, parse_numbers

_AROUND = 40  # characters before a number in which its device or the meal is told
_OTHER_MEASURE = re.compile(
    r"视力|血脂|胆固醇|甘油三酯|尿酸|肌酐|钾|钠|钙|酮|骨密度|糖化|体温|发烧|体重|腰围|身高|肺|血氧|心率|血压|公里|报告单"
)
# right before the number; a low one (3.2) may be a potassium or one eye's sight
_MEASURED = re.compile(
    r"(?:一?测|[扎篤刺戳](?:了|下|一下)*手指头?|指尖血?|[扎篤](?:了|出来)?)"
    r"(?:[了着个是有到得的才都就呢啊，,\s]|一下|出来|只有|两遍|两次|几次|今天|今早|刚才|居然|都到){0,8}$"
)
# 饭前才三块五: the meal beside which a sugar is told; 糖二十六了
_BY_THE_MEAL = re.compile(
    r"(?:空腹|[饭餐](?:前|后)|睡前|(?<![红白冰喝吃冬砂饴萄])糖|早上起来)[^，,。！!？?；;\d]{0,5}?"
    r"(?:测的?|是|才|就|只有|都|到|有|高到|低到|了|飙到|剩){0,3}$"
)
_LOW_SIGNS = re.compile(
    r"心(?:里|头)?(?:发)?慌|[出冒一]身?.{0,3}汗|冷汗|虚汗|冻汗|汗水|抖|哆嗦|打晃|打闪|发软|腿软|饿得|没劲|迷糊|头[昏晕]|眼睛?前?[发一]?黑|[打要]不打"
)
_HIGH_SIGNS = re.compile(r"口[干渴]|喊渴|[嘴口]里?[发好]?干|喝水|呕|吐|喘|果味|烂苹果|迷|没精神|想睡")
_SUGAR = re.compile(r"糖|胰岛素|打针|测|扎|指尖|手指|空腹|[饭餐][前后]|优泌|格列")
_ILL = re.compile(r"糖|胰岛素")
_OTHER_UNIT = re.compile(r"\s*[/公斤米个分刻%\-半岁元次天片粒颗毫号千小钟年度厘]")
_LEAST_GLUCOSE, _MOST_GLUCOSE = 1.0, 33.9  # mmol/L; 34 and more may be a temperature
_LEAST_WHOLE = 17  # a sugar told without its tenth: 糖二十六了
_MIDDLE = 10
# 三块五, 两点几, 三个多: a low sugar as people say it
_TENTHS = re.compile(r"(?<![十百\d])(?P<whole>[二两三])(?:[块点][一二三四五六七八九几\d](?![十百点分钟半])|个多)")
_TWENTIES = re.compile(
    r"(?<=糖)[^。！!？?；;，,\d一二三四五六七八九]{0,5}[二三]十(?:好|大|来|多)?(?:几|多)(?!岁|年|天|片|块|元)"
)
_MONEY_OR_TIME = re.compile(r"\s*(?:[钟分刻半元钱买斤月的]|小时)")

_BOUGHT = re.compile(r"(?:[花买卖价]了?|一[片盒支]|吃了|要|收)[^，,。]{0,3}$")

_OXYGEN = re.compile(
    r"(?:夹(?:[了着]一?下?)?(?:在)?(?:手指|指头)|指夹|手指夹|(?:手指|指头)夹|小夹子|夹子|夹了?下?手指|[指脉]氧|氧(?:饱和|合|气|分)?|饱和度)"
    r"[^。！!？?；;\d二三四五六七八九十心脉率体重压糖温]{0,18}?(?:从\s?\d{2}\D{0,6})?(?:百分之)?$"
)
_LEAST_OXYGEN, _MOST_OXYGEN = 50, 90
_NO_OXYGEN = re.compile(r"\s*[年岁分次/斤公块元号栋]")
_PRESSURE = re.compile(
    r"(?:(?<![血气眼心颅腹胎低下])压|上面的?|上压|高的|高压|收缩压)[^。！!？?；;\d一二三四五六七八九]{0,6}$"
)
_PRESSURE_SIGNS = re.compile(r"头|晕|懵|胀|药|吐|量|血压|高压|低压|难受|胸|眼")
_LEAST_PRESSURE, _MOST_PRESSURE = 180, 280
_UNITS = {"glucose": "mmol/L", "spo2": "%", "blood_pressure": "mm[Hg]"}


def unnamed_values(plain: str, named: Sequence[Reading]) -> Iterator[Reading]:
    """Values of a glucose, an oxygen or a pressure that are told without the name of what was measured.

    Args:
        plain: the normalised text.
        named: the readings that were found in it by name; what they took is not looked at again.
    """
    taken = {at for reading in named for at in range(reading.start, reading.end)}
    numbers = [number for number in parse_numbers(plain) if number.start not in taken]
    yield from _oxygens(plain, numbers)
    yield from _pressures(plain, numbers)
    yield from _glucoses(plain, numbers)


def _oxygens(plain: str, numbers: Sequence[Number]) -> Iterator[Reading]:
    for number in numbers:
        if not _LEAST_OXYGEN <= number.value <= _MOST_OXYGEN or _NO_OXYGEN.match(plain, number.end):
            continue
        if _OXYGEN.search(_before(plain, number.start)):
            yield _reading("spo2", "value", number.value, plain, (number.start, number.end))


def _pressures(plain: str, numbers: Sequence[Number]) -> Iterator[Reading]:
    if _PRESSURE_SIGNS.search(plain):
        for number in numbers:
            if _LEAST_PRESSURE <= number.value <= _MOST_PRESSURE and _PRESSURE.search(_before(plain, number.start)):
                yield _reading("blood_pressure", "systolic", number.value, plain, (number.start, number.end))


def _glucoses(plain: str, numbers: Sequence[Number]) -> Iterator[Reading]:
    if _OTHER_MEASURE.search(plain) or not _SUGAR.search(plain):
        return
    feels_low, feels_high = _LOW_SIGNS.search(plain) is not None, _HIGH_SIGNS.search(plain) is not None
    ill = _ILL.search(plain) is not None
    for number in numbers:
        exact = "." in plain[number.start : number.end] or "点" in plain[number.start : number.end]
        if not (exact or number.value >= _LEAST_WHOLE) or not _LEAST_GLUCOSE <= number.value <= _MOST_GLUCOSE:
            continue
        if _OTHER_UNIT.match(plain, number.end):
            continue
        before, feels = _before(plain, number.start), feels_low if number.value < _MIDDLE else feels_high
        measured = (exact or ill or feels) and _MEASURED.search(before)
        if measured or (feels and (exact or _BY_THE_MEAL.search(before))):
            yield _reading("glucose", "value", number.value, plain, (number.start, number.end))
    for said in _TWENTIES.finditer(plain):
        yield _reading("glucose", "value", 20.0, plain, said.span())
    for said in _TENTHS.finditer(plain):
        before = _before(plain, said.start())
        if _MONEY_OR_TIME.match(plain, said.end()) or _BOUGHT.search(before):
            continue
        if feels_low or _BY_THE_MEAL.search(before):
            yield _reading("glucose", "value", 3.0 if said["whole"] == "三" else 2.0, plain, said.span())


def _before(plain: str, start: int) -> str:
    return plain[max(0, start - _AROUND) : start]


def _reading(kind: str, key: str, value: float, plain: str, span: tuple[int, int]) -> Reading:
    start, end = span
    return Reading(kind=kind, values={key: value}, unit=_UNITS[kind], surface=plain[start:end], start=start, end=end)
