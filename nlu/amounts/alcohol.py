"""How much alcohol a day, in 两 of spirits? 二两白酒, 一瓶啤酒, 半斤黄酒, 一周喝两次每次七两, 滴酒不沾."""

from __future__ import annotations

import re

from nlu.amounts.amount import ZERO, Amount
from nlu.amounts.counted import bare, counted
from nlu.amounts.exercise import read_times_a_week
from nlu.amounts.habits import DAYS_A_WEEK, HARDLY, THEN, a_day, is_none
from nlu.amounts.scales import converted, either, words_of
from nlu.questions import Conversion, Question
from nlu.text import clauses

# 饮酒换算 of the form's 填表说明: beer/10, red wine/4, yellow wine/5 count as spirits; 两 is 50 ml, a bottle of beer
# 500 ml, of wine 750 ml, a can 330 ml. For questionnaires that give no conversions of their own.
_USUAL = (
    Conversion(words=("两",), factor=0.1, of=("啤酒", "啤的")),
    Conversion(words=("瓶", "斤"), factor=1, of=("啤酒", "啤的")),
    Conversion(words=("罐", "听"), factor=0.66, of=("啤酒", "啤的")),
    Conversion(words=("毫升", "ml"), factor=0.002, of=("啤酒", "啤的")),
    Conversion(words=("两",), factor=0.25, of=("红酒", "葡萄酒")),
    Conversion(words=("瓶",), factor=3.75, of=("红酒", "葡萄酒")),
    Conversion(words=("毫升", "ml"), factor=0.005, of=("红酒", "葡萄酒")),
    Conversion(words=("两",), factor=0.2, of=("黄酒", "米酒")),
    Conversion(words=("斤", "瓶"), factor=2, of=("黄酒", "米酒")),
    Conversion(words=("瓶",), factor=10, of=("白酒",)),
    Conversion(words=("斤",), factor=10),
    Conversion(words=("毫升", "ml"), factor=0.02),
)
_NO_ALCOHOL = re.compile(
    r"不(?:会|能|敢|再)?[喝饮]|没(?:有)?[喝饮]|不(?:会|敢)?吃酒|戒(?:了|酒|掉)|滴酒不沾|不[沾碰]酒|从不|从来不|从没|"
    r"[一半](?:滴|口|两|杯)(?:酒?也|酒?都)[不没]|烟酒(?:都|全|也)?不|酒也?不[沾碰]"
)
_EACH_TIME = re.compile(r"(?:每|一)[次回顿餐]")
_AND = re.compile(r"加|和|再|还有|另外")
_PARTS_OF_DAY = re.compile(r"早上?|中午?|午饭|晚上?|下午|夜里")


def read_liang(question: Question, text: str, *, asked: bool) -> Amount | None:
    """Alcohol a day in 两 of spirits; 杯 has no size of its own and stays unread unless the questionnaire gives one."""
    if is_none(text, _NO_ALCOHOL, "两斤瓶罐听杯"):
        return ZERO
    if HARDLY.search(text):
        return None
    conversions, parts = question.conversions or _USUAL, []
    for found in counted(text, either(["两", *words_of(conversions)])):
        if THEN.search(text[: found.start]) and _NO_ALCOHOL.search(text, found.end):
            continue
        factor = converted(conversions, text, found)
        if factor is None and found.unit != "两":
            return None  # a bottle of what?
        parts.append(found.amount.times(1 if factor is None else factor))
    if not parts:
        return bare(text, "[两个]") if asked and "杯" not in text else None
    if _EACH_TIME.search(text):
        occasions = _occasions(question, text)
        return parts[0].times(occasions / DAYS_A_WEEK) if occasions else None
    total = _together(text, parts)
    return a_day(total, text) if total else None


def _together(text: str, parts: list[Amount]) -> Amount | None:
    """Noon and evening, or two drinks that are drunk together; of others nobody knows."""
    if len(parts) == 1:
        return parts[0]
    if not (_PARTS_OF_DAY.search(text) or _AND.search(text) or len(clauses(text)) == 1):
        return None
    total = parts[0]
    for part in parts[1:]:
        total = total.plus(part)
    return total


def _occasions(question: Question, text: str) -> float | None:
    """How often a week, for an amount that was said by the occasion; None where that was not said, or as a range."""
    rest = _EACH_TIME.sub("", text)
    if not re.search(r"周|星期|礼拜|天天|每[天日]|月", rest):
        return None
    times = read_times_a_week(question, rest, asked=False)
    return times.value if times is not None and times.upper is None else None
