"""Does a message give the reading that a question asks for? A pressure, a weight, a pulse; one value or a range."""

from __future__ import annotations

import re

from nlu.about import is_about
from nlu.corrections import find_correction
from nlu.findings import Reading, Understanding
from nlu.numbers import Number
from nlu.questions import Answer, Question, between
from nlu.readings import is_possible
from nlu.readings.shape import shape_of
from nlu.shown import bare_kilograms, shown_reading
from nlu.text import clause_around, normalise
from nlu.understanding import understand
from nlu.when import is_of_late

_RECENT = re.compile(r"今天|今早|今晚|刚|现在|这次|最近|不对|不是|应该是|说错")
# 一百多 is anything up to 199
# 血压没量，上个月是140/90: what was measured then is no value of today
_NOT_MEASURED = re.compile(
    r"(?:没有?|未)(?:去|再|来得及|顾上|给我|工夫|空)*(?:量|测|称|查)(?!准|清)|(?:量|测|称)不了|没有?(?:血压计|秤|血糖仪|体温计)"
)
_THEN = re.compile(
    r"上(?:个|一)?(?:月|周|星期|礼拜|次|回)|上上|前(?:几|些|两|一)?(?:天|个月|阵|段|次|回)|大前天|[去前]年|年初|半年|"
    r"[\d一二两三四五六七八九十几]+(?:天|周|个?星期|个?礼拜|个?月|年)(?:以|之)?前|[\d一二三四五六七八九十]+月份?|那[次天回]|以前|之前|原来"
)
_TODAY = re.compile(r"今|昨|刚|现在|早上量|早上测|早上称")
_WIDE_OPEN = re.compile(r"百[多几]|\d00[多几]")
_NAMED_PRESSURE = re.compile(r"压|bp")
_LEAST_SYSTOLIC = 100
_BARE_RANGE = re.compile(r"[-~]+|到|至|或者?|、|[和与跟](?=.*(?:之间|中间))")
_BARE_FILL = re.compile(
    r"(?:[\s，,。.！!、:：是有大约概在差不多左右上下一分每钟次下吧呢啊的了哦嗯就量测跳度公斤千克kg]|"
    r"大概|可能|应该|好像|今天|早上|刚才|我|来|那个|之间|中间|范围|这个|一般|平时|都|数字?|血压计|机器|上面?|下面|写|显示|心[形型])*"
)


def read_reading(question: Question, message: Understanding, *, asked: bool) -> Answer | None:
    """The answer of a message to a question for a reading; None where it gives none, or none that is sure."""
    reading = _latest(question, message, asked=asked)
    if reading is None and asked:
        reading = _bare_reading(question, message) or shown_reading(question, message)
    if reading is None:
        return None
    if asked and (right := _put_right(question, message, reading)) is not None:
        reading = right
    ends = [reading.values, {**reading.values, **reading.upper}] if reading.upper else [reading.values]
    outside = [not _possible(question, values) for values in ends]
    if any(outside) and not all(outside):
        return None
    single = question.kind in ("quantity", "decimal", "integer")
    value = reading.values["value"] if single else dict(reading.values)
    upper = (reading.upper["value"] if single else dict(reading.upper)) if reading.upper else None
    return Answer(
        link_id=question.link_id, value=value, impossible=all(outside), upper=upper, approximate=reading.approximate
    )  # fmt: skip


def _put_right(question: Question, message: Understanding, reading: Reading) -> Reading | None:
    """What a message says in place of a value that it takes back at last: 65公斤不对66公斤哦不是65.5 is 65.5."""
    correction = find_correction(message.text) if re.search("不|错", message.text) else None
    if correction is None or not correction.said or not correction.wrong:
        return None
    if correction.wrong not in reading.surface and reading.surface not in correction.wrong:
        return None
    said = understand(correction.said)
    return _latest(question, said, asked=True) or _bare_reading(question, said)


def _possible(question: Question, values: dict[str, float]) -> bool:
    if not is_possible(str(question.reading), values):
        return False
    return "value" not in values or between(question, values["value"])


