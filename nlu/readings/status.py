"""Is a value the patient's own, now? Stated, asked about, long past or only supposed."""

from __future__ import annotations

import re

from nlu.text import clause_around, sentence_around

_SUPPOSED = re.compile(
    r"如果|要是|假如|万一|正常值|正常范围|标准|目标|应该|要求|理想|最好|达标线|控制到|要控制|需要控制|"
    r"达到多少|超过多少"
)
_LIMIT = re.compile(r"\s*(?:超过|高于|大于|低于|小于|不到|不超过|≥|>|<|≤)")
_GENERAL = re.compile(
    r"[^，,。]{0,4}(?:是不是|算不算|算|属于|是|要)[^，,。！!]{0,10}(?:吗|么|？|\?)|"
    r"[^，,。]{0,6}(?:正常吗|高吗|低吗)"
)
_PAST = re.compile(
    r"以前|去年|前年|大前年|当年|年轻|曾经|早些年|\d年前|[一二两三四五六七八九十几]年前|住院(?:的时候|"
    r"时|那)|原来|原先|从前"
)
_NOW = re.compile(r"现在|今天|今早|今晚|刚|这几天|这两天|最近|目前|早上量|又")
_MINE = re.compile(r"我|今天|今早|刚|量|测|现在|这几天|最近|老伴|爸|妈|他|她|爷|奶|早上|晚上")


def status_of(text: str, start: int, end: int) -> str:
    """The status of the value at text[start:end]: stated, asked, past or hypothetical."""
    first, last = sentence_around(text, start, end)
    before, after = text[first:start], text[end:last]
    clause = text[clause_around(text, start, end)[0] : start]
    said = text[start:end]
    mine = _MINE.search(before + said) is not None
    if _SUPPOSED.search(clause + said):
        return "hypothetical"
    if not mine and _GENERAL.match(after):
        return "asked"
    if _LIMIT.search(clause[-3:] + said) and re.search(r"[吗么?？]|怎么办|多少", after):
        return "hypothetical"
    if _PAST.search(clause + said) and not _NOW.search(clause + said):
        return "past"
    return "stated"
