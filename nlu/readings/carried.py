"""Which measure does a number belong to that stands apart from its name? 量了体温，早上36.9，中午37.2; 心率失常，112了.

The measure named last counts for what follows it in the sentence, as long as nothing else with a value was named
between and the number is one that it may have. A tenth between 35.5 and 42 is a temperature of its own (早上36.8).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlu.numbers import Number
from nlu.readings.ends import next_tenth, short_end
from nlu.readings.found import Found
from nlu.readings.meals import context_of
from nlu.readings.pieces import MORE, RANGE
from nlu.readings.shape import Shape
from nlu.readings.topics import USUAL, Topic, topics_in

_SENTENCE_END = "。！？!?；;\n"
_REACH = 30  # characters from the name to its number
_VALUE = re.compile(rf"N{MORE}(?:{RANGE}(?P<last>N){MORE})?(?:度|℃)?")
_NOT_BEFORE = re.compile(
    r"(?:[a-z第型差男女约服用喝×*#:：(（<>+＋]|[升降增减]了|[高低多少快慢]了|[高低]出|今年|年龄|每次|一次|每天|共|房|间|[\d.]\s*/)\s*$"
)
_PERCENT = re.compile(r"\s*(?:[a-z%％*×]|倍|元|块)")
_AGED = re.compile(r"[我爸妈爷奶公婆]\s*$")  # 我妈62
_NOT_AFTER = re.compile(r"\s*(?:[a-z%％:：#×*+＋]|mm|号|楼|后|/\s*N)")
_MEASURED = re.compile(r"[最又到是为有成量测高低烧，,\s、：:了也都就其他还后前]$|^$")
_LAB = re.compile(r"[酶酯酸醇酮素值率胞钾钠钙氮白比数度长宽厚距]\s*[是为约:：]?\s*$")
_HEAT = re.compile(r"体温|烧|热|度|温|冷|感冒|流感|新冠|咳|出汗|打寒")
_MINE = re.compile("我的?(?:是|就|都|已经|现在|今天|血糖|测|量|有|才)*$")  # 血糖多少算高？我的是7.3
_NEAR = 14
_REACHED = re.compile(  # 血压增高。到160
    r"[。！!；;\n]\s*(?:都|就|又|已经?|最高|有时候?|现在|昨晚|今天|今早|晚上|早上|突然|一下子?)*"
    r"(?:[升高飙涨冲窜蹿降跌掉达快慢]|上升|下降|升高)?(?:[到至][了过]?|达到?了?)(?:过|快|将近|大概|差不多|有)?$"
)
_EXTREME = re.compile("(?:最[高低]|[到是])(?:是|到|有)?$|(?:早上?|[上中下]午|晚上?|现在|刚才)$")
_AIM = re.compile(r"(?:目标|要求)[^，,。；;NU]{0,6}$|(?:降|控制?|压)[到在]$")  # 目标7以内
_LEAST_ALONE, _MOST_ALONE = 35.5, 42.0


def carried_readings(shape: Shape, used: set[int]) -> Iterator[Found]:
    """The readings among the numbers that no other reader took; `used` holds where the taken ones stand."""
    topics = topics_in(shape.form)
    other = any(topic.kind == "" for topic in topics) and not _HEAT.search(shape.form)
    heat = any(_is_tenth(shape, number) for number in shape.at.values())
    position = before = 0
    for at in sorted(shape.at):
        while before < len(topics) and topics[before].end <= at:
            before += 1
        if at < position or at in used or shape.form[at] != "N":
            continue
        near = topics[before - 1] if before and at - topics[before - 1].end <= _REACH else None
        found = _carried(shape, at, near, used)
        if found and near is None and other:
            continue
        found = found or (_extreme(shape, at, near) if heat else None)
        if found is not None:
            position = found.end
            yield found


def _carried(shape: Shape, at: int, topic: Topic | None, used: set[int]) -> Found | None:
    match = _VALUE.match(shape.form, at)
    number, tenth = shape.at[at], _is_tenth(shape, shape.at[at])
    if match is None or _NOT_BEFORE.search(shape.form[max(0, at - 6) : at]):
        return None
    if not tenth and (_NOT_AFTER.match(shape.form, match.end()) or _AGED.search(shape.form[max(0, at - 2) : at])):
        return None
    if _PERCENT.match(shape.form, match.end()):
        return None
    last = shape.number(match, "last")
    if last is not None and match.start("last") in used:
        return None
    upper = last.value if last else number.upper
    if tenth and last is not None and last.value < number.value:
        upper = short_end(number.value, last, shape.words(last))
    kind = _kind_of(shape, at, number, topic, (number.value, upper or number.value))
    if kind is None or (upper is not None and upper <= number.value):
        return None
    context, end = context_of(shape, at, match.end()) if kind == "glucose" else None, match.end()
    if kind == "temperature" and upper is None and (more := next_tenth(shape, number.value, at + 1)):
        upper, end = more
    return Found(kind=kind, start=at, end=end, value=number.value, upper=upper, context=context)


def _kind_of(shape: Shape, at: int, number: Number, topic: Topic | None, ends: tuple[float, float]) -> str | None:
    """The kind that the topic gives, or the temperature that the number is of itself."""
    words = shape.words(number)
    if "度" in words:
        return "temperature" if _in("temperature", ends) else None
    kind = topic.kind if topic else None
    gap = shape.form[topic.end : at] if topic else ""
    apart = any(mark in gap for mark in _SENTENCE_END)
    if apart and _REACHED.search(gap):
        apart = False
    if kind == "glucose" and apart and _MINE.search(gap) and len(gap) <= _NEAR:
        apart = number.value.is_integer()
    if kind and not apart and _fits(kind, number, ends, gap):
        return kind
    alone = _is_tenth(shape, number) and _in("temperature", ends)
    if (
        alone
        and (kind in ("temperature", None) or (apart and kind != "weight"))
        and not _LAB.search(shape.form[max(0, at - 5) : at])
    ):
        return "temperature"
    if kind == "temperature" and _in("temperature", ends) and _MEASURED.search(gap[-1:]):
        return kind
    return None


def _is_tenth(shape: Shape, number: Number) -> bool:
    """Whether a number can be a temperature of itself: 36.8, 37.0, 三十七点二."""
    tenth = re.search("[.点。·度]", shape.words(number)) is not None and round(number.value, 1) == number.value
    return tenth and _LEAST_ALONE <= number.value <= _MOST_ALONE


def _extreme(shape: Shape, at: int, topic: Topic | None) -> Found | None:
    """最高37 beside other temperatures."""
    number = shape.at[at]
    before = shape.form[max(0, at - 4) : at]
    if topic is None and number.upper is None and 35 <= number.value <= 41 and _EXTREME.search(before):
        return Found(kind="temperature", start=at, end=at + 1, value=number.value)
    return None


def _fits(kind: str, number: Number, ends: tuple[float, float], gap: str) -> bool:
    if not _in(kind, ends):
        return False
    whole = number.value.is_integer()
    if kind in ("blood_pressure", "heart_rate", "spo2"):
        return whole and ("U" not in gap or gap[-1] in "量测")
    if kind == "glucose":
        return not whole or _AIM.search(gap) is not None or ("U" not in gap and _MEASURED.search(gap[-1:]) is not None)
    if kind == "weight":
        return "U" not in gap
    return not whole or _MEASURED.search(gap[-1:]) is not None


def _in(kind: str, ends: tuple[float, float]) -> bool:
    low, high = USUAL[kind]
    return all(low <= end <= high for end in ends)
