"""Of one symptom that is named several times, what holds? 三天前发烧…昨天退了 is over; 白天咳嗽晚上不咳嗽 is there.

And vague words say nothing beside precise ones: 头晕难受 is a 头晕.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

from nlu.findings import Symptom
from nlu.symptoms.words import PAIN

VAGUE = "难受"  # counts only where nothing more precise is there
_BELLY = {"反酸", "恶心", "嗳气", "呕吐", "食欲减退", "胃部不适", "腹胀"}  # pain beside these is the stomach's
_CHILDREN = {"孩子", "孙辈"}  # who sweat in their sleep sweat: a night sweat is what their parents call so
_MARKS = tuple("，,、。；; ")
_LATER = re.compile(
    r"后来|以后|之后|现在|第二天|转天|次日|隔天|今[天早]|昨[天晚]|目前|已经|这[几两]天|到\d+点|\d+[点号日]|没再"
)
_TAKEN_BACK = re.compile(r"不对|说错|错了|打错|写错")


def settle(plain: str, found: list[Symptom]) -> list[Symptom]:
    """The symptoms with one status for every name and person, and without vague words beside precise ones."""
    by_name: dict[tuple[str, str], list[Symptom]] = defaultdict(list)
    for symptom in _renamed(found):
        by_name[symptom.name, symptom.subject].append(symptom)
    settled = [symptom for same in by_name.values() for symptom in _settle_one(plain, same)]
    return sorted(_without_vague(plain, settled), key=lambda symptom: (symptom.start, symptom.end))


def _renamed(found: list[Symptom]) -> list[Symptom]:
    """The symptoms by the names that what stands around them gives: 不反酸，有点隐痛 is the stomach's pain."""
    others = {symptom.name for symptom in found} - {PAIN, VAGUE}
    stomach = bool(others) and others <= _BELLY
    return [replace(symptom, name=_name_beside(symptom, stomach)) for symptom in found]


def _name_beside(symptom: Symptom, stomach: bool) -> str:
    if symptom.name == PAIN and stomach:
        return "胃部不适"
    if symptom.name == "盗汗" and symptom.subject in _CHILDREN and "盗" not in symptom.surface:
        return "出汗"
    return symptom.name


def _settle_one(plain: str, same: list[Symptom]) -> list[Symptom]:
    told = [symptom for symptom in same if symptom.status != "asked"] or same
    if len({symptom.status for symptom in told}) == 1:
        return told
    last = told[-1]
    if last.status == "denied" and not _gone_since(plain, told):
        return [symptom for symptom in told if symptom.status == "present"] or told
    if last.status == "present":
        return [symptom for symptom in told if symptom.status == "present"]
    over = "denied" if _TAKEN_BACK.search(plain, told[0].start, last.start) else "resolved"
    return [replace(symptom, status=over) for symptom in told]


def _gone_since(plain: str, told: list[Symptom]) -> bool:
    """Whether the last mention denies for a later time, or takes the earlier one back."""
    last, before = told[-1], told[-2]
    between = plain[before.end : last.end + 1]
    if any(symptom.status == "resolved" for symptom in told):
        return True
    if before.status == "denied" and len(told) > 2:
        return _gone_since(plain, told[:-1])
    return bool(_LATER.search(between) or _TAKEN_BACK.search(between) or between.endswith("了"))


def _without_vague(plain: str, found: list[Symptom]) -> list[Symptom]:
    if any(symptom.name != PAIN and re.search(r"[痛疼]", symptom.surface) for symptom in found):
        found = [symptom for symptom in found if symptom.name != PAIN]
    precise = [symptom for symptom in found if symptom.name != VAGUE]
    if any(symptom.status == "present" for symptom in precise):
        return [symptom for symptom in found if symptom.name != VAGUE or _in_a_list(plain, symptom)]
    # 没有发烧，没有不舒服 denies a fever
    return [symptom for symptom in found if symptom.name != VAGUE or symptom.status == "present"] if precise else found


def _in_a_list(plain: str, symptom: Symptom) -> bool:
    """Whether the vague word is one of a list, between two marks and nothing else: 心慌，难受，头胀."""
    before, after = plain[: symptom.start].rstrip("浑全身上体人"), plain[symptom.end : symptom.end + 1]
    return symptom.status == "present" and before[-1:] in _MARKS and after in _MARKS
