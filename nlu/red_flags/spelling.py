"""Which slips of hasty typing hide a red flag? 兄口疼, 抽蓄, 晕到了; each is corrected character for character."""

from __future__ import annotations

import re

_SLIPS = (
    ("兄口", "胸口"),
    ("凶口", "胸口"),
    ("胸囗", "胸口"),
    ("胸门", "胸口"),
    ("新口疼", "心口疼"),
    ("凶闷", "胸闷"),
    ("抽蓄", "抽搐"),
    ("抽畜", "抽搐"),
    ("抽触", "抽搐"),
    ("抽储", "抽搐"),
    ("咳雪", "咳血"),
    ("咯雪", "咯血"),
    ("便学", "便血"),
    ("昏速", "昏迷"),
    ("昏述", "昏迷"),
    ("呼吸困维", "呼吸困难"),
    ("气喘虚虚", "气喘吁吁"),
)
_FELL = re.compile(r"(?<=[晕昏摔])到(?=了|在|地|过|几|$|[，,。！!])")  # 晕到了; not 晕到不行


def spelt(plain: str) -> str:
    """The text with these slips corrected, as long as it was."""
    for slip, meant in _SLIPS:
        plain = plain.replace(slip, meant)
    return _FELL.sub("倒", plain)
