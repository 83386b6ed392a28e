"""Settles how a long conversation that failed becomes a short one: steps are dropped as long as it still fails."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from tests.properties.play import Played
from tests.properties.steps import Patient

MOST_TRIES = 40


async def shrink(first: Played, play: Callable[[Patient], Awaitable[Played]]) -> Played:
    """The shortest conversation found that has a fault of the same sort."""
    sort, best, tries = _sort(first), first, 0
    best.patient = replace(first.patient, steps=first.patient.steps[: len(first.kinds)])
    size = max(1, len(best.patient.steps) // 2)
    while size and tries < MOST_TRIES:
        start, dropped = 0, False
        while start < len(best.patient.steps) and tries < MOST_TRIES:
            steps = best.patient.steps
            tries += 1
            shorter = await play(replace(best.patient, steps=steps[:start] + steps[start + size :]))
            if shorter.faults and _sort(shorter) == sort:
                best, dropped = shorter, True
            else:
                start += size
        size = size if dropped and size == 1 else size // 2
    return best


def _sort(played: Played) -> str:
    """Faults are of one sort where their first words are the same."""
    fault = played.faults[0]
    return fault.splitlines()[-1][:80] if fault.startswith("raised") else fault.split(":")[0][:24]
