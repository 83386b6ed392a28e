"""Is it told of somebody? 有高血压，嘴有点歪怎么治疗 is a person's state, 偏瘫怎么治疗 a topic of a book."""

from __future__ import annotations

import re

from nlu.red_flags.company import EVERYDAY
from nlu.red_flags.message import Place

# a person, a time, how bad
_PERSON = re.compile(
    r"我(?!国|们国)|俺|咱|(?<!老)爸|(?<!大)妈|爷爷|奶奶|姥|外公|外婆|公公|婆婆|老伴|老公|老婆|丈夫|妻子|爱人|父亲|母亲|孩子|宝宝|宝贝|儿子|女儿|闺女|"
    r"(?<!其)(?<!吉)他(?!汀|克|米)|她|家里|家人|\d+岁|[一二三四五六七八九]十[一二三四五六七八九]?岁|个月大|本人|自己|"
    r"现在|刚[才刚]?|今[天早晚晨]|昨[天晚夜]|前天|一直|正在|半夜|凌晨|这[几两]天|最近|目前|近[日几来]|已经|越来越|快来|赶紧|"
    r"[一二三四五六七八九十几两半\d]+(?:个)?(?:多)?(?:天|小时|分钟)(?!的|内)|好几[天次]|[一两二三几\d]次|厉害|受不了|又|反复|总是|老是|(?<!有)经常(?!见)|天天|有时候?|偶尔|怎么办|咋办|咋整|怎么回事|做(?:了|过)?(?:ct|磁共振|核磁|彩超|检查|造影)|医生(?:说|诊断|讲|建议|让|开)|患有|吃了|打了|挂了|喝了"
)
# how it feels and where: nobody asks so of a disease in a book
_FELT = re.compile(
    r"有[点些]儿?(?!什么|哪|啥)|隐隐|隐约|阵阵|一阵(?!子)|时不时|动不动|持续(?!多久|时间)|稍微|作[痛疼]|不醒|不止|止不住|晚上|夜里|早上|早晨|清晨|起床|睡觉|躺下|平躺|走路时|走路的?时候|(?<!什么)(?<!的)感觉(?![是的怎])|觉得|剧烈(?!运动|活动)|"
    r"(?<!脑)[左右](?=胸|手|脚|腿|臂|眼|脸|耳|肩|胳膊|边|半|侧(?!脑|大脑|心|肺|颅)|上肢|下肢|下腹|上腹)|"
    r"(?:半边|一边|半个|一侧)(?:身|脸|手|脚|嘴|头|面|胳膊|腿|肢体)"
)
_ILL = r"(?:高血压|高血糖|高血脂|三高|房颤|脑梗|肝硬化|哮喘|慢阻肺|[^，,。\s]{1,4}[病癌炎])"
_LIVES_WITH = re.compile(
    rf"(?:^|[，,。；;\s])(?:您好|你好|医生|请问|大夫)?(?:本来|一直|原来)?(?:有|得了?|患|患了|查出(?:有|来)?|确诊){_ILL}"
    rf"[^，,。有]{{0,4}}[，,；;\s]|{_ILL}(?:多年|好几年|[一二两三四五六七八九十几\d]+(?:来|多|几)?年)"
)
# me who only asks
_ASKER = re.compile(
    r"(?:我|俺)(?:就|只|也|还|很|现在|今天)*(?:想|要|来)(?:请)?(?:再)?(?:问|知道|了解|咨询|请教|搞清楚|弄明白|学)|问我?一下|帮我|给我|告诉我|跟我说|我问|问问|我(?:查|看|搜|听)(?:了|到|过|说)"
)
_SUDDENLY = re.compile(r"突然|忽然|一下子|突发")
_GENERIC = re.compile(
    r"老年人|患者|病人|人群|人们|小儿|婴幼儿|新生儿|孕妇|妇女|男性|女性|成年人|青少年|(?<![\d一二三四五六七八九])老人"
)
# a list of a book: 中风的症状有头晕, 头晕和昏迷的区别
_OF_A_BOOK = re.compile(
    r"症状(?!怎么|是什么原因)|表现|引起|导致|造成|引发|诱发|并发|包括|预防|区别|区分|鉴别|会(?!不会)|容易|可能|可以|属于|什么病|哪些|什么叫|什么是|哪种"
)
_ASKED_WHY = re.compile(
    r"(?:请问)?(?:这|这个)?(?:一般|都)?(?:是|由|得了)?(?:什么|啥|哪些)(?:原因|病|疾病|情况)?(?:引起|导致|造成)?的?(?:呢|吗|啊|呀|了|[?？。\s])*$|怎么(?:引起|导致|造成)的?[?？。\s]*$"
)
# 胸闷心痛是怎么引起的？最近常这样; 你说的呼吸困难我爸现在就是
_OF_LATE = (
    r"(?:现在|今[天早晚儿]|昨[天晚儿]|刚[才刚]|前天|这[几两]天|这段时间|"
    r"最近|近来|近[日几]|也|就|一直|又|经常|总|老(?![公婆人年师])|天天|每天)"
)
_STATE_NEXT = re.compile(
    rf"{_OF_LATE}(?:(?:我|他|她|也|都|还|就|又|常|经常|总是?|老是?|一直|突然|偶尔)|{_OF_LATE})*[^，,。！!？?；;\s不没无未]{{0,4}}?"
    r"(?P<what>这样|这[个种](?:情况|症状|感觉|毛病)|有[这过了]|就?有(?=$|[，,。！!？?；;\s])|就?是(?=$|[，,。！!？?；;\s])|犯了?|发作|疼|痛|晕|喘|吐|拉|抽|憋|闷|麻|血)"
)
_SAME = {
    "痛": "疼痛绞",
    "疼": "疼痛绞",
    "晕": "晕昏",
    "喘": "喘气呼",
    "憋": "喘气呼闷",
    "闷": "闷胸",
    "拉": "便血",
    "血": "血",
}
_NEAR = 16  # characters in which two complaints stand side by side
_HAPPENED = re.compile(r"了(?!吗|怎么(?:急救|预防)|如何|[会对]|有什么)")


def is_named(place: Place) -> bool:
    """Whether the sentence names a person, a time, a place of the body, a measure of how bad."""
    return _says_whose(place.sentence) or _stands_with_others(place)


def is_of_somebody(place: Place) -> bool:
    """Whether what is asked is somebody's own state, the one who asks put aside (我想知道脑出血的原因)."""
    told = _ASKER.sub("", place.sentence)
    if _says_whose(told) or _HAPPENED.match(place.after) or _stands_with_others(place):
        return True
    return _SUDDENLY.search(told) is not None and not _GENERIC.search(told)


def _says_whose(told: str) -> bool:
    return any(pattern.search(told) is not None for pattern in (_PERSON, _FELT, _LIVES_WITH))


def _stands_with_others(place: Place) -> bool:
    """头晕恶心说话不清是什么原因: who lists complaints has them, unless a book lists them."""
    if _OF_A_BOOK.search(_ASKED_WHY.sub("", place.sentence)):
        return False
    before, after = place.earlier[-_NEAR:], place.later[:_NEAR]
    return EVERYDAY.search(before) is not None or EVERYDAY.search(after) is not None


def tells_of_oneself_next(place: Place) -> bool:
    """Whether the writer comes to speak of the same thing as their own of late: 心痛是怎么引起的？最近常这样."""
    for match in _STATE_NEXT.finditer(place.later + place.following):
        what = match["what"]
        if len(what) > 1 or what in "有是犯":
            return True
        if any(one in place.said for one in _SAME.get(what, what)):
            return True
    return False
