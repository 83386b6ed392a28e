"""Which symptoms does a message name, are they there, and whose? Words from data/lexicon, scope from `context`."""

from __future__ import annotations

import re

from nlu.context import statuses
from nlu.findings import Symptom
from nlu.relations import subject_of
from nlu.symptoms.details import with_details
from nlu.symptoms.settling import settle
from nlu.symptoms.words import Hit, find_hits, names
from nlu.text import normalise

__all__ = ["find_symptoms", "names"]

_MOST = 150  # mentions that are read of one text: whoever repeats more writes no message
_NO_LONGER = re.compile(r"[了啦](?!吗)")
_NOT_AT_ALL = re.compile(r"(?:不是|不能说|没有|没)$")


def find_symptoms(text: str) -> tuple[Symptom, ...]:
    """All symptoms in a text, in order; offsets are those of `text`."""
    plain = normalise(text)
    hits = find_hits(plain)[:_MOST]
    spans = [(hit.start, hit.end) for hit in hits]
    found = [
        Symptom(
            name=hit.name,
            status=_status(plain, hit, status),
            surface=text[hit.start : hit.end],
            start=hit.start,
            end=hit.end,
            subject=subject_of(plain, hit.start, hit.end),
        )
        for hit, status in zip(hits, statuses(plain, spans), strict=True)
    ]
    return tuple(settle(plain, with_details(plain, found)))


def _status(plain: str, hit: Hit, status: str) -> str:
    """The status of a word that carries its own inside: 头不晕, 头不晕了, 烧退了, 头有没有晕."""
    if not hit.inner or "asked" in (status, hit.inner):
        return "asked" if hit.inner else status
    if hit.inner == "resolved" or status == "resolved":
        return "resolved"
    if status == "denied" and _NOT_AT_ALL.search(plain, 0, hit.start):  # 不是头不晕
        return "present"
    return "resolved" if _NO_LONGER.match(plain, hit.end) else "denied"
