"""Is what was told an old story? 去年晕倒过 is; 从去年开始胸痛, 以前也痛过，现在又痛了 and 刚才说不出话 are not."""

from __future__ import annotations

import re

from nlu.red_flags.company import EVERYDAY
from nlu.red_flags.message import Place

# times long gone: they hold for all that is told after them, until the present comes
_LONG_AGO = re.compile(
    r"[\d一二三四五六七八九十]+岁(?:的)?时|去年|前年|大前年|前[两几三]年|上上?个月|年轻(?:的)?时|小时候|当年|那年|早年|早些年|上学时|[一二两三四五六七八九十几\d]+(?:多)?"
    r"(?:年|个多?月|个半月)(?:多)?(?:以)?前|半年(?:多)?(?:以)?前|很久(?:以)?前|多年前|(?<!\d)(?:19|20)[012]\d年|住院(?:前|时|那|期间)|前段时间|前段日子|"
    r"前(?:一)?阵(?:子|儿)?|既往|有过?[^，,。]{0,6}病?史|怀(?:老大|大宝|一胎|头胎)时|(?:生|怀)(?:孩子|娃|产|小孩)?(?:的)?时|化疗(?:的)?时|术前|(?:支架|搭桥|手术)(?:之)?前|[当那](?:时|次|会儿|天)(?!不)"
)
# vague ones hold in their own clause only: 以前有高血压，胸痛得厉害 is of now
_ONCE = re.compile(
    r"以前|从前|过去(?!了)|曾经?(?!孙)|之前(?!的)|原来(?!是|你|您)|原先|上次|那次|[上前]回|早先|早前|上(?:个|一)?(?:周|星期|礼拜)"
)
_LIST = 16  # characters that a list of symptoms after 之前 may take
_WEEKS_AGO = re.compile(
    r"半个多?月(?:以)?前|(?:[2-9]\d|1\d|十[几多]?|二十)(?:多)?天(?:以)?前|\d{1,2}月(?:\d{1,2}[号日]|份)|(?<!\d)\d{1,2}[号日](?!线|码|楼|床)|[一二两三四五六七八九十几\d半]+(?:个)?(?:多)?(?:周|星期|礼拜)(?:多)?(?:以)?前|上(?:个|一)?(?:周|星期|礼拜)"
)
_SEEN = re.compile(r"急诊|住院|看过|看的|医院|检查|出院|就诊|拍了|做了")
# the same clause says that it goes on
GOES_ON = re.compile(
    r"现在|今天|今早|今晚|刚(?!开始|做|出院)|昨[天晚夜]|前天|这两天|这几天|最近|目前|近来|近[日几]|至今|到今|(?<!一)(?<!刚)开始(?!的?时)|"
    r"以来|仍|一直|越来越|加重|频繁|从(?!前|来|小)|自(?!己|费|然)|就(?:经常|老|总)"
)
_NOW_TOO = re.compile(
    r"(?:现在|今天|今早|今晚|刚才?|昨[天晚夜]|这两天|这几天|最近|目前|近[日几来]|至今|到现在|突然)[^，,。！!？?]{0,6}"
    r"(?P<what>又|还|再|仍|也|更|开始|犯|复发|加重|这样|一样|厉害|不行|严重|看不|说不|动不|[疼痛吐喘憋抽倒])|"
    r"又(?:犯|疼|痛|晕|吐|来|开始|发作|复发|出现)|一直(?:疼|痛|到现在|这样|没好|不好)"
)
_STORY_ENDS = re.compile(
    r"查出|查到|确诊|诊断|得[过了的]|过(?=[，,\s]|$)|还好|没事|好好的|出院(?=[后了以，,\s]|$)|回来|患[过了有]?|做[过了]|手术|支架|搭桥|装了|放了|发现|开始|有高|有糖|有冠|有心|病史|怀孕|退休|结婚|生了|吃药|体检"
)
_DATED = re.compile(r"\d月|月份|\d年|年底|年初|岁|的时候|曾")
_LATELY = re.compile(
    r"刚|今|昨|前天|这|最近|近|天前|小时|怎么|咋|[两二三四五六几多好][多几]?[次回]|经常|反复|突然|现在|又|了$|厉害|总|老"
)
# 前阵子吃了止疼药，拉黑便三天了
_LASTS = re.compile(r"^[^，,。；;]{0,4}?(?:有|都)?[\d一二三四五六七八九十几两半]{1,4}个?多?(?:分钟|小时|天|周|星期)了")
_WENT_HOME = re.compile(r"出院(?:后|以后|回来|回家|了|的)?[，,\s]*(?:就|老|又|一直|总|还|今天|现在|我|他|她|人)*$")
_HAD = re.compile(r"[有生现]过[^，,。]{0,5}$")
_EXPERIENCED = re.compile(r"(?<![不难好])过(?![来去敏程度量夜年节后])")
# what a stroke or a wound left behind, and the training for it
_LEFT_BEHIND = re.compile(
    r"后遗症|康复|恢复期|功能锻炼|怎么锻炼|针灸|恢复训练|卧床|多年|年多?了|[一二两三四五六七八九十\d]年多?$"
)
_LONG_ILL = re.compile(
    r"(?:高血压|血压高|糖尿病|血糖高|高血脂|房颤|冠心病|心脏病|肾病|痛风|[^，,。\s]{0,3}[癌炎])[^，,。\s]{0,3}[一二两三四五六七八九十几\d]+(?:来|多|几)?年多?了?"
)
_STROKE = re.compile(r"梗|中风|偏瘫|卒中|脑出血|脑溢血|瘫|半身不遂")
JUST_NOW = re.compile(
    r"刚[才刚]?(?!开始)|今天|今早|今晚|今晨|凌晨|早上|早晨|上午|中午|下午|昨[天晚夜日]|半夜|夜里|前天|突然"
)
# 一开始胸痛，后来就是咳嗽
_AT_FIRST = re.compile(r"(?:一开始|最初|起初|刚开始|开始的?时候|当初|先前|早期)[^，,。]{0,8}$")
_LATER = re.compile(r"现在|后来|然后|之后|目前|今天|这两天")
_ANEW = re.compile(
    r"突然|忽然|又|分钟前|小时前|现在还?(?:是)?[歪说动]|这会儿|"
    r"今[天早晚晨]|昨[天晚夜]|刚|加重|复发|这[两几]天|越来越|更"
)
# an old story that came to its end: 去年又突然晕倒后经诊断为肺炎
_CONCLUDED = re.compile(
    r"^[^。！!？?；;]{0,4}(?:后|，|,)?[^。！!？?；;，,]{0,4}(?:经|被|后|在)?[^。！!？?；;，,]{0,6}(?:诊断[为是]|确诊[为是]?|送(?:到|去|往|进)?医院|抢救|住院|住了|治好)"
)


