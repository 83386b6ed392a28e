"""Which numbers does a text count in which words? 两包半, 三到五支; and the lone number of a short answer."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from nlu.about import is_about
from nlu.amounts.amount import ZERO, Amount, amount_of
from nlu.numbers import Number, parse_numbers

_MOST_DIGITS = 5  # more are a telephone number
_TO_UNIT = re.compile(r"\s*半?\s*[-~到至、]\s*")
_TO = re.compile(r"\s*(?:[-~、到至]|或者?(?:是)?)\s*")
_UNIT_AFTER = r"\s*(?:多|来|几)?\s*(?P<unit>{})(?:(?P<half>半)(?!天|夜|小时|个))?"
_LONE_FILL = re.compile(
    r"(?:[\s，,。.！!、:：~]|[是有就也都得我在大约来多几吧呢啊的了哦嗯嘛呀哈那]|大概|大约|差不多|左右|上下|可能|应该|好像|估计|一般|"
    r"平时|基本上?|最多|顶多|至少|不到|出头|的样子|样子|上下)*"
)
_BEFORE_LONE = re.compile(
    rf"(?:{_LONE_FILL.pattern[:-1]}|[每天日周抽喝吸走练每次一那个]|星期|礼拜|今天|现在|"
    r"手机|计步器|手环|上面?|显示|写着?)*"
)
_BARE_NO = re.compile(
    r"\s*(?:我|都|也|现在|从来|早就?|已经|一直|最近|还|真的)*(?:不|没有?|无|零|不了|没有过|没过|一[次个点]也?都?没有?|"
    r"不会)(?:没有)?[的啊呢了吧呀哦。.！!，,\s]*"
)


@dataclass(frozen=True, kw_only=True)
class Counted:
    """An amount of a counting word, with the span from its first numeral to the end of the last."""

    amount: Amount
    unit: str
    start: int
    end: int


def counted(text: str, units: str) -> list[Counted]:
    """All amounts in front of one of the units (a regular expression), in order, with the half behind it added."""
    found: list[Counted] = []
    numbers = parse_numbers(text)
    pattern = re.compile(_UNIT_AFTER.format(units))
    for index, number in enumerate(numbers):
        if match := pattern.match(text, number.end):
            half = Amount(value=0.5 if match.group("half") else 0.0)
            last = Counted(
                amount=amount_of(text, number).plus(half), unit=match.group("unit"), start=number.start, end=number.end
            )
            before = numbers[index - 1] if index else None
            found.append(_with_low_end(text, before, found, last))
    return found or _halves(text, units)


def _with_low_end(text: str, before: Number | None, found: list[Counted], last: Counted) -> Counted:
    """The amount with the low end of its range, which stands before it with its own unit or without one."""
    if before is None:
        return last
    if found and found[-1].end == before.end:
        low, between = found[-1], text[before.end : last.start].lstrip()
        if low.amount.value < last.amount.value and _TO_UNIT.fullmatch(between.removeprefix(low.unit)):
            return _range(text, found.pop().amount.value, low.start, last)
        return last
    if _TO.fullmatch(text[before.end : last.start]) and before.value < last.amount.value:
        return _range(text, before.value, before.start, last)
    return last


def _range(text: str, low: float, start: int, last: Counted) -> Counted:
    amount = Amount(
        value=low, upper=last.amount.upper or last.amount.value, approximate=is_about(text, start, last.end)
    )  # fmt: skip
    return replace(last, amount=amount, start=start)


def _halves(text: str, units: str) -> list[Counted]:
    """半碗, of the units that the numbers do not know."""
    return [
        Counted(
            amount=Amount(value=0.5, approximate=is_about(text, match.start(), match.start() + 1)),
            unit=match.group("unit"), start=match.start(), end=match.start() + 1,
        )
        for match in re.finditer(rf"半(?P<unit>{units})", text)
    ]  # fmt: skip


def lone(text: str, units: str = "个") -> Amount | None:
    """The one number, or the one range, of a short answer: 5, 大概十, 三四, 三到五; `units` may follow it."""
    numbers = parse_numbers(text)
    if not 1 <= len(numbers) <= 2 or len(numbers[0].digits) > _MOST_DIGITS:
        return None
    if len(numbers) == 2 and not (
        _TO.fullmatch(text[numbers[0].end : numbers[1].start]) and numbers[0].value < numbers[1].value
    ):
        return None
    after = re.sub(rf"^(\s*(?:多|来|几)?)(?:{units})", r"\1", text[numbers[-1].end :])
    if not _BEFORE_LONE.fullmatch(text[: numbers[0].start]) or not _LONE_FILL.fullmatch(after):
        return None
    return amount_of(text, numbers[0], numbers[1] if len(numbers) == 2 else None)


def is_bare_no(text: str) -> bool:
    """Whether a text says no more than 没有 or 不."""
    return _BARE_NO.fullmatch(text) is not None


def bare(text: str, units: str = "个") -> Amount | None:
    """A lone number, or nothing at all."""
    return ZERO if is_bare_no(text) else lone(text, units)
