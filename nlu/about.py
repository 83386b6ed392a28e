"""Was a number said to be only about right? 大概十支, 一百三左右, 八十多, 十来根, 一包多, 不到五个小时."""

from __future__ import annotations

import re

from nlu.text import clause_around

_BEFORE = re.compile(
    r"(?:大概|大约|大致|大体|差不多|差不离|几乎|约莫|(?<![预相])约(?![了好过的在定])|将近|接近|估计|估摸|好像|可能|也许|"
    r"不到|不足|不超过|最多|顶多|至少|最少|起码|上下)[^\d，,。；;]{0,10}$"
)
_MORE = re.compile(r"\s*(?:个|点|度)?(?:多(?![少喝吃])|来(?![过了医看院查自])|几(?!乎))")  # 八十多, 十来, 一个多
_AFTER = re.compile(r"\s*[^\d，,。；;、]{0,6}?(?:左右|上下|出头|的样子|不到|多(?=$|[\s，,。.！!吧的了]))")


def is_about(text: str, start: int, end: int) -> bool:
    """Whether the number (or the range) at text[start:end] of a normalised text was said to be about right."""
    first, last = clause_around(text, start, end)
    if _BEFORE.search(text[max(first, start - 24) : start]) or _MORE.match(text, end):
        return True
    return _AFTER.match(text[end:last]) is not None
