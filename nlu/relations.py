"""Whose is it: the writer's own, or whose? 我妈血压150/90，我自己130/80; 孩子发烧; 老伴头晕.

A person counts for what follows, up to the next person. Whoever only does something for the writer (听我妈说,
我女儿帮我量的) or stands in a family history is nobody's patient, and 我想问, 我给她量 say who writes, not who is ill.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

SELF = "self"
_OF_MINE = r"(?:我|俺|咱|他|她|你)们?家?(?:的)?"
_NEXT = r"(?=[今昨最现这刚每血头心体发吃咳有测量的是在 ，,、\d])"  # a short name such as 妈 counts before these
_NAMES = {
    "祖父母": r"爷爷(?!们)|奶奶(?!粉)|姥姥|姥爷|外公|外婆|阿公|阿婆|外?祖[父母]|太[爷奶姥]|爷奶",
    "配偶父母": r"公公(?!交)|婆婆|岳[父母]|丈母娘|老?丈人",
    "子女配偶": r"儿媳妇?|女婿",
    "配偶": rf"老伴儿?|老公|老婆|爱人|丈夫|妻子|媳妇儿?|老头子?|老太婆|"
    rf"{_OF_MINE}那口子|{_OF_MINE}(?:对象|先生|太太)|内人|未婚[夫妻]|[男女]朋友",
    "父母": r"父母|爸妈|爹妈|爹娘|双亲",
    "母亲": rf"妈妈|老妈|母亲|老娘|娘亲|亲妈|阿妈|妈咪(?!爱)|{_OF_MINE}[妈娘](?!家|们|咪)|(?<![姑姨大干舅宝])妈{_NEXT}",
    "父亲": rf"爸爸|老爸|父亲|老爹|亲爸|阿爸|爹地|家父|{_OF_MINE}[爸爹]|爸{_NEXT}",
    "孙辈": r"外?孙(?:子|女|儿)|外孙",
    "孩子": (
        rf"孩子|小孩儿?|宝宝|宝贝|娃娃|{_OF_MINE}[大小俩二]?(?:娃|宝|崽|幺儿)|[大二小]宝(?!贝)|小子|小家伙|小朋友|婴儿|幼儿|新生儿|早产儿|"
        rf"男孩|女孩|男宝|女宝|儿童|患儿|儿子|女儿|闺女|姑娘|丫头|小女|囡囡|娃儿?(?!哈)|小伢|崽崽|宝{_NEXT}"
    ),
    "兄弟姐妹": rf"哥哥|姐姐|弟弟|妹妹|[大二][哥姐]|小[弟妹]|老[弟妹]|兄弟|姐妹|嫂子|姐夫|妹夫|弟媳|弟妹|"
    rf"{_OF_MINE}[亲大二三小]?[哥姐弟妹]",
    "亲友": (
        rf"叔叔|舅舅?|姑[姑妈父]|[大小]姨|姨(?:父|妈(?!巾|来|没|推|期|提|走|还))|伯[父母]|婶|[表堂][哥姐弟妹]|侄[子女儿]|外甥女?|亲戚|朋友(?!圈|们)|"
        rf"同事|邻居|同学(?!们)|室友|舍友|闺蜜|家人|(?<![病压症瘤癌炎])患者|(?<![性尿压])病人(?!家属)|隔壁|老人(?!院|味|斑)家?|{_OF_MINE}[大二三小]?[叔姑姨舅伯]"
    ),
    SELF: r"本人|自己|[我俺咱](?!们?医院)",
    "": r"(?<![其倍伐吉沙洛辛普匹瑞美])[他她](?!汀|克|乐|唑|莫|命|们)",  # whoever was named last
}  # fmt: skip
_PERSON = re.compile(
    "(?=[我俺咱他她你爷奶姥外阿祖太公婆岳丈老儿女爱妻媳内未男父爸爹双母娘亲妈家孙孩小宝娃大二婴幼新早患姑闺丫囡崽哥姐弟妹兄嫂叔舅姨伯婶表堂侄朋同邻"
    "室舍病隔本自])(?:" + "|".join(f"(?P<p{i}>{words})" for i, words in enumerate(_NAMES.values())) + ")"
)
_RELATIONS = tuple(_NAMES)
_SAYS = re.compile(  # 我妈说我血压高, 我女儿帮我量的
    r"(?:今天|昨天|刚[才刚]?|也|都|就|还|总|老|天天|又|再|不)?(?:说|讲|告诉|问我|叫我|让我|让来|劝|逼|催|嫌|骂|笑我|怕我|给我|帮我|替我|陪我|带我|送我|扶我|"
    r"照顾我|提醒|觉得我|以为我|担心我|帮忙|不在|生气|做的[饭菜]|买的|买了)"
)
_TOGETHER = re.compile(
    r"(?:听|跟|同|与|对|向|叫|让|请|由|被|像|随|告诉|怕|照顾|伺候|生完?|遗传|除了|带|陪|看着?)(?:着|过|了)?(?:我|俺|咱)?们?家?的?$"
)
_TO_DOCTOR = re.compile(r"(?:去|到|来|上|看)[^，,。]{0,6}(?:医院|病|医生|急诊|门诊|检查|就诊|挂号|大夫)")
_HISTORY = re.compile(r"[^，,。；;！!？?]{0,3}(?:有|得过|患过?|是)[^，,。；;]{0,10}(?:史|遗传)")
_FAMILY = re.compile(r"(?:家族|遗传)史?[^。；;]{0,6}$")
_WRITES = re.compile(  # 我想问, 我给她量: who writes is not who is ill, once somebody else was named
    r"(?:现在|今天|昨天|刚[才刚]?|就|也|都|很|真|又|还|该|应该|要|需要|可以|能)*(?:想|问|咨询|担心|害怕|着急|急|带|送|给[他她孩宝爸妈老]|帮|喂|发现|知道|不知|听|看[他她到着]|怎么|"
    r"能|可以|需要|应该|该|要不|是不是|怀疑|摸|量|测|们)"
)
_ALSO = re.compile("[也都]")
_SENTENCE_END = re.compile(r"[。！？!?；;\n]")


@dataclass(frozen=True)
class _Mention:
    start: int
    end: int
    relation: str


def subject_of(plain: str, start: int, end: int) -> str:
    """Whose the finding at plain[start:end] is.

    Args:
        plain: the normalised text (`nlu.text.normalise`).
        start: where the finding begins; `end` is one past its last character.

    Returns:
        self, or the canonical relation: 母亲, 父亲, 父母, 配偶, 配偶父母, 孩子, 子女配偶, 孙辈, 祖父母, 兄弟姐妹
        or 亲友.
    """
    mentions = _mentions(plain)
    at = bisect_right(mentions, start, key=lambda mention: mention.start) if mentions else 0
    if at:
        return mentions[at - 1].relation
    for mention in mentions:  # 血压180/110，我爸现在头晕
        if mention.start < end or _SENTENCE_END.search(plain, end, mention.start):
            break
        return SELF if _ALSO.match(plain, mention.end) else mention.relation
    return SELF


@lru_cache(maxsize=32)
def _mentions(plain: str) -> tuple[_Mention, ...]:
    """Everybody whom a text speaks of as ill or well, in order; a pronoun is whoever was named last."""
    found: list[_Mention] = []
    other = ""
    for match in _PERSON.finditer(plain):
        relation = _RELATIONS[int(str(match.lastgroup)[1:])] or other or "亲友"
        passing = _only_writes(plain, match.end(), other) if relation == SELF else _in_passing(plain, match)
        if passing:
            continue
        if relation != SELF:
            other = relation
        found.append(_Mention(start=match.start(), end=match.end(), relation=relation))
    return tuple(found)


def _in_passing(plain: str, match: re.Match[str]) -> bool:
    """Whether somebody is only told of as a helper, a companion or an ancestor."""
    before = plain[max(0, match.start() - 8) : match.start()]
    if _TOGETHER.search(before):
        return not _TO_DOCTOR.match(plain, match.end())
    if _SAYS.match(plain, match.end()):
        return True
    return _HISTORY.match(plain, match.end()) is not None or _FAMILY.search(before) is not None


def _only_writes(plain: str, end: int, other: str) -> bool:
    """Whether 我 stands for the writer of a message that is about somebody else."""
    return bool(other) and _WRITES.match(plain, end) is not None
