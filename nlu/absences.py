"""Why is there no value? 不知道, 没量, 不想说: FHIR's data-absent-reason."""

from __future__ import annotations

import re

from nlu.amounts.scales import base_unit
from nlu.numbers import parse_numbers
from nlu.questions import Question
from nlu.subjects import MEASURED_UNITS, own_subjects, subjects
from nlu.text import clause_around, clauses

_UNKNOWN = re.compile(
    r"不(?:太|大|怎么)?(?:知道|清楚|晓得|记得|确定)|记不[得清]|(?<![老总常点时候])记不住(?![吃去带打量开拿用服])|说不[准清好]|[搞弄]不清|没印象|"
    r"(?:i )?don'?t know|not sure|没注意|没留意|没数过|没算过|忘(?:了|记)?(?:是|叫)?(?:叫|是)?(?:什么|啥|哪)|"
    r"^[我都也早\s]*忘[^吃药去带打开拿用服次\d一二两三四五六七八九十几天回]{0,4}$"
)
_NOT_DONE = re.compile(
    r"没(?:有)?(?:去|来得及)?(?:量|测|称|查|数|显示)|未测|不(?:想|愿意?|高兴)(?:再|去)?[量测称](?!过)|(?:不会|不懂|不晓得怎么)(?:用|使)(?:那个|这个)?(?:机器|仪器|血压计|血糖仪|秤)|(?:还没|没顾上|没空|没法|不会|没时间)(?:来得及|去)?(?:量|测|称)|[量测称]不了|"
    r"没有?(?:买)?(?:血压计|秤|体重秤|血糖仪|仪器|体温计|机器)|(?:血压计|秤|血糖仪)(?:坏|没电)|好久没"
)
_DECLINED = re.compile(
    r"不想(?:说|回答|讲|告诉|答)|不(?:太|大)?方便(?:跟你们?|和你们?|对你们?)?(?:说|回答|讲|透露|告诉)|^[\s我这个现在真的也]*不(?:太|大)?方便[的了啊呢吧。.！!\s]*$|不好意思(?:跟你们?|和你们?|给你们?|对你们?)?(?:说|讲|开口)|跳过|不告诉|下一[个题]|保密|别问|不愿意?(?:说|"
    r"回答|讲)|不回答|换一个|过吧|问别的"
)
_ASKS_MEANING = re.compile(r"[啥什]么?(?:叫|意思)|(?:什么|啥)是|是(?:啥|什么)(?![时样])")
_NO_WORDS = re.compile(
    r"(?:[\s，,。.！!~～👌👍🙏]|好[的吧啊嘞呀]?|[嗯恩哦噢啊]|行|可以了?|知道了|收到|明白了?|继续|接着来|开始吧|我回来了|(?:让|容)?我(?:再)?想想|等等|等一下|稍等|谢谢[您你]?|多谢|辛苦了?|"
    r"[您你]好|在[吗的]?|(?:和|跟|同)?(?:上次|以前|之前)(?:一样|的)?|没变化?|还是?老样子|老样子|ok)*"
)
_LITTLE = re.compile(
    r"[\s我也都了啊呢吧的嘛呀过，,。.！!？?]|这个|那个|真的?|实在|现在|时间|哪个|什么|名字|东西|忘了?|叫"
)
_OF_INSTRUMENTS = re.compile(r"[量测称秤]|血压计|血糖仪|体温计|仪器|机器")
_FEW = 3  # characters beside 不知道 that say no more
# Said of something that was not asked for, nothing looser closes its question: not 没量准, 没来得及量，这就去
_SURELY_NOT_DONE = re.compile(
    r"(?:没(?:有)?(?:去|来得及)?|未|不(?:会|能)|没(?:法|空|时间))(?:给我|帮我)?(?P<verb>量|测|称|查|做|抽)(?![准清出完好到对])(?:过|了|成)?"
    r"(?P<object>[^，,。！!？?；;没不量测称查]{0,8})[的了呢啊呀吧哦。.！!\s]*$"
)
# A value of a laboratory: who gave no blood has none
_NO_BLOOD = re.compile(r"没(?:有)?(?:去|来得及)?(?:医院|化验室?)?(?:查|化验|抽)(?:过)?血?|没(?:有)?(?:去)?抽(?:过)?血")
_OF_BLOOD = frozenset({"hba1c", "laboratory"})
_TIME = re.compile(r"个?(?:多|来)?(?:年|月|天|周|星期|礼拜|次|回|小时|钟头|点)")  # 半年没去查 gives no value
_DONE_AFTER_ALL = re.compile(
    r"(?<![没未])(?<!没有)(?:[量测称查]了(?!吗)|[量测称查]的是)|[这就再]去?[量测称查]|待会|等会|一会"
)
_BARE_NO = re.compile(r"\s*(?:还|都)?(?:没有?|没呢|没有呢|无|没有啊|还没)[。.！!啊呢的哦吧]*\s*")


