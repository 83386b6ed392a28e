"""Which vital signs does a message state? One reader a kind, each number read once, the surest reading first."""

from __future__ import annotations

import re
from dataclasses import replace

from nlu.about import is_about
from nlu.findings import Reading
from nlu.readings.limits import POSSIBLE, UNITS, is_possible, possible_value
from nlu.readings.pressure import bare_pressures, keyed_pressures
from nlu.readings.shape import Shape, shape_of
from nlu.readings.single import single_readings
from nlu.readings.status import status_of

__all__ = ["POSSIBLE", "UNITS", "find_readings", "is_possible", "possible_value"]


_VALUE = "[0-9./一二三四五六七八九十百零]+"
_TAKEN_BACK = re.compile(  # 血压不是145是154: the first was a slip
    rf"不是{_VALUE}(?:公斤|斤|下|度)?(?:[\s，,、]*(?:而|应该|应当|该)?是|[\s，,、]+)(?={_VALUE})"
)


class _Collector:
    """Takes readings in order of trust and refuses a number that already belongs to one."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self.used: set[int] = set()
        self.readings: list[Reading] = []

    def add(
        self,
        kind: str,
        start: int,
        end: int,
        values: dict[str, float],
        upper: dict[str, float],
        context: str | None = None,
    ) -> None:
        numbers = {i for i in self.shape.at if start <= i < end and self.shape.form[i] == "N"}
        if numbers & self.used:
            return
        self.used |= numbers
        first, last = self.shape.origin[start], self.shape.origin[end]
        surface = self.shape.plain[first:last]
        first += len(surface) - len(surface.lstrip())
        status = status_of(self.shape.plain, first, last)
        about = any(is_about(self.shape.plain, self.shape.at[i].start, self.shape.at[i].end) for i in numbers)
        self.readings.append(
            Reading(
                kind=kind, values=values, unit=UNITS[kind], surface=surface.strip(), start=first,
                end=first + len(surface.strip()), upper=upper, status=status, context=context, approximate=about,
            )
        )  # fmt: skip


def find_readings(text: str) -> tuple[Reading, ...]:
    """All readings in a text, in the order in which they stand; offsets are those of `text`."""
    shape = shape_of(_TAKEN_BACK.sub(lambda slip: " " * len(slip.group()), text))
    if not shape.at:
        return ()
    taken = _Collector(shape)
    for start, end, values, upper in keyed_pressures(shape):
        taken.add("blood_pressure", start, end, values, upper)
    for found in single_readings(shape):
        upper = {} if found.upper is None else {"value": found.upper}
        taken.add(found.kind, found.start, found.end, {"value": found.value}, upper, found.context)
    for start, end, values, upper in bare_pressures(shape):
        taken.add("blood_pressure", start, end, values, upper)
    ordered = sorted(taken.readings, key=lambda reading: reading.start)
    return tuple(_with_surface(text, reading) for reading in _halves_joined(ordered))


def _halves_joined(found: list[Reading]) -> list[Reading]:
    """The readings with 高压是一百四, 心率72, 低压九十 made one pressure, where there is one of each half."""
    halves = [reading for reading in found if reading.kind == "blood_pressure" and len(reading.values) == 1]
    if len(halves) != 2 or halves[0].values.keys() == halves[1].values.keys():
        return found
    first, second = halves
    values = {**first.values, **second.values}
    about = first.approximate or second.approximate
    upper = {**first.upper, **second.upper}
    whole = replace(first, values=values, upper=upper, end=second.end, approximate=about)
    return [whole if reading is first else reading for reading in found if reading is not second]


def _with_surface(text: str, reading: Reading) -> Reading:
    """The reading with the words as the patient wrote them, before full-width forms were changed."""
    return Reading.from_entity({**reading.to_entity(), "surface": text[reading.start : reading.end]})
