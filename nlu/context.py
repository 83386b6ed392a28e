"""Is what was named there, denied, over or only asked about?

Works on a normalised text and the spans of the words that were found, so that symptoms and red flags share one reading.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from nlu.asking import is_asked
from nlu.denial import Span, answered_no, denied_after, denied_before, followed_by

_NEAR = 120  # characters of a sentence that are looked at on either side of a word
_SENTENCE_END = re.compile(r"[。！!；;\n]")
_OVER_AFTER = re.compile(
    r"(?:[、\s]|的?症状|的?情况|现在|目前|已经?|早就?|都|也|全|基本上?|完全|后来|自己|就|算是|彻底|"
    r"吃了?药|慢慢|第[二三]天|昨[天晚]|今[天早]|"
    r"过了?[一两几]天|前[几两]天|终于|,|，){0,8}"
    r"(?:好了(?!一?[些点]|很多|多|没|不到|又|几天)|好啦|消失|没了|没有了|缓解了(?!一?[些点]|很多|"
    r"不少)|痊愈|治好|治愈|康复|退了|消了|消退|"
    r"止住|不[犯疼痛晕]了|过去了|恢复|没再(?:犯|发|出现|有))"
)
# 以前头晕现在不晕: what was said of then is over where the same sentence says so of now
_THEN = re.compile(
    r"(?:以前|之前|原来|过去|[前上](?:两|几|一)?(?:天|阵|段|个?月|周)|刚开始|开始|第一[天次晚]|头[一两几]天|起初|起先|最初|那天|当天|当时)[^。！!；;]*$"
)
_NOT_NOW = re.compile(
    r"[^。！!；;]{0,6}(?:现在|后[来面边]|随后|接着|这几?天|目前|已经|以后|之后|第[二三四五]天|[今昨]天)(?:都|就|也|完全|基本上?|早){0,4}"
    r"(?:[不没](?![那这]么|怎么|太|见好|断)|好了(?!一?[些点]|很多|多))"
)
# 一个月前有过咳嗽: what one had long ago, where nothing says that it is still there
_LONG_AGO = re.compile(
    r"(?:(?:年|月|星期|周)(?:之|以)?前|前[一二两几三]?个?多?(?:个?月|年)|以前|从前|去年|前年|小时候|"
    r"年轻的?时候?|当年|曾经?|上个月)[^，,。开自]{0,6}"
    r"(?:有过|有|出现过|得过|发生过)[^，,。点些]{0,4}$|(?:曾经?有?过?|以前得过|曾出现)[^，,。]{0,3}$"
)
_STILL = re.compile(r"现在|还|又|一直|至今|到现在|这[几两]天|最近|今[天早晚]|仍|经常|总|老是|反复|[天年月]了|加重")


def statuses(text: str, spans: Sequence[Span]) -> list[str]:
    """The status of every word in a normalised text: present, denied, resolved or asked; `spans` in order."""
    denied = denied_before(text, spans)
    none_after = denied_after(text, spans)
    over_after = followed_by(text, spans, _OVER_AFTER)
    answered = answered_no(text, spans)
    ends = [mark.start() for mark in _SENTENCE_END.finditer(text)]
    result = []
    for index, span in enumerate(spans):
        sentence, tail = _sides(text, span, ends)
        clause = re.split(r"[，,？?]", sentence)[-1]
        status = "present"
        if index in over_after or _was_then(text, span, sentence, tail):
            status = "resolved"
        elif index in answered:
            status = "denied"
        elif index in denied:
            status = "resolved" if denied[index] else "denied"
        elif index in none_after:
            status = "denied"
        settled = status == "resolved" or index in answered or index in denied
        if not settled and is_asked(sentence, clause, tail, text[max(0, span[0] - 2) : span[1] + 2]):
            status = "asked"
        result.append(status)
    return result


def _sides(text: str, span: Span, ends: list[int]) -> tuple[str, str]:
    """What stands before and behind a word in its sentence."""
    before, after = bisect_left(ends, span[0]), bisect_right(ends, span[1] - 1)
    left = ends[before - 1] + 1 if before else 0
    right = ends[after] if after < len(ends) else len(text)
    return text[max(left, span[0] - _NEAR) : span[0]], text[span[1] : min(right, span[1] + _NEAR)]


def _was_then(text: str, span: Span, sentence: str, tail: str) -> bool:
    if _THEN.search(sentence) and _NOT_NOW.match(text, span[1]):
        return True
    return bool(_LONG_AGO.search(sentence)) and not _STILL.search(sentence + tail[:40])
