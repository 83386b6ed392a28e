"""Which words of a text say when something was measured, and to which finding do they belong? 昨晚8点, 周一, 这一周."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

COUNT = r"(?:\d{1,3}|[一二两三四五六七八九十几半]{1,3}|好几|数)"
_PART = (
    r"凌晨|[头前早上]晌午?|后半?晌|晚半?晌|下黑|擦黑|天擦黑|黑[里夜](?:头)?|后半夜|大半夜|半夜|大清老?早|清早|一大早|一早起来|大早上|早上|早晨|早起|清晨|晨起|上午|"
    r"中午|晌午|正午|下午|午后|午睡后|傍晚|晚上|晚间|夜里|夜间|夜晚|睡前|午休后"
)
_DAY = (
    r"大前[天日]|前[天日](?!性)|前[晚儿](?!后)|昨(?:[天日儿晚早夜](?:个)?|个|下?黑)|夜(?:儿?个|来(?![个了]))|今(?:[天日儿晚早晨](?:个)?|个|朝|黑)|"
    r"(?:上上|上|这|本)?(?:个)?(?:周|星期|礼拜)[一二三四五六日天末](?![次天回个到至岁围])|"
    r"(?:(?:19|20)\d\d[-/.年])?\d{1,2}月\d{1,2}[日号]?|(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}|[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}[日号]?|"
    r"(?:上上?个?月|这个月|本月)?(?<![\d月])(?:\d{1,2}|[一二三四五六七八九十]{1,3})[日号](?![楼床院线])"
)
_SPAN = (
    rf"(?:这|最近|近|近来|过去|前|头)(?:这)?{COUNT}(?:多)?(?:天|日|周|个?星期|个?礼拜|个?月|年)(?:以?来)?(?!前)|"
    r"(?:这|上|上上|前|本)(?:一)?(?:个)?(?:周|星期|礼拜)(?!围|岁)|(?:上上?个?|这个?|本)月|最近(?:这段时间|一段时间|一直)?|近期|近来|这段时间|这阵子?|平时|平常|"
    r"去年|前年|今年(?!\d|[一二三四五六七八九])|每天|天天"
)
_AGO = (
    rf"{COUNT}(?:多)?(?:个)?(?:半)?(?:分钟|小时|钟头|天|日|周|星期|礼拜|月|年)(?:以|之)?前|"
    r"刚[刚才]?(?!好|开始|满)|刚才|现在|目前|眼下|此刻|这会儿?|上次|上回"
)
_CLOCK = (
    r"(?:\d{1,2}:\d\d|(?:\d{1,2}|[一二两三四五六七八九十]{1,3})(?:点(?:钟|整|半|[一三]刻|多|左右|过?(?:\d{1,2}|[零〇一二三四五六七八九十]{1,3})(?!\s*[.。度℃\d])分?)?|"
    r"时(?!候|间)(?:\d{1,2}分)?))"
)
_WHEN = re.compile(
    rf"(?:从|自)?(?:(?P<day>{_DAY})|(?P<span>{_SPAN})|(?P<ago>{_AGO}))(?:的)?\s*(?P<part>{_PART})?(?:的)?\s*(?P<clock>{_CLOCK})?"
    rf"|(?P<part2>{_PART})\s*(?P<clock2>{_CLOCK})?|(?P<clock3>(?<![\d.]){_CLOCK})(?=[^\d，,。；;]{{0,4}}[量测查称])"
)
_SENTENCE_END = "。！？!?；;\n"
_USUALLY = re.compile("平时|平常")  # of one value only: 平时36.2，今天36.9
_AFTER = re.compile(r"\s*[，,、（(]?\s*(?:这?是|在)?\s*$")
_MEASURED = re.compile(
    r"\s*(?:的时候)?(?:刚)?(?:[量测查称记打扎]|的\s*(?:$|[，,。!！)）]))|\s*[)）]?\s*(?:$|[，,。!！)）])"
)
_OF_LATE = re.compile("昨|夜[儿个来]|前[天晚日儿]|今|刚|(?:小时|钟头|分钟)(?:以|之)?前|[12一两二]天(?:以|之)?前")


class Times:
    """The times that a text names, and which of them a finding belongs to."""

    def __init__(self, plain: str) -> None:
        self.plain = plain
        self.hits = [hit for hit in _WHEN.finditer(plain) if hit.group().strip().removesuffix("的")]
        self.starts = [hit.start() for hit in self.hits]

    def of(self, before: int, start: int, end: int) -> str | None:
        """The words that say when the finding at plain[start:end] was measured; `before` is where the last one ended.

        The time named last in its sentence counts; without one, the time right behind it (血压144/91，早上七点测的).
        """
        last = bisect_left(self.starts, end)
        first_of_sentence = max((self.plain.rfind(mark, 0, start) for mark in _SENTENCE_END), default=-1) + 1
        own = [hit for hit in self.hits[max(0, last - 3) : last] if hit.start() >= max(first_of_sentence, before)]
        if own:
            return self._with_day(own[-1], last - 1, first_of_sentence)
        if behind := self._behind(end):
            return behind
        carried = [
            hit for hit in self.hits[max(0, last - 1) : last] if hit.end() <= start and not _USUALLY.search(hit.group())
        ]
        if carried and (carried[-1].start() >= first_of_sentence or len(self.hits) == 1):
            return carried[-1].group().strip().removesuffix("的")
        return None

    def _with_day(self, hit: re.Match[str], at: int, first: int) -> str:
        """A part of a day with the day named before it: of 昨天早上150/90，晚上140/85 the second was 昨天晚上."""
        said = hit.group().strip().removesuffix("的")
        if hit.group("part2") is None and hit.group("clock3") is None:
            return said
        for other in reversed(self.hits[max(0, at - 4) : at]):
            if other.start() < first:
                break
            if other.group("day"):
                return other.group("day") + said
        return said

    def _behind(self, end: int) -> str | None:
        at = bisect_right(self.starts, end - 1)
        if at >= len(self.hits) or not _AFTER.match(self.plain, end, self.hits[at].start()):
            return None
        hit = self.hits[at]
        if not _AFTER.fullmatch(self.plain, end, hit.start()) or not _MEASURED.match(self.plain, hit.end()):
            return None
        return hit.group().strip().removesuffix("的")


def is_of_late(words: str | None) -> bool:
    """Whether words name a time so near (昨晚, 前天, 两小时前) that a value of it still tells how somebody is."""
    return _OF_LATE.search(words or "") is not None
