"""Is what was named there, denied, over or only asked about? The scope of 没有, 不, 已经, 吗 over a list of words.

Works on a normalised text and the spans of the words that were found, so that symptoms and red flags share one reading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

Span = tuple[int, int]

_GLUE = r"(?:[、和及或跟与也还\s]|以及|还有|或者|,|的|啊|呀|这些|这种|那种|之类)*"
_SOFT = (
    r"(?:什么|啥子?|哪[里儿些]|任何|明显|觉得|感觉|感到|出现|发生|怎么|咋|太|很|特别|那么|这么|再|过|有|会|大|"
    r"一点儿?|点儿?|啊|的|到|又|都|是|经常|老|总|总是|常|用|想|得|要)*"
)
_NEGATION = (
    r"(?:没有|没啥|没什么|并没有|并无|否认|没|无(?![法论])|未见?|不(?![但仅光止只知管过得能如])|别|"
    r"从不|从来不|也不|毫无|并不)"
)
_BEFORE = re.compile(rf"(?P<neg>{_NEGATION}){_SOFT}$")
_AGAIN = re.compile(rf"(?:不再|没再|没有再|未再|再也没有?|再也不|不会再){_SOFT}$")
_BUT_FOR = re.compile(r"(?:除了|除去|除|要不是)[^，,。]*$")
_NOT_NEGATION = re.compile(
    (
        r"(?:是不|会不|要不|有没|能不|差不|好不|忍不|止不|管不|受不|不得|动不动就?|不由得?|无缘无故|不时|"
        r"不停地?|不断地?|没事就|没完没了|时不)"
    )
    + _SOFT
    + "$"
)
_NONE_AFTER = re.compile(
    r"(?:[、\s]|[，,](?=(?:这些|以上)?(?:现在|目前|我)?[都全也通统一])|什么的|这些|之类的?|等|症状|"
    r"情况|现象|感觉|的|呢|倒|也|都|全|现在|目前|是|我|一概|啥的|统统|从来)*"
    r"(?:没有|没|木有|无|不存在)(?=[的了呢啊呀吧哦过。，,！!；;、\s]|$|这|出现|发生)(?!了?(?:一[天周]|[几半]天))"
)
_OVER_AFTER = re.compile(
    r"(?:[、\s]|的?症状|的?情况|现在|目前|已经|早就?|都|也|全|基本上?|完全|后来|自己|就|算是|彻底|吃了?药|,|，)*"
    r"(?:好了(?!一?[些点]|很多|多)|消失|没了|没有了|缓解了(?!一?[些点]|很多|不少)|痊愈|治好|退了|消了|"
    r"止住|不[犯疼痛晕]了|过去了|恢复|没再(?:犯|发|出现|有))"
)
_QUESTION = re.compile(r"[吗么?？]|是不是|怎么办|怎么回事|什么原因|为什么|咋办|啥原因|如何")
_MAY = re.compile(
    r"(?:会不会|会|能|可能|可以|容易|引起|导致|造成|出现|有没有|是不是|如果|要是|万一|假如|怎么会|"
    r"算不算|什么叫|啥叫|什么是|预防|治疗)[^，,。]{0,6}$"
)
_IF = re.compile(r"(?:如果|要是|万一|假如|若是|倘若|的话)[^。]{0,12}$")
# 头晕吗？没有: the patient reads our question out and answers it
_ANSWERED_NO = re.compile(
    r"(?:[了啊呀过]|有没有)*[吗么]?\s*[?？，,]?(?<=[吗么?？])[\s，,]*(?:(?:嗯|哦|我|都|也|倒|从来|现在|这个|一点也?|真的?)*)"
    r"(?:没(?:有|得)?(?=[的了啊呀呢吧哦嘛。，,！!；;、\s]|$)|不(?:是(?!很|太|特别|那么|一直|每|天天|经常|总|老)|会|晕|疼|痛|肿|麻|喘|闷|慌|吐|咳|痒|胀)(?!不))"
)
# 以前头晕现在不晕: what was said of then is over where the same sentence says so of now
_THEN = re.compile(r"(?:以前|之前|原来|过去|[前上](?:两|几|一)?(?:天|阵|段|个?月|周)|刚开始|开始)[^。！!；;]*$")
_NOT_NOW = re.compile(
    r"[^。！!；;]{0,6}(?:现在|后来|这几?天|目前|已经|以后|之后)(?:都|就|也|完全|基本上?|早)*(?:[不没](?![那这]么|怎么|太|见好|断)|好了(?!一?[些点]|很多|多))"
)
_CHOICE = re.compile(r"(?P<x>.)不(?P=x)")
_OVER_SUFFIX = re.compile(r"(?:了|啦|喽|咯)(?!吗)")


def _before(text: str, span: Span, left: int) -> str:
    return text[left : span[0]]


def _denied_before(before: str) -> bool:
    return bool(_BEFORE.search(before)) and not _NOT_NEGATION.search(before)


def _run(text: str, spans: Sequence[Span], index: int, step: int) -> list[int]:
    """The indexes of the words that form one list with this one, going forwards (1) or backwards (-1)."""
    run, current = [index], index + step
    while 0 <= current < len(spans):
        a, b = (spans[run[-1]], spans[current]) if step > 0 else (spans[current], spans[run[-1]])
        if not re.fullmatch(_GLUE, text[a[1] : b[0]].replace("，", ",")):
            break
        run.append(current)
        current += step
    return run


def _comma_tail_is_bare(text: str, spans: Sequence[Span], run: Sequence[int]) -> bool:
    """Whether every later comma clause of the run is nothing but its words: 没有头晕，恶心，胸闷."""
    end = spans[run[-1]][1]
    return re.match(r"[、，,。！!；;\s]|$|等|这些|的?症状|什么的|之类|和|或|[吗么?？]|[了啦]", text[end:]) is not None


def _denied_words(text: str, spans: Sequence[Span]) -> dict[int, bool]:
    """Indexes of denied words; True where the denial says that it was there before (不晕了)."""
    denied: dict[int, bool] = {}
    for index, span in enumerate(spans):
        before = _before(text, span, spans[index - 1][1] if index else 0)
        if "\n" in before or not _denied_before(re.split(r"[。！？!?；;，,]", before)[-1]):
            continue
        run = _run(text, spans, index, 1)
        while (
            len(run) > 1
            and "," in text[span[1] : spans[run[-1]][0]].replace("，", ",")
            and not _comma_tail_is_bare(text, spans, run)
        ):
            run.pop()
        after = text[spans[run[-1]][1] :]
        over = _OVER_SUFFIX.match(after) is not None or _AGAIN.search(before) is not None
        denied.update(dict.fromkeys(run, over))
    return denied


def _after_words(text: str, spans: Sequence[Span], pattern: re.Pattern[str]) -> set[int]:
    """Indexes of words whose list is followed by what the pattern says: 头晕恶心都没有, 头晕已经好了."""
    found: set[int] = set()
    for index, span in enumerate(spans):
        limit = spans[index + 1][0] if index + 1 < len(spans) else len(text)
        match = pattern.match(text, span[1])
        if match and match.end() <= limit:
            found.update(_run(text, spans, index, -1))
    return found


def statuses(text: str, spans: Sequence[Span]) -> list[str]:
    """The status of every word in a normalised text: present, denied, resolved or asked; `spans` in order."""
    denied = _denied_words(text, spans)
    none_after = _after_words(text, spans, _NONE_AFTER)
    over_after = _after_words(text, spans, _OVER_AFTER)
    answered_no = _after_words(text, spans, _ANSWERED_NO)
    result = []
    for index, span in enumerate(spans):
        sentence = re.split(r"[。！!；;\n]", text[: span[0]])[-1]
        clause = re.split(r"[，,？?]", sentence)[-1]
        tail = re.split(r"[。！!；;\n]", text[span[1] :])[0]
        status = "present"
        if index in over_after or (_THEN.search(sentence) and _NOT_NOW.match(text, span[1])):
            status = "resolved"
        elif index in answered_no:
            status = "denied"
        elif index in denied:
            status = "resolved" if denied[index] else "denied"
        elif index in none_after and not _BUT_FOR.search(clause):
            status = "denied"
        if (
            status != "resolved"
            and index not in answered_no
            and _is_asked(sentence, clause, tail, text[max(0, span[0] - 2) : span[1] + 2])
        ):
            status = "asked"
        result.append(status)
    return result


def _is_asked(sentence: str, clause: str, tail: str, words: str) -> bool:
    question = _QUESTION.search(re.split(r"(?<=[？?])", tail)[0]) is not None
    return bool(_IF.search(sentence) or (_MAY.search(clause) and question) or _CHOICE.search(words))
