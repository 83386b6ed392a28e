"""Which everyday symptoms stand in a list with a red flag? 没有发烧、胸痛 denies the pain only if 发烧 is seen."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from nlu.symptoms.words import find_hits

Span = tuple[int, int]

EVERYDAY = re.compile(
    r"发[烧热]|低[烧热]|高[烧热]|咳嗽|干咳|咳痰|有?痰|胸闷|气短|气喘|气促|憋气|心慌|心悸|恶心|呕吐|反胃|头晕|头昏|头[痛疼]|眩晕|乏力|无力|没劲|腹[泻痛胀]|肚子[痛疼]|拉肚子|"
    r"鼻塞|流鼻?涕|打喷嚏|咽[喉部]?[痛疼]|咽喉?肿痛|嗓子[痛疼]|喉咙[痛疼]|肌肉酸?痛|酸痛|浑身酸?[痛疼]|畏寒|发冷|寒战|出汗|盗汗|皮疹|瘙痒|水肿|浮肿|视力模糊|视物模糊|眼花|耳鸣|"
    r"流口水|手抖|呛咳|吞咽困难|走路不稳|看不清|反酸|烧心|手麻|麻木|肢体麻木|口[干渴]|多[饮食尿]|尿[频急痛]|便秘|食欲不振|失眠|消瘦|嗅觉|味觉|胸[痛疼]|呼吸困难|咯血|咳血|晕厥|抽搐|昏迷|黑便|便血|意识障碍|外伤|感染|过敏|不适|不舒服|难受|症状|接触史"
)


def with_company(hits: list[Span], complaints: Sequence[Span]) -> tuple[list[Span], list[int]]:
    """The hits and the everyday symptoms around them, in order, and where in that list each hit stands."""
    taken = sorted(hits)
    spans: list[Span] = list(taken)
    free = (span for span in complaints if not _overlaps(span, taken))
    last = 0
    for start, end in free:
        if start >= last:
            spans.append((start, end))
            last = end
    spans.sort()
    at = {span: place for place, span in enumerate(spans)}
    return spans, [at[hit] for hit in hits]


def complaints_in(plain: str) -> list[Span]:
    """Everyday symptoms in order, the longest first; also those that only the lexicon of symptoms knows (反酸)."""
    spans = [match.span() for match in EVERYDAY.finditer(plain)] + [(hit.start, hit.end) for hit in find_hits(plain)]
    return sorted(spans, key=lambda span: (span[0], -span[1]))


def _overlaps(span: Span, taken: list[Span]) -> bool:
    """Whether it shares a character with one of these, which are in order and apart."""
    at = bisect_right(taken, span)
    return (at > 0 and taken[at - 1][1] > span[0]) or (at < len(taken) and taken[at][0] < span[1])
