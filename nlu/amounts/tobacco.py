"""How many cigarettes a day? 5支, 两包, 半包, 两天一包, 一个月三条, 早戒了, 一根都不抽."""

from __future__ import annotations

import re

from nlu.amounts.amount import ZERO, Amount
from nlu.amounts.counted import bare, counted
from nlu.amounts.habits import HARDLY, THEN, a_day, is_none
from nlu.amounts.scales import converted, either, words_of
from nlu.questions import Conversion, Question

CIGARETTES_A_PACK = 20
_USUAL = (
    Conversion(words=("根", "颗"), factor=1),
    Conversion(words=("包", "盒"), factor=CIGARETTES_A_PACK),
    Conversion(words=("条",), factor=CIGARETTES_A_PACK * 10),
)
_NO_SMOKING = re.compile(
    r"不(?:会|敢|再)?[抽吸]|没有?[抽吸]|不(?:会|敢)?吃烟|(?:戒(?:了|烟|掉)|刚戒|已?经?戒$)|不[沾碰]烟|从不|从来不|从没|无烟|"
    r"[一半][支根口](?:烟?也|烟?都)[不没]|烟酒(?:都|全|也)?不|烟也?不[沾碰]"
)


def read_cigarettes(question: Question, text: str, *, asked: bool) -> Amount | None:
    """Cigarettes a day."""
    if is_none(text, _NO_SMOKING, "支根颗包盒条"):
        return ZERO
    if HARDLY.search(text):
        return None
    conversions = question.conversions or _USUAL
    for found in counted(text, either(["支", *words_of(conversions)])):
        if THEN.search(text[: found.start]) and _NO_SMOKING.search(text, found.end):
            continue
        factor = converted(conversions, text, found) or 1
        return a_day(found.amount.times(factor), text)
    return bare(text, "[个支根]") if asked else None
