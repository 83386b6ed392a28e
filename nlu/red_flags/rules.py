"""What are the rules for red flags? `data/lexicon/red_flags/*.yml`, compiled; the first file explains the fields."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from nlu.lexicon import entry_patterns, load

FILES = (
    "heart_and_breath",
    "brain",
    "bleeding_and_wounds",
    "mind_and_poison",
    "allergy_sugar_and_others",
)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule.

    Attributes:
        patterns: any of them, reported, raises the flag.
        diseases: names that count only while they happen.
        together: groups of which each must be reported somewhere in the message.
        readings: limits; see `nlu.red_flags.values`.
        needs: must stand in the message; `unless` must not stand in the clause, `unless_beside` not in the sentence.
        passing: what is over by now counts if it was today or yesterday.
        always: counts also where it is feared or supposed.
        covered_by: the rule beside which this one is not told too; the value alarms of answers know that one's name.
    """

    name: str
    level: str
    patterns: tuple[re.Pattern[str], ...]
    diseases: re.Pattern[str] | None
    together: tuple[re.Pattern[str], ...]
    readings: tuple[dict[str, Any], ...]
    needs: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    unless_beside: re.Pattern[str] | None
    passing: bool
    always: bool
    covered_by: str | None


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """All rules, in the order of the files."""
    entries = [entry for name in FILES for entry in load(f"red_flags/{name}.yml")["red_flags"].items()]
    return tuple(_rule(name, entry) for name, entry in entries)


def _rule(name: str, entry: dict[str, Any]) -> Rule:
    return Rule(
        name=name,
        level=entry["level"],
        patterns=tuple(entry_patterns(entry)),
        diseases=_optional("|".join(sorted(entry.get("diseases", ()), key=len, reverse=True))),
        together=tuple(re.compile("|".join(f"(?:{one})" for one in group)) for group in entry.get("together", ())),
        readings=tuple(entry.get("readings", ())),
        needs=_optional(entry.get("with")),
        unless=_optional(entry.get("unless")),
        unless_beside=_optional(entry.get("unless_beside")),
        passing=entry.get("passing", False),
        always=entry.get("always", False),
        covered_by=entry.get("covered_by"),
    )


def _optional(source: str | None) -> re.Pattern[str] | None:
    return re.compile(source) if source else None
