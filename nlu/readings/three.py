"""Is the third number beside a pressure the pulse? 145/90/72, 血压145/90，72: monitors show the three in this order."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlu.readings.found import Found
from nlu.readings.pieces import MMHG
from nlu.readings.shape import Shape

_NOT_FOURTH = r"(?!\s*[/\\，,、.~\-到至和比 ]\s*[NU])(?!\s*[\dNU%％a-z])"
_THREE = re.compile(
    rf"(?<![/\\N])(?P<a>N){MMHG}\s*(?P<mark>[/\\]|[，,、]|\s)\s*(?P<b>N){MMHG}\s*(?P<mark2>[/\\]|[，,、]|\s)\s*"
    rf"(?P<n>N)(?=\s*(?:$|[。；;！!？?）)\n，, 、]|次|下|bpm)){_NOT_FOURTH}"
)
_SYSTOLIC, _DIASTOLIC, _PULSE = (80, 260), (40, 140), (40, 160)


def third_numbers(shape: Shape) -> Iterator[Found]:
    """The heart rates that stand as the third number behind the two of a pressure."""
    for match in _THREE.finditer(shape.form):
        systolic, diastolic, pulse = (shape.at[match.start(group)] for group in ("a", "b", "n"))
        sizes = ((systolic, _SYSTOLIC), (diastolic, _DIASTOLIC), (pulse, _PULSE))
        if any(not low <= number.value <= high or number.value % 1 for number, (low, high) in sizes):
            continue
        if diastolic.value < systolic.value and pulse.value < systolic.value:
            at = match.start("n")
            yield Found(kind="heart_rate", start=at, end=at + 1, value=pulse.value)
