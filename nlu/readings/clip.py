"""Which two numbers does a finger clip show? 夹手指 上面94 下面91: oxygen and pulse, in the order of the display."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlu.readings.found import Found
from nlu.readings.shape import Shape

_CLIP = (
    r"(?:夹[^NU，。,；;]{0,3}手?指头?|手?指头?[^NU，。,；;]{0,2}夹|"
    r"夹子|夹的|指夹|氧夹|[血指脉]氧仪|[血指]氧饱?和?度?(?=\s*[上高大]))"
)
_OTHER = "[^NU。！!？?；;，,血压糖率脉心花买钱]"
_PLACE = (  # what may stand between the two
    r"(?:上|下|底|高|前|后|头|面|边|一个|那个|第|的|是|有|跳|和|跟|还|另|:|：|，|,|、|/|%|"
    r"心率|心跳|脉搏|脉|血?氧|数|值|\s){0,12}"
)
_TWO = re.compile(rf"{_CLIP}{_OTHER}{{0,12}}?(?P<a>N){_PLACE}(?P<b>N)(?!\s*[度斤%.℃公毫mk])")
_ONE = re.compile(
    rf"(?:夹[^NU，。,；;]{{0,3}}手指头?|手指头?[^NU，。,；;]{{0,2}}夹){_OTHER}{{0,8}}?(?P<a>N)(?!\s*[/度斤.])"
)
_NAMED = re.compile(
    r"(?:血氧|氧饱和?度?|饱和度|spo2|指脉?氧|脉氧)(?:[\s:：是有]|都|在|现在|今天|一直)*(?P<a>N)%?(?P<gap>\s*[、]?\s*)(?P<b>N)(?!\s*[度斤.%/公毫mkN\d]|\s*N)"
)
_LEAST, _MOST = 70, 100
_SLOWEST, _FASTEST = 35, 200
_WIDEST = 4  # per cent between two values of one range
_APART = 8  # from here on the second number is no other oxygen value


def clip_readings(shape: Shape) -> Iterator[Found]:
    """Oxygen and pulse of a clip, and the two numbers right behind the name of the first (血氧97 98, 血氧97 82)."""
    for match in _TWO.finditer(shape.form):
        yield from _both(shape, match)
    for match in _ONE.finditer(shape.form):
        if _is_oxygen(shape.at[match.start("a")].value):
            yield _one(shape, "spo2", match.start("a"), shape.at[match.start("a")].value)
    for match in _NAMED.finditer(shape.form):
        first, second = (shape.at[match.start(name)] for name in "ab")
        if first.upper is not None or second.upper is not None or not _is_oxygen(first.value):
            continue
        if 0 < second.value - first.value <= _WIDEST and _is_oxygen(second.value):
            yield Found(kind="spo2", start=match.start(), end=match.end(), value=first.value, upper=second.value)
        elif abs(second.value - first.value) > _APART and _is_pulse(second.value):
            yield _one(shape, "spo2", match.start("a"), first.value)
            yield _one(shape, "heart_rate", match.start("b"), second.value)


def _both(shape: Shape, match: re.Match[str]) -> Iterator[Found]:
    """The two numbers as oxygen and pulse; the other way round where only that is possible."""
    at = [match.start("a"), match.start("b")]
    values = [shape.at[i].value for i in at]
    if values[0] < _LEAST or values[0] > _MOST:
        at.reverse()
        values.reverse()
    if _is_oxygen(values[0]) and _is_pulse(values[1]):
        yield _one(shape, "spo2", at[0], values[0])
        yield _one(shape, "heart_rate", at[1], values[1])


def _is_oxygen(value: float) -> bool:
    return _LEAST <= value <= _MOST and value.is_integer()


def _is_pulse(value: float) -> bool:
    return _SLOWEST <= value <= _FASTEST and value.is_integer()


def _one(shape: Shape, kind: str, at: int, value: float) -> Found:
    return Found(kind=kind, start=at, end=at + 1, value=value)
