"""Settles the patient's clock: what time it is there, and when a question may come by itself."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

PATIENCE = timedelta(days=1)  # a question without an answer is put again then
EARLIEST, LATEST = 9, 20  # o'clock where the patient is: between them a question may come by itself


def put_again_at(now: datetime, timezone: str, *, after: timedelta = PATIENCE) -> datetime:
    """When a question that stays without an answer is put again: a day later, in daytime where the patient is."""
    moment = local(now + after, timezone)
    if moment.hour < EARLIEST:
        return moment.replace(hour=EARLIEST, minute=0)
    if moment.hour >= LATEST:
        return (moment + timedelta(days=1)).replace(hour=EARLIEST, minute=0)
    return moment


def local(now: datetime, timezone: str) -> datetime:
    """The same moment on the patient's clock."""
    return now.astimezone(ZoneInfo(timezone))
