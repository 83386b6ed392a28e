"""Is it asked about in general? 胸痛是什么引起的, 高血压会中风吗, 脑出血的后遗症; 我胸痛是怎么回事 is a report."""

from __future__ import annotations

import re

from nlu.red_flags.exams import is_of_an_exam
from nlu.red_flags.message import Place
from nlu.red_flags.somebody import is_named, is_of_somebody, tells_of_oneself_next

# what it is, not that it is
_DEFINED = re.compile(
    r"(?:什么是|什么叫|[您你]说的|所说的|提到的|何为|何谓|啥叫|啥是|不明白|不懂得?|(?<!没)解释(?!不)|名词|所谓的?|叫做?|定义|(?<!打)算(?!上|了)|才是|指的是|才叫|称为?|(?:怎么|如何|怎样|怎么样)(?:去|来|才能|能)?(?:判断|识别|辨别|区分|鉴别|知道|看出|确定|分辨|检测|测试)(?:自己|自身|有没有|是不是|是否|孩子|得了|出现|有)*)[^，,。]{0,6}$"
)
_DEFINITION = re.compile(
    r"^(?:发作)?(?:是|属于|算|指)?(?:的)?(?:是?指(?:的是)?(?:什么|啥|哪)|怎样的|怎么样的|怎么个|哪种|什么意思|啥意思|什么感觉|啥感觉|什么滋味|什么样|什么体验|什么概念|定义|概念|含义|英文|机制|机理|分类|分级|分型|分期|"
    r"诊断标准|鉴别|(?:最?常|多|主要)见于|发病率|死亡率|致死率|存活率|几率|概率|流行病|前兆|先兆|预兆|先赵|征兆|后遗症|并发症|护理|急救(?!车|室|中|科|了)|抢救(?:方法|措施|流程|用药|药|原则|步骤|记录|成功)|自救|治疗(?:方法|原则|方案|指南|费用)|处理(?:方法|措施|原则|流程)|健康教育|应急预案|预案|预防|科普|知识|区别|查因|心电图|ppt|课件|影像|解毒|解救|解药|费用|成功率|实验|(?:介入|微创|开颅|搭桥|支架|溶栓|取栓|外科|急诊|治疗|溶栓|取栓|pci)*(?:手术|术)(?:的|后)?(?:成功|风险|费用|方式|方法|死亡|多少钱|视频|过程|步骤|指征|适应|禁忌|并发|护理|要?多久|怎么做|注意|$)|(?:微创|开颅|搭桥|支架|介入)(?:多少钱|费用)|对(?:家|小|大)?(?:兔|鼠|犬|狗|猪|动物)|多少钱|"
    r"赔偿|保险|报销|图片|视频|偏方|食疗|康复|遗传|病史|史(?!上)|风险|可能(?:性|$|吗)|原理|流程|评分|量表|指南|论文|案例|病例|模型|分子|药理|疫苗|学说|率|症(?!状)|步态|指数|待查|型|中心|门诊|专科|科室|科(?!医生)|病房|协会|三联|险)|^(?:和|与|跟|及|、)[^，,。]{1,8}的?(?:区别|不同|关系|鉴别)|^(?:发作)?的?时候?(?:吃|用|含|怎么|如何|应)"
)
_TOPIC_AFTER = re.compile(
    r"^(?:的|临床|时的?|后的?|前的?|发作时?的?|患者的?|病人的?|早期的?|引起的?|主要|常见|一般|典型|典型的)*"
    r"(?:症状|表现|原因|病因|诱因|因素|急救|抢救(?!中|室|过来)|治疗|治法|疗法|处理|处置|方法|措施|危害|后果|影响|检查|化验|特点|特征|饮食|(?:怎么|如何|怎样)(?!办|回|会|了|啦|样|这么|那么|都|还|又|就|才|一直|总|老|突然|越|不|没|这)|会(?:怎么样|怎样|如何|有什么)|^(?:的)?(?:病人|患者)|(?:一定|就)是[^，,。]{1,10}(?:吗|么|[?？])|是(?:不是)?[^，,。]{1,12}(?:症状|表现|前兆|征兆|先兆)(?:之一)?(?:吗|么|[?？]|$)|食物|用药|药物|药|疾病|种类|类型|时间|程度|寿命|"
    r"要点|原则|诊断|护理|注意|体位|位置|部位|条件|标准|救治|自救|抢救|溶栓|黄金时间|时间窗)"
)
_TOPIC_NEAR = re.compile(
    r"^[^，,。！!]{0,8}(?:临床表现|的症状|的表现|原因|病因|诱因|措施|护理|并发症|先兆|前兆|征兆|预兆|诊断|的治疗|的处理|方法|体位|特点|特征|机制|目的|意义|的作用|区别|关系是|对[^，,。我]{1,8}(?:影响|作用)|影像|心电图)"
)
_BARE_ASKED = re.compile(r"^(?:严重|厉害|明显)?(?:吗|么|嘛)\s*[?？]?\s*$")
_HOW_TREATED = re.compile(r"(?:应该?|该|要)?(?:怎么|如何|怎样)(?:样)?(?:治|办|抢救|急救|处理)")
_PREVENTED = re.compile(r"(?:预防|防止|避免|防范|降低|减少|警惕|谨防|远离|以防|防)[^，,。]{0,5}$")
_CAUSED_BEFORE = re.compile(
    r"(?:引起|导致|造成|诱发|引发|并发|发展[为成]|转[为成]|治疗|治|急救|抢救|处理|护理|判断|识别|鉴别|区分|应对|针对|缓解|关于|"
    r"怎样|如何)[^，,。]{0,6}$|(?:什么病|哪些病|哪些原因|什么原因|什么情况|哪些情况|为什么|为啥|为何|怎么会|哪些药|什么药|哪种)[^，,。]{0,14}$"
)
_WHAT_AFTER = re.compile(
    r"(?:是|由|属于|都是|叫|算)?(?:什么|啥|哪些|哪种|何种|哪[方个]面的?)(?:原因|病|引起|造成|导致|疾病|症状|因素|东西|颜色|样|科|问题|毛病|后果|反应|体位|意思|征兆|表现)|"
    r"(?:的)?(?:原因|病因)(?:是|有|都)?(?:什么|哪些|啥)?|为什么(?:会)?|怎么引起|怎样引起|(?:如何|怎么|怎样|该怎么)(?:样)?(?:治疗|处理|预防|急救|抢救|护理|缓解|鉴别|判断|区分|避免|识别|自救|诊断|治(?!疗?了))|"
    r"有哪些|有何|有什么(?:表现|症状|危害|影响|后果|反应|特点|区别|不同|关系|关联)|一样吗|(?:能|可以|还能)?(?:活|存活|坚持|撑|恢复)?(?:多久|多长时间|几年|多少年)|(?:能|可以)(?:治好|治愈|完全恢复|恢复|根治|自愈)|好治|"
    r"会遗传|遗传吗|传染吗|怎么写|怎么读|是几级|(?:吃|喝|用)(?:点)?(?:什么|啥|哪些)(?!药)|(?:能|可以|应该|适合)(?:吃|喝)|饮食|(?:怎么|如何|怎样)(?!办|回|会|了|啦|样|这么|那么|都|还|又|就|才|一直|总|老|突然|越|不|没|这)|会(?:怎么样|怎样|如何|有什么)|^(?:的)?(?:病人|患者)|(?:一定|就)是[^，,。]{1,10}(?:吗|么|[?？])|是(?:不是)?[^，,。]{1,10}的(?:症状|表现|前兆|征兆|先兆)(?:吗|么|[?？]|$)|(?:病人|患者)?(?:能|可以|能不能|可不可以)[^，,。]{1,8}(?:吗|么|[?？]|不$)|^了?(?:会|对|有)[^，,。]{0,4}(?:怎么样|怎样|如何|什么|啥|不好|伤|害|影响)|见于|是(?:什么|啥)[?？。]?$|(?:做|查)(?:什么|哪些|啥)检查"
)
# 华法林吃多了会怎么样 就是想了解一下
_CURIOUS = re.compile(r"想了解|好奇|随便问|就是问问|就问问|长长?知识|学习一下|提前(?:问|了解)|先了解")
_ASKS = re.compile(r"什么|怎么|怎样|多久|会|吗|哪")
_OF_NOW = re.compile(r"刚|今天|今[早晚]|现在|昨|这[几两]天|[疼痛喘]得|老伴|[爸妈爷奶]")
# 胸口疼，能吃阿司匹林吗: whoever begins with the complaint has it
_BEGINS_WITH_IT = re.compile(
    r"^[^，,。！!？?；;\s]{0,6}[，,\s]+(?:[^，,。！!？?；;]{0,12}[，,\s])?(?:还|我|请问|那)*(?:能|可以|需要|要不要|该|应该|用|吃|做|挂|打|去)[^，,。！!？?；;]{0,12}"
    r"(?:吗|么|行不行|好不好|检查|科|要紧)"
)
_SIGNS_LISTED = re.compile(r"(?:症状|表现|征兆|前兆)(?:是不是|是否|都有|包括|有没有|一般|主要|通常)[^。！!？?]{0,24}$")
_IN_GENERAL = re.compile(
    r"(?:一般|通常|大多|往往|多数|有没有|是不是|是否|有无|都是|主要|正常人|有的?人|有些人|很多人|好多人|其他人|表现为|的人)[^，,。]{0,14}$"
)
_MODAL = re.compile(
    r"(?:什么时候(?:才|会|能|可能)+|"
    r"会不会|能不能|会否|是否会|有没有可能|可不可能|可能会不会|会不会有|容不容易)[^，,。]{0,16}$"
)
_MAY = re.compile(
    r"(?:(?:也|可|很|都)?(?:会|能|可能|可以)|容易|可以)(?:引起|导致|造成|出现|有|发生|突然|忽然|诱发|引发|让人|使人|得|变成|发展成|感到|直接|经常|不停地?|再次?|因此|因为)*[^，,。]{0,4}$"
)
_CAUSES = re.compile(r"(?:引起|导致|造成|诱发|引发|出现|有|伴有?|发展成)[^，,。]{0,5}$")
_HABIT = re.compile(
    r"(?:(?:坐|站|走|蹲|躺|跪|说话|干活|低头)[^，,。]{0,3}久了|就|总|老|时|时候|有时候?|经常|偶尔|晚上|夜里|平时|早上|白天|后|走|动|一(?!般|定|些|种|直)[^，,。一]{1,5}就?)(?:也|都|就)?(?:会|能|可能)[^，,。会能]{0,6}$"
)
_ASKED_AFTER = re.compile(
    r"^(?!.*(?:正常|要紧|严重|怎么|是不是|关系|办|危险|有事|为什么|怎么回|咋))[^，,。！!]{0,10}?(?:吗|么(?!办|回)|嘛|[?？]|不\s*$)"
)
_SIGNS_ASKED = re.compile(
    r"^(?:的|这种|这些|等|之类的?)*(?:症状|表现|情况|现象|可能|危险|风险|问题)(?:吗|么|嘛|[?？]|有|是)"
)
_NEEDS = re.compile(
    r"(?:(?<![请想])问(?:我|他|她|过)?|有没有|有无|是否有?|是否出现|算不算|算是|叫不叫)(?:人)?(?:过|出现|发生|什么|明显)*$"
)
# 中风前兆有哪些，半边身子麻是不是
_SIGNS_FIRST = re.compile(
    r"(?:前兆|先兆|症状|表现|征兆)(?:都|一般|主要)?(?:有|是|包括)?(?:哪些|什么|啥)[^。！!]{0,10}$"
)
_IS_ONE = re.compile(r"(?:也)?(?:是不是|是吗|算吗|算不算|算是?吗|属于吗)[?？]?$")
# 有没有不发热，直接呼吸困难的呢: of anybody
_EXISTS = re.compile(
    r"(?:有没有|有无|是否有|存不存在|存在|是否存在|会不会有)(?!关系|问题|事|危险)[^。！!？?；;]{0,18}$"
)
_OF_SUCH = re.compile(r"的(?:情况|病例|例子|病人|患者|人|现象|可能|这种)?(?:呢|吗|么|啊|呀|[?？]|$)")


