"""Which intents does a message have, given the classifier's scores? Rules that are surer than it go first.

What stops a follow-up needs a sure word and no red flag beside it; what names nothing of health and resembles no
training example is out of scope, unless it reports a red flag.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from nlu.corrections import find_correction
from nlu.intents.courtesy import Courtesies, courtesies, only_assents
from nlu.intents.names import CONTENT, OUT_OF_SCOPE
from nlu.moves import MAX_PIECE, move_kind
from nlu.text import normalise

SURE = 0.6  # stop and human act by themselves: below it they are not even guessed, nor is health out of scope
SECOND = 0.3  # another intent of the whole message
SECOND_OF_CLAUSE = 0.45  # the main intent of one of its clauses
FLOOR = 0.05  # what scores less everywhere resembles nothing
FLOOR_OF_CONTENT = 0.12  # nor is something of health guessed from less, where nothing of health is named
FLOOR_ELSEWHERE = 0.5  # where it speaks of the weather, in code, in pictures
ACTS = ("stop", "human")
_PERSON = re.compile(r"人工|真人|活人|机|客服|护士|人员|电脑|个人|换人")  # without such a word the doctor is meant
_HEALTH = frozenset(
    {f"s {sign}" for sign in ("reading", "symptom", "symptoms", "names drugs", "names diseases", "names examinations")}
    | {f"c {cue}" for cue in ("vital", "health", "doctor", "drug_take", "took", "dose", "not_taken", "may_stop")}
    | {f"c {cue}" for cue in ("which_drug", "drug_how", "refill", "ran_out", "recheck", "examine_ask", "booking")}
    | {f"c {cue}" for cue in ("department", "visit", "results", "better", "worse", "nature", "diet", "insult")}
)
_ELSEWHERE = frozenset({"c elsewhere", "c no_chinese"})
_BARE = re.compile(r"m [^RS]")
_FILLER = frozenset(f"m {mark}" for mark in "，^$的了是啊呢还也和都有就在我今天早晚上刚才现量测说:=")


@dataclass(frozen=True, kw_only=True)
class Scored:
    """An intent and how sure it is, 0..1; 1 where a rule says it."""

    name: str
    confidence: float


def decide(
    text: str,
    scores: Mapping[str, float],
    *,
    signs: Collection[str],
    clauses: Sequence[Mapping[str, float]] = (),
    flagged: bool = False,
) -> list[Scored]:
    """The intents of a message, the main one first; at least one.

    Args:
        text: the message.
        scores: the classifier's for each intent.
        signs: the message's features.
        clauses: the scores of each of its clauses, where it has several.
        flagged: it reports a red flag.
    """
    plain = normalise(text)
    polite = courtesies(plain)
    main = _certain(plain, polite, frozenset(signs)) or _likeliest(scores, frozenset(signs))
    if flagged and main.name in ("stop", OUT_OF_SCOPE):
        main = Scored(name="symptom_report", confidence=1.0)
    found = {main.name: main}
    for other in (*_others(scores, clauses), *_courteous(polite)):
        found.setdefault(other.name, other)
    return list(found.values())


def _certain(plain: str, polite: Courtesies, signs: frozenset[str]) -> Scored | None:
    """What a rule says."""
    name = _courtesy(plain, polite) or _act(plain) or _correction(plain) or _bare_finding(signs)
    return Scored(name=name, confidence=1.0) if name else None


def _courtesy(plain: str, polite: Courtesies) -> str | None:
    rest = plain[polite.start : polite.end].strip(" ，,。.！!、~～…")
    if polite.thanked and only_assents(rest):
        return "thanks"
    return "greeting" if polite.greeted and not rest else None


def _act(plain: str) -> str | None:
    """Leaving and asking for a person; of the other moves the classifier judges, which has them among its features."""
    kind = move_kind(plain) if len(plain) <= MAX_PIECE else None
    if kind == "human" and not _PERSON.search(plain):
        return "ask_doctor"
    return kind if kind in ACTS else None


def _correction(plain: str) -> str | None:
    found = find_correction(plain) if len(plain) <= MAX_PIECE else None
    return "correct" if found and (found.said or found.about) else None


def _bare_finding(signs: frozenset[str]) -> str | None:
    """A message of nothing but readings, or of nothing but symptoms of which none is asked about."""
    letters = {sign for sign in signs if len(sign) == len("m x") and _BARE.match(sign)} - _FILLER
    if letters or signs & {"s asks", "s reading asked", "s symptom asked"}:
        return None
    return "reading_report" if "s reading" in signs else "symptom_report" if "m S" in signs else None


def _likeliest(scores: Mapping[str, float], signs: frozenset[str]) -> Scored:
    """The best of the scores, but for what must be sure or resembles nothing."""
    healthy = bool(signs & _HEALTH)
    unsure = (*ACTS, OUT_OF_SCOPE) if healthy else ACTS
    allowed = {name: score for name, score in scores.items() if name not in unsure or score >= SURE}
    name = max(allowed, key=lambda name: allowed[name])
    floor = FLOOR_ELSEWHERE if signs & _ELSEWHERE else FLOOR_OF_CONTENT if name in CONTENT else FLOOR
    if not healthy and allowed[name] < floor:
        return Scored(name=OUT_OF_SCOPE, confidence=1 - allowed[name])
    return Scored(name=name, confidence=allowed[name])


def _others(scores: Mapping[str, float], clauses: Sequence[Mapping[str, float]]) -> list[Scored]:
    """What else the message says, the surest first."""
    found = {name: score for name, score in scores.items() if score >= SECOND}
    for clause in clauses:
        name = max(clause, key=lambda name: clause[name])
        if clause[name] >= SECOND_OF_CLAUSE:
            found[name] = max(found.get(name, 0.0), clause[name])
    kept = [Scored(name=name, confidence=score) for name, score in found.items() if name in CONTENT]
    return sorted(kept, key=lambda scored: -scored.confidence)


def _courteous(polite: Courtesies) -> list[Scored]:
    said = (("greeting", polite.greeted), ("thanks", polite.thanked))
    return [Scored(name=name, confidence=1.0) for name, is_said in said if is_said]
