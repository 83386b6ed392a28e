"""Which measured values are past a limit, and are somebody's own of now?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nlu.findings import Reading
from nlu.readings import possible_value
from nlu.red_flags.endings import is_over
from nlu.red_flags.message import Message, Place
from nlu.red_flags.rules import Rule
from nlu.red_flags.times import is_old
from nlu.when import is_of_late

_LOW_LIMITS = {"spo2": 90, "glucose": 3.9}
_MIDDLE_GLUCOSE = 10.0  # mmol/L; below it the danger is a low one
_OWN = re.compile(
    r"我|俺|爸|妈|爷|奶|姥|公公|婆婆|老伴|老公|老婆|孩子|宝宝|儿子|女儿|他|她|家人|现在|刚|今天|今早|昨|突然|目前|最近|这几天|量|测|已经|一直|怎么办|难受"
)
_NORM = re.compile(
    r"正常值|正常范围|参考值|参考范围|标准是|标准值|理想|目标|以内|之间(?:算|是|为)?正常|应该在|应控制|控制在"
)
_CLASSED = re.compile(
    r"属于|算是?(?!了)|[几一二三]级|诊断标准|是[^，,。]{1,8}(?:吗|么)|(?<!不)会[^，,。]{1,8}(?:吗|么)"
)
_ROUND = 10
_WORDS = re.compile(r"[^\d一二三四五六七八九十]*")
_RACED = re.compile(r"胎|宝宝|婴|新生儿|幼|运动|跑|锻炼|最高|爬|打球|快走|跳绳|个月")
# 最高到过180，现在130: the worst of other days, where the sentence tells what it is now
_WORST_EVER = re.compile(
    r"最[高低]|曾|那会儿?|那时候?|当时|刚?(?:确诊|查出来?|住院)(?:时|的时候)|以前|原来|高的时候|低的时候|一度"
)
_AND_NOW = re.compile(
    r"(?:现在|目前|最近|近期|这几天|今天|吃药后|服药后|平时|控制)[^。！!？?；;]{0,12}[\d一二三四五六七八九]"
)
_OF_THESE_DAYS = re.compile(r"今[天早晚晨]|昨[天晚夜]|刚(?:才|刚|测|量)|凌晨|半夜|现在|最近|这[几两]天")
_CODE = re.compile(r"(?<![a-z])e-?\d", re.IGNORECASE)  # 血糖仪显示E3: a fault of the device
_CAME_DOWN = re.compile(r"^[^，,。]{0,4}(?:降到|降至|降成|下降到)")
# 不到180, 控制在180以下: below a high limit; 90以上, 九十多: above a low one
_BELOW = re.compile(r"(?:不到|没到|没超过|不超过|未超过|低于|小于|别超过|没过|不过|没有?超过|<|≤)\s*$")
_BELOW_AFTER = re.compile(r"\s*(?:以下|以内|之内|往下|都不到)")
_ABOVE = re.compile(r"(?:不低于|高于|大于|超过|>|≥|没低于)\s*$")
_ABOVE_AFTER = re.compile(r"[%％]?\s*(?:以上|多(?!次)|往上|几)")


def told(reading: Reading, message: Message) -> bool:
    """Whether a value is somebody's own of now; one that is asked about counts where somebody is named beside it."""
    place = message.at(reading.start, reading.end)
    if reading.kind == "temperature" and is_over(place):
        return False
    if is_old(place) or (reading.status == "asked" and _ABOVE.search(place.before + _WORDS.match(place.said).group())):  # type: ignore[union-attr]
        return False
    if _CODE.search(place.said):
        return False
    if reading.kind == "heart_rate" and _RACED.search(place.earlier):
        return False
    if place.before.endswith("从") and _CAME_DOWN.match(place.after):
        return False
    if _was_worst(place):
        return False
    if _NORM.search(place.clause) or _on_the_good_side(reading, place):
        return False
    own = _OWN.search(place.sentence) is not None
    if _CLASSED.search(place.clause) and not own:
        return False
    if reading.status == "past" and is_of_late(reading.when):
        return True
    return reading.status == "stated" or (reading.status == "asked" and (own or not _is_round(reading)))


def _was_worst(place: Place) -> bool:
    worst = _WORST_EVER.search(place.before + place.said) is not None and not _OF_THESE_DAYS.search(place.earlier)
    return worst and _AND_NOW.search(place.later) is not None


def _is_round(reading: Reading) -> bool:
    """Whether it may be the limit of a textbook: 180/110, 200; somebody measured 185."""
    return all(value % _ROUND == 0 for value in reading.values.values())


def _on_the_good_side(reading: Reading, place: Place) -> bool:
    """Whether the value is only a bound that was kept: 没超过180, 血氧90以上."""
    before = place.before + _WORDS.match(place.said).group()  # type: ignore[union-attr]
    low_is_bad = reading.kind == "spo2" or (reading.kind == "glucose" and reading.values["value"] < _MIDDLE_GLUCOSE)
    if low_is_bad:  # 血氧八十多 is not kept above anything
        if max(reading.values.values()) < _LOW_LIMITS[reading.kind]:
            return False
        return _ABOVE.search(before) is not None or _ABOVE_AFTER.search(place.said[-2:] + place.after[:4]) is not None
    return _BELOW.search(before) is not None or _BELOW_AFTER.match(place.after) is not None


def passed(rule: Rule, readings: Sequence[Reading]) -> Iterator[Reading]:
    """Readings past a limit of the rule; of a range the worse end counts, an impossible value never."""
    for limit in rule.readings:
        for reading in readings:
            if reading.kind == limit["kind"] and limit["value"] in reading.values and _possible(reading):
                low = reading.values[limit["value"]]
                high = reading.upper.get(limit["value"], low)
                if high >= limit.get("least", float("inf")) or low <= limit.get("most", float("-inf")):
                    yield reading


def _possible(reading: Reading) -> bool:
    """A single value decides: 高压90低压140 is a slip of order, and still a diastolic of 140 that somebody must see."""
    return all(possible_value(reading.kind, key, value) for key, value in reading.values.items())
