"""What does a reader of single values hand on? The kind, where it stands, and the value or its two ends."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Found:
    """A value in the form: its kind, span, value and the upper end of a range, in the kind's unit."""

    kind: str
    start: int
    end: int
    value: float
    upper: float | None = None
    context: str | None = None