def is_old(place: Place) -> bool:
    """Whether the words tell of a time long gone, and not of now."""
    told = _LONG_ILL.sub("", place.sentence)  # 高血压20年 is no age of a stroke
    if _LEFT_BEHIND.search(told) and _STROKE.search(place.sentence):
        return _ANEW.search(place.sentence) is None
    if _is_concluded(place):
        return True
    if GOES_ON.search(place.before) or _LASTS.match(place.after) or _is_back(place):
        return False
    if _WENT_HOME.search(place.earlier):  # 上个星期出院，胸口疼
        return False
    if _AT_FIRST.search(place.before) and _LATER.search(place.later):
        return True
    if _LONG_AGO.search(place.clause) or _ONCE.search(place.before):
        return True
    if (
        "没" not in place.said
        and (_HAD.search(place.before) or _EXPERIENCED.search(place.said + place.after[:2]))
        and (_DATED.search(place.before) or not _LATELY.search(place.sentence))
    ):
        return True
    if _WEEKS_AGO.search(place.earlier + place.said) and _SEEN.search(place.sentence):
        return True
    return _is_listed_with_old(place) or _is_told_on(place)


def _is_concluded(place: Place) -> bool:
    past = _LONG_AGO.search(place.earlier)
    return (
        past is not None
        and _CONCLUDED.match(place.later) is not None
        and not GOES_ON.search(place.earlier[past.end() :] + place.later)
    )


def _is_listed_with_old(place: Place) -> bool:
    """之前有咳嗽，胸痛: one list of then; 以前有高血压，胸痛 is not, for that is an illness."""
    once = [match.end() for match in _ONCE.finditer(place.earlier[-_LIST:])]
    if not once:
        return False
    between = place.earlier[-_LIST:][once[-1] :]
    return (
        EVERYDAY.search(between) is not None and not GOES_ON.search(between) and not re.search("[痛疼]得", place.said)
    )


def _is_back(place: Place) -> bool:
    """以前也胸痛，现在又疼了: the same again; 以前胸痛，现在胃不舒服 is another thing."""
    back = _NOW_TOO.search(place.later)
    if back is None:
        return False
    what = back["what"]
    if what is None or what not in "疼痛吐喘憋抽倒":
        return True
    return what in place.said or (what in "疼痛" and re.search("[疼痛]", place.said) is not None)


def _is_told_on(place: Place) -> bool:
    """Whether an earlier clause put the whole story into the past: 去年冬天下大雪，我晕倒了."""
    found = list(_LONG_AGO.finditer(place.earlier))
    if not found:
        return False
    past = found[-1]
    between = place.earlier[past.end() :]
    if past.group().endswith("时") and JUST_NOW.search(place.earlier[: past.start()]):
        return False
    return not _STORY_ENDS.search(between) and not GOES_ON.search(between)
