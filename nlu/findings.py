"""What a message was found to say: the records that every reader of `nlu` returns.

They are plain and frozen so that they travel through the engine as entities (`to_entity`, `from_entity`) and come out
equal on the other side.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A vital sign that was said.

    Attributes:
        kind: blood_pressure, heart_rate, weight, glucose, temperature or spo2.
        values: {"systolic", "diastolic"} (one of them may be missing) or {"value"}, in `unit`; the low end of a range.
        unit: UCUM: mm[Hg], /min, kg, mmol/L, Cel or %.
        surface: the words, `text[start:end]`.
        upper: the high end where a range was said (七八十), by the same keys; empty for a single value.
        status: stated, asked (130/90是高血压吗), past or hypothetical.
        context: of a glucose value: fasting, before_meal or postprandial; None where it was not said.
        approximate: it was said to be about right: 大概, 左右, 一百三十多.
    """

    kind: str
    values: dict[str, float]
    unit: str
    surface: str
    start: int
    end: int
    upper: dict[str, float] = field(default_factory=dict)
    status: str = "stated"
    context: str | None = None
    approximate: bool = False

    def to_entity(self) -> dict[str, Any]:
        """The reading as JSON-safe data."""
        return asdict(self)

    @classmethod
    def from_entity(cls, entity: dict[str, Any]) -> Reading:
        """The reading that `to_entity` wrote."""
        return cls(**entity)


@dataclass(frozen=True, kw_only=True)
class Symptom:
    """A symptom that was named; `name` is canonical, `status` is present, denied, resolved or asked."""

    name: str
    status: str
    surface: str
    start: int
    end: int

    def to_entity(self) -> dict[str, Any]:
        """The symptom as JSON-safe data."""
        return asdict(self)

    @classmethod
    def from_entity(cls, entity: dict[str, Any]) -> Symptom:
        """The symptom that `to_entity` wrote."""
        return cls(**entity)


@dataclass(frozen=True, kw_only=True)
class RedFlag:
    """A sign that a person must see at once; `level` is immediate (call 120) or urgent (the same day)."""

    rule: str
    surface: str
    level: str


@dataclass(frozen=True, kw_only=True)
class Understanding:
    """What one message says; `truncated` when it was too long and only its beginning was read."""

    text: str
    readings: tuple[Reading, ...] = ()
    symptoms: tuple[Symptom, ...] = ()
    truncated: bool = False
