"""Does an answer say “none of them” or “all of them” to a list? 都没有, 没什么不舒服, 挺好的; 都有, 除了头晕都有."""

from __future__ import annotations

import re

from nlu.text import clauses

_NONE = re.compile(
    r"(?:[我嗯哦啊，,。！!\s]|最近|目前|现在|这些|以上|这段时间|身体|感觉|什么|啥|都|也|全|真的|倒是|暂时|身上|其他|别的|还行|还好|还可以|挺好|很好|蛮好的?)*"
    r"(?:没有?|没啥|没什么|无|没事|没事儿|没有没有|没的)(?:什么|啥子?|撒子?|任何|感觉|觉得|哪[里儿]|明显|大|大的|别的)*(?:不舒服|不适|异常|症状|毛病|难受|问题|事|反应|感觉|不好|不对劲)?"
    r"(?:的?地方)?[的了啊呢吧呀哦过。.！!，,～~\s]*(?:都|一切|身体|感觉)?(?:挺好|很好|正常|都好|还好|"
    r"好着呢|好的)?[的了呢。.！!\s]*"
)
_COMPLAINT = re.compile(r"不舒服|不适|异常|症状|毛病|难受|不好|不对劲")
_SOMETHING = re.compile(
    r"就是|但|不过|只是|只有|除|可是|倒是(?![都也很挺还蛮没不]|好)|其他|其它|别的|另外|此外|才怪|吗|(?<![什怎这那])么|[?？]|"
    r"有一?[点些]|(?:老是|总是)(?!这[里儿]那[里儿])|经常|时常|偶尔|有时|酸|疼|痛|胀|麻|痒|肿|沉|堵|差(?!不多)|不行|不[太大](?!吃)|不怎么"
)
_FINE = re.compile(
    r"\s*(?:我|身体|都|也|一切|感觉|最近)*(?:还行|还好|很好|好得很|好着呢|挺好|都好|不错|正常|蛮好|蛮好的|老样子|还可以)[的了呢啊吧嘛。.！!]*\s*"
)
_BUT = re.compile(r"就是|但|不过|只是|只有|除|可是|倒是")
_ALL = re.compile(
    r"(?:[我嗯啊，,\s]|这些|以上|上面|说的|你说的|您说的|几个|症状|情况)*(?:全都?|都|全部都?|样样都?|每[样个]都?|个个都?)"
    r"(?:有|是|占|中)(?:一?点儿?)?(?:[的了啊吧过呢。.！!\s]*)"
)
_ALL_BUT = re.compile(
    r"\s*除了?(?P<what>[^，,。]+?)(?:以外|之外|外)?[，,\s]*(?:其他|其它|别的|剩下|其余)?的?(?:我?[都全]|全都)(?:有|是)[的了啊吧。.！!\s]*"
)
_NONE_BUT = re.compile(
    r"\s*除了?(?P<what>[^，,。]+?)(?:以外|之外|外)?[，,\s]*(?:其他|其它|别的|剩下|其余)?的?(?:[都也全]|就|啥也|什么也)*"
    r"(?:没有?|不是|没了|正常|还好|挺好|没什么|没啥)[^，,。]{0,6}[。.！!\s]*"
)


def says_none(plain: str) -> bool:
    """Whether an answer says that nothing of what was read out is there."""
    if _NONE.fullmatch(plain) or _FINE.fullmatch(plain):
        return True
    if not _BUT.search(plain) and any(_NONE.fullmatch(plain[a:b]) for a, b in clauses(plain)[:1]):
        return True
    return _none_at_last(plain)


def may_complain(rest: str) -> bool:
    """Whether words beside 没有不舒服 may tell of something after all: 胳膊有点酸, 就是腿沉."""
    return _SOMETHING.search(rest) is not None


def _none_at_last(plain: str) -> bool:
    """Whether a longer answer comes to it: 吃得下睡得着，没有哪里不舒服. Not beside a possible complaint."""
    parts = [re.sub(r"^\s*(?:不过|但是?|可是)", "", plain[a:b]) for a, b in clauses(plain)]
    none = [part for part in parts if _NONE.fullmatch(part) and _COMPLAINT.search(part)]
    rest = "，".join(part for part in parts if part not in none)
    return bool(none) and not may_complain(rest) and not re.search(r"其[他它]|别的|另外|吗|[?？]", plain)


def says_all(plain: str) -> bool:
    """Whether an answer says that everything of what was read out is there."""
    return _ALL.fullmatch(plain) is not None


def all_but(plain: str) -> str | None:
    """The words for the only ones that are not there: 除了头晕都有."""
    match = _ALL_BUT.fullmatch(plain)
    return match.group("what") if match else None


def none_but(plain: str) -> str | None:
    """The words for the only ones that are there: 除了头晕都没有."""
    match = _NONE_BUT.fullmatch(plain)
    return match.group("what") if match else None
