"""Does a message take back something said before, and what is right instead? 刚才说错了，是135; 血压不是145是154.

Only slips of the tongue and of the finger count. 错过了吃药, 吃错药, 不对劲, 不是很舒服 and 不是每天吃 tell something
and correct nothing; 不是A是B counts with numbers only, since 不是天天吃，是有时吃 is an answer like any other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from nlu.moves import move_kind
from nlu.numbers import parse_numbers
from nlu.text import normalise

_NAMED = (
    r"(?:空腹血糖|餐后血糖|收缩压|舒张压|血压|高压|低压|上压|下压|心率|心跳|脉搏|体重|血糖|体温|身高|腰围|抽烟|吸烟|烟|喝酒|白酒|啤酒|酒|吃药|服药|用药|药|"
    r"运动|锻炼|走路|步数|口味|吃盐|盐|心情|情绪|睡眠|症状|副作用|次数|时间|日期|数字?|数值|数据|单位|斤两|支数|答案|答复|回答)"
)
_VALUE = r"(?:[\d./:一二三四五六七八九十百两零半点]+(?:公斤|斤|支|两|次|分钟|片|度|下)?)"
_BEFORE = (  # which earlier answer is meant
    r"(?:刚才|刚刚|方才|先前|之前|前头|头先|上面|前面|上一个|上个|前一个|上一题|上题|前一题|最前面|开头|那个|这个|第[一二三四五六七八九\d]+[个题])"
)
_SMALL = (
    r"[啊呀哦噢哎唉诶欸喂嗯呃额哟我你您俺刚是就又都还把的给想要得请再给那]|不好意思|对不起|抱歉|护士|医生|大夫|等等|等一下|慢着|好像|可能|麻烦|帮我|能不能|可以|重新|"
    r"说的|报的|写的|量的|发的|填的|答的|个|条|题|问题"
)
_HEAD = (
    rf"(?P<lead>(?:{_BEFORE}|{_SMALL})*?)(?P<about>{_NAMED}(?:[和跟与、]{_NAMED})?|{_VALUE})?"
    rf"(?P<link>(?:{_BEFORE}|{_SMALL})*?)"
)
_VERB = "说|写|打|输|填|报|按|点|发|选|答|讲|记|看|听|弄|搞|念|量|算|回答|输入|录|数|报告|回|读"
_SLIP = re.compile(
    rf"{_HEAD}(?P<slip>(?:不小心|一不小心|手抖|手滑)*(?:{_VERB})(?:得|的)?(?:错|岔|反|颠倒|串)(?:字|数)?(?:了|啦|喽|咯|掉)*|口误|笔误|手误|嘴瓢了?|说秃噜嘴?了?|"
    r"(?:弄|搞|说|记)混了|(?:说的|写的)?(?:有误|有错)|不算数?了?|作废)"
)
_BEGINS = re.compile(  # what may follow 说错了 without a comma
    rf"应该|应当|是|其实|实际|改成|我[是说想要]|{_VALUE}|{_NAMED}(?:是|应该|{_VALUE}|$)|{_BEFORE}|(?:不好意思|对不起)|{_SLIP.pattern}"
)
_WRONG = re.compile(rf"{_HEAD}(?P<slip>(?:不对|搞错|弄错|错)(?:的|了|啊|呀|呢|哦|噢|嘛|啦)*)")
_BARE = re.compile(
    r"(?:[嗯哦啊哎唉诶呀]|不好意思|对不起|护士|医生)*(?:(?:不对|不是|错)(?:的|了|啊|呀|呢|哦|噢|嘛|啦)*)+"
)
_NO_THEN = re.compile(rf"(?:[嗯哦啊哎唉诶呀]+(?:不对|不是|不+|错了)|不对|错了)(?=应该|应当|{_VALUE}|是{_VALUE})")
_JUST_NOT = re.compile(
    r"(?:[我的]|刚才|血压|高压|低压|心率|体重|说的?)*不是(?P<wrong>\d{2,3}(?:[./]\d{1,3})?(?:公斤|斤|下)?)[的了啊呀哦。.！!\s]*"
)
_CHANGE = re.compile(
    rf"{_HEAD}(?P<slip>(?:改|更正|纠正|修正|修改|更改|订正|改正)(?:(?:一?下|一改|过来)+|(?=成|为|到|{_NAMED}|{_BEFORE}|$)))"
)
_RIGHT = re.compile(
    r"(?:[\s，,。.！!；;：:]|实际上?|其实|正确的?|准确的?|原本|本来|应该|应当|是说|是|我(?=是|说的|想说|要说|的意思)|说的(?=是)|想说的?|要说的?|"
    r"的意思(?=是)|改成|改为|改到|换成|成(?=\d|[一-龥])|为(?=\d|[一-龥]))*"
)
_NOT_BUT = re.compile(
    r"不是(?P<wrong>[^，,。！!？?；;\s是]{1,14}?)(?:[\s，,、。；;]*(?:而|应该|该|其实)?(?P<is>是)(?:应该是)?|[\s，,、]+)(?P<said>[^？?\s，,][^？?]{0,40})"
)
_BUT_NOT = re.compile(
    r"(?P<said>[^，,。！!？?；;\s]{1,20}?)[\s，,、。；;]*(?:并|而)?不是(?P<wrong>[^，,。！!？?；;\s是]{1,14})"
)
_OH_NO = re.compile(r"(?<=[哦噢喔哎诶])不是(?=\s*[\d一二三四五六七八九])")  # 66公斤哦不是65.5 takes the 66 back
_CUT = re.compile(r"[\s，,。！!；;：]+|(?<!\d)[.:]|[.:](?!\d)")
_ASKS = re.compile(r"[?？]|[吗么]\s*$|是不是|(?<!不)对不对|会不会|怎么|咋|为什么|为啥")
_TELLS = re.compile(  # 吃错药了, 走错了, 错过了吃药: a tale and no slip of the tongue
    r"[吃服拿走用打开认挂坐穿买配][错过]了?(?:药|针|路|门|号|车|剂量|医生|人)|错过|[没不]错|不对(?:劲|称|头|味|付|眼)|错开|差错|过错|发错了?人|不是给你|搞错人|打错电话|"
    r"[做犯]错"
)
_HABIT = re.compile(r"老是?|总是?|经常|有时|偶尔|容易|常常|每次|以前|现在|后来|医生|大夫|护士[说让给叫]")
MAX_PIECE = 60  # characters: what is longer tells something
_NEW_DOSE = re.compile(r"药|[片粒颗针]|一天|每天|医生|大夫")  # 改成两片了 tells of a dose that changed
_FILL = "的了啊呀哦噢呢吧嘛哈啦、，,。.！!；;：: \t\n"


@dataclass(frozen=True, kw_only=True)
class Correction:
    """What a patient takes back.

    Attributes:
        said: the text that holds the right value, with the thing it names: 血压154, 135, 有时会忘; "" if none is given.
        wrong: what it replaces where that was said: 145.
        about: the thing named, also where no value was given: 心率 in 刚才心率说错了, else "".
        within: what is replaced stood in this very message (145，不对，154): the answer just being given is corrected,
            none that is already recorded.
    """

    said: str
    wrong: str = ""
    about: str = ""
    within: bool = False


@dataclass(frozen=True, kw_only=True)
class _Cue:
    """Where a message says that something was wrong: its span, the thing named, whether an earlier answer is meant."""

    start: int
    end: int
    about: str = ""
    earlier: bool = False


def find_correction(text: str) -> Correction | None:
    """What a message corrects, or None where it corrects nothing."""
    plain = _OH_NO.sub("不对", normalise(text))
    if _TELLS.search(plain):
        return None
    if (found := _not_but(text, plain)) is not None:
        return found
    cue = next(filter(None, (_cue(plain, start, end) for start, end in _pieces(plain))), None)
    return None if cue is None else _corrected(text, plain, cue)


def _pieces(plain: str) -> list[tuple[int, int]]:
    spans, start = [], 0
    for cut in _CUT.finditer(plain):
        spans.append((start, cut.start()))
        start = cut.end()
    return [(a, b) for a, b in [*spans, (start, len(plain))] if a < b]


def _cue(plain: str, start: int, end: int) -> _Cue | None:
    piece, rest = plain[start:end], plain[end:]
    if len(piece) > MAX_PIECE or _ASKS.search(piece) or rest.startswith(("?", "？")):
        return None
    if _BARE.fullmatch(piece):
        return _Cue(start=start, end=end) if "不是" not in piece or _may_follow_no(plain, start, end) else None
    for pattern in (_SLIP, _WRONG, _CHANGE):
        if (match := pattern.match(piece)) and _counts(pattern, match, piece, rest):
            named = match.group("about") or ""
            head = match.group("lead") + match.group("link")
            return _Cue(start=start, end=start + match.end(), about=named, earlier=re.search(_BEFORE, head) is not None)
    no_then = _NO_THEN.match(piece)
    return _Cue(start=start, end=start + no_then.end()) if no_then else None


def _may_follow_no(plain: str, start: int, end: int) -> bool:
    """不是 is a correction alone or before a value; 不是，我没有头晕 is an answer."""
    rest = plain[end:].strip(_FILL)
    if not rest:
        return not plain[:start].strip(_FILL)
    return re.match(rf"应该|应当|是(?!不|的)|我是说|我说的是|{_VALUE}", rest) is not None


def _counts(pattern: re.Pattern[str], match: re.Match[str], piece: str, rest: str) -> bool:
    """Whether a cue stands for itself or before a value: 说错了135, yet not 说错了话 nor 心跳不对."""
    tail, named = piece[match.end() :].strip(_FILL), match.group("about") or ""
    earlier = re.search(_BEFORE, match.group("lead") + match.group("link")) is not None
    if pattern is _CHANGE:
        if _NEW_DOSE.search(named + tail):
            return False
        known = named or earlier or re.search(_NAMED, tail + rest) or re.search(_VALUE, tail + rest) or not tail
        return bool(known) and not _HABIT.search(piece) and (bool(tail + rest) or "下" in piece or earlier)
    if tail and not _BEGINS.match(tail):
        return False
    if _HABIT.search(piece):
        return False
    if pattern is _SLIP or earlier:
        return True
    value = bool(parse_numbers(tail) or re.match(r"[\s，,]*(?:应该)?是", rest) or re.match(r"[\s，,]*\d", rest))
    return bool(named) and ("错" in match.group("slip") or value or not re.fullmatch(_NAMED, named))


def _corrected(text: str, plain: str, cue: _Cue) -> Correction:
    before = _told(text, plain, 0, cue.start)
    numeric = bool(cue.about) and not re.search(_NAMED, cue.about)
    name = "" if numeric else cue.about
    if not name and re.fullmatch(_NAMED, before):
        name, before = before, ""
    earlier = re.match(rf"(?:{_SMALL})*?{_BEFORE}", plain[: cue.start]) is not None  # 刚才我说145，说错了
    within = bool(before) and not earlier and not cue.earlier and (not name or name in before)
    said = _right(text, plain, cue.end)
    if not name and (only := re.fullmatch(rf"(?:{_BEFORE}|{_SMALL})*({_NAMED})(?:吧|了)?", normalise(said))):
        name, said = only.group(1), ""  # 改一下刚才的血压
    inner = find_correction(said) if said and said != text else None
    result = inner or Correction(said=said)
    if name and result.said and not re.search(_NAMED, result.said):
        result = replace(result, said=name + result.said)
    wrong = result.wrong or (cue.about if numeric else "") or (before if within or earlier else "")
    return replace(result, wrong=wrong, about=name or result.about, within=within)


def _told(text: str, plain: str, start: int, end: int) -> str:
    """What was said before the cue, small words and moves (等一下, 你好) left out."""
    lead = re.compile(rf"(?:{_BEFORE}|{_SMALL}|[\s，,。.！!、：:])*(?:(?:说|报|写|量)的?(?:是)?)?").match(
        plain, start, end
    )
    told = text[lead.end() if lead else start : end].strip(_FILL)
    return "" if told and move_kind(told) else told


def _right(text: str, plain: str, at: int) -> str:
    """The right value: what comes after the cue, without 应该是 before it and 谢谢 behind it."""
    kept = [(a + at, b + at) for a, b in _pieces(plain[at:]) if not _is_small(plain[a + at : b + at])]
    if not kept:
        return ""
    start, end = kept[0][0], kept[-1][1]
    lead = _RIGHT.match(plain, start, end)
    return text[lead.end() if lead else start : end].strip(_FILL)


def _is_small(piece: str) -> bool:
    """Whether a piece after the cue says nothing of the value: 不好意思, 谢谢, 说错了说错了, 我重新说."""
    return (
        re.fullmatch(rf"(?:{_SMALL}|[了吧呢嘛]|说|报|来|讲|一下|一遍|改)*", piece) is not None
        or _BARE.fullmatch(piece) is not None
        or move_kind(piece) is not None
        or bool((slip := _SLIP.match(piece)) and not piece[slip.end() :].strip(_FILL))
    )


def _not_but(text: str, plain: str) -> Correction | None:
    """血压不是145是154; 是154不是145. With numbers on both sides only."""
    if _ASKS.search(plain) or "不是" not in plain:
        return None
    if just := _JUST_NOT.fullmatch(plain):
        return Correction(said="", wrong=just.group("wrong"))
    match = _NOT_BUT.search(plain)
    said_before = _BUT_NOT.search(plain)
    if match and not match.group("is") and said_before and parse_numbers(said_before.group("said")):
        match = None
    match = match if match and _has_numbers(match) else said_before
    if match is None or not _has_numbers(match) or match.group("wrong").endswith("就"):
        return None
    names = re.findall(_NAMED, plain[: match.start("wrong")])
    said = _right(text[: match.end("said")], plain[: match.end("said")], match.start("said"))
    if names and not re.search(_NAMED, _CUT.split(said)[0]):
        said = names[-1] + said
    wrong = text[match.start("wrong") : match.end("wrong")].strip(_FILL)
    if (again := find_correction(said)) is not None and again.said:  # 不是65是66，不对，是67: the last counts
        said, wrong = again.said, again.wrong or wrong
        said = names[-1] + said if names and not re.search(_NAMED, said) else said
    return Correction(said=said, wrong=wrong, about=names[-1] if names else "")


def _has_numbers(match: re.Match[str]) -> bool:
    return bool(parse_numbers(match.group("wrong"))) and bool(parse_numbers(match.group("said")))
