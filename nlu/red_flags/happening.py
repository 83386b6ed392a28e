"""Does a disease happen now? 突发脑出血 does; 脑梗三年了, 有脑梗和冠心病 are what somebody lives with."""

from __future__ import annotations

import re

from nlu.red_flags.message import Place
from nlu.red_flags.somebody import tells_of_oneself_next

_ACUTE_BEFORE = re.compile(
    r"突发|突然|忽然|刚[才刚]?|今[天早晚晨]|昨[天晚夜]|前天|现在|正在|急性|又|重症|大面积|怀疑|疑似|应该是|肯定是|最近|这[几两]天|发作|频繁|经常|一直|反复|还是|犯了?$|凌晨|早上|半夜"
)
_ACUTE_AFTER = re.compile(
    r"^[^，,。！!？?]{0,3}(?:频繁|发作(?!时|期)|厉害|难受|得|疼|犯了|抢救|昏|急性期|住院了|住进|送(?:医|到|去|进)|在?(?:重症|icu|急救|急诊)|病危|倒|动不了|破裂|出血)|"
    r"^了(?![^，,。]{0,3}[一二两三四五六七八九十几多半\d]+(?:多)?(?:年|个?月|次|周))|^怎么办"
)
# 脑出血，现在在重症监护室
_TAKEN_IN = re.compile(
    r"^[，,](?:人|他|她|我[爸妈])?(?:现在|正|还|目前|已经)?(?:在|送|进|住)?[^，,。]{0,4}(?:重症|icu|抢救|昏|病危)"
)
_LIVED_WITH = re.compile(
    r"^(?:史|病史|后遗症|后(?!突)|恢复|康复|术后|手术后|支架|多年|[一二两三四五六七八九十几\d]+(?:多)?(?:年|个月)|过|的?(?:病人|患者|老人)|病$)"
)
_KIN = re.compile(
    r"(?:我|爸|妈|爷爷|奶奶|姥姥|姥爷|外公|外婆|公公|婆婆|老公|老婆|丈夫|妻子|老伴|爱人|父亲|母亲|儿子|女儿|叔|舅|姑|姨|哥|姐|弟|妹|岳父|岳母)[^，,。有曾得患]{0,4}$"
)
_SEVERE = re.compile(
    r"脑出血|脑溢血|心梗|心肌梗|蛛网膜|夹层|脑疝|脑干|肺栓塞|溢血|颅内|心绞痛|消化道|胃出血|肠出血|内出血|失血|静脉破裂"
)
_DOUBTED = re.compile(
    r"(?:是不是|会不会|能不能|是否|有没有|怕|担心|害怕|排除|除外|不是|预防|像|好像|会|得了|得过|有过|患过?|有|轻微|陈旧性?|腔隙性?|老年|多发)[^，,。]{0,4}$"
)


def happens(place: Place) -> bool:
    """Whether the disease that these words name is told as an event of now."""
    if _LIVED_WITH.match(place.after):
        return False
    if _DOUBTED.search(place.before) and not re.search(r"突发|突然|现在|刚", place.before):
        return False
    if _ACUTE_BEFORE.search(place.before) or _ACUTE_AFTER.match(place.after):
        return True
    if _TAKEN_IN.match(place.later) or tells_of_oneself_next(place):
        return True
    return _SEVERE.match(place.said) is not None and _KIN.search(place.before) is not None