def is_question(place: Place, *, always: bool) -> bool:
    """Whether the words are asked about in general rather than told.

    Args:
        place: the words and what stands around them.
        always: the rule counts though somebody asks whether it will come (我会不会自杀).
    """
    if re.search("(?<!在)哪[里儿个种]?|什么样", place.said):
        return True
    if is_of_an_exam(place):
        return True
    if _CURIOUS.search(place.later) and _ASKS.search(place.later) and not _OF_NOW.search(place.sentence):
        return True
    if tells_of_oneself_next(place):  # 胸闷心痛是怎么引起的？最近常这样
        return False
    if _DEFINED.search(place.before) or _DEFINITION.match(place.after):
        return True
    if _PREVENTED.search(place.before) or (_EXISTS.search(place.earlier) and _OF_SUCH.match(place.after)):
        return True
    if _SIGNS_FIRST.search(place.earlier) and _IS_ONE.match(place.after):
        return True
    own = is_of_somebody(place)
    if _TOPIC_AFTER.match(place.after) and not (is_named(place) or (own and _HOW_TREATED.match(place.after))):
        return True
    if _will_it_come(place, own=own) and not (always and own):
        return True
    begins = not place.before and _BEGINS_WITH_IT.match(place.later) is not None
    return _is_a_topic(place) and not own and not begins


