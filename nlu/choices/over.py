"""Does a denial said last take back what was said before it? 走几步喘，坐下就不喘 does not, 昨天喘，现在不喘了 does."""

from __future__ import annotations

import re

from nlu.choices.spoken import Hit
from nlu.questions import Question

_NOTHING = re.compile(r"(?:无|没|未|完全没|完全不)|不(?!规律|满意|太|好|服|能|需)|.*0级$")  # a label that denies all
# A denial of some other time, place or effort leaves what stands before it: 上楼喘，平时不喘
_RESTING = re.compile(
    r"[坐躺歇靠站蹲]|[停慢]下|不动|休息|到家|缓一?[缓会下]|喘口气|"
    r"慢走|慢慢|平地|平路|平时|平常|别的|其[他它余]|另外|剩下|除此"
)
_PLACE = re.compile(
    r"[脚腿手脸边左右肚]|小腿|别处|旁边|中间|上面|下面|周围|"
    r"白天|夜里|晚上|早上|早晨|中午|下午|外面|在家|屋里|出门"
)
_OVER = re.compile(r"现在|如今|目前|眼下|今[天早]|已经|这[两几]天|后来|早就")
_BEFORE = re.compile(
    r"以前|之前|原来|原先|过去|从前|前[阵段些几两]|上[个次回周]|刚开始|开始|"
    r"昨[天晚夜]|前天|那[天时阵]|年轻"
)
_ENDED = re.compile(r"[^，,。！!；;]{0,3}[了啦]")
# What comes every evening is not gone for being gone in the morning
_COMES_BACK = re.compile(
    r"(?:白天|晚上|下午|傍晚|夜里|走多|站久|坐久|走久)[^。！!；;]{0,8}[肿胀喘][^。！!；;]{0,12}"
    r"(?:早上|早晨|早起|第二天|睡[了一]?觉|睡一觉|睡醒|躺|歇|抬高)[^。！!；;]{0,6}(?:消|退|不肿|没了|好)|又[肿胀喘]"
)
_WORSE = re.compile(  # 老样子，腿更肿了
    r"(?<![没不])(?<!没有)(?<!不是)(?<!不会)更加?(?:晕|疼|痛|肿|喘|闷|憋|堵|难受|厉害|重|差|累|麻|咳|慌|花|糊|凶|没劲|没力|不舒服|不行|吃不下|睡不着)"
)
_STOP = re.compile(r"[，,。！!；;]")


def last_said(question: Question, plain: str, hits: list[Hit]) -> str | None:
    """The code of the option that counts of several named; None where a denial may or may not take the other back."""
    last = hits[-1]
    before = [hit for hit in hits if hit[2] != last[2]]
    if not before or not _denies_all(question, last[2]):
        return last[2]
    earlier = before[-1]
    stop = _STOP.search(plain, last[1])
    said = plain[earlier[1] : stop.start() if stop else len(plain)]
    if _RESTING.search(said):
        return earlier[2]
    over = _over(question, plain, earlier, last)
    if _PLACE.search(said):
        return None if over else earlier[2]
    return last[2] if over else None


def still_there(question: Question, plain: str, code: str, hits: list[Hit], there: list[tuple[int, int]]) -> bool:
    """Whether “nothing” was said beside something that is there in other words: 喘，坐着不喘; 白天不喘，夜里喘.

    Args:
        question: the question.
        plain: the normalised text.
        code: the option that would be chosen.
        hits: the words of the options.
        there: the spans of the symptoms that were said to be there and are what the question is about.
    """
    if not _denies_all(question, code):
        return False
    if _COMES_BACK.search(plain) or _WORSE.search(plain):
        return True
    open_ = [span for span in there if not any(hit[0] < span[1] and span[0] < hit[1] for hit in hits)]
    if not open_:
        return False
    earlier: Hit = (*open_[-1], "")
    last = hits[-1]
    if last[0] < earlier[0] or _RESTING.search(plain, earlier[1]) or _PLACE.search(plain, earlier[1]):
        return True
    return not _over(question, plain, earlier, last)


def _denies_all(question: Question, code: str) -> bool:
    return any(option.code == code and _NOTHING.match(option.label) for option in question.options)


def _over(question: Question, plain: str, earlier: Hit, last: Hit) -> bool:
    """Whether the words say that it is past; of 有 and 无 only where it lies well back (以前有，现在没有)."""
    then = _BEFORE.search(plain[: earlier[0]]) is not None
    now = _OVER.search(plain[earlier[1] : last[0]]) is not None or _ENDED.match(plain, last[1]) is not None
    now = now or plain[last[0] : last[1]].endswith("了")
    if {option.label for option in question.options} == {"有", "无"}:
        return then and now
    return now
