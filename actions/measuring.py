"""Settles when a reading was measured: as the patient said, where that can be; else when the message came.

昨晚8点 is a moment, 昨晚 and 今天 are spans: a value has the start of its span, and the span's end beside it. What lies
ahead of the message or more than a year back is a slip of words or of understanding, and is not believed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from actions.times import local
from actions.values import say_number
from nlu.findings import Understanding
from nlu.text import normalise
from nlu.when import Times, resolve

LONGEST_AGO = timedelta(days=365)
JUST_NOW = timedelta(hours=1)  # what is so fresh is read back without its time


@dataclass(frozen=True, kw_only=True)
class Measured:
    """When something was measured.

    Attributes:
        at: the moment, or the start of the span.
        until: the end of the span; None for a moment.
        words: what the patient said of it, to be read back; None where that says nothing, or only 刚才.
    """

    at: datetime
    until: datetime | None = None
    words: str | None = None

    @property
    def ends(self) -> datetime:
        """The latest that it may have been."""
        return self.until or self.at

    def to_json(self) -> dict[str, str | None]:
        """What is kept while a value waits for a yes."""
        return {"at": self.at.isoformat(), "until": self.until.isoformat() if self.until else None}

    @classmethod
    def from_json(cls, kept: Mapping[str, str | None] | None) -> Measured | None:
        """What `to_json` wrote."""
        if not kept or not (at := kept["at"]):
            return None
        until = kept["until"]
        return cls(at=datetime.fromisoformat(at), until=datetime.fromisoformat(until) if until else None)


def measured(words: str | None, *, told_at: datetime, timezone: str) -> Measured:
    """The time that the patient's words name, told at this time in the patient's timezone."""
    period = resolve(words, local(told_at, timezone)) if words else None
    if period is None or period.start > told_at or told_at - period.start > LONGEST_AGO:
        return Measured(at=told_at)
    until = min(period.end, told_at)  # 今天 goes on, but what is told was measured before
    return Measured(
        at=period.start,
        until=until if until > period.start else None,
        words=words if told_at - period.start > JUST_NOW else None,
    )


def time_words(kind: str, value: Mapping[str, Any], message: Understanding) -> str | None:
    """The words that say when a recorded value was measured; also of a bare number: 昨晚八点量的，72."""
    found = [
        reading
        for reading in message.readings
        if reading.kind == kind and all(value.get(key) == number for key, number in reading.values.items())
    ]
    if found:
        return next((reading.when for reading in found if reading.when), None)
    plain, number = normalise(message.text), say_number(value.get("value", ""))
    at = plain.find(number) if number else -1
    return Times(plain).of(0, at, at + len(number)) if at >= 0 else None
