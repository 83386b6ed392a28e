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
_SENTENCE_END = re.compile(r"[。！？!?；;\n]")
_CLAUSE_END = re.compile(r"[。！？!?；;\n，,]")


def normalise(text: str) -> str:
    """The text with half-width digits and letters in lower case, as long as it was."""
    return "".join(low if len(low := c.lower()) == 1 else c for c in text.translate(_TABLE))


def _around(pattern: re.Pattern[str], text: str, start: int, end: int) -> tuple[int, int]:
    left = max((m.end() for m in pattern.finditer(text, 0, start)), default=0)
    right = pattern.search(text, end)
    return left, right.end() if right else len(text)


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of the sentence that holds text[start:end], its closing mark included."""
    return _around(_SENTENCE_END, text, start, end)


def clause_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of the comma clause that holds text[start:end], its closing mark included."""
    return _around(_CLAUSE_END, text, start, end)


def clauses(text: str) -> list[tuple[int, int]]:
    """The spans of all comma clauses, in order, without their closing marks."""
    spans, start = [], 0
    for mark in _CLAUSE_END.finditer(text):
        spans.append((start, mark.start()))
        start = mark.end()
    spans.append((start, len(text)))
    return [span for span in spans if text[span[0] : span[1]].strip()]
