"""Does this message answer this question, and with what? Pure; every question of every form is read here.

A value that was said goes before 不知道 and 没量: 今天没量，昨天145/90 is 145/90. What stays unclear
(130 without 公斤 or 斤, a range, 偶尔抽) is None: the question is put again in simpler words, nothing is guessed.
"""

from __future__ import annotations

import re

from nlu.amounts import read_amount
from nlu.choices import read_boolean, read_choice, read_symptom_choices
from nlu.findings import Reading, Understanding
from nlu.questions import Answer, Option, Question
from nlu.readings import is_possible
from nlu.readings.limits import JIN_KG, MAX_UNLABELLED_KG
from nlu.readings.shape import shape_of
from nlu.text import clause_around, normalise

__all__ = ["Answer", "Option", "Question", "read_answer"]

_UNKNOWN = re.compile(
    r"不(?:太|大|怎么)?(?:知道|清楚|晓得|记得|确定)|记不[得清住]|说不[准清好]|[搞弄]不清|没印象|"
    r"没注意|没留意|没数过|没算过|^[我都也早\s]*忘[^吃药次]{0,4}$"
)
_NOT_DONE = re.compile(
    r"没(?:有)?(?:去|来得及)?(?:量|测|称|查|数|显示)|未测|(?:还没|没顾上|没空|没法|不会|没时间)(?:来得及|去)?(?:量|测|称)|[量测称]不了|"
    r"没有?(?:买)?(?:血压计|秤|体重秤|血糖仪|仪器|体温计|机器)|(?:血压计|秤|血糖仪)(?:坏|没电)|好久没"
)
_DECLINED = re.compile(
    r"不想(?:说|回答|讲|告诉|答)|不方便(?:说|回答|讲)?|跳过|不告诉|下一[个题]|保密|别问|不愿意?(?:说|"
    r"回答|讲)|不回答|换一个|过吧|问别的"
)
_BARE_NO = re.compile(r"\s*(?:还|都)?(?:没有?|没呢|没有呢|无|没有啊|还没)[。.！!啊呢的哦吧]*\s*")
_RECENT = re.compile(r"今天|今早|今晚|刚|现在|这次|最近|不对|不是|应该是|说错")
_BARE_FILL = re.compile(
    r"(?:[\s，,。.！!、:：是有大约概在差不多左右上下一分每钟次下吧呢啊的了哦嗯就量测跳度公斤千克kg]|"
    r"大概|可能|应该|好像|今天|早上|刚才|我|来|那个|数字?|血压计|机器|上面?|下面|写|显示|心[形型])*"
)


def read_answer(question: Question, message: Understanding, *, asked: bool) -> Answer | None:
    """The answer that a message gives to a question.

    Args:
        question: the question, with options and limits.
        message: what `understand` found in the message.
        asked: the question was the last one put, so that a bare 72, 有 or 第二个 belongs to it; else only an explicit
            mention counts.

    Returns:
        The answer, or None where the message does not answer the question. A pressure may come with one value only
        (高压135): whoever records it asks for the other one.
    """
    answer = _read_value(question, message, asked=asked)
    if answer is None and asked:
        absent = _absent_reason(question, normalise(message.text))
        answer = Answer(link_id=question.link_id, value=None, absent=absent) if absent else None
    return answer


def _read_value(question: Question, message: Understanding, *, asked: bool) -> Answer | None:
    if question.reading is not None:
        return _read_reading(question, message, asked=asked)
    if question.kind == "quantity":
        return _within(question, read_amount(question, normalise(message.text), asked=asked))
    value: tuple[str, ...] | bool | str | None = None
    if question.kind == "multi-choice":
        value = read_symptom_choices(question, message, asked=asked)
    elif question.kind == "choice":
        value = read_choice(question, message, asked=asked)
    elif question.kind == "boolean":
        value = read_boolean(question, message, asked=asked)
    elif question.kind == "text" and asked and not _absent_reason(question, normalise(message.text)):
        value = message.text.strip() or None
    return None if value is None else Answer(link_id=question.link_id, value=value)


def _absent_reason(question: Question, plain: str) -> str | None:
    """FHIR's reason why there is no value."""
    if _DECLINED.search(plain):
        return "asked-declined"
    if _NOT_DONE.search(plain) or (question.reading is not None and _BARE_NO.fullmatch(plain)):
        return "not-performed"
    return "asked-unknown" if _UNKNOWN.search(plain) else None


def _within(question: Question, value: float | None) -> Answer | None:
    if value is None:
        return None
    low, high = question.low, question.high
    impossible = (low is not None and value < low) or (high is not None and value > high)
    return Answer(link_id=question.link_id, value=value, impossible=impossible)


def _read_reading(question: Question, message: Understanding, *, asked: bool) -> Answer | None:
    reading = _latest(question, message, asked=asked)
    values = reading.values if reading else _bare_reading(question, message) if asked else None
    if values is None:
        return None
    possible = is_possible(str(question.reading), values)
    if possible and "value" in values and (checked := _within(question, values["value"])):
        possible = not checked.impossible
    value = values["value"] if question.kind == "quantity" else dict(values)
    return Answer(link_id=question.link_id, value=value, impossible=not possible)


def _latest(question: Question, message: Understanding, *, asked: bool) -> Reading | None:
    """The one reading to record: of several the one called recent or corrected, else the last; no range."""
    allowed = ("stated", "past") if asked else ("stated",)
    found = [r for r in message.readings if r.kind == question.reading and r.status in allowed and not r.upper]
    found = [r for r in found if r.status == "stated"] or found
    plain = normalise(message.text)
    recent = [r for r in found if _RECENT.search(plain[clause_around(plain, r.start, r.end)[0] : r.end])]
    chosen = recent or found
    return chosen[-1] if chosen else None


def _bare_reading(question: Question, message: Understanding) -> dict[str, float] | None:
    """A number alone, given to the reading that was just asked for."""
    shape = shape_of(message.text)
    numbers = [shape.at[i] for i in sorted(shape.at) if shape.form[i] == "N"]
    rest = shape.form.replace("N", "").replace("U分钟", "")
    if len(numbers) != 1 or "U" in rest or not _BARE_FILL.fullmatch(rest):
        return None
    number, kind = numbers[0], str(question.reading)
    value = float(number.digits) if number.upper is not None and number.digits else number.value
    if number.upper is not None and not number.digits:
        return None
    if kind == "blood_pressure":
        return {"systolic": value} if value >= 100 else None
    if kind == "weight":
        return _bare_weight(value, rest)
    return {"value": value}


def _bare_weight(value: float, rest: str) -> dict[str, float] | None:
    if "公斤" in rest or "千克" in rest or "kg" in rest:
        return {"value": value}
    if "斤" in rest:
        return {"value": value * JIN_KG}
    return {"value": value} if value <= MAX_UNLABELLED_KG or value > 400 else None
