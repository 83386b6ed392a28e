"""Which number does a longer answer read off an instrument or a note? 旁边写的是68, 今天早上没吃饭量的是6.2.

One number alone, in a clause that says that it was shown, written or measured, nothing else named that has a value,
nobody else's, and possible for what was asked; whatever is less sure is asked again.
"""

from __future__ import annotations

import re

from nlu.about import is_about
from nlu.findings import Reading, Understanding
from nlu.questions import Question, between
from nlu.readings import is_possible
from nlu.readings.limits import JIN_KG, MAX_UNLABELLED_KG, UNITS
from nlu.readings.meals import meal_of
from nlu.readings.shape import Shape, shape_of
from nlu.readings.status import status_of
from nlu.subjects import names_another
from nlu.text import clause_around

_FEW = 10
MAX_LENGTH = 120  # characters
_HEDGE = r"(?:[是有就为得个都:： ]|大概|大约|差不多|好像|应该|可能|一共|总共)*"
_CUE = re.compile(
    r"(?:写|显示|标|画|念|记|读|跳|数|量|测|称|扎|抽|验|查|照|听见|听到|看见|看到)(?:的血)?(?:出来|下来|到|出|着|的|得|了|过|下)*"
    rf"(?:数字?|结果|一下)?{_HEDGE}$|(?:手指头?|一针)[，,]?{_HEDGE}$"
)
_PLACE = re.compile(
    rf"(?:机器|屏幕?|格子?|心|旁边|[上下底]面|[上下底]边|最[上下底][面头]?|里[头面]|[一二三]行|那个|本子|单子|表|秤)[^，,。；;]{{0,8}}[是有]{_HEDGE}$"
)
_MEASURING = re.compile(r"量|测|扎|抽|验|机器|屏|格|一行")  # 早上没吃早饭测的，六点八: the clause before tells how
_ALONE = re.compile(rf"[\s，,]*{_HEDGE}$")
_AFTER = re.compile(r"\s*(?:公斤|千克|kg|斤|度|下|次|跳|%)?(?:左右|上下|多|几)?[吧呢啊呀哦的了嘛。.！!，,；;\s]*")
_YESTERDAY = re.compile("昨|前[天晚儿]")  # said to a question of today, it is the value that there is
_NOT_OURS = re.compile(
    r"老伴|老公|老婆|爱人|老头子?|老太婆?|[爸妈爷奶]|孩子的|[儿孙女]的|别人|人家|邻居|[他她]的|他是|她是|电话|号码|门牌|密码|房|栋|岁|"
    r"生日|标准|正常值|上次|去年|前年|上个?月|[上前]个?星期|年轻|忘|记不|不[准对是]|不知道|没[准量测称查]|好像不|[吗么?？]"
)


def shown_reading(question: Question, message: Understanding) -> Reading | None:
    """The one number of a longer answer, as the reading that was asked for."""
    shape = shape_of(message.text)
    at = [i for i in sorted(shape.at) if shape.form[i] == "N"]
    if len(at) > 1:  # 量了三次，都是70
        at = [i for i in at if shape.form[i + 1 : i + 2] not in ("次", "遍", "回", "趟") or shape.at[i].value >= _FEW]
    if len(at) != 1 or len(shape.plain) > MAX_LENGTH or not _speaks_of_it_only(question, message, shape, at[0]):
        return None
    number = shape.at[at[0]]
    if number.upper is not None and number.digits:  # 写的是七二 is 72
        value, upper = float(number.digits), None
    else:
        value, upper = number.value, number.upper
    values, ends = _values(question, value, shape), None if upper is None else _values(question, upper, shape)
    if values is None or (upper is not None and ends is None):
        return None
    return Reading(
        kind=str(question.reading), values=values, unit=UNITS[str(question.reading)], surface=shape.plain, start=0,
        end=len(shape.plain), upper=ends or {}, approximate=is_about(shape.plain, number.start, number.end),
    )  # fmt: skip


def _speaks_of_it_only(question: Question, message: Understanding, shape: Shape, at: int) -> bool:
    """Whether the number was shown or measured, and the message names nothing else that has a value."""
    plain, number = shape.plain, shape.at[at]
    if message.readings or _NOT_OURS.search(plain) or names_another(question, plain):
        return False
    if any(shape.form[i] == "U" and not re.match(r"U(?:分钟|[遍次回])", shape.form[i:]) for i in shape.at):
        return False
    if question.context and meal_of(plain) not in (None, question.context):
        return False
    status = status_of(plain, number.start, number.end)
    if not (status == "stated" or (status == "past" and _YESTERDAY.search(plain))) or not _is_shown(
        plain, number.start
    ):
        return False
    after = _AFTER.match(plain, number.end)
    return after is not None and (after.end() == len(plain) or plain[after.end() - 1] in "，,。；;！! ")


def _is_shown(plain: str, start: int) -> bool:
    clause = plain[clause_around(plain, start, start)[0] : start]
    if _CUE.search(clause) or _PLACE.search(clause):
        return True
    return _ALONE.fullmatch(clause) is not None and _MEASURING.search(plain[:start]) is not None


def _values(question: Question, value: float, shape: Shape) -> dict[str, float] | None:
    """The value by its key, where it is possible at all."""
    kind, key = str(question.reading), "value"
    if kind == "blood_pressure":
        return None  # one number of two: the reader of pressures asks which one
    if kind == "weight":
        value *= bare_kilograms(value, shape.plain)
    found = {key: value}
    return found if value and is_possible(kind, found) and between(question, value) else None


def bare_kilograms(value: float, rest: str) -> float:
    """How many kilograms a number without a label counts; 0 where nobody can tell."""
    if "公斤" in rest or "千克" in rest or "kg" in rest:
        return 1
    if "斤" in rest:
        return JIN_KG
    return 1 if value <= MAX_UNLABELLED_KG or value > 400 else 0
