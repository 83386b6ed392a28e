"""Which symptoms does a message name, and are they there? Words from `data/lexicon`, scope from `context`."""

from __future__ import annotations

import re
from functools import lru_cache

from nlu.context import statuses
from nlu.findings import Symptom
from nlu.lexicon import NEGATED, entry_patterns, load
from nlu.text import normalise

_PLAIN_SENTENCE = re.compile(r"[了啦](?!吗)")
_VAGUE = "难受"  # 头晕难受 is a 头晕: the vague word counts only where nothing else is said


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    entries = load("symptoms.yml")["symptoms"]
    return tuple((name, pattern) for name, entry in entries.items() for pattern in entry_patterns(entry))


@lru_cache(maxsize=1)
def names() -> frozenset[str]:
    """All canonical names."""
    return frozenset(load("symptoms.yml")["symptoms"])


def _matches(plain: str) -> list[tuple[int, int, str, bool]]:
    """Start, end, name and whether a negation stands inside; longest first, none overlapping, in order."""
    found = []
    for name, pattern in _patterns():
        for match in pattern.finditer(plain):
            between = match.groupdict().get("between") or ""
            found.append((match.start(), match.end(), name, NEGATED.search(between) is not None))
    found.sort(key=lambda hit: (hit[0] - hit[1], hit[0]))
    kept: list[tuple[int, int, str, bool]] = []
    for hit in found:
        if all(hit[1] <= other[0] or hit[0] >= other[1] for other in kept):
            kept.append(hit)
    return sorted(kept)


def _status(plain: str, hit: tuple[int, int, str, bool], status: str) -> str:
    """The status of a word that carries its own negation inside: 头不晕, 头不晕了."""
    if not hit[3] or status == "asked":
        return status
    return "resolved" if status == "resolved" or _PLAIN_SENTENCE.match(plain, hit[1]) else "denied"


def find_symptoms(text: str) -> tuple[Symptom, ...]:
    """All symptoms in a text, in order; offsets are those of `text`."""
    plain = normalise(text)
    hits = _matches(plain)
    found = [
        Symptom(
            name=hit[2], status=_status(plain, hit, status), surface=text[hit[0] : hit[1]], start=hit[0], end=hit[1]
        )
        for hit, status in zip(hits, statuses(plain, [(hit[0], hit[1]) for hit in hits]), strict=True)
    ]
    specific = [symptom for symptom in found if symptom.name != _VAGUE]
    return tuple(specific if any(symptom.status == "present" for symptom in specific) else found)
