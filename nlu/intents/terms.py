"""Which words name a medicine, an illness, an examination or a food? Lists in `data/lexicon/words`.

The same lists are the tokenizer's user dictionary. For the classifier a name stands for its kind: 能吃火龙果吗 and
能吃柚子吗 are one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from nlu.lexicon import LEXICON

WORDS = LEXICON / "words"
KINDS = {
    "drugs": "M",
    "diseases": "D",
    "examinations": "E",
    "foods": "F",
}  # file and mark; normalised text has no capitals
READING, SYMPTOM, NUMBER = "R", "S", "0"
_DIGITS = re.compile(r"\d[\d./]*")


@lru_cache(maxsize=1)
def _marks() -> dict[str, str]:
    """The mark of each word, in lower case; a word of two lists is what the first says."""
    marks: dict[str, str] = {}
    for name, mark in KINDS.items():
        for word in (WORDS / f"{name}.txt").read_text(encoding="utf-8").split():
            marks.setdefault(word.lower(), mark)
    return marks


@lru_cache(maxsize=1)
def _lengths() -> dict[str, tuple[int, ...]]:
    """By first character the lengths that a word may have, longest first."""
    found: dict[str, set[int]] = {}
    for word in _marks():
        found.setdefault(word[0], set()).add(len(word))
    return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in found.items()}


def mask(plain: str, findings: Iterable[tuple[int, int, str]] = ()) -> str:
    """A normalised text with marks for names, findings and numbers: 吃了M，S三天.

    Args:
        plain: the text.
        findings: start, end and mark of what was found in it; of two that overlap the first counts.
    """
    spans = {start: (end, mark) for start, end, mark in sorted(findings, reverse=True)}
    out: list[str] = []
    at = 0
    while at < len(plain):
        end, mark = spans.get(at) or _name_at(plain, at) or _number_at(plain, at) or (at + 1, plain[at])
        out.append(mark)
        at = end
    return "".join(out)


def _name_at(plain: str, at: int) -> tuple[int, str] | None:
    for length in _lengths().get(plain[at], ()):
        if mark := _marks().get(plain[at : at + length]):
            return at + length, mark
    return None


def _number_at(plain: str, at: int) -> tuple[int, str] | None:
    match = _DIGITS.match(plain, at)
    return (match.end(), NUMBER) if match else None
