"""Where in a text do the words of a question's options stand, and does what is around them turn or void them?"""

from __future__ import annotations

import re

from nlu.choices.whole_words import is_part_of_another
from nlu.questions import Option, Question
from nlu.subjects import days_of_another, names_topic_of_another, speaks_of_another
from nlu.text import clauses, normalise, without_questions

_NOT_BEFORE = re.compile(
    r"(?:(?:不|没|没有|并非|别|未|没啥|没什么|没有什么)(?:是|有|敢|爱|能|想|会|喜欢|容易|觉得|感觉|感到|发现|出现|很|太|怎么|大|那么|啥子?|什么|任何|吃|咋|算|用|自己)*|"
    r"(?:差一?点儿?|险些)(?:就|又|没|要|给|把|自己|我)*)$"
)
# Words so common that they are an answer only where little else is said: 好 in 早上好, 没 in 没听懂 are none.
_COMMON = re.compile(r"[有无没好差轻中重不太很挺还行可以正常一般都的点些儿能会打着多少是]+")
FILLER = re.compile(
    r"(?:[\s、:：;；~～的了啊呢吧呀哦嗯嘛哈得也都还就是很挺蛮太最更偏比较有点我在现今日过到么个这那些]|感觉|觉得|最近|目前|暂时|从来|平时|一直|"
    r"一般|基本上?|应该|好像|什么|啥子?|以前|以后|之后|吃[药完了]*|药|副作用|不良反应|反应|问题|症状|情况|身体|心情|情绪|心里|心态|精神|"
    r"日子|口味|味道|盐巴?|菜|饭|家里?|们|放|做|每天|天天|谢谢|医生|大夫|护士|您|你|大|没有|哪里|不对劲?|不舒服|任何|多|少|一点儿?|点儿|算|老|人|不得了|不行|要命|要死)*"
)
_LAPSE_NOW = re.compile(r"(?:还|这[两几]天|今天|今早|今晚|早上|早晨|上午|中午|晚上|刚才)(?:我|都|也|的?药)*$")
# 去了也是花钱 is said by who did not go
_IN_VAIN = re.compile(
    r"(?:也是(?:花|白|挨|那|一样|等|排|开药)|也没用|也白|又(?:能|怎|有什么|有啥)|还不是|不也|能怎|有(?:啥|什么)用|没用|没意思)"
)
_REPEATED = re.compile(r"([没不]有?[^\s，,。没不]{0,3})\1+")  # 没有没有 holds 有没有 and asks nothing
_NOT_TO_TELL = re.compile(r"(?:跟你们?)?(?:说|讲|回答|透露|告诉)")
_WONDERS = re.compile(
    r"不(?:知道|懂|明白|清楚|确定)|[啥什]么?(?:叫|是|意思)|是[啥什]|算不算|没(?:听|看|搞|弄)(?:懂|清|明白)|没明白"
)
Hit = tuple[int, int, str]  # start, end, code of the option


def without_doubts(plain: str, options: tuple[Option, ...] = ()) -> str:
    """A text with the clauses blanked out that ask or wonder: 不知道啥叫间断 chooses nothing.

    Where 听不懂 is a word of an option it is no doubt.
    """
    plain = without_questions(_REPEATED.sub(lambda said: said[1].ljust(len(said[0])), plain))
    if _WONDERS.search(plain) is None:
        return plain
    spoken = all_option_words(plain, options)
    for start, end in clauses(plain):
        doubts = _WONDERS.finditer(plain, start, end)
        if any(not any(hit[0] <= doubt.start() and doubt.end() <= hit[1] for hit in spoken) for doubt in doubts):
            plain = plain[:start] + " " * (end - start) + plain[end:]
    return plain


def option_words(plain: str, options: tuple[Option, ...], *, shortest: int = 1) -> list[Hit]:
    """Where the options' words stand and hold; longer words hide the shorter ones inside them."""
    return [hit for hit in all_option_words(plain, options, shortest=shortest) if not _voided(plain, hit)]


def all_option_words(plain: str, options: tuple[Option, ...], *, shortest: int = 1) -> list[Hit]:
    """Where the options' words stand, in order, whatever is said of them."""
    found = []
    for option in options:
        for word in {option.label, *option.synonyms}:
            if len(word) < shortest:
                continue
            if (word := normalise(word)) not in plain:
                continue
            for match in re.finditer(re.escape(word), plain):
                if not is_part_of_another(plain, *match.span()):
                    found.append((match.start(), match.end(), option.code))
    found.sort(key=lambda hit: (hit[0] - hit[1], hit[0]))
    kept: list[Hit] = []
    for hit in found:
        if all(hit[1] <= other[0] or hit[0] >= other[1] for other in kept):
            kept.append(hit)
    return sorted(kept)


def _voided(plain: str, hit: Hit) -> bool:
    """Whether the words before turn an option's word: 不敢吃咸, and 今天还没吃, which says nothing of other days."""
    before, word = plain[: hit[0]], plain[hit[0] : hit[1]]
    if re.match(r"[没不].*[吃服]", word) and _LAPSE_NOW.search(before):
        return True
    if re.match(r"[不没].", word) and re.match(r"(?:就|都)?(?:不行|不成|不可以|不下饭|没味|不习惯)", plain[hit[1] :]):
        return True  # 不咸不行
    if word.startswith("多") and before.endswith("好") and plain[hit[0] :].startswith("多了"):
        return True  # 好多了 is better, not more
    if word.endswith(("去了", "看了")) and not word.startswith(("没", "不")) and _IN_VAIN.match(plain, hit[1]):
        return True
    if word.endswith("不方便") and _NOT_TO_TELL.match(plain, hit[1]):
        return True
    if re.match(r"不(?:起来|大?起|了(?![得了]))", plain[hit[1] :]):  # 高兴不起来
        return True
    return _NOT_BEFORE.search(before) is not None


def standing(question: Question, plain: str, hits: list[Hit], symptoms: list[str]) -> list[Hit]:
    """The hits without common words in a clause that speaks of something else."""
    kept = []
    for start, end in clauses(plain):
        inside = [hit for hit in hits if start <= hit[0] < end]
        if inside and days_of_another(question, plain, start, end):
            continue
        if speaks_of_another(question, plain[start:end], [(hit[0] - start, hit[1] - start) for hit in inside]):
            continue
        rest = plain[start:end]
        for said in [plain[hit[0] : hit[1]] for hit in inside] + symptoms + list(question.mentions):
            rest = rest.replace(said, "")
        light = FILLER.fullmatch(rest) is not None and not names_topic_of_another(question, rest)
        kept += [hit for hit in inside if light or not _COMMON.fullmatch(plain[hit[0] : hit[1]])]
    return kept
