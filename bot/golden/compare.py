"""Settles what counts as a difference between what a golden conversation expects on record and what is there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.golden.script import Expected


def compare(expected: Expected, found: dict[str, Any]) -> list[str]:
    """What is expected and not found.

    Observations, alerts and tasks must be all there are; answers only those named. The tasks are those beyond the
    first, which `task` and `reason` are about.
    """
    differences = []
    for name in ("observations", "alerts", "tasks"):
        wanted = getattr(expected, name)
        if wanted is not None:
            differences += _compare_lists(name, wanted, found[name])
    for link_id, value in (expected.answers or {}).items():
        if not _same_answer(value, found["answers"].get(link_id)):
            differences.append(f"answer {link_id}: expected {value}, found {found['answers'].get(link_id)}")
    for name in ("task", "reason"):
        wanted = getattr(expected, name)
        if wanted is not None and wanted != found[name]:
            differences.append(f"{name}: expected {wanted}, found {found[name]}")
    return differences


def _compare_lists(name: str, expected: Sequence[Any], found: list[dict[str, Any]]) -> list[str]:
    left = list(found)
    differences = []
    for wanted in expected:
        wanted = {"rule": wanted} if isinstance(wanted, str) else wanted
        match = next((row for row in left if wanted.items() <= row.items()), None)
        if match is None:
            differences.append(f"{name}: expected {wanted}, found {found}")
        else:
            left.remove(match)
    return differences + [f"{name}: not expected: {row}" for row in left]


def _same_answer(expected: Any, found: Any) -> bool:
    if isinstance(found, list):
        return sorted(found) == sorted(expected if isinstance(expected, list) else [expected])
    if isinstance(expected, dict) and isinstance(found, dict):
        return all(key in found and _same_answer(value, found[key]) for key, value in expected.items())
    return bool(expected == found)
