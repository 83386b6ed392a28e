"""Which part of an answer tells of now? 年轻时一米七二，现在大概一米七: what was is dropped where what is was said."""

from __future__ import annotations

import re

from nlu.numbers import parse_numbers

_THEN = r"以前|过去(?!一)|原来|原先|从前|早先|当年|当初|那时候?|年轻|当兵|二十来岁|小时候|前些年"
_NOW = r"现在|如今|眼下|目前|这两年|这几年|近来|最近"
_MARK = re.compile(rf"(?P<then>{_THEN})|(?P<now>{_NOW})")
_NO_MORE = re.compile(rf"(?:{_NOW})[^。；;]*[不没戒停]")
_OF_YOUTH = re.compile(r"年轻|当兵|当年|那时|小时候|缩|变?矮了|驼|老了")


def told_of_now(text: str) -> str:
    """The text with what was said of earlier times blanked out, where both times have a number; else the text."""
    now = _without_then(text)
    return now if parse_numbers(now) or (now != text and _NO_MORE.search(now)) else text


def only_of_youth(text: str) -> bool:
    """Whether every number of the text was measured in youth, or before the body shrank: no value of today."""
    return _OF_YOUTH.search(text) is not None and not parse_numbers(_without_then(text))


def _without_then(text: str) -> str:
    """The text with every part blanked out that begins with 以前 and ends with 现在 (or with the text)."""
    marks = list(_MARK.finditer(text))
    for index, mark in enumerate(marks):
        if mark.lastgroup != "then":
            continue
        end = marks[index + 1].start() if index + 1 < len(marks) else len(text)
        text = text[: mark.start()] + " " * (end - mark.start()) + text[end:]
    return text
