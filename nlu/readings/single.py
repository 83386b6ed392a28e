"""Which heart rates, weights, glucose values, temperatures and oxygen values does a text say?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlu.numbers import Number
from nlu.readings.ends import ends_of, last_end, next_tenth, short_end
from nlu.readings.found import Found
from nlu.readings.limits import JIN_KG, MAX_UNLABELLED_KG, POSSIBLE
from nlu.readings.meals import context_of
from nlu.readings.pieces import GAP, MORE, RANGE
from nlu.readings.refused import is_accepted
from nlu.readings.shape import Shape

MG_DL = 18.0  # mg/dL of glucose in one mmol/L
_ODD_MARK = re.compile(r"\s*[、，,。:：](?=N(?!\s*[、，,.]\s*N))")  # 6、64 and 10，6: a decimal mark as people type it


def _value(name: str, unit: str) -> str:
    return f"(?P<{name}>N){MORE}(?:{RANGE}(?P<last>N){MORE})?(?P<unit>{unit})"


_KG = r"\s*(?:公斤|千克|kg|市斤|斤)(?:半|[NU]两)?"
_BEATS = r"\s*(?:次|下|跳|bpm|个)?\s*(?:(?:/|每|一)\s*(?:分钟?|min))?"
_SUGAR = r"\s*(?:mmol(?:/l)?|mmo(?:/l)?|毫摩尔?(?:[每/]升)?|mg/dl|mm\s?hg|个(?![月小星礼人单钟])(?:点|多)?)"
_DEGREE = r"\s*(?:度|°c?(?!\s*f)|c(?![a-z]))"
_FAHRENHEIT = r"\s*(?:华氏度?|度?\s*\(?华氏\)?|[°度]?\s*f(?![a-z0-9])|℉)"
_MEALS = r"[餐饭]后(?:[NU]?个?半?(?:小时|h|钟头))?|[餐饭]前"
_SUGAR_LABEL = rf"(?:血糖|(?<![a-z])glu|[指][尖头]血|葡萄糖(?!注射|酸|液|溶|水|粉)|空腹|{_MEALS}|随机)"
_HEAT = r"(?:体温|发烧|发热|高烧|低烧|高热|低热|烧|(?<![水室气])温度?(?!天|差|泉)|腋下)"
_OXYGEN = r"(?:血氧|氧饱(?:和?度)?|氧饱和|(?<![白铁])饱和度|spo2|氧合|指脉?氧|脉氧)"
_OXYGEN_ALONE = r"(?:^|(?<=[\s，,。；;爸妈爷奶娘爹]))氧(?:[\s:：是到在才]|只有|还有|只剩|掉到|降到){0,3}"
_PULSE = r"(?:(?<!胎)心率|心跳|脉搏|心律|脉率|心动过[速缓]|(?<![a-z])hr|脉(?=\s*N)|(?:每|一)?分钟跳|跳)"
_PATTERNS: list[tuple[str, re.Pattern[str]]] = [
    ("heart_rate", re.compile(rf"{_PULSE}{GAP}{_value('n', _BEATS)}")),
    (
        "heart_rate",
        re.compile(_value("n", r"\s*(?:次|下|跳)\s*(?:(?:/|每|一)\s*(?:分钟?|min))|\s*bpm|\s*/\s*(?:分钟?|min)")),
    ),
    ("heart_rate", re.compile(rf"(?:每|一|U)分钟(?:大概|大约|有|是|能|都|就)?{_value('n', '(?:次|下|跳)')}")),
    ("heart_rate", re.compile(rf"{_value('n', _BEATS)}(?=的(?:心率|心跳|脉搏))")),
    (
        "heart_rate",
        re.compile(
            r"(?<![NU/])(?P<n>N)(?P<last>(?!))?(?P<unit>\s*跳)(?=\s*(?:$|[，,。；;！!？?\n 了的吧])|[不没有正])"
        ),
    ),
    ("weight", re.compile(rf"(?:体重(?!指数)|毛重|称了?一?下?|我重){GAP}{_value('n', f'(?:{_KG})?')}")),
    ("weight", re.compile(rf"(?:(?<=到了)|(?<![瘦减轻掉胖降了重提拎背长])){_value('n', _KG)}")),
    (
        "spo2",
        re.compile(rf"{_OXYGEN}{GAP}{_value('n', '[%％]?')}"),
    ),
    (
        "spo2",
        re.compile(rf"{_OXYGEN_ALONE}{_value('n', '[%％]?')}(?!\s*[升lm])"),
    ),
    ("temperature", re.compile(rf"{_HEAT}{GAP}{_value('n', f'(?:{_FAHRENHEIT}|{_DEGREE})?')}")),
    ("temperature", re.compile(rf"华氏(?:温度|度)?(?:[是约有到]|大概)*{_value('n', _DEGREE + '?')}")),
    ("temperature", re.compile(rf"(?<![a-z])t\s*[:：=]?\s*(?P<n>N)(?P<last>(?!))?(?P<unit>{_FAHRENHEIT}|{_DEGREE})?")),
    ("heart_rate", re.compile(r"(?<![a-z])p\s*[:：=]?\s*(?P<n>N)(?P<last>(?!))?(?P<unit>次|bpm)?(?!\s*[mg%])")),
    ("temperature", re.compile(rf"(?P<n>N)(?=[，,、。]N{_DEGREE})(?P<last>(?!))?(?P<unit>(?!))?")),
    ("temperature", re.compile(_value("n", f"(?:{_FAHRENHEIT}|{_DEGREE})"))),
    ("glucose", re.compile(rf"{_SUGAR_LABEL}{GAP}{_value('n', f'(?:{_SUGAR})?').replace('N', '[NU]', 1)}")),
    ("glucose", re.compile(_value("n", r"\s*(?:mmol(?:/l)?|毫摩尔?(?:[每/]升)?|mg/dl)"))),
]


def _weight(number: float, unit: str) -> float | None:
    if "公斤" in unit or "千克" in unit or "kg" in unit:
        return number + (0.5 if "半" in unit else 0)
    if "斤" in unit:
        return (number + (0.5 if "半" in unit else 0)) * JIN_KG
    return number if number <= MAX_UNLABELLED_KG else None  # 130: 公斤 or 斤 must be asked


def _convert(kind: str, number: float, unit: str) -> float | None:
    if kind == "weight":
        return _weight(number, unit)
    if kind == "glucose" and "mg" in unit:
        return round(number / MG_DL, 1)
    if kind == "temperature" and re.search("华氏|f|℉", unit):
        return round((number - 32) / 1.8, 1)
    return number


def _joined(shape: Shape, kind: str, match: re.Match[str], number: Number) -> tuple[float, int] | None:
    """A decimal number typed with an odd mark: 6、64, 7。53, 10，6; with the end of its form."""
    if match.group("unit") or match.group("last") or not (mark := _ODD_MARK.match(shape.form, match.end("n"))):
        return None
    rest = shape.at[mark.end()]
    if not (
        number.digits and rest.digits and len(rest.digits) <= 2 and number.value < (200 if kind == "weight" else 45)
    ):
        return None
    unit = re.compile(_KG).match(shape.form, mark.end() + 1) if kind == "weight" else None
    if kind == "weight" and (unit is None or mark.group().strip() not in "。、"):
        return None
    return float(f"{number.digits}.{rest.digits}"), unit.end() if unit else mark.end() + 1


def _top(
    shape: Shape, kind: str, match: re.Match[str], value: float, upper: float | None
) -> tuple[float, float | None, int]:
    """The ends of what was said, and where it ends: 80-90, 38度8、9."""
    last = shape.number(match, "last")
    if last is not None and last.value > value:
        return value, last_end(last), match.end()
    if kind == "temperature" and last is not None and (end := short_end(value, last, shape.words(last))):
        return value, end, match.end()
    if last is not None and last.value < value and POSSIBLE[kind][0] <= last.value:
        return last.value, value, match.end()
    if kind == "temperature" and upper is None and (tenth := next_tenth(shape, value, match.end("n"))):
        return value, *tenth
    return value, upper, match.end()


def _found(shape: Shape, kind: str, match: re.Match[str]) -> Found | None:
    number = shape.number(match, "n")
    unit = match.group("unit") or ""
    unit = "华氏" + unit if match.group().startswith("华氏") else unit
    if number is None or (shape.form[match.start("n")] == "U" and "个" not in unit):
        return None
    value, upper = ends_of(kind, number, shape.words(number))
    value, upper, end = _top(shape, kind, match, value, upper)
    if (
        (kind in ("glucose", "temperature") or kind == "weight")
        and upper is None
        and (joined := _joined(shape, kind, match, number))
    ):
        value, end = joined
        unit = shape.form[match.end("n") : end] if kind == "weight" else unit
    if "U两" in unit or "N两" in unit:
        value += shape.at[match.end() - 2].value / 10
    converted = _convert(kind, value, unit)
    if converted is None:
        return None
    top = None if upper is None else _convert(kind, upper, unit)
    context = context_of(shape, match.start(), end) if kind == "glucose" else None
    return Found(kind=kind, start=match.start(), end=end, value=round(converted, 3), upper=top, context=context)


def single_readings(shape: Shape) -> Iterator[Found]:
    """Every value with its kind, named ones before those that only their unit shows."""
    for kind, pattern in _PATTERNS:
        labelled = not pattern.pattern.startswith(("(?P<n>", "(?:(?<=", "(?<!"))
        for match in pattern.finditer(shape.form):
            found = _found(shape, kind, match)
            if found is not None and is_accepted(shape, found, match.start("n"), labelled=labelled):
                yield found
