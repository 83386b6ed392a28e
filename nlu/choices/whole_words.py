"""Does an option's short word stand as a word of its own? 血 in 血压, 怕 in 恐怕 and 白 in 明白 are none."""

from __future__ import annotations

import re

# Everyday words that hold a one-character word of an option. Found by their characters: a compound that is missing
# here gives a wrong hit, one too many only makes the bot ask again.
_COMPOUNDS = re.compile(
    r"血[压糖脂氧管型常]|[高低贫出心抽验补]血(?![丝块沫水])|明白|白天|白酒|白大褂|白菜|白跑|白费|头发白|黄[瓜酒豆]|绿[豆茶]|"
    r"恐怕|哪怕|怕是|稳定|血压稳|冷淡|平淡|惨淡|轻松|年轻|轻易|中[午秋医药间风]|其中|重[要新视复阳]|体重|严重|咸[菜鱼鸭]|"
    r"难[受过道免怪看得]|困难|为难|麻烦|烦[您你请劳]|糟蹋|哭笑|忘年|贵[姓院庄客]|宝贵|打扰|[永长]远|帮忙|忙着|急忙|"
    r"快[乐要好递]|[赶凉痛愉]快|快[了点](?![回就])|慢性|慢慢|慢走|行[李动吗]|银行|进行|不行|[流执]行|可能|"
    r"功能|能力|性能|只能|社会|机会|开会|体会|会议|聚会|等会|一会|会[计员]|打[扰听算电扫扮招包工牌的车球]|"
    r"多[谢少亏年么]|差[不点别一]|少[说年不数]|至少|多少"
)
_NUMERALS = "几一二两三四五六七八九十百0123456789"
_ONE = 1


def is_part_of_another(plain: str, start: int, end: int) -> bool:
    """Whether the one character at plain[start:end] belongs to a longer word, or 几天 to 十几天."""
    if start and plain[start] in _NUMERALS and plain[start - 1] in _NUMERALS:
        return True
    if end - start > _ONE:
        return False
    return any(match.start() <= start < match.end() for match in _COMPOUNDS.finditer(plain, max(0, start - 3), end + 3))
