"""When was it? `Times` finds the words that belong to a finding, `resolve` the period of aware time that they name."""

from __future__ import annotations

from nlu.when.periods import Period, resolve
from nlu.when.words import Times, is_of_late

__all__ = ["Period", "Times", "is_of_late", "resolve"]
