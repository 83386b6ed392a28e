"""Which numbers with the name or the unit of a measure are none all the same? 瘦了3斤, 水温40度, 呼吸20次."""

from __future__ import annotations

import re
from functools import lru_cache

from nlu.readings.found import Found
from nlu.readings.limits import LEAST_CHILD_KG, POSSIBLE
from nlu.readings.shape import Shape

_SLIP = 100  # a named value may be typed so far too large and is still reported, to be asked again
_NOT_WEIGHT = re.compile(
    r"(?:酒|吃|喝|买|瘦|减|轻|掉|胖|降|长|重|涨|增|差|超|提|搬|扛|举|拎|盐|米|肉|菜|粮|水)[了掉]?[^N到至秤]{0,3}$"
)
_CHANGED = re.compile(
    r"(?:[降减轻掉瘦胖涨增长超]|下降|增加|减少|减轻|超重|超标|相差|差)[了掉下去来]*(?:大?概|大约|有|快|差不多)?$"
)
_BABY = re.compile(r"孩|宝|娃|婴|[周月]龄|出生|岁|儿子|女儿|闺女|[女男](?=[，, \d])|足月|满月|百天|早产|生下|个月")
_NOT_GLUCOSE = re.compile(r"(?:胆固醇|甘油三酯|尿酸|尿素|肌酐|脂|蛋白|钾|钠|钙|糖化)[^N]{0,8}$")
_NOT_BEATS = re.compile(r"(?:呼吸|喘|咳|翻身|眨|早搏|小便|大便|尿|胎动|宫缩)[^，,。；;]{0,10}$")
_NOT_HEAT = re.compile(
    r"(?:水|室|气温|家里|屋里|外面|天气|空调|热水|酒|近视|散光|角|弯|泡脚|洗澡|零下|冰箱|暖气|地暖|恒温箱|车里|太阳|桑拿|高温天|"
    r"(?:天|夏天)(?:太|这么|那么|很|好|真)?热)[^，,。；;]{0,6}$"
)
_WARM_WEATHER = re.compile(  # 35度的天, 38度高温, 40度热水, 今天35度，热死了
    r"(?:多|左右)?的?(?:天气?(?!了)|大?高温|大?热天|水|热水|温水|室温|空调|房间|气温|太阳|夏天)|[，,]?(?:热得|热死|太热|好热|真热|闷热)"
)
_OF_THE_AIR = re.compile(
    r"(?:空调|房间|屋里|屋子|家里|室内|外面|车里|暖气|地暖|冰箱|天气|洗澡|水的?)[^，,。；;NU]{0,4}$"
)


def is_accepted(shape: Shape, found: Found, number_at: int, *, labelled: bool) -> bool:
    """Whether the value may be a reading at all; a named one only has to be near what is possible."""
    low, high = POSSIBLE[found.kind]
    if re.search("花了|块钱|绳", shape.form[found.start : number_at]) or shape.form[found.end : found.end + 1] == "绳":
        return False
    before = shape.form[max(0, found.start - 14) : found.start]
    if found.kind == "weight":
        if _CHANGED.search(shape.form[max(0, number_at - 8) : number_at]) or (
            not labelled and _NOT_WEIGHT.search(before[-10:])
        ):
            return False
        low = LEAST_CHILD_KG if labelled or (found.value >= 2 and _tells_of_baby(shape.form)) else low
    if found.kind == "heart_rate" and _NOT_BEATS.search(before):
        return False
    if found.kind == "temperature" and _is_ambient(shape, found, before, labelled=labelled):
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


@lru_cache(maxsize=8)
def _tells_of_baby(form: str) -> bool:
    return _BABY.search(form) is not None


def _is_ambient(shape: Shape, found: Found, before: str, *, labelled: bool) -> bool:
    """Whether a temperature is of the air, of water or of a room: 空调温度30度, 35度的天."""
    if labelled:
        return shape.form[found.start] == "温" and _OF_THE_AIR.search(before) is not None
    after = shape.form[found.end : found.end + 8]
    return found.value < 34 or _NOT_HEAT.search(before) is not None or _WARM_WEATHER.match(after) is not None
