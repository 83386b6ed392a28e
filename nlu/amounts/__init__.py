"""How much, how many, how often? Quantities as people count them, in the unit of the question.

A span (七八支, 三四次) keeps both its ends; which one counts is not settled here.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from nlu.amounts.alcohol import read_liang
from nlu.amounts.amount import ZERO, Amount
from nlu.amounts.counted import lone
from nlu.amounts.exercise import read_days_a_week, read_times_a_day, read_times_a_week
from nlu.amounts.habits import cannot_do_without, not_one, only_not_one, says_zero
from nlu.amounts.height import read_centimetres
from nlu.amounts.lengths_of_time import read_hours, read_minutes
from nlu.amounts.numerals import plain_numerals
from nlu.amounts.plain import read_plain
from nlu.amounts.scales import base_unit, period_of
from nlu.amounts.then_and_now import only_of_youth, told_of_now
from nlu.amounts.tobacco import read_cigarettes
from nlu.numbers import parse_numbers
from nlu.questions import Question
from nlu.subjects import MEASURED_UNITS, names_another, own_subjects
from nlu.text import clauses, without_questions

__all__ = ["Amount", "read_amount"]

_READERS: dict[tuple[str, str], Callable[..., Amount | None]] = {
    ("支", ""): read_cigarettes,
    ("支", "天"): read_cigarettes,
    ("两", ""): read_liang,
    ("两", "天"): read_liang,
    ("次", "周"): read_times_a_week,
    ("次", "天"): read_times_a_day,
    ("天", "周"): read_days_a_week,
    ("分钟", ""): read_minutes,
    ("分钟", "次"): read_minutes,
    ("分钟", "天"): read_minutes,
    ("小时", ""): read_hours,
    ("小时", "天"): read_hours,
    ("cm", ""): read_centimetres,
}
_NOT_ONES_OWN = re.compile(r"正常|标准|目标|以前|去年|前年|年轻|[爸妈儿女他她]|老伴|邻居|朋友|人家|别人|[吗?？]")
_TIME = re.compile(r"个?(?:多|来)?(?:年|月|天|周|星期|礼拜|次|回|号)")
_TEN_POINTS = re.compile(r"(?<![一二三四五六七八九])十分(?=[，,。！!吧的了]|$)")  # a score; elsewhere 十分 means very
_HEIGHT_SAID = re.compile(
    r"[\s我的有是大概约就]*[一1]米[\d一二三四五六七八九零]{1,2}[的吧呢啊多\s]*"
)  # nothing else has such a length
_SAME_SUBJECT = re.compile(r"\s*(?:每|一[天周次个]|大[概约]|半|差不多|天天|现在)")


def read_amount(question: Question, text: str, *, asked: bool) -> Amount | None:
    """The quantity that a normalised text gives to a question, in its unit; None where it gives none."""
    text = told_of_now(plain_numerals(without_questions(text)))
    unit = base_unit(question.unit)
    if unit == "分":
        text = _TEN_POINTS.sub("10分", text)
    if unit == "%":
        text = text.replace("百分之", "")
    if cannot_do_without(text):
        return None
    if unit == "cm" and only_of_youth(text):
        return None
    reader = _READERS.get((unit, period_of(question.unit)), read_plain)
    mentioned = _mentioning(question, text)
    if asked and reader is read_hours:  # 晚上五个小时，中午再睡一个: what is beside the mention counts as well
        mentioned = None
    if (asked or mentioned is not None) and not_one(said := text if mentioned is None else mentioned):
        return ZERO if question.low == 0 and only_not_one(said) else None
    if mentioned is not None:
        if (amount := reader(question, mentioned, asked=False)) is not None:
            return amount
        if unit.isascii() and (amount := lone(_without(question, mentioned))) is not None:
            return amount  # 糖化6.8: units of a laboratory are seldom said
    if not asked:
        return _height_alone(question, text) if unit == "cm" else None
    if question.low == 0 and says_zero(question, text):
        return ZERO
    amount = reader(question, text, asked=True) or reader(question, _without(question, text), asked=True)
    return amount if amount or unit not in MEASURED_UNITS else _one_clause(question, text)


def _height_alone(question: Question, text: str) -> Amount | None:
    """一米六三 in a clause of its own, for a height that was not yet asked for."""
    said = [text[a:b] for a, b in clauses(text) if _HEIGHT_SAID.fullmatch(text[a:b])]
    return (
        read_centimetres(question, said[0], asked=True)
        if len(said) == 1 and "height" in own_subjects(question)
        else None
    )


def _one_clause(question: Question, text: str) -> Amount | None:
    """The one number of a longer answer, alone in its clause: 上个月抽的血，好像是七点三."""
    parts = [text[start:end] for start, end in clauses(text)]
    numbered = [part for part in parts if any(not _TIME.match(part, n.end) for n in parse_numbers(part))]
    if len(numbered) != 1 or names_another(question, text) or _NOT_ONES_OWN.search(text):
        return None
    return lone(numbered[0])


def _without(question: Question, text: str) -> str:
    """A text without the words that name the question."""
    for word in sorted(question.mentions, key=len, reverse=True):
        text = text.replace(word, "")
    return text


def _mentioning(question: Question, text: str) -> str | None:
    """The clauses from the first that names the question on, up to the one that changes the subject."""
    spans = clauses(text)
    named = [i for i, (start, end) in enumerate(spans) if any(word in text[start:end] for word in question.mentions)]
    if not named:
        return None
    last = named[-1] + 1
    while last < len(spans) and _SAME_SUBJECT.match(text[spans[last][0] : spans[last][1]]):
        last += 1
    return text[spans[named[0]][0] : spans[last - 1][1]]
