"""Does this message report something that a person must see at once? Rules in `data/lexicon/red_flags.yml`.

It counts for the writer and for whoever they speak for (我爸晕倒了). A knowledge question, a denial, an old episode
that is over, a supposition and hearsay do not count; whatever stays unclear does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from nlu.context import statuses
from nlu.findings import Reading, RedFlag
from nlu.lexicon import NEGATED, entry_patterns, load
from nlu.numbers import parse_numbers
from nlu.readings import find_readings, possible_value
from nlu.text import clause_around, normalise, sentence_around

_LEAST_GLUCOSE, _MOST_GLUCOSE = 1.0, 33.9  # mmol/L; 34 and more may be a temperature
MAX_SCREENED = 4000  # characters: more than any reader of answers looks at, a flag may stand at the end

_KNOWLEDGE = re.compile(
    r"什么原因|什么引起|怎么引起|是什么病|什么症状|有什么表现|哪些症状|哪些表现|怎么预防|如何预防|"
    r"预防|区别|什么是|是什么意思|的症状是|会不会|"
    r"怎么急救|的前兆|先兆|有哪些|为什么会|什么叫|科普|注意什么"
)
_SOMEBODY = re.compile(
    r"我|俺|咱|爸|妈|爷|奶|姥|老伴|老公|老婆|丈夫|妻子|父亲|母亲|孩子|儿子|女儿|他|她|家里|现在|刚|"
    r"今天|昨天|昨晚|突然|一直|正在|半夜|早上|晚上|这几天|"
    r"[一二三四五几两\d][天个][^月]?|小时|厉害|快来|赶紧|已经|病人|患者|老人|同事|朋友|邻居"
)
_OLD = re.compile(
    r"以前|从前|过去|去年|前年|大前年|年轻(?:的)?时|小时候|当年|曾经|早年|上个月|上次|那次|"
    r"[一二两三四五六七八九十几\d]+(?:年|个月)(?:以)?前|住院(?:前|时|那)"
)
_NOW = re.compile(r"现在|又|今天|今早|今晚|刚|正在|还是|仍|这两天|这几天|最近|目前|突然|一直")
_OVER = re.compile(r"好了|没事了|没再|不再|过去了|痊愈|出院了|治好|没犯过|没有再|恢复")
_SUPPOSED = re.compile(
    r"如果|要是|万一|假如|倘若|一旦|怕会|担心会|会不会|以免|避免|防止|小心别|别.{0,2}$|免得|容易$|"
    r"可能会?(?:引起|导致)?$"
)
_HEARSAY = re.compile(r"听说|电视|新闻|网上|小说|电影|手机上看|书上|抖音|文章|报纸|别人说")
_QUESTION_END = re.compile(r"[吗么?？]")
# 早上一测二十一点三: only a glucose has such a value; a low one (3.2) may be a potassium or one eye's sight
_MEASURED = re.compile(
    r"(?:一?测|扎了?手指头?|扎(?:了|出来)?)(?:[了是有到得的才都就就是一下出来呢啊，,\s]|今天|今早|刚才|居然|都到)*$"
)
_OTHER_MEASURE = re.compile(
    r"视力|血脂|胆固醇|尿酸|肌酐|钾|钠|钙|酮|骨密度|糖化|体温|发烧|体重|腰围|身高|肺|血氧|心率|血压"
)


@dataclass(frozen=True, kw_only=True)
class _Rule:
    name: str
    level: str
    patterns: tuple[re.Pattern[str], ...]
    readings: tuple[dict[str, Any], ...]
    needs: re.Pattern[str] | None
    unless: re.Pattern[str] | None


def _optional(source: str | None) -> re.Pattern[str] | None:
    return re.compile(source) if source else None


@lru_cache(maxsize=1)
def _rules() -> tuple[_Rule, ...]:
    return tuple(
        _Rule(
            name=name,
            level=entry["level"],
            patterns=tuple(entry_patterns(entry)),
            readings=tuple(entry.get("readings", ())),
            needs=_optional(entry.get("with")),
            unless=_optional(entry.get("unless")),
        )
        for name, entry in load("red_flags.yml")["red_flags"].items()
    )


def screen(text: str) -> tuple[RedFlag, ...]:
    """The red flags that a message reports, one a rule, in the rules' order."""
    text = text[:MAX_SCREENED]
    plain = normalise(text)
    readings = [r for r in find_readings(text) if r.status == "stated"] + list(_unnamed_glucose(plain))
    found = []
    for rule in _rules():
        if rule.needs is not None and not rule.needs.search(plain):
            continue
        surface = next(_reported(rule, plain), None) or next(_passed(rule, readings), None)
        if surface is not None:
            found.append(RedFlag(rule=rule.name, surface=surface, level=rule.level))
    return tuple(found)


