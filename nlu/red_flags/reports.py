"""Which words of a rule are a report? Those that are not denied, not over, not asked about in general, and real."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from nlu.context import statuses
from nlu.lexicon import NEGATED
from nlu.red_flags.company import EVERYDAY, with_company
from nlu.red_flags.endings import is_dead, is_over, was_just_now
from nlu.red_flags.happening import happens
from nlu.red_flags.message import Message, Place
from nlu.red_flags.questions import is_question
from nlu.red_flags.rules import Rule
from nlu.red_flags.times import is_old
from nlu.red_flags.unreal import is_unreal

Span = tuple[int, int]

_BATCH = 20  # words whose denial is read at once: a page of one repeated word stays cheap
# the short hand of case notes: 不伴胸痛, 胸痛：无, 呼吸困难(-)
_NONE_BEFORE = re.compile(
    r"(?:不|无|未|没)(?:伴有?|诉|见|闻及?|合并|并发|存在|发现|觉得有|感觉到?|感到)(?:明显|任何|过|什么|有)*$|(?:不至于|没到|没达到|远没|[算谈称]不上|不算是?|不属于|并非)[^，,。]{0,3}$"
)
# 没有纳差、腹胀、胸痛: a list of things, whatever they are called
_NONE_LISTED = re.compile(
    r"(?<![有是要])(?:没有|没|无|未见|否认|不伴有?)(?:(?:(?!但|就是|只|却|不过|反而|倒是|也有|还有)[^，,。；;！!？?、\s有]){1,8}[、和及或/\s]+)+(?:(?!但|就是|只|却|有|还|很|一直|突然)[^，,。；;！!？?、\s]){0,3}$"
)
_HOW_BAD = re.compile(r"^(?:了|得|的)(?:很|特别|好|太|直|都|要|[一两三几半\d]|厉害|受不|不行|冒|出|难)")
_NONE_APART = re.compile(r"(?<![有是要])(?:没有|没|无)\s+$")
_NONE_LATER = re.compile(  # 呼吸困难我倒没有感觉到
    r"^[我倒是也都现在目前这个种症状情况基本的嘛呢呀啊吧感觉]{1,8}(?:没有?|无)(?:感觉到?|觉得|出现|发生|过|了|的|啊|呀)*(?:$|[，,。；;])"
)
_NONE_AFTER = re.compile(
    r"^(?:症状|现象)?(?:[:：]\s*)?(?:无|没有|否|未见|\(-\)|（-）|\(－\)|阴性|(?:我|现在|目前)?(?:均|皆|都|全|通通|统统|一样都|一个都|倒是?)(?:无|没|没有|不存在)(?:过|出现)?)(?:$|[，,。；;\s、])"
)
# 胸痛不记得有没有了; not 胸痛不知道有没有关系
_UNSURE = re.compile(
    r"^[^，,。；;]{0,4}?(?:我|他|她)?(?:也|都|真|还|好像)*(?:不太?记得|记不太?[清得住]楚?|忘了|忘记了?|想不起来?|不太?清楚|不太?确定|不知道)"
    r"(?:是)?(?:有没有|有无|是否有?)(?=$|[了过呢啊吧，,。；;！!]|出现|发生)"
)
# what closes a denied list in case notes, in the words that `statuses` knows
_SAME_LENGTH = (("均无", "都没"), ("皆无", "都没"), ("全无", "都没"), ("一样都", "也也都"), ("一个都", "也也都"))
_REACH = 60  # characters around a batch; a list of denied words is shorter


def reported(rule: Rule, message: Message) -> Span | None:
    """The first words of the message by which the rule holds; None where it does not."""
    own = next(_reports(rule, rule.patterns, message), None) or _disease(rule, message)
    if own is not None or not rule.together:
        return own
    groups = [next(_reports(rule, (group,), message), None) for group in rule.together]
    return groups[0] if all(span is not None for span in groups) else None


def _disease(rule: Rule, message: Message) -> Span | None:
    if rule.diseases is None:
        return None
    spans = _reports(rule, (rule.diseases,), message)
    return next((span for span in spans if happens(message.at(*span))), None)


def _reports(rule: Rule, patterns: Iterable[re.Pattern[str]], message: Message) -> Iterator[Span]:
    hits = iter(_hits(patterns, message.plain))
    while batch := list(islice(hits, _BATCH)):
        for (start, end, negated), status in zip(batch, _statuses(message, batch), strict=True):
            if not negated and _counts(rule, message, start, end, status):
                yield start, end


def _hits(patterns: Iterable[re.Pattern[str]], plain: str) -> list[tuple[int, int, bool]]:
    """Where the words stand, none overlapping, and whether a negation stands inside."""
    found = [
        (m.start(), m.end(), NEGATED.search(m.groupdict().get("between") or "") is not None)
        for pattern in patterns
        for m in pattern.finditer(plain)
    ]
    kept: list[tuple[int, int, bool]] = []
    for hit in sorted(found, key=lambda hit: (hit[0], -hit[1])):
        if not kept or hit[0] >= kept[-1][1]:
            kept.append(hit)
    return kept


def _statuses(message: Message, hits: list[tuple[int, int, bool]]) -> list[str]:
    left = max(0, hits[0][0] - _REACH)
    window = message.plain[left : hits[-1][1] + _REACH]
    inside = [(a - left, b - left) for a, b in message.complaints if a >= left and b <= left + len(window)]
    spans, places = with_company([(start - left, end - left) for start, end, _ in hits], inside)
    for written, plain_word in _SAME_LENGTH:
        window = window.replace(written, plain_word)
    found = statuses(window, spans)
    return [found[place] for place in places]


def _counts(rule: Rule, message: Message, start: int, end: int, status: str) -> bool:
    """Whether these words say that it is so now, or may be so: what stays unclear counts."""
    place = message.at(start, end)
    if status == "denied" or _is_denied(place):
        return False
    if _is_explained(rule, place):
        return False
    if is_unreal(place, always=rule.always) or is_question(place, always=rule.always) or is_old(place):
        return False
    if not rule.always and is_dead(place):  # 我走了以后你们别难过 is no death
        return False
    over = status == "resolved" or is_over(place)
    return not over or (rule.passing and was_just_now(place))


def _is_explained(rule: Rule, place: Place) -> bool:
    """Whether what stands beside the words says that they mean something harmless."""
    if rule.unless is not None and rule.unless.search(place.clause):
        return True
    return rule.unless_beside is not None and rule.unless_beside.search(place.sentence) is not None


def _is_denied(place: Place) -> bool:
    """Denials of case notes and of long lists, which `statuses` does not know."""
    if _NONE_BEFORE.search(place.before) or _NONE_AFTER.match(place.after) or _NONE_LATER.match(place.after):
        return True
    if _UNSURE.match(place.after):
        return True
    if _HOW_BAD.match(place.after):  # 没有力气 胸口疼得厉害
        return False
    return _NONE_APART.search(place.earlier) is not None or _is_listed_as_none(place)


def _is_listed_as_none(place: Place) -> bool:
    """没有纳差、腹胀、胸痛; of a list with blanks between every other thing must be a complaint: not 没吃药 胸口疼."""
    listed = _NONE_LISTED.search(place.earlier)
    if listed is None:
        return False
    things = listed.group().split()[:-1] if not place.earlier[-1:].isspace() else listed.group().split()
    return all(re.search("[、和及或/]", thing) or EVERYDAY.search(thing) for thing in things)
