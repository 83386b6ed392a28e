"""Is a word denied by what stands before it or behind it? The scope of 没有 and 不 over lists, and double negations.

没有头晕、恶心和胸闷 denies all three, 不咳嗽但有痰 the first, 不是不疼 and 没以前那么疼 none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

Span = tuple[int, int]

_REACH = 24  # characters before a word in which its negation may stand
_GLUE = re.compile(r"(?:[、和及或跟与也还并且兼\s,，]|以及|还有|或者|伴有?|的|啊|呀|这些|这种|那种|之类)*")
_SOFT = (
    r"(?:什么|啥子?|哪[里儿些]|任何|明显|觉得|感觉|感到|发现|出现|发生|怎么|咋|太|很|特别|再|过|有|"
    r"会|大|伴随?|其[他它]|别|曾|属于|像|"
    r"一点儿?|点儿?|啊|的|地|到|又|都|是|经常|老|总|常|用|想|得|要|见|说|存在|种|那|这|严重|真|加重|新发|持续|频繁|反复|异常|剧烈|"
    r"进行性|阵发性?|间断|夜间|活动后|饭后|餐后|咳嗽后|平时|感染|相关|一丝|一丁点儿?|半点){0,8}"
)
_NEGATION = (
    r"(?:没有|没啥|没什么|并没有|并无|否认|没|无(?![法论奈])|未见?|"
    r"不(?![但仅光止只管过能如停住断时知])|(?<![特分区])别(?![的人处])|"
    r"从不|从来不|也不|毫无|并不|不曾|并未)"
)
_BEFORE = re.compile(rf"(?P<neg>{_NEGATION}){_SOFT}$")
_AGAIN = re.compile(rf"(?:不再|没再|没有再|未再|再也没有?|再也不|不会再){_SOFT}$")
_BUT_FOR = re.compile(r"(?:除了|除去|除|要不是)[^，,。]{0,24}$")
_THEN = r"(?:以前|之前|原来|昨[天晚]|前几天|前两天|前些天|刚开始|一开始|开始|上次|上周|当初|那会儿?|那时候?)"
_NOT_NEGATION = re.compile(
    r"(?:(?:没有?|没啥|没什么|不[管中顶])用|没有?(?:效果?|作用|好转|缓解|改善)|是不|会不|要不|有没|能不|差不|好不|忍不|止不|管不|受不|不得|动不动就?|不由得?|无缘无故|不时|"
    r"不停地?|不断地?|没事就|"
    r"没完没了|时不|(?:没有?|无)(?:一[天刻次日晚]|哪[一]?[天次晚])?不|不(?:能|敢)说(?:没有?|不)|"
    r"不是[很太每]|不是(?:特别|那么|非常|一直|总|老|经常|天天|一般|普通)|"
    rf"(?:没有?|不|没再)(?:像)?{_THEN}(?:那么|这么|那样)?|(?:没有?|不)(?:那么|这么|那样))" + _SOFT + "$"
)
# A list goes on behind a comma only where it was begun by 没有 and ends the sentence: not 不发烧，咳嗽，有痰
_NOUN_LIST = re.compile(r"没有|没啥|没什么|无|未|否认")
_LIST_ENDS = re.compile(
    r"(?:等|这些|的?症状|的?情况|什么的|之类|啥的|现象|[了啦吗么])*[\s]*(?:$|[。！!；;?？\n)）]|"
    r"[，,](?=就是|只是|就|只|但|不过|除|仅|可|其他|别的|一切|都))"
)
_STATES = re.compile(r"就|但|只|还|有|总|老")  # a word that begins so states something of its own
_OVER_SUFFIX = re.compile(r"(?:了|啦|喽|咯)(?!吗)")
_NONE_AFTER = re.compile(
    r"(?:[、\s:：]|[，,](?=(?:这些|以上)?(?:现在|目前|我)?[都全也通统一])|什么的|这些|之类的?|等|症状|"
    r"情况|现象|感觉|的|呢|倒|也|都|全|现在|目前|是|我|一概|啥的|统统|从来){0,10}"
    r"(?:没有|没|木有|无|不存在|阴性|\(-\))(?=[的了呢啊呀吧哦过。，,！!；;、\s)）]|$|这|出现|"
    r"发生)(?!了?(?:一[天周]|[几半]天))"
)
# 头晕吗？没有: the patient reads our question out and answers it
_ANSWERED_NO = re.compile(
    r"(?:[了啊呀过]|有没有){0,4}[吗么]?\s{0,4}[?？，,]?(?<=[吗么?？])[\s，,]{0,4}(?:(?:嗯|哦|我|都|"
    r"也|倒|从来|现在|这个|一点也?|真的?){0,6})"
    r"(?:没(?:有|得)?(?=[的了啊呀呢吧哦嘛。，,！!；;、\s]|$)|不(?:是(?!很|太|特别|那么|一直|每|天天|"
    r"经常|总|老)|会|晕|疼|痛|肿|麻|喘|闷|慌|吐|咳|痒|胀)(?!不))"
)


def denied_before(text: str, spans: Sequence[Span]) -> dict[int, bool]:
    """Indexes of the words that a negation before them denies; True where they were there before (不晕了)."""
    denied: dict[int, bool] = {}
    for index, span in enumerate(spans):
        left = max(spans[index - 1][1] if index else 0, span[0] - _REACH)
        before = re.split(r"[。！？!?；;，,\n]", text[left : span[0]])[-1]
        negation = _BEFORE.search(before)
        if negation is None or _NOT_NEGATION.search(before):
            continue
        run = _denied_list(text, spans, index, negation["neg"])
        over = _OVER_SUFFIX.match(text, spans[run[-1]][1]) is not None or _AGAIN.search(before) is not None
        denied.update(dict.fromkeys(run, over))
    return denied


def denied_after(text: str, spans: Sequence[Span]) -> set[int]:
    """Indexes of the words whose list is followed by a denial: 头晕恶心都没有, but not 除了头晕都没有."""
    return {
        index
        for index in followed_by(text, spans, _NONE_AFTER)
        if not _BUT_FOR.search(
            re.split(r"[，,？?。！!；;\n]", text[max(0, spans[index][0] - 30) : spans[index][0]])[-1]
        )
    }


def answered_no(text: str, spans: Sequence[Span]) -> set[int]:
    """Indexes of the words that were asked for and answered with no: 头晕吗？没有."""
    return followed_by(text, spans, _ANSWERED_NO)


def followed_by(text: str, spans: Sequence[Span], pattern: re.Pattern[str]) -> set[int]:
    """Indexes of the words whose list is followed by what a pattern says."""
    found: set[int] = set()
    for index, span in enumerate(spans):
        limit = spans[index + 1][0] if index + 1 < len(spans) else len(text)
        match = pattern.match(text, span[1])
        if match and match.end() <= max(limit, span[1]):
            found.update(_list(text, spans, index, -1))
    return found


def _list(text: str, spans: Sequence[Span], index: int, step: int) -> list[int]:
    """The indexes of the words that form one list with this one, going forwards (1) or backwards (-1)."""
    run, current = [index], index + step
    while 0 <= current < len(spans):
        a, b = (spans[run[-1]], spans[current]) if step > 0 else (spans[current], spans[run[-1]])
        if not _GLUE.fullmatch(text, a[1], max(a[1], b[0])):
            break
        run.append(current)
        current += step
    return run


def _denied_list(text: str, spans: Sequence[Span], index: int, negation: str) -> list[int]:
    """The words that one negation denies: up to a comma, or to the end of the sentence where only words follow."""
    run = _list(text, spans, index, 1)
    breaks = [at for at in range(1, len(run)) if re.search(r"[，,\s]", text[spans[run[at - 1]][1] : spans[run[at]][0]])]
    breaks += [at for at in range(1, len(run)) if _STATES.match(text, spans[run[at]][0])]
    if not breaks or (
        _NOUN_LIST.search(negation)
        and _LIST_ENDS.match(text, spans[run[-1]][1])
        and not any(_STATES.match(text, spans[at][0]) for at in run[1:])
    ):
        return run
    return run[: min(breaks)]