def _unnamed_glucose(plain: str) -> Iterator[Reading]:
    """Values with a decimal that were measured and not named: 早上一测二十一点三, 刚扎手指3.1."""
    if _OTHER_MEASURE.search(plain) or ("测" not in plain and "扎" not in plain):
        return
    for number in parse_numbers(plain):
        said = plain[number.start : number.end]
        follows = plain[number.end : number.end + 1]
        if not re.search(r"[.点]", said) or follows in ("/", "公", "斤", "度", "米", "个", "分", "刻", "%", "-", "半"):
            continue
        if _MEASURED.search(plain[: number.start]) and _LEAST_GLUCOSE <= number.value <= _MOST_GLUCOSE:
            yield Reading(
                kind="glucose", values={"value": number.value}, unit="mmol/L", surface=said, start=number.start,
                end=number.end,
            )  # fmt: skip


def screen_readings(readings: Sequence[Reading]) -> tuple[RedFlag, ...]:
    """The red flags of values alone, one a rule: a bare 17.8 is a glucose only once the question is known.

    Rules that need words beside the value (a temperature after an operation) are left to `screen`.
    """
    passed = [(rule, next(_passed(rule, readings), None)) for rule in _rules() if rule.needs is None]
    return tuple(RedFlag(rule=rule.name, surface=said, level=rule.level) for rule, said in passed if said is not None)


def _hits(rule: _Rule, plain: str) -> list[tuple[int, int, bool]]:
    """Where the rule's words stand, none overlapping, and whether a negation stands inside."""
    found = [
        (m.start(), m.end(), NEGATED.search(m.groupdict().get("between") or "") is not None)
        for pattern in rule.patterns
        for m in pattern.finditer(plain)
    ]
    kept: list[tuple[int, int, bool]] = []
    for hit in sorted(found, key=lambda hit: (hit[0], -hit[1])):
        if not kept or hit[0] >= kept[-1][1]:
            kept.append(hit)
    return kept


def _reported(rule: _Rule, plain: str) -> Iterator[str]:
    hits = _hits(rule, plain)
    for (start, end, negated), status in zip(hits, statuses(plain, [hit[:2] for hit in hits]), strict=True):
        if negated or status in ("denied", "resolved") or _set_aside(rule, plain, start, end):
            continue
        yield plain[start:end]


def _set_aside(rule: _Rule, plain: str, start: int, end: int) -> bool:
    """Whether the words are no report: a question in general, an old story, a supposition, hearsay, a word trap."""
    first, last = sentence_around(plain, start, end)
    left, right = clause_around(plain, start, end)
    sentence, before = plain[first:last], plain[first:start]
    if rule.unless is not None and rule.unless.search(plain[left:right]):
        return True
    if _HEARSAY.search(before) and not re.search(r"我[爸妈的也自]|我现在", sentence):
        return True
    if _SUPPOSED.search(before) and not re.search(r"了|现在|突然|正在", plain[end:right]):
        return True
    if _OLD.search(before) and not _NOW.search(sentence):
        return True
    if _OVER.search(plain[end:last]) and not re.search(r"又|没好|不好", sentence):
        return True
    asks = _KNOWLEDGE.search(sentence) or (
        _QUESTION_END.search(plain[end:last]) and re.search(r"会|引起|导致|属于|算", sentence)
    )
    return bool(asks) and not _SOMEBODY.search(sentence)


def _possible(reading: Reading) -> bool:
    """A single value decides: 高压90低压140 is a slip of order, and still a diastolic of 140 that somebody must see."""
    return all(possible_value(reading.kind, key, value) for key, value in reading.values.items())


def _passed(rule: _Rule, readings: Sequence[Reading]) -> Iterator[str]:
    """Readings past a limit of the rule; of a range the worse end counts, an impossible value never."""
    for limit in rule.readings:
        for reading in readings:
            key = limit["value"]
            if reading.kind != limit["kind"] or key not in reading.values or not _possible(reading):
                continue
            low = reading.values[key]
            high = reading.upper.get(key, low)
            if high >= limit.get("least", float("inf")) or low <= limit.get("most", float("-inf")):
                yield reading.surface
