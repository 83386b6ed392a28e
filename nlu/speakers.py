"""Whose words are these? 我老伴头晕，我没有: what is told of somebody else is left out beside 我不 and 我没.

Only beside such a contrast: a daughter who writes for her father says 我爸头晕, and that is the patient's.
"""

from __future__ import annotations

import re
from dataclasses import replace

from nlu.findings import Understanding
from nlu.text import clauses, normalise

_OTHER = re.compile(
    r"\s*(?:我们?|俺|咱)?(?:家)?(?:的)?(?:老伴儿?|老头子?|老太婆|老公|老婆|爱人|丈夫|妻子|媳妇|女儿|儿子|闺女|女婿|孙子|孙女|孩子|爸爸?|妈妈?|"
    r"哥哥?|姐姐?|弟弟?|妹妹?|邻居|隔壁|朋友|[他她])(?!们?[说讲叫让劝给帮带])"
)
_MYSELF = re.compile(
    r"\s*(?:但是?|不过|可是)?(?:我|俺)(?:自己|本人|呢|倒是?|可|就|是|都|也|还|从来|现在|一直|真的?)*(?:不|没|无|自己)"
)


def own_words(message: Understanding) -> Understanding:
    """The message with the clauses about somebody else blanked out, and what was found in them; else as it is."""
    plain = normalise(message.text)
    told = _told_of_others(plain)
    if not told:
        return message
    text = message.text
    for start, end in told:
        text = text[:start] + " " * (end - start) + text[end:]
    return replace(
        message,
        text=text,
        readings=tuple(r for r in message.readings if not _inside(r.start, told)),
        symptoms=tuple(s for s in message.symptoms if not _inside(s.start, told)),
    )


def _told_of_others(plain: str) -> list[tuple[int, int]]:
    """The spans from a clause about somebody else up to the one in which the patient says 我不 or 我没."""
    spans, told, other = clauses(plain), [], False
    if not any(_MYSELF.match(plain, start, end) for start, end in spans):
        return []
    for start, end in spans:
        if re.match(
            r"\s*(?:但是?|不过|可是)?(?:我|俺)(?!们?家?的?(?:老|爱|丈|妻|媳|女|儿|闺|孙|孩|爸|妈|哥|姐|弟|妹|邻))",
            plain[start:end],
        ):
            other = False
        elif _OTHER.match(plain, start, end):
            other = True
        if other:
            told.append((start, end))
    return told


def _inside(at: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)
