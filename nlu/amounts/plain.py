"""What does a message give to a quantity without a reader of its own? A number and its unit, or a number alone.

主食 in 克, 步, 0到10分, 几天, 几次: the units that the questionnaire names, with its conversions.
"""

from __future__ import annotations

import re

from nlu.amounts.amount import ZERO, Amount
from nlu.amounts.counted import Counted, counted, is_bare_no, lone
from nlu.amounts.habits import HARDLY, denies
from nlu.amounts.scales import base_unit, converted, either, period_of, usual_scales, words_of
from nlu.questions import Question
from nlu.text import clauses

# 没用过, 不疼; not 没吃, which is the opposite where missed days are counted
_NOT_AT_ALL = re.compile(
    r"(?:[我都也还从来一直根本完全压现在就\s]|(?:这|最近|上)?一?(?:个|整)?(?:星期|礼拜|周|个月)里?|这几天|一[点次](?:都|也)?)*"
    r"(?:(?:没有?|不)(?:用|犯|发作|喘|喷|吸|疼|痛|摔|忘|漏|垫|低|起夜|抽|喝)|用不[上着])(?:过|到|得着|上)?[了着的呢啊吧。.！!\s]*"
)
_NOT_ONE = re.compile(r"[我\s]*一[次回天个片步趟口点]儿?(?:都|也)(?:没|不)[^，,。]{0,4}[。！!]?")
_MEALS = re.compile(r"(?:每|一)(?:餐|顿)|餐餐|顿顿|每[次回]")
_MEALS_A_DAY = re.compile(r"(?:一天|每天|一日)(?P<meals>[两三二])(?:餐|顿)|(?P<three>三餐|三顿)")
_IN_ALL = re.compile(r"加起来|加一?起|合起来|一共|总共|合计|[拢统]共|全天|一整?天(?:下来|大[概约])")
_PARTS_OF_DAY = re.compile(r"早|[中晌]午|午饭|晚|下午|夜里")
_OTHER_PERIOD = re.compile(r"(?:每|一)个?(?:天|日|周|星期|礼拜|月)|天天|半年|两年")
_PERIODS = {
    "天": r"周|星期|礼拜|月|年",
    "周": r"[每一]天|[每一]日|天天|月|年",
    "月": r"[每一]天|[每一]日|天天|周|星期|礼拜|年",
}
_NOW = re.compile(r"现在|今天|目前|这会|刚才")


def read_plain(question: Question, text: str, *, asked: bool) -> Amount | None:
    """The quantity in the question's unit."""
    if _wrong_period(question, text) or (HARDLY.search(text) and question.low == 0):
        return None
    if denies(question, text) or (asked and (_says_no(text))):
        return ZERO if question.low == 0 else None
    if found := _units(question, text):
        return _together(question, text, found)
    return lone(text) if asked else None


def _says_no(text: str) -> bool:
    parts = [text[start:end] for start, end in clauses(text)]
    no_at_all = bool(parts) and all(_NOT_AT_ALL.fullmatch(part) for part in parts)
    return no_at_all or is_bare_no(text) or _NOT_ONE.fullmatch(text) is not None


def _wrong_period(question: Question, text: str) -> bool:
    """Whether the text counts by another period than the unit: 每周三次 for 次/月, 一个月一次 for 次."""
    if base_unit(question.unit) == "次" and not period_of(question.unit):
        return _OTHER_PERIOD.search(text) is not None
    pattern = _PERIODS.get(period_of(question.unit))
    return pattern is not None and re.search(pattern, text) is not None


def _units(question: Question, text: str) -> list[tuple[Counted, Amount]]:
    """The amounts with a counting word, and what they are in the question's unit."""
    scales = usual_scales(question.unit)
    given = words_of(question.conversions)
    pairs = []
    for found in counted(text, either([*given, *scales])):
        factor = converted(question.conversions, text, found)
        if factor is None:
            factor = next((value for word, value in scales.items() if re.fullmatch(word, found.unit)), None)
        if factor is not None:
            pairs.append((found, found.amount.times(factor)))
    return pairs


def _together(question: Question, text: str, found: list[tuple[Counted, Amount]]) -> Amount | None:
    """One amount: the sum over the meals of a day, the one of now, else the only one."""
    amounts = [amount for _, amount in found]
    meals = _MEALS.search(text) or _MEALS_A_DAY.search(text)
    if period_of(question.unit) == "天" and meals and not _IN_ALL.search(text):
        return _by_meals(text, amounts)
    if len(amounts) > 1 and period_of(question.unit) in ("天", "") and len(_PARTS_OF_DAY.findall(text)) >= len(amounts):
        total = amounts[0]
        for more in amounts[1:]:
            total = total.plus(more)
        return total
    recent = [amount for item, amount in found if _NOW.search(text[max(0, item.start - 8) : item.start])]
    chosen = recent or amounts
    return chosen[-1] if len({amount.value for amount in chosen}) == 1 else None


def _by_meals(text: str, amounts: list[Amount]) -> Amount | None:
    """An amount by the meal; None where nobody said how many meals there are."""
    meals = _MEALS_A_DAY.search(text)
    if len(amounts) != 1 or not meals:
        return None
    return amounts[0].times(2 if meals.group("meals") in ("两", "二") else 3)
