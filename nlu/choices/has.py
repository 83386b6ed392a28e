"""Does 有 answer a question with the options 有 and 无? 有, 有啊，去年冬天, 有一两回; not 有灯, 有人来看我."""

from __future__ import annotations

import re

from nlu.questions import Question
from nlu.text import clauses, normalise

_LEAD = r"[\s嗯啊哦是对的我也倒,，]*会?有(?![没啥哪时问])"
_TAIL = r"[的过啊呀呢吧了嘛哦的\s。.！!]*"
_AMOUNT = r"(?:[过好一二两三四五六七八九十几多\d]*[次回趟样种个遍]|一?[点些]儿?|一点点|一丢丢)?"
_HAS = re.compile(rf"{_LEAD}的?过?{_AMOUNT}{_TAIL}")
_HAS_IT = re.compile(rf"{_LEAD}过?(?:一?[点些]儿?)?(?P<what>[^，,。]+?){_TAIL}")
_NOT_AFTER = re.compile(r"(?<!有)没有?(?!事|问题)|不是|吗|[?？]")


def says_has(question: Question, plain: str, yes: str) -> bool:
    """Whether the first clause says no more than 有, or names what the question is about: 有加药.

    嗯 alone may be no more than “I am listening”.
    """
    spans = [plain[start:end] for start, end in clauses(plain)]
    while spans and re.fullmatch(r"[\s嗯啊哦是对的]*", spans[0]):
        spans = spans[1:]
    if not spans or any(_NOT_AFTER.search(span) for span in spans[1:]):
        return False
    if _HAS.fullmatch(spans[0]):
        return True
    named = _HAS_IT.fullmatch(spans[0])
    return named is not None and _is_asked_for(question, named["what"], yes)


def _is_asked_for(question: Question, what: str, yes: str) -> bool:
    """Whether words behind 有 are what was asked for: a mention, or what an option begins with 有 or ends with 过."""
    own = [normalise(word) for option in question.options if option.code == yes for word in option.synonyms]
    if any(word in what for word in question.mentions) or {what, what + "了", what + "过"} & set(own):
        return True
    return any(word.startswith("有") and word.endswith(what) for word in own)
