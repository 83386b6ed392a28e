"""Is a habit there at all, and over how many days does an amount go? 戒了, 偶尔, 两天一包, 一周一条."""

from __future__ import annotations

import re

from nlu.amounts.amount import Amount
from nlu.numbers import parse_numbers
from nlu.questions import Question
from nlu.text import clauses

DAYS_A_WEEK = 7
DAYS_A_MONTH = 30
HARDLY = re.compile(r"不怎么|不太|不大|不常|(?<!差)不多|很少|偶尔|有时|逢年过节|过年|过节")
THEN = re.compile(r"以前|过去|原来|年轻")
# 不喝白酒，喝点啤酒: the no is only to one kind
_STILL_SOME = re.compile(
    r"(?<![不没别])(?<!不[会能敢])(?<!没有)[喝饮抽吸](?:一?[点些]|少|啤|红|黄|米|药|旱|水|电子)|只[喝抽]"
)


def is_none(text: str, no: re.Pattern[str], units: str) -> bool:
    """Whether a text says that there is nothing at all: 一根都不抽, 戒了; not 以前一天一包, 不喝白酒，喝点啤酒."""
    rest = no.sub("", text)
    amount = re.search(rf"[\d一二两三四五六七八九十半]\s*[{units}]", rest)
    past = re.search(r"以前|过去|原来|年轻|之前", text)
    return bool(no.search(text) and not HARDLY.search(text) and not _STILL_SOME.search(text) and (past or not amount))


def a_day(amount: Amount, text: str) -> Amount:
    """What an amount comes to by the day, where it was said to go over more: 两天一包, 一周一条."""
    if re.search(r"(?:一个?|每个?)(?:星期|礼拜|周)", text):
        return amount.times(1 / DAYS_A_WEEK)
    if re.search(r"(?:一个?|每个?)月", text):
        return amount.times(1 / DAYS_A_MONTH)
    for number in parse_numbers(text):
        if re.match(r"天", text[number.end :]) and number.value >= 2:
            return _over(amount, number.value, number.upper)
    return amount


def _over(amount: Amount, days: float, most_days: float | None) -> Amount:
    if most_days is None:
        return amount.times(1 / days)
    low = round(amount.value / most_days, 2)
    return Amount(value=low, upper=round((amount.upper or amount.value) / days, 2), approximate=amount.approximate)


_USED_UP = re.compile(
    r"(?:家里|药|全|都|也|已经|早|就|一(?:天|片|颗|粒)(?:都|也)?)*(?:没有?药了?|没有?了|没剩(?:下|的)?|没剩的?药|吃[光没]|用[完光]|断药|断了|没有?)"
)


def says_zero(question: Question, text: str) -> bool:
    """Whether an answer is the words of the question for a 0, or a part of them: 吃完了 of 药已经吃完了."""
    core = re.sub(r"^[我都也就早已经现在还\s]+|[了啊呢吧的呀哦嘛。.！!\s]+$", "", text)
    if "吃完" in question.zero and _USED_UP.fullmatch(core):
        return True
    return len(core) > 1 and core in question.zero and re.search(r"[不没无零完断]", core) is not None


# 一根不抽, 一口酒没喝, 一次都没有; not 一天没吃 (a day on which nothing was taken) nor 一次不到半小时
_NOT_ONE = re.compile(
    r"(?:[\s我都也早就已经从来现在平时真的家里个全了还,，]|一直|压根|根本|完全|几乎|(?:这|最近|上)?[一这]?个?(?:星期|礼拜|周|月|天)里?|最近|酒|烟)*"
    r"(?:一(?:根|支|颗|包|盒|口|滴|杯|瓶|两|次|回|趟|顿|步|片|粒)(?:白|啤|香)?[烟酒药]?(?:都|也)?"
    r"(?:(?:没有?|不)(?:有|抽|吸|喝|沾|碰|用|喷|使|去|动|走|练|锻炼|活动|运动|犯|发作|摔|漏|忘|断|落|尝|打|疼|吃|剩)?[烟酒药]?)|"
    r"一天(?:都|也)?[没不](?:漏|忘|落|断)(?:下|掉|记)?)[过了的呢啊呀吧。.！!\s]*"
)


_CANNOT_WITHOUT = re.compile(
    r"不(?:抽|吸|喝)(?:烟|酒|它)?(?:就|会|还|都|可|了)*"
    r"(?:难受|难过|不行|浑身|受不了|不舒服|心慌|睡不|没劲|想)"
)


def cannot_do_without(text: str) -> bool:
    """Whether a no only tells of the longing: 一天不抽就难受."""
    return _CANNOT_WITHOUT.search(text) is not None


def not_one(text: str) -> bool:
    """Whether a clause says that there was not even one; what other clauses say of it is not looked at."""
    return any(_NOT_ONE.fullmatch(text, start, end) for start, end in clauses(text))


def only_not_one(text: str) -> bool:
    """Whether nothing beside “not even one” counts: not 平时一根不抽，过年抽两根."""
    rest = [text[a:b] for a, b in clauses(text) if not _NOT_ONE.fullmatch(text, a, b)]
    return not any(parse_numbers(part) or HARDLY.search(part) or _STILL_SOME.search(part) for part in rest)


def denies(question: Question, text: str) -> bool:
    """Whether a text says no to what the question is about: 不疼, 没摔过, 一次都没犯."""
    words = "|".join(map(re.escape, sorted(question.mentions, key=len, reverse=True)))
    if not words:
        return False
    no = (
        r"(?:一(?:点儿?|次|天|回)(?:都|也))?(?:不|没有?|没再|从来没有?|从来不|从没)"
        rf"(?:觉得|感觉|再|发生|出现|吃|喝|用|做)?(?:{words})"
    )
    before, after = r"[\s我最近现在已经都也还一直，,]*", r"[了过着的跤倒啊呢吧。.！!\s]*"
    return re.fullmatch(before + no + after, text) is not None
