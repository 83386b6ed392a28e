"""Yes or no? 有，昨天去的 is yes; 没有，不过有点疼 is neither and is asked again."""

from __future__ import annotations

import re

from nlu.findings import Understanding
from nlu.questions import Question
from nlu.text import clauses, normalise, without_questions

_LEAD = (
    r"[\s嗯哦啊呃唉诶那个，,]*(?:我们?|他|她|俺|咱|这个|那|就|都|也|还|真|真的|其实|目前|现在|最近|从来|应该|好像|"
    r"早就|已经|今天|昨天|平时|一般|家里|说实话)*"
)
_DONE = "吃|去|做|量|用|测|打|查|换|拆|喝|看|洗|睡|摔|跌|发|疼|痛|流|出|肿|红|住|拿|买|练|走|扎|注|服|抽|忘记|漏"
# Said with 不 or 没 and still no answer: 不知道, 没听懂, 不错, 不太清楚
_NO_ANSWER = re.compile(
    r"(?:不(?:知道|清楚|晓得|记得|确定|好说|一定|好意思|错|太|大|怎么|懂|明白|想说|想答|方便|告诉|舒服|要紧|是不|多)|"
    r"没(?:问题|关系|事|错|听|看[懂清]|明白|懂|注意|留意|怎么|意思|数|听清|印象|什么(?:大|$|[的了啊。])|准)|说不|无所谓|无法)"
)
_NO = re.compile(
    rf"{_LEAD}(?:没|不|无|否|未|(?:一(?:次|点儿?|天|回)(?:都|也)(?:没|不))|(?:一直|根本|完全|绝对|肯定)(?:没|不)|no(?![a-z])).*"
)
_YES = re.compile(
    rf"{_LEAD}(?:有(?!什么|啥|没|问题)|是(?!什么|啥|不|没)|对(?!不起|面|了)|会(?!不会)|能(?!不能)|可以(?!不)|行(?![不吗])|"
    rf"要(?!不|是)|当然(?!不|没)|没错|肯定[有是会]|偶尔|有时|经常|常常|老是|每天都|天天都|"
    rf"(?:{_DONE})(?:[过了](?!吗)|的(?!话))|yes|ok(?![a-z])).*"
)
_REPEATED = re.compile(r"(没有?|有)(?:[，,、\s]*\1)+")  # 没有没有 holds 有没有 and asks nothing
_NOD = re.compile(r"[\s嗯恩en呢啊哦，,。.！!]*[嗯恩][\s嗯恩啊呢，,。.！!]*")
_DOUBT = re.compile(r"可能|也许|说不定|不一定|差点")
_HAS_NOT = re.compile(r"没有?(?!听|错|问题|关系|事)|不是|从不|从没")
_HAS = re.compile(r"(?<!没)(?<!没得)有(?!没|什么|啥|时间|空|病|高|糖|年|几年)|(?<![不才])会(?!儿)")
_BUT = re.compile(r"不过|但|只是|就是|可是|除了|倒是|偶尔|有时")
_HARDLY = re.compile(r"没|不|差点|险些|可能|怕|别|好了|如果|要是")
_JOIN = r"(?:[也都还是倒的呢啊么什]|什么|觉得|感觉|出现|发生|怎么)*"


def read_boolean(question: Question, message: Understanding, *, asked: bool) -> bool | None:
    """Yes or no; unasked only beside a mention (家里有血压计), or by a symptom that is a mention."""
    plain = without_questions(_REPEATED.sub(r"\1", normalise(message.text)))
    if (named := _by_symptom(question, message)) is not None:
        return named
    if asked and (said := _polarity(plain)) is not None:
        return said
    if asked and (_NO.match(plain) or _YES.match(plain)):
        return None  # yes and no in one answer
    return _by_mention(question, plain)


def _by_symptom(question: Question, message: Understanding) -> bool | None:
    """A symptom that the question mentions by its name: 没有发烧, 有点肿."""
    statuses = {s.status for s in message.symptoms if s.name in question.mentions}
    if statuses == {"present"}:
        return True
    return False if statuses and statuses <= {"denied", "resolved"} else None


def _polarity(plain: str) -> bool | None:
    """What the first clause says, where no later one says the opposite."""
    spans = clauses(plain)
    if not spans or _DOUBT.search(plain):
        return None
    if _NOD.fullmatch(plain):
        return True
    said = [_clause(plain[start:end]) for start, end in spans]
    while len(said) > 1 and said[0] is None and _NOD.fullmatch(plain[spans[0][0] : spans[0][1]]):
        said, spans = said[1:], spans[1:]
    rest = plain[spans[0][1] :]
    if said[0] is None or (_BUT.search(rest) and (_HAS.search(rest) or not said[0])):
        return None
    turned = _HAS if said[0] is False else _HAS_NOT
    return None if turned.search(rest) else said[0]


def _clause(clause: str) -> bool | None:
    body = re.sub(rf"^{_LEAD}", "", clause)
    if body.startswith("没错"):
        return True
    if _NO_ANSWER.match(body):
        return None
    if _NO.fullmatch(clause):
        return None if re.match(r"(?:不是不|不是没|没不|不会不|不能不|不得不)", body) else False
    return True if _YES.fullmatch(clause) else None


def _by_mention(question: Question, plain: str) -> bool | None:
    """有 or 没有 right beside a word that names the question."""
    words = "|".join(map(re.escape, sorted(question.mentions, key=len, reverse=True)))
    if not words:
        return None
    for start, end in clauses(plain):
        clause = plain[start:end]
        if re.search(rf"(?:没有?|无|不)(?:再|什么|啥|任何|会|能|是|发生过?|出现过?|觉得)*(?:{words})", clause):
            return False
        if re.search(rf"(?:{words}){_JOIN}(?:没有?(?!事)|不(?!错|知|清|太|大)|无)", clause):
            return False
        if re.search(rf"有(?:过|一?点儿?|些|个)*(?:{words})|(?:{words}){_JOIN}(?:有|会)(?!没|什么)", clause):
            return True
        if re.search(rf"(?:{words})(?:倒|到|着)?[过了](?!吗)", clause) and not _HARDLY.search(clause):
            return True
    return None