def _latest(question: Question, message: Understanding, *, asked: bool) -> Reading | None:
    """The one reading to record: of several the one called recent or corrected, else the last."""
    found = [
        r for r in message.readings if r.kind == question.reading and (r.status == "stated" or _counts(r, asked=asked))
    ]
    found = [r for r in found if _tells(question, r, asked=asked)]
    found = [r for r in found if r.status == "stated"] or found
    plain = normalise(message.text)
    found = [r for r in found if not _of_then(plain, r)]
    recent = [r for r in found if _RECENT.search(plain[clause_around(plain, r.start, r.end)[0] : r.end])]
    chosen = recent or found
    if "左" in plain and "右" in plain and len(chosen) > 1 and question.reading == "blood_pressure":
        return max(chosen, key=lambda reading: reading.values.get("systolic", 0))  # of both arms the higher one counts
    return chosen[-1] if chosen else None


def _counts(reading: Reading, *, asked: bool) -> bool:
    """Whether a past value is taken: asked for, or of yesterday (昨晚150/90) and not of some year."""
    return reading.status == "past" and (asked or is_of_late(reading.when))


def _of_then(plain: str, reading: Reading) -> bool:
    """Whether a value is one of some earlier time, in a message that says that there is none of now."""
    said = plain[clause_around(plain, reading.start, reading.end)[0] : reading.end]
    return bool(_NOT_MEASURED.search(plain)) and bool(_THEN.search(said)) and not _TODAY.search(said)


def _tells(question: Question, reading: Reading, *, asked: bool) -> bool:
    """Whether a reading is sure enough: not 一百多, not 90到100 without a word for what it is, not of another meal."""
    if _WIDE_OPEN.search(normalise(reading.surface)):
        return False
    if question.context and reading.context not in ((None, question.context) if asked else (question.context,)):
        return False  # 血糖7.2 is no fasting one, unless that was asked for
    half_range = reading.kind == "blood_pressure" and reading.upper and len(reading.values) == 1
    if half_range and not _NAMED_PRESSURE.search(normalise(reading.surface)):
        return asked and reading.values.get("systolic", 0) >= _LEAST_SYSTOLIC
    return True


def _bare_reading(question: Question, message: Understanding) -> Reading | None:
    """A number or a range alone, given to the reading that was just asked for."""
    shape = shape_of(message.text)
    at = [i for i in sorted(shape.at) if shape.form[i] == "N"]
    rest = shape.form.replace("N", "", 1).replace("U分钟", "")
    rest = _BARE_RANGE.sub("", rest.replace("N", "", 1)) if len(at) == 2 else rest
    if not at or "U" in rest or "N" in rest or not _BARE_FILL.fullmatch(rest) or _WIDE_OPEN.search(shape.plain):
        return None
    values = _bare_values(question, shape.at[at[0]], shape.at[at[-1]] if len(at) == 2 else None, rest)
    if values is None:
        return None
    first, last = shape.at[at[0]], shape.at[at[-1]]
    return Reading(
        kind=str(question.reading), values=values[0], unit="", surface=shape.plain, start=0, end=len(shape.plain),
        upper=values[1], approximate=is_about(shape.plain, first.start, last.end),
    )  # fmt: skip


def _bare_values(
    question: Question, number: Number, last: Number | None, rest: str
) -> tuple[dict[str, float], dict[str, float]] | None:
    """The low and the high ends by key."""
    low, high = number.value, last.value if last else number.upper
    if number.upper is not None and number.digits and last is None:  # 七二 is 72
        low, high = float(number.digits), None
    if high is not None and high <= low:
        return None
    key, factor = "value", 1.0
    if question.reading == "blood_pressure":
        key, factor = "systolic", 1.0 if low >= _LEAST_SYSTOLIC else 0.0
    elif question.reading == "weight":
        factor = bare_kilograms(high or low, rest)
    if not factor:
        return None
    return {key: low * factor}, {} if high is None else {key: high * factor}
