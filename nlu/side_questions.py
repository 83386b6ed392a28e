"""Does the patient ask something in the middle of our questions, and about what? Words in `side_questions.yml`.

没什么, 多少有点 and 好几次 ask nothing; 135？ and 一天两片吗 are answers in doubt; 什么意思 is about our own question,
which is a move (`nlu/moves.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from nlu.lexicon import load
from nlu.moves import move_kind
from nlu.text import normalise

TOPICS = (
    "identity",
    "privacy",
    "purpose",
    "progress",
    "next_visit",
    "earlier_value",
    "contact",
    "medication",
    "other",
)
SHORTEST = 3  # characters of a question that only its 吗 or ？ shows
_CUT = re.compile(r"[，,。！!；;\n~～]+|(?<=[?？])|\s+")
_MARK = re.compile(r"(?:吗|么|嘛|不|没|没有)?[啊呀呢哦的]*[?？]+$|吗[啊呀呢哦？?]*$|(?<![什怎这那多要])么$")
_NO_VALUE = re.compile(
    r"[\d./\s一二两三四五六七八九十百零半点多几]+|公?斤|毫克|片|粒|颗|次|两|支|包|根|瓶|杯|分钟?|小时|天|下|度|岁|每|早|晚|上|中|午|左右|大概|应该|是|吧|吗|么|啊|呢|[?？]|kg|有时候?|偶尔|经常|现在|刚才|今|昨"
)

_OTHER_MOVES = ("explain", "repeat", "skip", "back", "human", "stop", "greet")  # asked as well, and answered elsewhere


@dataclass(frozen=True, kw_only=True)
class SideQuestion:
    """What is asked: one of `TOPICS`, and the clause that asks it."""

    topic: str
    surface: str


@dataclass(frozen=True, kw_only=True)
class _Lexicon:
    not_asking: re.Pattern[str]
    asks: re.Pattern[str]
    wants: re.Pattern[str]
    unless: re.Pattern[str]
    topics: tuple[tuple[str, re.Pattern[str]], ...]


def find_side_question(text: str) -> SideQuestion | None:
    """The question that a message asks beside any answer; of several the first with a topic of its own."""
    found = None
    before = ""
    seen: set[str] = set()  # 不不不 a hundred times over is read once
    for surface in _clauses(text):
        plain = normalise(surface)
        if plain not in seen and _is_question(plain):
            question = SideQuestion(topic=_topic(before, plain), surface=surface)
            if question.topic != "other":
                return question
            found = found or question
        seen.add(plain)
        before = plain
    return found


def _clauses(text: str) -> Iterator[str]:
    """The clauses with a question mark kept at its clause."""
    start = 0
    for cut in _CUT.finditer(text):
        if text[start : cut.start()].strip():
            yield text[start : cut.start()].strip()
        start = cut.end()
    if text[start:].strip():
        yield text[start:].strip()


def _is_question(plain: str) -> bool:
    lexicon = _lexicon()
    bare = plain.rstrip("?？")
    if len(bare) < 2 or lexicon.unless.search(bare):
        return False
    if not lexicon.asks.search(lexicon.not_asking.sub(" ", bare)):
        content = _NO_VALUE.sub("", bare) if _MARK.search(plain) else ""
        if len(content) < SHORTEST - 1 or not lexicon.wants.search(bare):
            return False
    return move_kind(plain) not in _OTHER_MOVES


def _topic(before: str, plain: str) -> str:
    for clause in (plain, before + plain):
        for topic, pattern in _lexicon().topics:
            if pattern.search(clause.rstrip("?？")):
                return topic
    return "other"


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    entries = load("side_questions.yml")
    return _Lexicon(
        not_asking=_any(entries["not_asking"]),
        asks=_any(entries["asks"]),
        wants=_any(entries["wants"]),
        unless=_any(entries["unless"]),
        topics=tuple((topic, _any(sources)) for topic, sources in entries["topics"].items()),
    )


def _any(sources: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{source})" for source in sources))
