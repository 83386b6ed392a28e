"""Which day, and which time of day? 昨天, 上周三, 3月5号, 2026-03-05; 早上八点半, 20:30."""

from __future__ import annotations

from nlu.dates.clock import read_time
from nlu.dates.days import Dated, read_date

__all__ = ["Dated", "read_date", "read_time"]
