"""Since when, how badly, how often and on which side does somebody have a symptom? In the patient's own words.

They stand before the word (最近经常有点头晕), behind it (咳嗽三天了，夜里厉害) or within it (腿有点肿). What stands
between two symptoms belongs to the first where it follows it at once, else to the second.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from nlu.findings import Symptom

_AFTER = 24  # characters behind a word in which its details may stand
_BEFORE = 30
_SENTENCE_END = re.compile(r"[。！？!?；;\n]")

_COUNT = r"(?:[一二两三四五六七八九十百几数半多来好\d]|大半|小半|\.)+"
_SPAN = (
    rf"(?:好|快|大概|大约|差不多|将近|有|已经|已|得有|都)*{_COUNT}(?:多)?个?(?:半)?(?:多)?(?:小时|"
    rf"钟头|分钟|天|日|宿|晚上?|星期|礼拜|周|月|年|阵子?|段时间)(?:多|半|左右|来)?(?:以?来)?"
)
_DAY = (
    r"(?:大前|前|昨|今)[天日儿晚早](?:早上|上午|中午|下午|晚上|夜里|凌晨|半夜)?|昨夜|今[早晨晚]|刚才|"
    r"刚刚|早上|上午|中午|下午|半夜|凌晨|"
    r"(?:上|这|本)个?(?:周|星期|礼拜|月)[一二三四五六日天末]?|(?:周|星期|礼拜)[一二三四五六日天]|"
    r"去年|前年|年前|年后|春节|过年|国庆|"
    r"\d{1,2}月(?:\d{1,2}[号日])?|\d{1,2}[号日]|初[一二三四五六七八九十]|(?:第)?[一二三四五六七八九十\d]+号"
)
_LASTS = re.compile(
    rf"第{_COUNT}[天周]|(?:从|自从?|打)(?:{_DAY}|{_SPAN}前?|[^，,。]{{1,8}}?)(?:开始|起|以来|到现在|之后|以后)|"
    rf"(?:这|近|最近|前|过去)(?:的)?(?:{_COUNT})(?:个)?(?:多)?(?:天|日|晚|周|星期|礼拜|月|年|次)(?:来|"
    rf"里)?|{_SPAN}(?:之?前|以前)?|"
    rf"(?:{_DAY})(?:开始|起)|最近(?:一段时间)?|近[来期日]|这[段阵](?:时间|子)?|一直以来|多年|长期|"
    rf"很久|好久|老长时间|(?<!头)(?<!先)一直"
)
_DURATION = re.compile(f"{_LASTS.pattern}|{_DAY}")  # 昨天头晕; but 头晕，昨天好了
_SEVERITY = re.compile(
    r"(?:稍微|略微?|多少|微微)?有一?(?:点点?儿?|些)|一点点?儿?|稍微|略微?|微微|轻微|轻度|隐隐|不太|"
    r"不怎么|比较|挺|蛮|很|好(?!了|几|多|像|久|些|转|的)|非常|特别|十分|超级|极其|"
    r"相当|太|严重|剧烈|厉害|利害|历害|受不[了住]|难忍|要命|要死|不行了?|钻心|死去活来|明显|加重|"
    r"越来越(?:重|厉害|严重|明显|多)|得[很慌]|更|不严重|不厉害|还行|能忍"
)
_TIMES = re.compile(  # 一天三次, 一天要咳十几次
    rf"(?:每|一)(?:天|日|晚上?|夜里?|宿|周|个?星期|个?礼拜|个?月|"
    rf"小时)(?:[^，,。；;！!？?]{{0,8}}?){_COUNT}(?:多)?(?:次|回|趟|遍|阵|声)"
)
_PER = re.compile(_TIMES.pattern)
_FREQUENCY = re.compile(
    r"每[天日](?:晚上|早上|下午|半夜|夜里|早晨)?|每晚上?|天天(?:晚上|早上)?|经常性?|常常|时常|时不时|"
    r"不时|老是?(?!人|公|婆|伴|爸|妈|师)|"
    r"总是?(?!之|共|体|的来)|一直|整天|偶尔|偶(?!然|像)|有时候?|有的时候|间歇性?|阵发性?|一阵一阵|"
    r"阵阵|断断续续|反复|隔三差五|三天两头|"
    r"动不动|频繁|持续|不停|一阵"
)
_SIDES = (
    ("both", re.compile(r"两[条只边侧脚腿手眼耳]|双[侧下上手脚腿眼耳膝]|左右|左边?[和跟]?右")),
    ("left", re.compile(r"左")),
    ("right", re.compile(r"右")),
)
_LIST = re.compile(r"[、和及跟与\s]*(?:还有|以及|伴有?)?[、\s]*")


def with_details(plain: str, found: Sequence[Symptom]) -> list[Symptom]:
    """The symptoms with what is said of their duration, severity, frequency and side; `found` in order.

    What is denied has no details: in 三天了，不咳嗽，就是痰多 the days are those of the phlegm.
    """
    there = [symptom for symptom in found if symptom.status != "denied"]
    detailed = {
        id(symptom): replace(symptom, **_details(plain, symptom, window))
        for symptom, window in zip(there, _windows(plain, there), strict=True)
    }
    return [detailed.get(id(symptom), symptom) for symptom in found]


def _windows(plain: str, there: Sequence[Symptom]) -> list[tuple[int, int]]:
    """The stretch of text round every symptom in which its details stand: its sentence, up to what is of another's."""
    windows: list[tuple[int, int]] = []
    left = 0
    for index, symptom in enumerate(there):
        following = there[index + 1].start if index + 1 < len(there) else None
        right = max(symptom.end, _right(plain, symptom.end, following))
        if index and _LIST.fullmatch(plain, there[index - 1].end, max(symptom.start, there[index - 1].end)):
            start = max(
                windows[-1][0], symptom.start - 2 * _BEFORE
            )  # a list has its details in common: 最近经常头晕恶心
        else:
            start = max(left, symptom.start - _BEFORE)
            marks = [mark.end() for mark in _SENTENCE_END.finditer(plain, start, max(start, symptom.start))]
            start = marks[-1] if marks else start
        windows.append((start, right))
        left = max(left, right)
    return windows


