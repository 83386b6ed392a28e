"""How often a week? 每周三次, 天天走路, 早晚各一次, 两天一次, 一周五天; and on how many days of it: 周一三五, 隔天."""

from __future__ import annotations

import re

from nlu.about import is_about
from nlu.amounts.amount import ZERO, Amount
from nlu.amounts.counted import bare, counted
from nlu.amounts.habits import DAYS_A_WEEK, denies
from nlu.questions import Question

EVERY_OTHER_DAY = Amount(value=3.0, upper=4.0)
_NO_EXERCISE = re.compile(
    r"不(?:怎么|太|大)?(?:爱)?(?:运动|锻炼|活动|动)|没(?:有|怎么)?(?:时间)?(?:运动|锻炼|活动)|从不|"
    r"从来不|动不了|走不动|基本不"
)
_NOT_EXERCISE = re.compile(r"医|药|复查|检查|量血压|[片粒颗]|起夜|尿")
_DAYS_ONLY = re.compile(
    r"(?:大概|大约|一般|差不多|有|也就|了|过|共)*[\d一二两三四五六七、到至~-]+天(?:左右|吧|的样子|多)?[。.！!]?"
)
_A_WEEK = re.compile(r"周|星期|礼拜")
_EVERY_DAY = re.compile(
    r"(?<!不是)(?:天天|每天)|每日|每[早晚]|早晚|一天不落|(?:早上|晚上|饭后)都|一天[^，,。]{0,6}(?:分钟|小时)"
)
_OTHER_DAY = re.compile(r"隔[一1]?[天日]|[两2二]天[一1][次回趟]")
_EACH_DAY = re.compile(r"(?:每|一|1)[天日](?:要|都|能|大概)?[^，,。]{0,4}[一二两三四五123]?[次回趟]")
_WEEKEND = re.compile(r"(?:只有|就)?周末")
_WORKDAYS = re.compile(r"(?:周|星期|礼拜)[一1](?:到|至|-)(?:周|星期|礼拜)?[五5]|工作日|除了?周末")
_ALTERNATE = re.compile(r"一三五|二四六")
_WEEKDAY_LIST = re.compile(
    r"(?:周|星期|礼拜)(?P<first>[一二三四五六日天])(?![天次回个到至])"
    r"(?P<more>(?:[、,，和\s]*(?:周|星期|礼拜)?[一二三四五六日天](?![天次回个]))*)"
)


def read_times_a_week(question: Question, text: str, *, asked: bool) -> Amount | None:
    """Times a week."""
    if _NOT_EXERCISE.search(text):
        return None
    if (times := _by_times(text)) is not None:
        return times
    if _OTHER_DAY.search(text) or re.search(r"隔.{0,2}[天日]", text):
        return EVERY_OTHER_DAY if _OTHER_DAY.search(text) else None
    if (days := _by_days(text, asked=asked)) is not None:
        return days
    if _NO_EXERCISE.search(text):
        return None if re.search(r"不怎么|不太|不大|没怎么", text) else ZERO
    return bare(text, "[次回趟个]") if asked and not re.search(r"分钟|小时|公里|步", text) else None


def _by_times(text: str) -> Amount | None:
    """An answer that counts 次: a week, a day, every so many days, a month."""
    times = [found.amount for found in counted(text, "次|回|趟")]
    if not times or _OTHER_DAY.search(text):
        return None
    if _EACH_DAY.search(text):
        return times[0].times(DAYS_A_WEEK)
    span = counted(text, "天")
    if len(span) == len(times) == 1 and span[0].end < text.rfind("次") and not re.search(r"周|星期|礼拜|每天", text):
        return times[0].times(DAYS_A_WEEK / span[0].amount.value)
    if re.search(r"隔.{0,2}[天日]", text):
        return None
    if re.search(r"早晚|早.*晚", text):  # 早晚各一次, 早上一次晚上一次
        total = times[0] if len(times) == 1 else times[0].plus(times[1])
        return total.times(DAYS_A_WEEK * (2 if len(times) == 1 and re.search(r"各|都", text) else 1))
    return times[0].times(1 / 4) if re.search(r"(?:一个?|每个?)月", text) else times[0]


def _by_days(text: str, *, asked: bool) -> Amount | None:
    """Days a week, as an answer that counts them or names them."""
    alone = asked and _DAYS_ONLY.fullmatch(text) is not None
    found = [day.amount for day in counted(text, "天") if alone or _A_WEEK.search(text[: day.start])]
    if found and found[0].value <= DAYS_A_WEEK:
        return found[0]
    if _ALTERNATE.search(text):
        return Amount(value=3.0)
    if _WORKDAYS.search(text):
        return Amount(value=5.0)
    if _EVERY_DAY.search(text):
        return Amount(value=float(DAYS_A_WEEK), approximate=is_about(text, *_span(_EVERY_DAY, text)))
    return Amount(value=2.0) if _WEEKEND.search(text) else None


def _span(pattern: re.Pattern[str], text: str) -> tuple[int, int]:
    match = pattern.search(text)
    return match.span() if match else (0, 0)


def read_days_a_week(question: Question, text: str, *, asked: bool) -> Amount | None:
    """On how many days of the week; 三次 may be one day and is not read."""
    if (named := _WEEKDAY_LIST.search(text)) and not _WORKDAYS.search(text):
        days = set(re.findall("[一二三四五六日天]", named.group("first") + named.group("more")))
        return Amount(value=float(len(days))) if len(days) > 1 else None
    if _OTHER_DAY.search(text):
        return EVERY_OTHER_DAY
    if (days_said := _by_days(text, asked=asked)) is not None:
        return days_said
    if counted(text, "次|回|趟"):
        return None
    if re.fullmatch(r"[我都也\s]*(?:一天|从来|从|几乎)(?:都|也)?[没不][^，,。]{0,4}[。！!]?", text):
        return ZERO
    if denies(question, text):
        return ZERO
    return bare(text) if asked else None


def read_times_a_day(question: Question, text: str, *, asked: bool) -> Amount | None:
    """Times a day; by the week only where that was said."""
    times = [found.amount for found in counted(text, "次|回|趟|遍|顿")]
    if not times:
        return ZERO if denies(question, text) else bare(text) if asked else None
    if re.search(r"月|年", text):
        return None
    if _A_WEEK.search(text):
        return times[0].times(1 / DAYS_A_WEEK)
    span = counted(text, "天")
    if span and span[0].amount.value > 1:
        return times[0].times(1 / span[0].amount.value)
    parts = re.findall(r"早(?!就)|[中晌]午?|晚|睡前", text)
    if len(times) == 1 and re.search(r"各|都", text) and parts:
        return times[0].times(len(set(parts)))
    total = times[0]
    for more in times[1:]:
        total = total.plus(more)
    return total if len(times) == 1 or parts else None
