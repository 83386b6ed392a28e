"""How can a pattern speak of “a number” whatever its writing? The text with every number replaced by one letter.

N is a number that may be a reading, U one whose unit says that it is something else (65岁, 5毫克, 3号). The text is in
lower case, so that these capitals are free.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlu.numbers import Number, parse_numbers
from nlu.text import normalise

_OTHER_UNIT = re.compile(
        r"\s*(?:mg(?!/dl)|g(?![a-z])|ug|μg|cm|ml|iu|h(?![a-z]))|(?:多|几|来)?(?:周?岁|毫克|克(?!分)|片|粒|"
        r"颗|丸|袋|支|根|包|盒|瓶|杯|天|日|号|年|月|个|周|星期|礼拜|小时"
        r"|钟头|分钟|分(?!之)|秒|点(?![多几左])|块|元|钱|米|厘米|公分|毫米(?!汞|水)|毫升|单位|步|公里|里|"
        r"楼|层|口|人|级|期|型"
    r"|两|顿|餐|遍|种|回)"
)  # fmt: skip
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
    return len(number.digits) >= _LONG_DIGITS or _OTHER_UNIT.match(plain, number.end) is not None


def shape_of(text: str) -> Shape:
    """The shape of a text."""
    plain = normalise(text)
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
