"""How is a message put into one writing without moving a character? Full-width, traditional forms, clauses.

Every change is one character for one, so that offsets found in the result are offsets in what the patient wrote.
"""

from __future__ import annotations

import re

_FULL_WIDTH = {0xFF01 + i: 0x21 + i for i in range(94)}  # ！..～ to !..~
_KEPT = {ord(c): ord(c) for c in "，；！？（）"}  # Chinese punctuation stays: clauses are cut at it
_TRADITIONAL = str.maketrans(
    "壓頭暈點兩萬幾個沒氣舒張縮脈搏測說體溫藥煙腳腫發熱腦嘔攣關節過來覺歲醫後餐飯顫聽視糊瀉脹緊針週還時間鐘",
    "压头晕点两万几个没气舒张缩脉搏测说体温药烟脚肿发热脑呕挛关节过来觉岁医后餐饭颤听视糊泻胀紧针周还时间钟",
)
_OTHER = {0x3000: 0x20, 0x2212: 0x2D, 0x2013: 0x2D, 0x2014: 0x2D, 0x301C: 0x7E, 0x2103: ord("度"), 0x00A0: 0x20}
_TABLE = {**_FULL_WIDTH, **_KEPT, **_TRADITIONAL, **_OTHER}
_HAND_DASH = re.compile(r"(?<=\d)一(?=\d{2})")  # 145一90: the dash as a handwriting keyboard gives it
_NO_DIALECT = re.compile(r"[没莫冇木]得|木有|(?<![怎什那这要多])么得")  # all say 没有
_SENTENCE_ENDS = "。！？!?；;\n"
_CLAUSE_ENDS = _SENTENCE_ENDS + "，,"
_ASKS = re.compile(
    r"(?:吗|(?<![什怎那这多要])么|[?？])\s*$|(?<!现)(?P<x>(?!得不得了|时不时|动不动)[^不没])[不没](?P=x)|(?<![没不])(?<!没有)(?<!不了)(?:怎么办|(?<!没好)多少(?!有一?[点些])|哪[里儿个](?![都也])|为什么|为啥|什么意思|咋办|啥意思)"
)
_CLAUSE_END = re.compile(f"[{_CLAUSE_ENDS}]")


def normalise(text: str) -> str:
    """The text with half-width digits, letters in lower case and 没有 for 没得, as long as it was."""
    plain = "".join(low if len(low := c.lower()) == 1 else c for c in text.translate(_TABLE))
    return _HAND_DASH.sub("-", _NO_DIALECT.sub("没有", plain)).replace("冇", "没")


def _around(marks: str, text: str, start: int, end: int) -> tuple[int, int]:
    left = max(text.rfind(mark, 0, start) for mark in marks) + 1
    right = min((at for mark in marks if (at := text.find(mark, end)) >= 0), default=len(text))
    return left, min(right + 1, len(text))


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of the sentence that holds text[start:end], its closing mark included."""
    return _around(_SENTENCE_ENDS, text, start, end)


def clause_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of the comma clause that holds text[start:end], its closing mark included."""
    return _around(_CLAUSE_ENDS, text, start, end)


def clauses(text: str) -> list[tuple[int, int]]:
    """The spans of all comma clauses, in order, without their closing marks."""
    spans, start = [], 0
    for mark in _CLAUSE_END.finditer(text):
        spans.append((start, mark.start()))
        start = mark.end()
    spans.append((start, len(text)))
    return [span for span in spans if text[span[0] : span[1]].strip()]


def without_questions(text: str) -> str:
    """A normalised text with the clauses that ask something blanked out: 能不能喝酒 is no 不能喝."""
    for start, end in clauses(text):
        if _ASKS.search(text[start : end + 1].rstrip("，,。；;\n")):
            text = text[:start] + " " * (end - start) + text[end:]
    return text
