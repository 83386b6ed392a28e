"""Which options were chosen by their place? 2, B, 第二个, 最后一个, 2和4, B、D, 前两个都有, 第一个有第三个没有.

A bare number is an option's code where the codes are numbers (0 to 3 on a scale); 第三个 and C count the options.
"""

from __future__ import annotations

import re

from nlu.questions import Question

_NUMERALS = {c: i for i, c in enumerate("零一二三四五六七八九十")} | {"两": 2}
_CHOSEN = r"(?:我?(?:选|挑|要选)?(?:的?是)?(?:答案|选项)?(?:是|就是|应该是)?)"
_MEASURE = r"(?P<measure>个|项|种|条|号|分|选项)?"
_ONE = rf"(?P<ordinal>第)?\s*(?:选项)?(?P<place>\d{{1,2}}|[零一二三四五六七八九十]|[a-h])\s*{_MEASURE}"
_TAIL = r"(?:都?(?:有|是))?[吧的了呢啊。.！!、）)\s]*"
_PLACE = re.compile(rf"\s*[（(]?{_CHOSEN}\s*{_ONE}{_TAIL}")
_PART = re.compile(rf"\s*{_ONE}\s*")
_SEPARATOR = re.compile(r"[、,，和跟与及\s]+|还有|以及")
_CHOOSES = re.compile("选|挑|答案")
_LAST = re.compile(rf"\s*{_CHOSEN}(?:最后|末尾)(?:面|头)?(?:一个|那个|一项|个)?{_TAIL}")
_SOME = re.compile(rf"\s*(?P<end>前|头|后|最后)面?(?:的)?(?P<count>[两二三四五六2-6])(?:个|项|种|条){_TAIL}")
_ABSENT = re.compile(r"(?P<what>.+?)(?:都|也)?(?:没有?|不是|无)[的了呢啊。.！!\s]*")
_REST_ABSENT = re.compile(
    r"\s*(?:别的|其他|其它|其余|剩下|后面|后边|另外)(?:的|几个|那些)*(?:都|就|也|全)*(?:没有?|没了|无)[的了呢啊。.！!\s]*"
)


def read_place(question: Question, plain: str) -> tuple[str, ...] | None:
    """The one option that an answer names by its place, and nothing else."""
    if _LAST.fullmatch(plain) and question.options:
        return (question.options[-1].code,)
    match = _PLACE.fullmatch(plain)
    code = _code(question, match, chosen=_CHOOSES.search(plain) is not None) if match else None
    return None if code is None else (code,)


def read_places(question: Question, plain: str) -> tuple[str, ...] | None:
    """All options that an answer names by their places, in the form's order; None where it says anything else."""
    if (one := read_place(question, plain)) is not None:
        return one
    chosen: set[str] = set()
    for clause in re.split(r"[，,。；;！!]+", plain):
        codes = _clause(question, clause) if clause.strip() else set()
        if codes is None:
            return None
        chosen |= codes
    return tuple(option.code for option in question.options if option.code in chosen) or None


def _clause(question: Question, clause: str) -> set[str] | None:
    """The options of one clause; an empty set where it only says which ones are not meant."""
    if _REST_ABSENT.fullmatch(clause):
        return set()
    if (match := _ABSENT.fullmatch(clause)) and _list(question, match.group("what")) is not None:
        return set()
    return _list(question, clause)


def _list(question: Question, words: str) -> set[str] | None:
    if some := _SOME.fullmatch(words):
        return set(_some(question, some.group("end"), some.group("count")))
    plain = re.sub(rf"^\s*{_CHOSEN}", "", words)
    parts = [part for part in _SEPARATOR.split(re.sub(rf"{_TAIL}$", "", plain)) if part]
    matches = [_PART.fullmatch(part) for part in parts]
    codes = {_code(question, match, chosen=len(parts) > 1) if match else None for match in matches}
    return None if None in codes or not codes else {code for code in codes if code is not None}


def _some(question: Question, end: str, count: str) -> list[str]:
    """The first or last few of the options that were read out; 都没有 is none of these."""
    codes = [option.code for option in question.options if option.code not in question.exclusive]
    number = int(count) if count.isascii() else _NUMERALS[count]
    return codes[:number] if end in "前头" else codes[-number:]


def _code(question: Question, match: re.Match[str], *, chosen: bool) -> str | None:
    """The option of one place; a bare 3 (chosen: 选3) only where it is a code, for it may be three days."""
    place, codes = match.group("place"), [option.code for option in question.options]
    if place.isascii() and place.isalpha():
        number = ord(place) - ord("a") + 1
    else:
        number = int(place) if place.isascii() else _NUMERALS[place]
        if not match.group("ordinal"):
            if match.group("measure") == "个":
                return None  # three of them, or the third one
            if str(number) in codes:
                return str(number)
            numbered = [code.isdigit() for code in codes]
            if match.group("measure") == "分" or all(numbered) or not (chosen or any(numbered)):
                return None
    return codes[number - 1] if 1 <= number <= len(codes) else None
