from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.clock import FrozenClock, system_clock

SHANGHAI = timezone(timedelta(hours=8))


def test_frozen_clock_moves_only_when_it_is_moved_and_says_utc() -> None:
    clock = FrozenClock(datetime(2026, 11, 20, 9, tzinfo=SHANGHAI))
    assert clock() == clock() == datetime(2026, 11, 20, 1, tzinfo=UTC)
    assert clock().tzinfo is UTC
    clock.advance(timedelta(hours=26))
    assert clock() == datetime(2026, 11, 21, 3, tzinfo=UTC)
    clock.set(datetime(2026, 1, 1, 8, tzinfo=SHANGHAI))
    assert clock() == datetime(2026, 1, 1, tzinfo=UTC)


def test_clock_without_a_timezone_or_backwards_is_refused() -> None:
    with pytest.raises(ValueError, match="timezone"):
        FrozenClock(datetime(2026, 11, 20))  # noqa: DTZ001
    clock = FrozenClock(datetime(2026, 11, 20, tzinfo=UTC))
    with pytest.raises(ValueError, match="timezone"):
        clock.set(datetime(2026, 11, 20))  # noqa: DTZ001
    with pytest.raises(ValueError, match="back"):
        clock.advance(timedelta(seconds=-1))


def test_system_clock_is_aware() -> None:
    assert system_clock().utcoffset() == timedelta(0)