def _will_it_come(place: Place, *, own: bool) -> bool:
    """会不会中风, 高血压会胸痛吗, 有没有胸痛; not 一走路就会胸痛，正常吗."""
    if _MODAL.search(place.before) or _NEEDS.search(place.before):
        return True
    habit = _HABIT.search(place.before) is not None
    if _MAY.search(place.before) and not habit and _ASKED_AFTER.match(place.after):
        return True
    if own:
        return False
    if _MAY.search(place.before) and not habit:
        return True
    return (_CAUSES.search(place.before) is not None and _ASKED_AFTER.match(place.after) is not None) or (
        _SIGNS_ASKED.match(place.after) is not None
    )


def _is_a_topic(place: Place) -> bool:
    """Causes, treatments, what to do in general: 吐血的急救, 什么病会晕倒, 便血是什么原因."""
    return (
        _TOPIC_AFTER.match(place.after) is not None
        or _CAUSED_BEFORE.search(place.before) is not None
        or _TOPIC_NEAR.match(place.after) is not None
        or (bool(place.before) and _BARE_ASKED.match(place.after) is not None)
        or _IN_GENERAL.search(place.before) is not None
        or _SIGNS_LISTED.search(place.earlier) is not None
        or _WHAT_AFTER.search(place.later[:30]) is not None
    )
