"""How can a pattern speak of “a number” whatever its writing? The text with every number replaced by one letter.

N is a number that may be a reading, U one whose unit says that it is something else (65岁, 5毫克, 3号). The text is in
lower case, so that these capitals are free.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from nlu.numbers import Number, parse_numbers
from nlu.readings.heard import as_meant
from nlu.text import normalise

_OTHER_UNIT = re.compile(
    r"\s*(?:mg(?!/dl)|g(?![a-z])|ug|μg|cm|mm(?!\s?hg|ol)|ml|iu|cc|h(?![a-z]))|(?:多|几|来|多?个)?(?:周?岁|毫克|微克|克(?!分)|天(?!气)|日|号|年(?!轻|纪)|"
    r"月(?!经)|周(?!围|岁)|星期|礼拜|小时|钟头|分钟|分(?!之)|秒|块(?!头)|元|角|钱|米|厘米|公分|毫米(?!汞|水)|毫升|升(?!高|到|至|了|压|降)|单位|步|公里|里路|两(?![个小点天次片钟三顿周年百千餐遍回]))|"
    r"(?:多|几|来)?\s*点(?![多几左])"
)
# A count of something: 7.8餐后 and 145人难受 are none
_COUNTED = re.compile(
    r"(?:多|几|来)?(?:[片粒颗丸袋针根瓶杯楼层级期型顿遍种盒碗床张滴位名]|个|支(?!气|原|架)|包(?!块)|口(?!干|渴|腔|苦|臭|吐|唇|服)|人(?!难|很|感|头|没|不|就|晕|也)|"
    r"餐(?![前后])|回(?!来|家|事|到))"
)
_DATE = re.compile(r"[/\-.]\d{1,2}(?:[/\-.]\d{1,2})?(?!\d)")  # what follows a year
_LONG_DIGITS = 7  # a run of so many digits is a telephone or an identity number


@dataclass(frozen=True, kw_only=True)
class Shape:
    """A text with letters for numbers.

    Attributes:
        plain: the normalised text, character for character.
        form: the same with N and U for numbers.
        numbers: all numbers, in order; `at` maps a position in `form` to one of them.
        origin: for every position in `form` (and its end) the offset in `plain`.
    """

    plain: str
    form: str
    at: dict[int, Number]
    origin: tuple[int, ...]

    def number(self, match: re.Match[str], group: str) -> Number | None:
        """The number that a group of a match over `form` holds."""
        return self.at.get(match.start(group)) if match.group(group) else None

    def span(self, match: re.Match[str]) -> tuple[int, int]:
        """Where a match over `form` lies in the text."""
        return self.origin[match.start()], self.origin[match.end() - 1 + 1]

    def words(self, number: Number) -> str:
        """A number as it was written."""
        return self.plain[number.start : number.end]


def _is_other(plain: str, number: Number) -> bool:
    if 1900 <= number.value <= 2100 and _DATE.match(plain, number.end):
        return True
    if len(number.digits) >= _LONG_DIGITS or _OTHER_UNIT.match(plain, number.end):
        return True
    counts = float(number.value).is_integer() or "半" in plain[number.start : number.end]
    return counts and _COUNTED.match(plain, number.end) is not None


@lru_cache(maxsize=8)
def shape_of(text: str) -> Shape:
    """The shape of a text."""
    plain = as_meant(normalise(text))
    form: list[str] = []
    origin: list[int] = []
    at: dict[int, Number] = {}
    position = 0
    for number in parse_numbers(plain):
        form.extend(plain[position : number.start])
        origin.extend(range(position, number.start))
        at[len(form)] = number
        form.append("U" if _is_other(plain, number) else "N")
        origin.append(number.start)
        position = number.end
    form.extend(plain[position:])
    origin.extend(range(position, len(plain) + 1))
    return Shape(plain=plain, form="".join(form), at=at, origin=tuple(origin))
