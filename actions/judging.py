"""Settles which values stand: possible ones do, improbable ones are read back, impossible ones refused. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from actions.values import say_number
from records.questionnaires import Answers, Item, Value


@dataclass(frozen=True, kw_only=True)
class Refused:
    """A value that cannot stand: outside the possible range, or a pressure whose halves are in the wrong order."""

    item: Item
    said: str
    low: float | None = None
    high: float | None = None


def join_halves(before: Value | None, value: Value) -> Value:
    """Half a pressure and what was said of it before, the newer half going first."""
    return {**(before or {}), **value}


def is_doubtful(item: Item, value: Value, earlier: Answers) -> bool:
    """Whether a possible value is read back first: always, or since it is improbable."""
    return bool(item.confirm and item.confirm.always) or is_improbable(item, value, earlier)


def is_improbable(item: Item, value: Value, earlier: Answers) -> bool:
    """Whether a value lies outside what is plausible, or far from the last one."""
    if item.item:
        last = earlier.get(item.link_id) or {}
        ends = [
            (part, end[_key(part)])
            for part in item.item
            for end in (value, value.get("upper") or {})
            if _key(part) in end
        ]
        return any(_implausible(part, number) or _leaps(part, number, last.get(_key(part))) for part, number in ends)
    number = value.get("value")
    if not isinstance(number, (int, float)):
        return False
    if _leaps(item, number, (earlier.get(item.link_id) or {}).get("value")):
        return True
    return any(_implausible(item, end) for end in (number, value.get("upper", number)))


def _leaps(item: Item, number: float, last: object) -> bool:
    change = item.confirm.change if item.confirm else None
    return change is not None and isinstance(last, (int, float)) and abs(number - last) > change


def _implausible(item: Item, number: float) -> bool:
    return item.plausible is not None and not item.plausible[0] <= number <= item.plausible[1]


def _key(part: Item) -> str:
    return part.link_id.rpartition(".")[2]


def refusal(item: Item, value: Value, *, impossible: bool) -> Refused | None:
    """Why a whole value cannot stand; None where it can."""
    if item.item:
        return refused_part(item, value) or _wrong_order(item, value)
    number = value.get("value")
    low, high = item.possible or (None, None)
    outside = any(
        (low is not None and end < low) or (high is not None and end > high)
        for end in (number, value.get("upper", number))
        if isinstance(end, (int, float))
    )
    if impossible or outside:
        return Refused(item=item, said=say_number(number), low=low, high=high)
    return None


def refused_part(item: Item, value: Value) -> Refused | None:
    """Which half of a pressure is impossible; None where what is said is possible."""
    upper = value.get("upper") or {}
    for part, number in [(part, end.get(_key(part))) for part in item.item for end in (value, upper)]:
        if number is not None and part.possible and not part.possible[0] <= number <= part.possible[1]:
            return Refused(item=part, said=say_number(number), low=part.possible[0], high=part.possible[1])
    return None


def _wrong_order(item: Item, value: Value) -> Refused | None:
    if value["diastolic"] < value["systolic"]:
        return None
    return Refused(item=item, said=f"{say_number(value['systolic'])}/{say_number(value['diastolic'])}")