def _right(plain: str, end: int, following: int | None) -> int:
    """Where the words behind a symptom end that are still about it; `following` is where the next one begins."""
    limit = min(end + _AFTER, len(plain))
    mark = _SENTENCE_END.search(plain, end, limit)
    limit = mark.start() if mark else limit
    if following is None or limit < following:
        return limit
    commas = [m.start() for m in re.finditer("[，,]", plain[end:following])]
    if commas:
        return end + commas[-1]
    return end + len(_own_tail(plain[end:following]))


def _own_tail(words: str) -> str:
    """What of the words between two symptoms without a comma belongs to the first: 头晕[三天了]最近恶心."""
    match = re.match(rf"(?:得|的)?(?:很|特别|非常)?(?:厉害|严重)|(?:有|已经?|都)?{_SPAN}了?", words)
    return match.group() if match else ""


def _details(plain: str, symptom: Symptom, window: tuple[int, int]) -> dict[str, Any]:
    """What is said within the window, of the places where each detail stands the likeliest first."""
    before, inside, after = (window[0], symptom.start), (symptom.start, symptom.end), (symptom.end, window[1])
    near = (max(window[0], symptom.start - 8), symptom.start)
    sides = (inside, (max(window[0], symptom.start - 4), symptom.start), (symptom.end, min(window[1], symptom.end + 8)))
    return {
        "duration": _first(_LASTS, plain, after) or _last(_DURATION, plain, before) or _first(_DURATION, plain, inside),
        "severity": _first(_SEVERITY, plain, inside)
        or _last(_SEVERITY, plain, near)
        or _first(_SEVERITY, plain, after),
        "frequency": _first(_TIMES, plain, window)
        or _last(_FREQUENCY, plain, before)
        or _first(_FREQUENCY, plain, inside)
        or _first(_FREQUENCY, plain, after),
        "side": next((side for place in sides if (side := _side(plain[place[0] : place[1]]))), None),
    }


def _said(pattern: re.Pattern[str], plain: str, place: tuple[int, int]) -> list[str]:
    return [
        m.group()
        for m in pattern.finditer(plain, *place)
        if pattern not in (_DURATION, _LASTS) or not _measures(plain, m)
    ]


def _first(pattern: re.Pattern[str], plain: str, place: tuple[int, int]) -> str | None:
    return next(iter(_said(pattern, plain, place)), None)


def _last(pattern: re.Pattern[str], plain: str, place: tuple[int, int]) -> str | None:
    return next(iter(reversed(_said(pattern, plain, place))), None)


def _measures(plain: str, match: re.Match[str]) -> bool:
    """Whether a stretch of time is the measure of a frequency, an age or nothing: 一天 in 一天三次."""
    return plain[max(0, match.start() - 1) : match.start()] == "每" or _PER.match(plain, match.start()) is not None


def _side(words: str) -> str | None:
    return next((side for side, pattern in _SIDES if pattern.search(words)), None)
