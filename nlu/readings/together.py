"""What do the readings of a message say together? When each was taken, which is said twice, which halves are one."""

from __future__ import annotations

import re
from dataclasses import replace

from nlu.findings import Reading
from nlu.when import Times

_RECALLED = re.compile(
    r"(?:度|这个?)?(?:到底|究竟)?(?:算不算|是不是|算|是|属于)[^，,。！!]{0,8}[吗么？?]"
)  # 37.8是发烧吗
_STILL = re.compile("还|又|仍|依然|也|再|都")


def timed(plain: str, found: list[Reading]) -> list[Reading]:
    """The readings with the words that say when each was measured."""
    times, before, told = Times(plain), 0, []
    for reading in found:
        told.append(replace(reading, when=times.of(before, reading.start, reading.end)))
        before = reading.end
    return told


def once(plain: str, found: list[Reading]) -> list[Reading]:
    """The readings without those that only name a value again: 测了36.9，…所以36.9算不算烧."""
    kept: list[Reading] = []
    first: dict[tuple[object, ...], Reading] = {}
    for reading in found:
        key = (reading.kind, *sorted(reading.values.items()), *sorted(reading.upper.items()), reading.subject)
        said = first.setdefault(key, reading)
        if said is reading or not _same(plain, said, reading):
            kept.append(reading)
        elif said.when is None and reading.when is not None:  # the one that tells when also tells whether it is past
            kept[kept.index(said)] = first[key] = replace(said, when=reading.when, status=reading.status)
    return kept


def _same(plain: str, said: Reading, again: Reading) -> bool:
    """Whether a value that stands in a message twice was measured once; 早上150/90，晚上还是150/90 was twice."""
    if again.context not in (None, said.context):
        return False
    if again.when in (None, said.when) or _RECALLED.match(plain, again.end):
        return True
    return said.when is None and not _STILL.search(plain[max(0, again.start - 8) : again.end])


def halves_joined(found: list[Reading]) -> list[Reading]:
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
