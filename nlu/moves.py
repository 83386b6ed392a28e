"""What does a patient say about the conversation itself? Back, skip, later, stop; words in `data/lexicon/moves.yml`.

A piece of the message counts where it is made of such words and nothing else, so that 别再发烧了 is not 别再发了.
Whoever records answers tries the answer first for what is also one: 好, 一样, 谢谢, 可以了.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from nlu.later import SOON, parse_later
from nlu.lexicon import load
from nlu.numbers import parse_numbers
from nlu.text import clauses, normalise

# In the order in which they win where a message holds several: 不想答了，明天再说 is a snooze, 好的，不做了 a refusal.
KINDS = (
    "human",
    "stop",
    "snooze",
    "refuse",
    "decline",
    "back",
    "skip",
    "explain",
    "repeat",
    "resume",
    "same",
    "thanks",
    "greet",
    "ack",
)
MAX_PIECE = 40  # characters: what is longer tells something
_CUT = re.compile(r"[\s，,。!！?？;；、…~～]+|(?<!\d)[.:：]+|[.:：]+(?!\d)")
_ASKED = re.compile(r"\s*[?？]")
_PERMISSION = re.compile(r"可以|可不可以|能|行不行|好不好|行吗|好吗")
_SOFT_END = "[了啊呀哦噢呢吧嘛哈啦喽咯哟呗啰吗的]*$"
_ENDS = " \t\n。.！!，,~～…"
_CONFIRMED = re.compile(
    r"(?:[嗯对是哦啊呀的好行了呢嘛啦哒吧,，。.！!\s]|可以|没错|没有错|不错|正确|是这样|就是|对头|没问题|当然|要得|确实|ok|okay|yes|right|correct|👌|👍)+"
)
_REJECTED = re.compile(
    r"(?:[嗯哦啊呀哎诶唉你我,，。.！!\s])*(?:不对|不是|错|没有|没|不|否|not right|wrong|"
    r"[搞弄说写打听看记量输报]错|不正确|有误|有错|no)"
    r"(?:[的了啊呀呢嘛啦哦吧,，。.！!\s]|不对|不是|错|这样|这个|那个|没有)*"
)
_WAIT = re.compile(
    r"(?:[哎唉诶嗯哦啊呀]|那个?|你)*(?:(?:你?(?:等等|等一?等|等一?下|稍等|慢着))|(?:让|等)?我(?:先)?(?:看|查|翻|找|想|算)(?:一?[看查翻找想算下])?)"
    r"[哦啊呀哈噢吧喔，,。.！!、…~\s]+"
)
_YES_AT_ONCE = re.compile(r"[嗯啊哦]*(?:对的|是的|没错|对对+|是是+|[对是][啊呀哒滴])+[对的是啊呀了]*(?=[^的对是啊呀])")
_FIRM = re.compile(r"对|是|没错|没有错|正确|确实|没问题|当然|要得|yes|right|correct")
_BY_THE_WAY = re.compile(r"对了[啊呀]?|是这样的?[啊呀]?")  # 对了，还想问一下
_NO_AT_ONCE = re.compile(
    r"[嗯哦啊呀哎唉]*(?:不对|不是|错了|[搞弄说写打看记输报]错了?)(?:[的了啊呀]|不对|不是|错了)*(?=我|刚才|看)"
)
_TAKES_BACK = re.compile(
    r"不对|不是|(?<!没)(?<!没有)错|但|不过|可是|只是|其实|应该|可能|好像|也许|大概|估计|不确定|不一定|不[太大]?(?:清楚|知道|晓得|记得|准)|记不|"
    r"说不|忘|再[量测称看查]|重[新量测]|改|吗|(?<![什这那])么|[?？]|咋|是不|换成|除了|不要|别|偏|(?<!就)[是为][多几]"
)
_STANDS = re.compile(r"没错|没有错|就是这|对的|是对|没问题")
_TIMES_OVER = re.compile(r"(?:次|遍|回|趟|下(?!压)|个|天|分钟|点|号|只|边|台|种|样)")  # 量了三次 holds no value
_LATER = re.compile("再|等|待|会|后|过|忙|停|先|事|空")
_LEAVES = frozenset(
    {"human", "stop", "snooze", "refuse", "decline", "back", "skip", "explain", "repeat"}
)  # 好的，等会儿再说 is no yes
_NOT_SAID = re.compile(r"[不没]错|没有?问题|(?<!不)对[不没]对|是不是|不是不")
_FAR = re.compile(r"[月周号]|星期|礼拜|\d日")


@dataclass(frozen=True, kw_only=True)
class Move:
    """What was said about the conversation.

    Attributes:
        kind: one of `KINDS`. refuse leaves this questionnaire, stop the follow-up for good.
        until: for snooze, when to go on: aware, in the future. None where it is more than 14 days off or unknown.
        about: for same, the item that was named (体重 in 体重跟上次一样), else "": a name that is not the asked
            question's means that the message speaks of another item.
    """

    kind: str
    until: datetime | None = None
    about: str = ""


@dataclass(frozen=True, kw_only=True)
class _Word:
    """A pattern of a kind; with `alone` it counts only where the whole message is made of moves.

    `last` is the pattern with small words behind it, for the end of a piece: 早上好 is not 早 with a rest.
    """

    kind: str
    alone: bool
    pattern: re.Pattern[str]
    last: re.Pattern[str]


@dataclass(frozen=True, kw_only=True)
class _Lexicon:
    words: tuple[_Word, ...]
    whole: dict[str, str]
    particles: frozenset[str]
    longest: int


def read_move(text: str, *, now: datetime) -> Move | None:
    """The move that a message makes, the weightiest of several; None where it makes none.

    Args:
        text: the message.
        now: aware, in the patient's timezone.
    """
    plain = _plain(text)
    if kind := _lexicon().whole.get(plain):
        return Move(kind=kind)
    found = _said(plain)
    kind = next((kind for kind in KINDS if kind in found), None)
    if kind is None:
        return None
    if kind == "refuse" and found.get("decline"):  # 抽烟这个事我不好意思讲，你莫问了
        kind = "decline"
    if kind == "snooze" and (wait := _WAIT.match(plain)) and (after := plain[wait.end() :].strip()):
        then = read_move(after, now=now)
        if then or parse_numbers(after):
            return then  # 等一下，我想回到上一题; 我看看哦，上面是149
    return Move(kind=kind, until=_until(plain, now) if kind == "snooze" else None, about=found[kind])


def _until(plain: str, now: datetime) -> datetime | None:
    """When to go on; 我在开车 without a time is over soon, 下个月 is no time for this form."""
    return parse_later(plain, now=now) or (None if _FAR.search(plain) else now + SOON)


def move_kind(piece: str) -> str | None:
    """The kind of move that a piece of a message makes by itself."""
    plain = _plain(piece)
    found = _said(plain)
    return _lexicon().whole.get(plain) or next((kind for kind in KINDS if kind in found), None)


def read_confirmation(text: str) -> bool | None:
    """Whether 我听到的是…，对吗？ was answered with yes or no; None where neither is plain."""
    plain = normalise(text).strip()
    if not plain or _ASKED.search(plain) or plain.endswith(("吗", "么")):
        return None
    said, rest = _first_said(plain)
    if said is None or (rest and not _adds_nothing(rest, said=said)):
        return None
    return said


def _first_said(plain: str) -> tuple[bool | None, str]:
    """The yes or no that a message begins with, and what comes after it: 对的，量了两遍都是."""
    if _CONFIRMED.fullmatch(plain):
        return True, ""
    if _REJECTED.fullmatch(plain):
        return (None if _NOT_SAID.search(plain) else False), ""
    firm = False
    for start, end in clauses(plain):
        clause = plain[start:end].strip()
        if _BY_THE_WAY.fullmatch(clause):
            return None, ""
        if _CONFIRMED.fullmatch(clause):
            firm = firm or _FIRM.search(clause) is not None
        elif firm:
            return True, plain[start:]
        elif _REJECTED.fullmatch(clause) and not _NOT_SAID.search(clause):
            return False, plain[end:].strip(_ENDS)
        elif at_once := _YES_AT_ONCE.match(plain, start):
            return True, plain[at_once.end() :]
        else:
            at_once = _NO_AT_ONCE.match(plain, start)
            return (False, plain[at_once.end() :]) if at_once else (None, "")
    return None, ""


def _adds_nothing(rest: str, *, said: bool) -> bool:
    """Whether what follows a yes or no holds no value, takes nothing back and asks for nothing else."""
    if any(not _TIMES_OVER.match(rest, number.end) for number in parse_numbers(rest)):
        return False
    if (_TAKES_BACK if said else _STANDS).search(rest) or (
        not said and re.search(r"吗|(?<![什这那])么|[?？]|应该|改", rest)
    ):
        return False
    kinds = _said(_plain(rest)).keys() & _LEAVES
    return not kinds or (kinds == {"snooze"} and not _LATER.search(rest))  # 早上8点量的 tells when it was


def _plain(text: str) -> str:
    return normalise(text).replace("？", "?").strip(_ENDS)


def _said(plain: str) -> dict[str, str]:
    """The kinds of move in a message with what they are about."""
    found: dict[str, str] = {}
    alone: dict[str, str] = {}
    whole = True
    for piece, asked in _pieces(plain):
        words = _read(piece) if len(piece) <= MAX_PIECE else None
        if words is None:
            whole = False
            continue
        for word, about in words:
            if word.kind in ("stop", "refuse") and asked and not _PERMISSION.search(piece):
                continue
            (alone if word.alone else found)[word.kind] = about
    if whole:
        found = {**alone, **found}
    if "weary" in found:  # 太麻烦了，不说了 ends it all, a mere 不说了 this one item
        found.setdefault("refuse" if "reason" in found else "decline", "")
    return found


def _pieces(plain: str) -> Iterator[tuple[str, bool]]:
    """The pieces between commas, full stops and spaces, and whether a question mark or 吗 ends each."""
    start = 0
    for cut in [*_CUT.finditer(plain), None]:
        end = cut.start() if cut else len(plain)
        if piece := plain[start:end]:
            yield piece, piece.endswith(("吗", "么")) or (cut is not None and bool(_ASKED.match(cut.group())))
        start = cut.end() if cut else end


def _read(piece: str) -> list[tuple[_Word, str]] | None:
    """The moves that a piece is made of, or None where something else is left in it."""
    lexicon, dead = _lexicon(), set()

    def walk(at: int) -> list[tuple[_Word, str]] | None:
        if at == len(piece):
            return []
        if at in dead:
            return None
        for word in lexicon.words:
            match = word.last.match(piece, at) or word.pattern.match(piece, at)
            if match and match.end() > at and (rest := walk(match.end())) is not None:
                return [(word, match.groupdict().get("about") or ""), *rest]
        for length in range(min(lexicon.longest, len(piece) - at), 0, -1):
            if piece[at : at + length] in lexicon.particles and (rest := walk(at + length)) is not None:
                return rest
        dead.add(at)
        return None

    return walk(0)


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    entries = load("moves.yml")
    shared: dict[str, str] = {}
    for name, source in entries["shared"].items():
        shared[name] = f"(?:{_filled(source, shared)})"
    words: list[_Word] = []
    whole: dict[str, str] = {}
    for kind, entry in {**entries["kinds"], "reason": {"patterns": entries["reasons"]}}.items():
        sources = sorted(map(re.escape, entry.get("words", ())), key=len, reverse=True)
        sources += entry.get("patterns", ())
        words += [_word(kind, _filled(source, shared), alone=False) for source in sources]
        words += [_word(kind, _filled(source, shared), alone=True) for source in entry.get("alone", ())]
        whole |= {_plain(word): kind for word in entry.get("whole", ())}
    particles = frozenset(entries["particles"])
    return _Lexicon(words=tuple(words), whole=whole, particles=particles, longest=max(map(len, particles)))


def _word(kind: str, source: str, *, alone: bool) -> _Word:
    return _Word(kind=kind, alone=alone, pattern=re.compile(source), last=re.compile(f"(?:{source}){_SOFT_END}"))


def _filled(source: Any, shared: dict[str, str]) -> str:
    """A pattern with the shared ones put in for their names."""
    return re.sub(r"<(\w+)>(?!\?P)", lambda m: shared.get(m.group(1), m.group()), str(source))
