"""Where does a text name a symptom? The lexicon's words, pairs and patterns, found in one walk over the text.

An entry of data/lexicon/symptoms has
    words:    what is said, letter for letter, with blanks between
    pairs:    [place, complaint]: words with blanks between; 头 + 晕 also finds 头有点晕, 头老是晕 and 头不晕 (denied).
              A complaint may be a regular expression.
    patterns: regular expressions, for words that need their surroundings (晕 but not 晕车); what a group `over`
              matches is over (烧退了), and what a group `said` matches is the symptom (胃这两天，[有点胀]).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from nlu.lexicon import load_folder
from nlu.symptoms.gap import GAP, leaves_open, says_no

PAIN = "疼痛"  # of no place: gives way to every pain that has one


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A symptom's words, `plain[start:end]`; `inner` is a status of their own: denied, resolved, asked or ""."""

    start: int
    end: int
    name: str
    inner: str = ""
    word: bool = False  # one of the lexicon's words, letter for letter
    loose: bool = False  # any words stand between its parts: it gives way to every other hit
    shared: int = -1  # from here on other places of the same complaint may stand: 腰腿疼


@dataclass(frozen=True)
class _Index:
    names: frozenset[str]
    words: dict[str, tuple[str, ...]]
    starts: dict[str, re.Pattern[str]]  # first character: all words that begin with it, longest first
    pairs: dict[str, tuple[tuple[str, re.Pattern[str]], ...]]
    patterns: tuple[tuple[str, re.Pattern[str]], ...]


_LOOKS = re.compile(r"\(\?.*?\)")
_NO_THING = "(?![机续围镜炎片科癌膜罩费症术步]|电图|药水)"  # 手机, 腰围, 肺炎 are no places
# the place is part of another word: 闭眼睡觉, 枕头
_NO_PLACES = re.compile(
    "[闭合转一亲]眼|[念街馒枕罐镜码石年回]头|[对新分二]手|[路门窗人出]口|[感嗅味知听视幻自发错直察]觉"
)
_UNWELL = "不(?:太|大|怎么|是很|是太|那么|很)?舒服"


def _longest_first(words: list[str]) -> list[str]:
    return sorted(set(words), key=lambda word: (-len(_LOOKS.sub("", word)), word))


def _by_first(words: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for word in words:
        found[word[0]].append(word)
    return found


@lru_cache(maxsize=1)
def _index() -> _Index:
    entries = load_folder("symptoms", "symptoms")
    words: dict[str, list[str]] = defaultdict(list)
    pairs: dict[str, list[tuple[str, re.Pattern[str]]]] = defaultdict(list)
    patterns: list[tuple[str, re.Pattern[str]]] = []
    for name, entry in entries.items():
        for word in set(entry.get("words", "").split()):
            words[word].append(name)
        for where, what in entry.get("pairs", ()):
            complaint = "|".join(_longest_first(what.split())).replace("不舒服", _UNWELL)
            place = "|".join(map(re.escape, _longest_first(where.split())))
            pattern = re.compile(f"(?:{place}){_NO_THING}{GAP}(?:{complaint})")
            for first in _by_first(where.split()):  # one pattern a row: compiling one for each character takes seconds
                pairs[first].append((name, pattern))
        patterns += [(name, re.compile(source)) for source in entry.get("patterns", ())]
    starts = {
        first: re.compile("|".join(map(re.escape, _longest_first(said))))
        for first, said in _by_first(list(words)).items()
    }
    return _Index(
        names=frozenset(entries),
        words={word: tuple(named) for word, named in words.items()},
        starts=starts,
        pairs={first: tuple(found) for first, found in pairs.items()},
        patterns=tuple(patterns),
    )


def names() -> frozenset[str]:
    """All canonical names."""
    return _index().names


def _candidates(plain: str) -> Iterator[Hit]:
    index = _index()
    for at, first in enumerate(plain):
        if (begins := index.starts.get(first)) and (match := begins.match(plain, at)):
            for name in index.words[match.group()]:
                yield Hit(start=at, end=match.end(), name=name, word=True)
        pairs = () if at and _NO_PLACES.match(plain, at - 1) else index.pairs.get(first, ())
        for name, pattern in pairs:
            if match := pattern.match(plain, at):
                yield _pair(name, match)
    for name, pattern in index.patterns:
        for match in pattern.finditer(plain):
            if match.end() > match.start():
                groups = match.groupdict()
                start, end = match.span("said" if groups.get("said") else 0)
                yield Hit(start=start, end=end, name=name, inner="resolved" if groups.get("over") else "")


def _pair(name: str, match: re.Match[str]) -> Hit:
    between = match["between"]
    inner = "asked" if leaves_open(between) else "denied" if says_no(between) else ""
    shared = match.start("also") if match["also"] else -1
    loose = match["occasion"] is not None
    return Hit(start=match.start(), end=match.end(), name=name, inner=inner, loose=loose, shared=shared)


def find_hits(plain: str) -> list[Hit]:
    """All symptoms named in a normalised text, in order: the longest win, only a shared complaint overlaps."""
    kept: list[Hit] = []
    owner: list[Hit | None] = [None] * len(plain)
    for hit in sorted(_candidates(plain), key=_rank):
        others = {id(other): other for other in owner[hit.start : hit.end] if other is not None}.values()
        if all(_may_share(hit, other) for other in others) and not _about_something_else(plain, hit):
            kept.append(hit)
            for at in range(hit.start, hit.end):
                owner[at] = owner[at] or hit
    return sorted(kept, key=lambda hit: (hit.start, hit.end))


def _rank(hit: Hit) -> tuple[bool, bool, int, int]:
    return hit.name == PAIN, hit.loose, hit.start - hit.end, hit.start


def _may_share(hit: Hit, other: Hit) -> bool:
    """Whether a shorter hit stands beside a longer one: 腿疼 in 腰腿疼, two names of one word (上吐下泻)."""
    if hit.name == other.name:
        return False
    same = (hit.start, hit.end) == (other.start, other.end)
    return (same and hit.word and other.word) or (
        other.shared >= 0 and hit.start >= other.shared and hit.end == other.end
    )


# 止咳药, 退烧贴, 身边没有发热的人群, 焦虑症, 出血性: the name of a remedy, of people, of a disease
_REMEDY = re.compile(r"[止镇退抗祛化]$|[让令]人(?:很|最|特别)?$")  # and 让人头疼的事
_NAME_OF = re.compile(
    r"的?(?:人群|病人|患者|人员|病例|门诊|专科|药物?(?!后)|贴|冲剂|颗粒|胶囊|糖浆|指南|偏方的)|"
    r"症(?!状)|[性型](?![的质格])|变异"
)


_ELSEWHERE = re.compile(  # words that only hold a symptom's characters
    r"开发热线|[热温药用]水泡|机发烫|不喝奶粉|心烦的是|咳咳[，, ]*(?:在[吗么不]|你好|您好|请问|大夫|医生|有人)"
)
_HELD = re.compile(r"[便尿屎屁][^。！？!?；;]{0,24}$")  # 被尿憋醒: it is not breath that is held


def _about_something_else(plain: str, hit: Hit) -> bool:
    if hit.name == "呼吸困难" and plain[hit.start] == "憋" and _HELD.search(plain, max(0, hit.start - 30), hit.start):
        return True
    if hit.inner == "resolved":
        return False
    if (word := _ELSEWHERE.search(plain, max(0, hit.start - 2), hit.end + 6)) and word.start() < hit.end:
        return True
    return bool(_REMEDY.search(plain[max(0, hit.start - 4) : hit.start]) or _NAME_OF.match(plain, hit.end))
