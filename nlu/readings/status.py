"""Is a value the patient's own, now? Stated, asked about, long past or only supposed."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

from nlu.text import clause_around, sentence_around

_REACH = 80  # characters of a sentence that are looked at to either side
_SUPPOSED = re.compile(
    r"(?:如果|要是)(?!平躺|躺|坐|站|休息|不动|睡|静|安静|运动|活动|走)|假如|万一|的话|(?<!不)正常(?:人|的)?的?(?:体温|血压|血糖|心率)|正常值|正常范围|标准(?!差)|目标|应该(?:控制|低于|小于|不超过|达到)|"
    r"想[减降瘦增涨控达长]|要求|理想|最好|达标线|控制到|要控制|需要控制|让我?[^，,。]{0,8}控制|控制在[^，,。]{0,12}(?:以下|以内|之内|下)|达到多少|超过多少"
)
_AIMED = re.compile(  # 让减到140斤, 说要降到7以下, 得降到130 80
    r"(?:[让叫要求说得想应该打算准备争取必须]|目标)[^，,。；;\s\d]{0,6}(?:[降减压控瘦](?:制|低|轻|肥)?|涨|增)[到至在成](?:空腹|[餐饭]后)?\s*"
    r"[\d一二两三四五六七八九十百][\d./~到至点一二三四五六七八九十百\s]*(?:公?斤|千克|kg|mmol(?:/l)?|度|下|次)?(?:以[内下上]|之间|左右)?\s*$"
)
_MEANWHILE = re.compile(  # the value of now behind the one that is wished for
    r"[\d一二三四五六七八九十百][^，,。；;]*?[\s内下上]\s*(?:我|他|她|妈|爸|我妈|我爸)?(?:现在|目前|今[天早晚儿]|刚|这[会次]|昨|实际|才?测|量)"
)
_LIMIT = re.compile(r"\s*(?:超过|高于|大于|低于|小于|不到|不超过|≥|>|<|≤)")
_THEN = re.compile(
    r"[^，,。]{0,3}[，,]?(?:就|才|再|可以|能)[^，,。]{0,6}(?:[吃给用喂服打]|去医院|退烧)"
)  # 超过38.5就吃美林
_GENERAL = re.compile(
    r"[^，,。]{0,4}(?:算不算|是不是|正不正常|高不高|低不低|要不要紧)|[^，,。]{0,4}(?:是不是|算不算|算|属于|是|要)[^，,。！!]{0,10}(?:吗|么|？|\?)|"
    r"[^，,。]{0,6}(?:正常吗|高吗|低吗)"
)
_OTHER_QUESTION = re.compile(  # 空腹9.2 是不是药量不够, 8.4 目标不是7吗: of the cause, not of the value
    r"[，,\s]+(?:是不是(?:药|吃|要|该|得|跟|和|因为|我|没|换|红|不)|(?:目标|大夫|医生|之前))"
)
_RULE = re.compile(r"[^，,。]{0,4}是不是就?(?:算|要|得|该)")  # 低于3.9是不是就算低
_ONLY_THEN = re.compile(r"\s*(?:以[上下]|左右)?(?:才)(?:算|叫|行$|行[，,。吗不]|需要|危险)")  # 要到180/110才算危险
_FROM = re.compile(r"从[^，,。；;]{0,8}$")  # 从112斤掉到102斤: the first is over
_TO = re.compile(r"\s*(?:一下子?|慢慢|已经)?(?:[降掉减涨升长瘦胖变跌]了?[到成至])")
_NEAR_PAST = r"前[天日儿](?!性)|大前[天日]|昨(?:[天日儿晚早夜个]|下?黑)|夜(?:儿?个|来(?![个了]))"
_COUNT = "[\\d一二两三四五六七八九十几半]{1,4}"
_LONG_PAST = (
    rf"以前|去年|前年|当年|年轻(?!人)|曾经|早些年|{_COUNT}年前|住院(?:的时候|时|那)|原来|原先|从前|(?<!目)前期|前(?:一?[段阵]|些|几|两)|"
    r"(?<!这)那(?:时|会|次|天)|(?<![这黑早晚夜午晌])那阵|当[时天晚](?!间)|刚开始|一?开始的?时候|起初|最初|入院|[手]?术前|(?:加|换|治)(?:疗|了?药)?前|曾|发现的?时|查出的?时|(?<![觉饭药餐睡动])之前(?![量测])|"
    r"出生(?!后|到)|出院(?:的?时候?|那)|生下来|(?:满月|百[天日]|周岁|个月|\d岁)[^，,。]{0,8}(?:时(?!间)|那天|那会)|"
    rf"上上?个?(?:月|周|星期|礼拜)|上[次回]|(?<!这)(?<!近){_COUNT}(?:天|周|个?星期|个?礼拜|个?多?月)(?:以|之)?前|\d{{1,2}}月\d{{1,2}}[日号]"
)
# of 三天前开始发烧 it is not over
_SINCE = r"(?![^，,。；;]{0,4}(?:开始(?!的?时候)|起(?![床来初夜])|以来|至今|到现在|到今|发病))"
_TIME = re.compile(
    rf"(?P<near>(?<![比跟和像较])(?:{_NEAR_PAST}){_SINCE})|(?P<past>(?<![比跟和像较])(?:{_LONG_PAST}){_SINCE})|"
    r"(?P<now>现(?!象)|如今|今[天早晚儿个朝]|刚|这[几两]天|这[周月次回]|这个[月周星礼]|本[周月]|近(?:日|来|期|[\d一二两三四五六七八九十几])|最近|目前|早上量|又)"
)
_OVER = re.compile(  # 测了一次37.4，后来就没有过了; not 吃药以后没降
    r"[^。；;]{0,12}(?:后来|之后|以后)[就也都]*(?:再[也就]?没|没再|没有?再?[^，,。；;降]{0,5}过|没有?再?(?:烧|发[烧热])|不[烧高]了)"
)
_NOW = re.compile(r"现(?!象)|如今|今[天早晚]|刚|目前")
_MINE = re.compile(r"我|今天|今早|刚|量|测|现在|这几天|最近|老伴|爸|妈|他|她|爷|奶|早上|晚上")


def status_of(text: str, start: int, end: int) -> str:
    """The status of the value at text[start:end]: stated, asked, past or hypothetical."""
    first, last = sentence_around(text, start, end)
    first, last = max(first, start - _REACH), min(last, end + _REACH)
    before, after = text[first:start], text[end:last]
    clause = text[max(first, clause_around(text, start, end)[0]) : start]
    said = text[start:end]
    mine = _MINE.search(before + said) is not None
    if _is_supposed(clause, said) or _AIMED.search(clause + said) or _ONLY_THEN.match(after):
        return "hypothetical"
    if not mine and _GENERAL.match(after) and not _OTHER_QUESTION.match(after):
        return "hypothetical" if _LIMIT.search(clause[-3:] + said) and _RULE.match(after) else "asked"
    if _LIMIT.search(clause[-3:] + said) and re.search(r"[吗么?？]|怎么办|多少", after):
        return "hypothetical"
    if _LIMIT.search(clause[-3:] + said) and _THEN.match(after):
        return "hypothetical"
    if _FROM.search(clause + said) and _TO.match(after):
        return "past"
    if _is_past(text, first, start - len(clause), end) or (_OVER.match(after) and not _NOW.search(clause)):
        return "past"
    return "stated"


def _is_supposed(clause: str, said: str) -> bool:
    """Whether a word of wish or of rule governs the value; 目标7以内 现在8.1: not over the 现在 of a second value."""
    wishes = list(_SUPPOSED.finditer(clause + said))
    if not wishes:
        return False
    return wishes[-1].start() >= len(clause) or _MEANWHILE.search(clause, wishes[-1].end()) is None


def _is_past(text: str, first: int, clause: int, end: int) -> bool:
    """Whether the time named last before the value is over; 昨天 and 前天 count for their own clause alone.

    An illness that began the day before yesterday is the one that is asked about (前天发烧，最高40度).
    """
    times = _times(text)
    at = bisect_left(times, end, key=lambda time: time.start())
    if at == 0 or times[at - 1].start() < first:
        return False
    time = times[at - 1]
    return time.lastgroup == "past" or (time.lastgroup == "near" and time.start() >= clause)


@lru_cache(maxsize=8)
def _times(text: str) -> list[re.Match[str]]:
    """All words of a text that say whether it tells of now or of then."""
    return list(_TIME.finditer(text))
