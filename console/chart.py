"""Settles where the lines of the blood-pressure chart run. The template draws them; colours are the style sheet's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from console.readings import ABOUT, number_of
from console.targets import PressureTarget
from records.models import Observation

WIDTH, HEIGHT = 560, 200
LEFT, RIGHT, TOP, BOTTOM = 34, 14, 12, 26
STEP = 20  # mmHg between grid lines
MAX_DATES = 5
MIN_POINTS = 2


@dataclass(frozen=True, kw_only=True)
class Point:
    """One value on the chart."""

    x: float
    y: float
    value: str
    at: datetime
    until: datetime | None
    is_high: bool


@dataclass(frozen=True, kw_only=True)
class Chart:
    """Everything in the drawing's own units."""

    systolic: Sequence[Point]
    diastolic: Sequence[Point]
    grid: Sequence[tuple[float, int]]
    dates: Sequence[tuple[float, datetime]]
    systolic_limit: float
    diastolic_limit: float
    high_count: int
    latest: str
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    floor: int = HEIGHT - BOTTOM

    @staticmethod
    def line(points: Sequence[Point]) -> str:
        """The `points` of a polyline."""
        return " ".join(f"{point.x:g},{point.y:g}" for point in points)


def pressure_chart(trend: Sequence[Observation], target: PressureTarget) -> Chart | None:
    """The chart of these pressures, oldest first; None when there are too few to show a course."""
    if len(trend) < MIN_POINTS:
        return None
    drawn = sorted(trend, key=lambda row: row.effective_at)  # a span is drawn where it begins
    pairs = [(row.effective_at, row.systolic or 0.0, row.diastolic or 0.0) for row in drawn]
    ends = [row.effective_end for row in drawn]
    about = [ABOUT if row.approximate else "" for row in drawn]
    low = _floor(min(target.diastolic, *(diastolic for _, _, diastolic in pairs)) - STEP / 2)
    high = -_floor(-(max(target.systolic, *(systolic for _, systolic, _ in pairs)) + STEP / 2))

    def y(value: float) -> float:
        return round(TOP + (HEIGHT - TOP - BOTTOM) * (high - value) / (high - low), 1)

    xs = _xs([at for at, _, _ in pairs])
    return Chart(
        systolic=[
            Point(x=x, y=y(value), value=f"{sign}{value:g}", at=at, until=end, is_high=value >= target.systolic)
            for x, (at, value, _), sign, end in zip(xs, pairs, about, ends, strict=True)
        ],
        diastolic=[
            Point(x=x, y=y(value), value=f"{sign}{value:g}", at=at, until=end, is_high=value >= target.diastolic)
            for x, (at, _, value), sign, end in zip(xs, pairs, about, ends, strict=True)
        ],
        grid=[(y(value), value) for value in range(low, high + 1, STEP)],
        dates=_dates(xs, [at for at, _, _ in pairs]),
        systolic_limit=y(target.systolic),
        diastolic_limit=y(target.diastolic),
        high_count=sum(target.is_high(systolic, diastolic) for _, systolic, diastolic in pairs),
        latest=number_of(trend[-1]),
    )


def _floor(value: float) -> int:
    return int(value // STEP) * STEP


def _xs(times: Sequence[datetime]) -> list[float]:
    """By time; side by side when all are at one instant."""
    width, span = WIDTH - LEFT - RIGHT - 16, (times[-1] - times[0]).total_seconds()
    if not span:
        return [round(LEFT + 8 + width * index / (len(times) - 1), 1) for index in range(len(times))]
    return [round(LEFT + 8 + width * (at - times[0]).total_seconds() / span, 1) for at in times]


def _dates(xs: Sequence[float], times: Sequence[datetime]) -> list[tuple[float, datetime]]:
    """A few dates below the points, none so close to the one before that they touch."""
    gap = (WIDTH - LEFT - RIGHT) / MAX_DATES
    shown: list[tuple[float, datetime]] = [(xs[-1], times[-1])]
    for x, at in zip(xs[-2::-1], times[-2::-1], strict=True):
        if shown[-1][0] - x >= gap:
            shown.append((x, at))
    return shown[::-1]
