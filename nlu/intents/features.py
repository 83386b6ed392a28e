"""By what is an intent learned? Short strings, each a feature of a message: its pieces with names masked, and signs.

Signs tell what the readers found (a reading, a denied symptom, the name of a medicine), how long the message is, and
which families of words (`data/lexicon/intent_cues.yml`) it holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar

from nlu.findings import Reading, Symptom
from nlu.intents import terms
from nlu.intents.courtesy import courtesies
from nlu.lexicon import load
from nlu.moves import MAX_PIECE, move_kind
from nlu.text import normalise

Found = TypeVar("Found", Reading, Symptom)

LONGEST = 3  # characters in a piece
LEAST = 2  # characters beside courtesies, for these to be left out
_PUNCTUATION = re.compile(r"[\s，,。.！!？?、；;~～…：:\"“”]+")
_ASKS = re.compile(
    r"[吗么呢?？]|什么(?!的)|怎么|多少|多久|几|哪|能不能|可不可以|要不要|是不是|会不会|有没有|为什么|如何|咋|啥"
)
_ENDS_ASKING = re.compile(r"[吗么?？]\s*$")
_SIZES = (2, 4, 8, 16, 40)  # characters
_WHOLE = frozenset({"thanks", "greet", "wish", "bye"})  # cues that are looked for in the courtesies too


@dataclass(frozen=True, kw_only=True)
class Said:
    """A message with what was found in it.

    Attributes:
        words: it, cut into words; `starts`: where each begins, needed for its parts only.
    """

    text: str
    words: tuple[str, ...] = ()
    starts: tuple[int, ...] = ()
    readings: tuple[Reading, ...] = ()
    symptoms: tuple[Symptom, ...] = ()

    def part(self, start: int, end: int) -> Said:
        """What a part of the text says."""
        words = [(word, at - start) for word, at in zip(self.words, self.starts, strict=True) if start <= at < end]
        return Said(
            text=self.text[start:end],
            words=tuple(word for word, _ in words),
            starts=tuple(at for _, at in words),
            readings=tuple(_moved(found, start) for found in _inside(self.readings, start, end)),
            symptoms=tuple(_moved(found, start) for found in _inside(self.symptoms, start, end)),
        )


def _inside(found: Iterable[Found], start: int, end: int) -> list[Found]:
    return [one for one in found if start <= one.start and one.end <= end]


def _moved(found: Found, start: int) -> Found:
    return replace(found, start=found.start - start, end=found.end - start)


def features(said: Said) -> list[str]:
    """The features of a message, unordered; some occur several times."""
    plain = normalise(said.text)
    start, end = _core(plain)
    readings, symptoms = _inside(said.readings, start, end), _inside(said.symptoms, start, end)
    spans = [(found.start - start, found.end - start, terms.READING) for found in readings]
    spans += [(found.start - start, found.end - start, terms.SYMPTOM) for found in symptoms]
    core = plain[start:end]
    masked = _PUNCTUATION.sub("，", terms.mask(core, spans))
    return [
        *_pieces(masked),
        *(f"w {word}" for word in said.words),
        *(f"s {sign}" for sign in _finding_signs(readings, symptoms)),
        *(f"s {sign}" for sign in _text_signs(core, masked)),
        *(f"c {cue}" for cue in _cues(plain, core)),
    ]


def _core(plain: str) -> tuple[int, int]:
    found = courtesies(plain)
    if len(_PUNCTUATION.sub("", plain[found.start : found.end])) < LEAST:
        return 0, len(plain)
    return found.start, found.end


def _pieces(masked: str) -> Iterator[str]:
    framed = f"^{masked}$"
    for length in range(1, LONGEST + 1):
        yield from (f"m {framed[at : at + length]}" for at in range(len(framed) - length + 1))


def _finding_signs(readings: list[Reading], symptoms: list[Symptom]) -> Iterator[str]:
    yield from {f"reading {reading.status}" for reading in readings}
    yield from {f"symptom {symptom.status}" for symptom in symptoms}
    if readings:
        yield "reading"
    if symptoms:
        yield "symptoms" if len(symptoms) > 1 else "symptom"


def _text_signs(core: str, masked: str) -> Iterator[str]:
    yield from (f"names {kind}" for kind, mark in terms.KINDS.items() if mark in masked)
    if _ASKS.search(core):
        yield "asks"
    if _ENDS_ASKING.search(core):
        yield "ends asking"
    yield f"size {sum(len(_PUNCTUATION.sub('', masked)) > size for size in _SIZES)}"
    if len(core) <= MAX_PIECE and (kind := move_kind(core)):
        yield f"move {kind}"


@lru_cache(maxsize=1)
def _families() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile("|".join(words))) for name, words in load("intent_cues.yml").items())


def _cues(plain: str, core: str) -> Iterator[str]:
    yield from (name for name, words in _families() if words.search(plain if name in _WHOLE else core))
