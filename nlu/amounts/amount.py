"""What is an amount that was said? One number or the two ends of a range, exact or about right."""

from __future__ import annotations

from dataclasses import dataclass

from nlu.about import is_about
from nlu.numbers import Number

_NINE = 9.0  # what `parse_numbers` adds to 八十多 and, there only to say that it is open, to 八千多


@dataclass(frozen=True, kw_only=True)
class Amount:
    """A quantity; `upper` is the high end where a range was said, `approximate` where 大概 or 左右 was."""

    value: float
    upper: float | None = None
    approximate: bool = False

    def times(self, factor: float) -> Amount:
        """The amount in a unit of which one of this unit is `factor`."""
        upper = None if self.upper is None else round(self.upper * factor, 2)
        return Amount(value=round(self.value * factor, 2), upper=upper, approximate=self.approximate)

    def plus(self, other: Amount) -> Amount:
        """Both together: 一小时二十分钟."""
        if not other.value:
            return self
        upper = None
        if self.upper is not None or other.upper is not None:
            upper = (self.upper or self.value) + (other.upper or other.value)
        return Amount(
            value=self.value + other.value, upper=upper, approximate=self.approximate or other.approximate
        )  # fmt: skip


ZERO = Amount(value=0.0)


def open_end(value: float) -> float:
    """The last whole number that 多 behind a round one can mean: 8999 for 八千多, 29 for 二十多."""
    step = 1
    while value % (step * 10) == 0:
        step *= 10
    return value + step - 1


def amount_of(text: str, number: Number, last: Number | None = None) -> Amount:
    """The amount of a number in a normalised text, or of the range from it to `last`."""
    upper = last.upper or last.value if last is not None else number.upper
    if number.upper is not None and number.upper - number.value == _NINE and not number.digits:
        upper = open_end(number.value) if last is None else upper
    end = number.end if last is None else last.end
    return Amount(value=number.value, upper=upper, approximate=is_about(text, number.start, end))
