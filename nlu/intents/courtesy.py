"""Where does a message say what it wants, between 您好，请问 and 谢谢医生?"""

from __future__ import annotations

import re
from dataclasses import dataclass

_WHO = r"(?:[一-龥]{0,3}?(?:医生|大夫|主任|教授|护士|老师|专家|院长)长?)"
_HELLO = r"(?:您好|你好|早上好|上午好|中午好|下午好|晚上好|尼好|你号|早安|hello(?![a-z])|hi(?![a-z]))[呀啊哈]?"
_GREETING = re.compile(rf"{_WHO}?{_HELLO}{_WHO}?")
_THANKS_FIRST = re.compile(rf"(?:谢谢|多谢|感谢)(?:您|你|们|了|啊|啦|{_WHO})*(?=[\s，,。.！!～~])")
_OPENING = re.compile(
    rf"{_WHO}(?=[\s，,：:。！!])|[\s，,。.！!、~～…：:]+|[哎哦嗯唉]+(?=[\s，,。])"
    r"|想?(?:请问|咨询|问)一?下?|打扰(?:了|一下)|不好意思"
)
_THANKS = re.compile(
    r"(?:非常|十分|太|万分|真是|先|好的|嗯)*(?:谢谢|感谢|多谢|谢了|谢啦|拜谢)"
    rf"(?:您|你|了|啦|啊|们|{_WHO}|的?(?:解答|回复|帮助))*$|辛苦您?你?们?了$|麻烦[您你]了$"
)
_YES = re.compile(
    r"(?:好的?|嗯|哦|行|可以|知道|明白|清楚|了解|晓得|收到|是的?|对|ok|没事|没关系|不好意思|真|实在|了|啦|啊|呀|吧|我|都|[\s，,。.！!~～、…])*"
)
_ENDS = " \t\n，,。.！!、~～…"
_LONGEST = 30  # characters of thanks at the end


@dataclass(frozen=True, kw_only=True)
class Courtesies:
    """What is courtesy in a message: the rest is `plain[start:end]`; nothing is left where it is all courtesy."""

    start: int
    end: int
    greeted: bool
    thanked: bool


def courtesies(plain: str) -> Courtesies:
    """The greeting before and the thanks behind what a normalised text says."""
    start, opened_by = _after_opening(plain)
    end, thanked = _before_thanks(plain, start)
    return Courtesies(
        start=start, end=end, greeted=_GREETING in opened_by, thanked=thanked or _THANKS_FIRST in opened_by
    )


def _after_opening(plain: str) -> tuple[int, set[re.Pattern[str]]]:
    at, opened_by = 0, set()
    while match := _GREETING.match(plain, at) or _THANKS_FIRST.match(plain, at) or _OPENING.match(plain, at):
        opened_by.add(match.re)
        at = match.end()
    return at, opened_by


def _before_thanks(plain: str, start: int) -> tuple[int, bool]:
    end, thanked = len(plain), False
    while True:
        end = start + len(plain[start:end].rstrip(_ENDS))
        match = _THANKS.search(plain, max(start, end - _LONGEST), end)
        if not match:
            return end, thanked
        end, thanked = match.start(), True


def only_assents(plain: str) -> bool:
    """Whether a text is empty or only says 好的，知道了."""
    return _YES.fullmatch(plain) is not None
