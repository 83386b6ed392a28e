"""Which readings does a message state? One reader a kind, each number read once, the surest reading first."""

from __future__ import annotations

import re

from nlu.about import is_about
from nlu.findings import Reading
from nlu.readings.carried import carried_readings
from nlu.readings.clip import clip_readings
from nlu.readings.found import Found
from nlu.readings.limits import POSSIBLE, UNITS, is_possible, possible_value
from nlu.readings.others import other_readings
from nlu.readings.pressure import bare_pressures, keyed_pressures
from nlu.readings.shape import Shape, shape_of
from nlu.readings.single import single_readings
from nlu.readings.spoken import spoken_glucose
from nlu.readings.status import status_of
from nlu.readings.three import third_numbers
from nlu.readings.together import halves_joined, once, timed
from nlu.relations import subject_of

__all__ = ["POSSIBLE", "UNITS", "find_readings", "is_possible", "possible_value", "said_upper"]


_VALUE = "[0-9./一二三四五六七八九十百零]{1,12}"
_TAKEN_BACK = re.compile(  # 血压不是145是154: the first was a slip
    rf"不是{_VALUE}(?:公斤|斤|下|度)?(?:[\s，,、]*(?:而|应该|应当|该)?是|[\s，,、]+)(?={_VALUE})"
)
_REPEATED = re.compile(rf"({_VALUE})对[，,]?(?=\1)|{_VALUE}[几多]来着[，,]?(?={_VALUE})")  # 八十几来着八十六对八十六
_NEARLY = re.compile(r"(?:[小近]|(?<!最)快[要到]?)$")  # 快一百六了, 小一百五
_OPEN = re.compile("[多几]")
_OPEN_ENDS = (9, 4.5)  # how far 八十多 goes, and 八十多斤 in kilograms


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
        numbers = {i for i in range(start, end) if i in self.shape.at}
        if numbers & self.used:
            return
        self.used |= numbers
        first, last = self.shape.origin[start], self.shape.origin[end]
        surface = self.shape.plain[first:last]
        first += len(surface) - len(surface.lstrip())
        plain, at = self.shape.plain, self.shape.at
        own = [i for i in numbers if self.shape.form[i] == "N"] or list(numbers)
        about = any(is_about(plain, at[i].start, at[i].end) or _NEARLY.search(plain[: at[i].start][-2:]) for i in own)
        self.readings.append(
            Reading(
                kind=kind, values=values, unit=UNITS[kind], surface=surface.strip(), start=first,
                end=first + len(surface.strip()), upper=upper, status=status_of(plain, first, last), context=context,
                approximate=about, subject=subject_of(plain, at[max(own)].start, last),
            )
        )  # fmt: skip

    def add_single(self, found: Found) -> None:
        upper = {} if found.upper is None else {"value": found.upper}
        self.add(found.kind, found.start, found.end, {"value": found.value}, upper, found.context)


def find_readings(text: str) -> tuple[Reading, ...]:
    """All readings in a text, in the order in which they stand; offsets are those of `text`."""
    shape = shape_of(_blanked(_REPEATED, _blanked(_TAKEN_BACK, text)))
    if not shape.at:
        return ()
    taken = _Collector(shape)
    for early in (*other_readings(shape), *clip_readings(shape), *spoken_glucose(shape)):
        taken.add_single(early)
    for start, end, values, upper in keyed_pressures(shape):
        taken.add("blood_pressure", start, end, values, upper)
    for found in single_readings(shape):
        taken.add_single(found)
    for start, end, values, upper in bare_pressures(shape, taken.used):
        taken.add("blood_pressure", start, end, values, upper)
    for found in third_numbers(shape):
        taken.add_single(found)
    for found in carried_readings(shape, taken.used):
        key = "systolic" if found.kind == "blood_pressure" else "value"
        taken.add(
            found.kind, found.start, found.end, {key: found.value}, {} if found.upper is None else {key: found.upper},
            found.context,
        )  # fmt: skip
    ordered = sorted(taken.readings, key=lambda reading: reading.start)
    told = once(shape.plain, timed(shape.plain, halves_joined(ordered)))
    return tuple(_with_surface(text, reading) for reading in told)


def _blanked(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda slip: " " * len(slip.group()), text)


def said_upper(reading: Reading) -> dict[str, float]:
    """The upper ends that were said themselves (130到140, 七八十), without the open ones of 八十多."""
    open_ended = _OPEN.search(reading.surface) is not None
    return {
        key: end
        for key, end in reading.upper.items()
        if not (open_ended and round(end - reading.values[key], 3) in _OPEN_ENDS)
    }


def _with_surface(text: str, reading: Reading) -> Reading:
    """The reading with the words as the patient wrote them, before full-width forms were changed."""
    return Reading.from_entity({**reading.to_entity(), "surface": text[reading.start : reading.end]})
