"""Of which time of the day is a glucose value? Fasting, before a meal, hours after it, at bedtime or random.

The context named last before the value counts, or one right behind it (7.1(空腹)); a value between ends its reach.
"""

from __future__ import annotations

import re

from nlu.readings.shape import Shape

_HOURS_SINCE = r"[，,\s]*(?:过了?|隔了?)?(?P<hours>[NU])个?(?P<half>半)?(?:小时|钟头|钟(?!头)|h)"
_EATEN_FOOD = r"[吃喝食](?![^，,。；;]{0,9}(?:药|片|粒|针|双胍|糖浆|胶囊))[^，,。；;！!？?\n药]{1,14}?"
EATEN = _EATEN_FOOD + re.sub(r"\?P<\w+>", "?:", _HOURS_SINCE)
_CONTEXTS = [
    (
        "fasting",
        "空腹|早[^，,。]{0,3}没吃|没吃早|没吃[东饭]|[空饿]着?肚子|起床[^，,。]{0,3}没吃|(?:早|清)[晨上]?起来?(?=血糖|测|量)",
    ),
    (
        "postprandial",
        "[餐饭]后|" + EATEN + "|(?<![没未不])吃[完过好了]+(?:早|中|午|晚)?[饭餐]|吃(?:早|中|午|晚)[饭餐](?:以?后|完)",
    ),
    ("before_meal", "[餐饭]前"),
    ("bedtime", "睡[觉]?前|临睡|上床前"),
    ("random", "随机"),
]
_BEHIND = re.compile(
    r"\s*(?:[(（]\s*(?:空腹|[餐饭][前后]|睡前|随机)|(?:空腹|[餐饭][前后]|睡前|随机)\s*(?:的|血糖)?\s*(?=$|[，,。；;!！)）\n]))"
)
_BEHIND_MARK = re.compile(  # 6.6正常吗？空腹测的; not 6.6，餐后9.1
    r"[^NU，,。？?！!；;]{0,12}[，,。？?！!；;（( ]\s*(?:这?是|我?这?是?在?|早上|今早|今天)*"
    r"(?P<meal>空[腹着]肚?子?|没吃(?:早|中|午|晚|东)?[饭餐西]|吃[完过了]+(?:早|中|午|晚)?[饭餐]|[早中午晚]?[餐饭][前后](?:[NU]个?半?(?:小时|钟头|h)后?)?|睡前|随机)"
    r"(?:的?(?:时候?|状态|情况)?下?)?(?:检查|抽血|化验|测量?|量|查|抽|验|血糖)?(?:的|得|出来的?|结果|值)*\s*(?=$|[，,。？?！!；;）)\n])"
)
_RESPECTIVE = re.compile(
    r"(?P<first>空腹|[餐饭][前后])(?:血糖)?[和跟与、，, ](?P<second>空腹|[餐饭][前后]|睡前)(?:血糖)?"
    r"(?:分别|各)?[^，,。；;NU]{0,3}N(?:[^，,。；;NU]{0,3}N)?$"
)
_HOURS_ALONE = re.compile(r"(?P<hours>[NU])个?(?P<half>半)?(?:小时|h)(?:后|血糖|是|为|[:： ])*N$")  # 空腹5.1，1小时10.2
_HOURS_AFTER = re.compile(
    r"(?:[餐饭]|吃[完过好了]+(?:早|中|午|晚)?[饭餐]?)[完以之]{0,2}后?\s*[，,]?(?P<hours>[NU])?(?P<half>半)?(?:个)?(?P<and>半)?\s*(?:小时|钟头|h)"
)


_FOOD_HOURS = re.compile(_EATEN_FOOD + _HOURS_SINCE)  # 吃了碗面 两个钟头后


def meal_of(before: str) -> str | None:
    """The context named last before the value."""
    found = [(match.start(), name) for name, words in _CONTEXTS for match in re.finditer(words, before)]
    return max(found)[1] if found else None


def context_of(shape: Shape, start: int, end: int) -> str | None:
    """The context of the glucose value at form[start:end]: named before it, the hours after the meal included."""
    first = max([0, start - 24, *(i + 1 for i in range(max(0, start - 24), start) if shape.form[i] in "。！？!?；;\n")])
    said = shape.form[first:end]
    for i in range(start - first - 1, -1, -1):  # a value between belongs to another measuring
        if said[i] == "N" and not re.match(r"N个?半?(?:小时|钟头|h)", said[i:]):
            first, said = first + i + 1, said[i + 1 :]
            break
    if each := _RESPECTIVE.search(shape.form[max(0, start - 24) : start + 1 if shape.form[start] == "N" else end]):
        return _respective(each, shape.form[max(0, start - 24) : end])
    context = meal_of(said)
    if context is None and (behind := _BEHIND.match(shape.form, end)):  # 7.1(空腹)
        return meal_of(behind.group())
    if context is None and (behind := _BEHIND_MARK.match(shape.form, end)) and "N" not in shape.form[first:start]:
        return _told_behind(shape, behind)
    if context is None and (bare := _HOURS_ALONE.search(said[: start - first + 1])):
        return "postprandial" + _hours(shape, first + bare.start("hours"), bare)
    if context != "postprandial":
        return context
    hours = [hit for hit in _HOURS_AFTER.finditer(said)] or [hit for hit in _FOOD_HOURS.finditer(said)]
    if not hours:
        return context
    return context + _hours(shape, _hours_at(first, hours[-1]), hours[-1])


def _told_behind(shape: Shape, behind: re.Match[str]) -> str | None:
    """The context of 8.1高吗？餐后两小时测的."""
    context, hours = meal_of(behind.group("meal")), _HOURS_AFTER.search(behind.group("meal"))
    if context != "postprandial" or hours is None:
        return context
    return context + _hours(shape, _hours_at(behind.start("meal"), hours), hours)


def _respective(each: re.Match[str], said: str) -> str | None:
    """Which of 空腹和餐后分别是6.4和9.1 a value belongs to."""
    at = said.count("N", each.start()) - 1
    return meal_of(each.group("second" if at > 0 else "first"))


def _hours_at(first: int, hit: re.Match[str]) -> int:
    """Where the number of hours stands in the form; -1 where there is none."""
    return first + hit.start("hours") if hit.group("hours") else -1


def _hours(shape: Shape, at: int, hit: re.Match[str]) -> str:
    """_2h of 餐后两小时, nothing of 餐后半小时."""
    number = shape.at.get(at)
    if number is None or hit.group("half"):
        return ""
    return f"_{int(number.value)}h" if 1 <= number.value <= 4 else ""
