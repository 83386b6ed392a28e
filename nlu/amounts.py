"""How much a day or a week? Cigarettes, alcohol and exercise as people count them: 两包, 半斤白酒, 天天走路, 半小时.

Where a span is said (七八支, 三四次) the less favourable end is taken: more tobacco and alcohol, less exercise.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from nlu.numbers import Number, parse_numbers
from nlu.questions import Question
from nlu.text import clauses, without_questions

CIGARETTES_A_PACK = 20
LIANG_A_JIN = 10
ML_A_LIANG = 50
# 饮酒换算 of the form's 填表说明: beer/10, red wine/4, yellow wine/5 count as spirits
SPIRITS_SHARE = {"啤": 0.1, "红酒": 0.25, "葡萄酒": 0.25, "黄酒": 0.2, "米酒": 0.2, "料酒": 0.2}
BOTTLE_LIANG = {"啤": 10.0, "红酒": 15.0, "葡萄酒": 15.0}  # 500 ml, 750 ml; spirits 500 ml
DAYS_A_WEEK = 7
WIDE = 5
MOST_DIGITS = 4  # more are a telephone number

_NO_SMOKING = re.compile(
    r"不(?:会|敢|再)?[抽吸]|没有?[抽吸]|不(?:会|敢)?吃烟|戒(?:了|烟|掉)|不[沾碰]烟|从不|从来不|从没|无烟|"
    r"[一半][支根口](?:烟?也|烟?都)[不没]|烟酒(?:都|全|也)?不|烟也?不[沾碰]"
)
_NO_ALCOHOL = re.compile(
    r"不(?:会|能|敢|再)?[喝饮]|没(?:有)?[喝饮]|不(?:会|敢)?吃酒|戒(?:了|酒|掉)|滴酒不沾|不[沾碰]酒|从不|从来不|从没|"
    r"[一半](?:滴|口|两|杯)(?:酒?也|酒?都)[不没]|烟酒(?:都|全|也)?不|酒也?不[沾碰]"
)
# 不喝白酒，喝点啤酒: the no is only to one kind
_STILL_SOME = re.compile(
    r"(?<![不没别])(?<!不[会能敢])(?<!没有)[喝饮抽吸](?:一?[点些]|少|啤|红|黄|米|药|旱|水|电子)|只[喝抽]"
)
_NO_EXERCISE = re.compile(
    r"不(?:怎么|太|大)?(?:爱)?(?:运动|锻炼|活动|动)|没(?:有|怎么)?(?:时间)?(?:运动|锻炼|活动)|从不|"
    r"从来不|动不了|走不动|基本不"
)
_BARE_NO = re.compile(
    r"\s*(?:我|都|也|现在|从来|早就?|已经|一直)*(?:不|没有?|无|零|不了|没有过|"
    r"不会)[的啊呢了吧呀哦。.！!\s]*"
)
_HARDLY = re.compile(r"不怎么|不太|不大|不常|不多|很少|偶尔|有时|逢年过节|过年|过节")
# A number that counts something else: 抽了五十年, 喝了三天
_ELSE = re.compile(r"\s*(?:多|几|来)?(?:个?(?:年|月|星期|礼拜)|[天周岁点号块元片粒里步]|公里|毫克|公斤)")
_LONE_FILL = re.compile(
    r"(?:[\s，,。.！!、:：~-]|[是有就也都得我在大约来多几吧呢啊的了哦嗯嘛每天日周抽喝吸走练]|大概|差不多|左右|上下|可能|应该|好像|一般|平时|"
    r"基本上?|最多|顶多|[根支两次回个]|分钟?|星期|礼拜)*"
)
_EACH_TIME = re.compile(r"(?:每|一)[次回顿餐]")
_NOT_EXERCISE = re.compile(r"医|药|复查|检查|量血压|[片粒颗]|起夜|尿")
_DAYS_ONLY = re.compile(r"(?:大概|一般|差不多|有)?[\d一二两三四五六七、到至~-]+天(?:左右|吧|的样子)?[。.！!]?")
_PARTS_OF_DAY = re.compile(r"早上?|中午?|午饭|晚上?|下午|夜里")
_UNIT_AFTER = r"\s*(?:多|来|几)?\s*(?P<unit>{})(?P<half>半)?"


def _worst(number: Number, *, high: bool) -> float:
    return number.upper if high and number.upper is not None else number.value


def _counted(text: str, units: str, *, high: bool) -> list[tuple[float, str, Number]]:
    """All numbers in front of one of the units, with the half behind it (两包半) added."""
    found: list[tuple[float, str, Number]] = []
    numbers = parse_numbers(text)
    for index, number in enumerate(numbers):
        match = re.compile(_UNIT_AFTER.format(units)).match(text, number.end)
        if not match:
            continue
        before = numbers[index - 1] if index else None
        value = _worst(number, high=high)
        if (
            before is not None
            and re.fullmatch(r"\s*(?:[-~、到至]|或者?)\s*", text[before.end : number.start])
            and before.value < value
        ):
            value = value if high else before.value
            if found and found[-1][2] is before:
                found.pop()
        found.append((value + (0.5 if match.group("half") else 0), match.group("unit"), number))
    return found


def _is_wide(number: Number) -> bool:
    """十几根: the ends are too far apart to take the worse one."""
    return number.upper is not None and number.upper - number.value > WIDE


def _lone(text: str, *, high: bool) -> float | None:
    """The one number of a short answer: 5, 大概十支, 三四."""
    numbers = parse_numbers(text)
    if len(numbers) == 2 and re.fullmatch(r"\s*(?:[-~、到至]|或者?)\s*", text[numbers[0].end : numbers[1].start]):
        return max(n.value for n in numbers) if high else min(n.value for n in numbers)
    if (
        len(numbers) != 1
        or len(numbers[0].digits) > MOST_DIGITS
        or (high and _is_wide(numbers[0]))
        or _ELSE.match(text, numbers[0].end)
    ):
        return None
    if not _LONE_FILL.fullmatch(text[: numbers[0].start] + text[numbers[0].end :]):
        return None
    return _worst(numbers[0], high=high)


def read_cigarettes(text: str, *, asked: bool) -> float | None:
    """Cigarettes a day."""
    if _is_none(text, _NO_SMOKING, "支根颗包盒条"):
        return 0.0
    if _HARDLY.search(text):
        return None
    for value, unit, number in _counted(text, "支|根|颗|包|盒|条", high=True):
        if re.search(r"以前|过去|原来|年轻", text[: number.start]) and _NO_SMOKING.search(text, number.end):
            continue
        if _is_wide(number):
            return None
        scale = CIGARETTES_A_PACK * (10 if unit == "条" else 1) if unit in "包盒条" else 1
        return value * scale / _days(text)
    return _bare(text, high=True) if asked else None


def _is_none(text: str, no: re.Pattern[str], units: str) -> bool:
    """Whether a text says that there is nothing at all: 一根都不抽, 戒了; not 以前一天一包, 不喝白酒，喝点啤酒."""
    rest = no.sub("", text)
    amount = re.search(rf"[\d一二两三四五六七八九十半]\s*[{units}]", rest)
    past = re.search(r"以前|过去|原来|年轻|之前", text)
    return bool(no.search(text) and not _HARDLY.search(text) and not _STILL_SOME.search(text) and (past or not amount))


def _days(text: str) -> float:
    """Over how many days an amount was said to go: 两天一包, 一周一条; 1 where it is by the day."""
    if re.search(r"(?:一个?|每个?)(?:星期|礼拜|周)", text):
        return DAYS_A_WEEK
    if re.search(r"(?:一个?|每个?)月", text):
        return 30
    for number in parse_numbers(text):
        if re.match(r"天", text[number.end :]) and number.value >= 2:
            return number.value
    return 1


def _drink(text: str) -> str:
    return next((drink for drink in SPIRITS_SHARE if drink in text), "白酒")


def read_liang(text: str, *, asked: bool) -> float | None:
    """Alcohol a day in 两 of spirits; 杯 has no size and stays unread."""
    if _is_none(text, _NO_ALCOHOL, "两斤瓶罐听杯"):
        return 0.0
    if _HARDLY.search(text):
        return None
    share = SPIRITS_SHARE.get(drink := _drink(text), 1.0)
    total, occasions = 0.0, _occasions(text)
    for value, unit, number in _counted(text, "两|斤|瓶|罐|听|毫升|ml|克", high=True):
        if re.search(r"以前|过去|原来|年轻", text[: number.start]) and _NO_ALCOHOL.search(text, number.end):
            continue
        scales = {"两": 1.0, "斤": LIANG_A_JIN, "瓶": BOTTLE_LIANG.get(drink, 10.0), "罐": 6.6, "听": 6.6}
        liang = value * scales.get(unit, 1 / ML_A_LIANG) * share
        if _EACH_TIME.search(text):
            return round(liang * occasions / DAYS_A_WEEK, 2) if occasions else None
        if total and not _PARTS_OF_DAY.search(text):
            break
        total += liang
    if total:
        return round(total / _days(text), 2)
    return _bare(text, high=True) if asked and "杯" not in text else None


def _occasions(text: str) -> float | None:
    """How often a week, for an amount that was said by the occasion; None where it was not said."""
    rest = _EACH_TIME.sub("", text)
    return read_times_a_week(rest, asked=False) if re.search(r"周|星期|礼拜|天天|每[天日]|月", rest) else None


def _bare(text: str, *, high: bool) -> float | None:
    return 0.0 if _BARE_NO.fullmatch(text) else _lone(text, high=high)


def read_times_a_week(text: str, *, asked: bool) -> float | None:
    """Times a week."""
    if _NOT_EXERCISE.search(text):
        return None
    times = [value for value, _, _ in _counted(text, "次|回|趟", high=False)]
    if re.search(r"(?:每|一|1)[天日](?:要|都|能|大概)?[^，,。]{0,4}[一二两三四五123]?[次回趟]", text) and times:
        return times[0] * DAYS_A_WEEK
    if re.search(r"隔[一1]?天|[两2二]天[一1]次", text):
        return 3.0
    span = _counted(text, "天", high=False)
    if len(span) == len(times) == 1 and span[0][2].end < text.rfind("次") and not re.search(r"周|星期|礼拜|每天", text):
        return round(times[0] * DAYS_A_WEEK / span[0][0], 2)
    if re.search(r"隔.{0,2}[天日]", text):
        return None
    if times and re.search(r"早晚|早.*晚", text):  # 早晚各一次, 早上一次晚上一次
        return sum(times) * DAYS_A_WEEK * (2 if len(times) == 1 and re.search(r"各|都", text) else 1)
    if re.search(r"(?:一个?|每个?)月", text) and times:
        return round(times[0] / 4, 2)
    if times:
        return times[0]
    days = [
        v
        for v, _, n in _counted(text, "天", high=False)
        if (_DAYS_ONLY.fullmatch(text) if asked else False) or re.search(r"周|星期|礼拜", text[: n.start])
    ]
    if days and days[0] <= DAYS_A_WEEK:
        return days[0]
    if re.search(
        r"天天|每天|每日|每[早晚]|早晚|一天不落|(?:早上|晚上|饭后)都|一天[^，,。]{0,6}(?:分钟|小时)", text
    ) and not re.search(r"不是(?:天天|每天)", text):
        return float(DAYS_A_WEEK)
    if re.search(r"(?:只有|就)?周末", text):
        return 2.0
    if _NO_EXERCISE.search(text):
        return None if re.search(r"不怎么|不太|不大|没怎么", text) else 0.0
    if asked and not re.search(r"分钟|小时|公里|步", text):
        return _bare(text, high=False)
    return None


def read_minutes(text: str, *, asked: bool) -> float | None:
    """Minutes each time."""
    total = 0.0
    if hours := _counted(text, "个?[多来]?(?:小时|钟头)|个钟|h(?![a-z])", high=False):
        total += hours[0][0] * 60
    elif re.search(r"个把(?:小时|钟头)", text):
        total += 60
    elif re.search(r"半个?[多来]个?(?:小时|钟头)", text):
        total += 30
    if minutes := _counted(text, "分钟?|min", high=False):
        total += minutes[0][0]
    if quarters := _counted(text, "刻钟?", high=False):
        total += quarters[0][0] * 15
    if total:
        return total
    return _lone(text, high=False) if asked and not re.search(r"公里|里|步|圈|次|天|小时|钟头", text) else None


_READERS: dict[str, Callable[..., float | None]] = {
    "支": read_cigarettes,
    "两": read_liang,
    "次": read_times_a_week,
    "次/周": read_times_a_week,
    "分钟": read_minutes,
    "分钟/次": read_minutes,
    "min": read_minutes,
}


def _other(text: str, *, asked: bool) -> float | None:
    return _lone(text, high=True) if asked else None


def read_amount(question: Question, text: str, *, asked: bool) -> float | None:
    """The quantity that a normalised text gives to a question, in its unit; None where it gives none."""
    text = without_questions(text)
    reader = _READERS.get(question.unit or "", _other)
    mentioned = _mentioning(question, text)
    if mentioned is not None and (value := reader(mentioned, asked=False)) is not None:
        return value
    return reader(text, asked=True) if asked else None


def _mentioning(question: Question, text: str) -> str | None:
    """The clauses from the first that names the question on, up to the one that changes the subject."""
    spans = clauses(text)
    named = [i for i, (start, end) in enumerate(spans) if any(word in text[start:end] for word in question.mentions)]
    if not named:
        return None
    last = named[-1] + 1
    while last < len(spans) and re.match(
        r"\s*(?:每|一[天周次个]|大[概约]|半|差不多|天天)", text[spans[last][0] : spans[last][1]]
    ):
        last += 1
    return text[spans[named[0]][0] : spans[last - 1][1]]
