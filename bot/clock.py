"""Settles what time it is: a callable that is passed around, so that a golden conversation can move it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """The machine's time, aware UTC."""
    return datetime.now(UTC)


class FrozenClock:
    """A clock that stands still until it is moved."""

    def __init__(self, at: datetime) -> None:
        self.set(at)

    def __call__(self) -> datetime:
        return self._now

    def advance(self, by: timedelta) -> None:
        """Move on. Time does not go back."""
        if by < timedelta(0):
            raise ValueError("time does not go back")
        self._now += by

    def set(self, at: datetime) -> None:
        """Stand at another time; for the next conversation on the same stage."""
        if at.tzinfo is None:
            raise ValueError("a clock needs a time with its timezone")
        self._now = at.astimezone(UTC)