def absent_reason(question: Question, plain: str) -> str | None:
    """The reason in a normalised text: asked-declined, not-performed, asked-unknown or none."""
    if _ASKS_MEANING.search(plain):
        return None
    if _DECLINED.search(plain):
        return "asked-declined"
    not_done = _NOT_DONE.search(plain)
    if not_done and _OF_INSTRUMENTS.search(not_done.group()) and _needs_no_instrument(question):
        not_done = None
    if (not_done and not _of_another(question, plain, not_done)) or (
        question.reading is not None and _BARE_NO.fullmatch(plain)
    ):
        return "not-performed"
    if own_subjects(question) & _OF_BLOOD and (_BARE_NO.fullmatch(plain) or _NO_BLOOD.search(plain)):
        return "not-performed"
    unknown = _UNKNOWN.search(plain)
    return "asked-unknown" if unknown and not _of_another(question, plain, unknown) else None


def not_measured(question: Question, plain: str) -> bool:
    """Whether a message says of itself that what the question is for was not measured: 糖化没去查, asked or not."""
    own = own_subjects(question)
    measured = question.reading is not None or base_unit(question.unit) in MEASURED_UNITS
    if not measured or not own or _ASKS_MEANING.search(plain) or _DONE_AFTER_ALL.search(plain):
        return False
    ends = [match for start, end in clauses(plain) if (match := _SURELY_NOT_DONE.search(plain, start, end))]
    return any(_subject_of(plain, match) in (own & {"weight"} if match["verb"] == "称" else own) for match in ends)


def _needs_no_instrument(question: Question) -> bool:
    """Whether nothing is measured for an answer: a choice, or a number from 0 to 10 for a pain."""
    if question.reading is not None or own_subjects(question):
        return False
    return bool(question.options) or question.kind == "boolean" or base_unit(question.unit) == "分"


def _of_another(question: Question, plain: str, match: re.Match[str]) -> bool:
    """Whether what was not done, or is not known, is something else than what was asked for."""
    own, subject = own_subjects(question), _subject_of(plain, match)
    if subject is None or subject in own:
        return False
    weighing = "称" in match.group() or "秤" in match.group()
    return not (weighing and "weight" in own)


def _subject_of(plain: str, match: re.Match[str]) -> str | None:
    """The measured thing named right behind 没量 in its clause, else the last one before it that got no value."""
    found = subjects(plain)
    end = clause_around(plain, match.start(), match.end())[1]
    behind = [name for start, _, name in found if match.start() <= start < end]
    before = [(last, name) for _, last, name in found if last <= match.start()]
    if behind:
        return behind[0]
    if not before:
        return None
    between = parse_numbers(plain[before[-1][0] : match.start()])
    if any(not _TIME.match(plain, before[-1][0] + number.end) for number in between):
        return None
    return before[-1][1]


def says_nothing(plain: str) -> bool:
    """Whether a normalised text is no words worth keeping: why there is no value, a nod, a greeting, thanks."""
    if _NO_WORDS.fullmatch(plain):
        return True
    rest = plain
    for pattern in (_DECLINED, _NOT_DONE, _UNKNOWN):
        rest = pattern.sub("", rest)
    return rest != plain and len(_LITTLE.sub("", rest)) <= _FEW
