"""Where do the sentence and the clause around a place begin and end? A message cut once, for every rule to ask."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property

from nlu.red_flags.company import complaints_in

_SENTENCE_END = re.compile(r"[。！？!?；;\n]+")
_CLAUSE_END = re.compile(r"[。！？!?；;\n，,：:\s…]+")
FOLLOWING = 40  # characters behind a sentence in which its writer may come to speak of themselves
FARTHEST = 100  # characters that a sentence may reach to either side; people send pages without a full stop


@dataclass(frozen=True, kw_only=True)
class Place:
    """What stands around words of a message.

    Attributes:
        said: the words themselves.
        before: from the beginning of their clause; `after`: to the end of it, closing mark included.
        earlier: from the beginning of the sentence to the words; `later`: from the words to its end, mark included.
        following: what stands behind the sentence.
    """

    said: str
    before: str
    after: str
    earlier: str
    later: str
    following: str = ""

    @property
    def clause(self) -> str:
        """The whole clause."""
        return self.before + self.said + self.after

    @property
    def sentence(self) -> str:
        """The whole sentence."""
        return self.earlier + self.said + self.later


class Message:
    """A normalised text and where its sentences and clauses end."""

    def __init__(self, plain: str) -> None:
        self.plain = plain
        self._sentences = _Cuts(_SENTENCE_END, plain)
        self._clauses = _Cuts(_CLAUSE_END, plain)

    def at(self, start: int, end: int) -> Place:
        """The place of plain[start:end]."""
        first, last = self.sentence(start, end)
        left, right = self._clauses.around(start, end)
        left, right = max(left, first), min(right, last)
        plain = self.plain
        return Place(
            said=plain[start:end],
            before=plain[left:start],
            after=plain[end:right],
            earlier=plain[first:start],
            later=plain[end:last],
            following=plain[last : last + FOLLOWING],
        )

    @cached_property
    def complaints(self) -> list[tuple[int, int]]:
        """Where everyday symptoms stand: found once, for many rules ask what a word is listed with."""
        return complaints_in(self.plain)

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """The span of the sentence, no farther than FARTHEST to either side."""
        first, last = self._sentences.around(start, end)
        return max(first, start - FARTHEST), min(last, end + FARTHEST)


class _Cuts:
    def __init__(self, mark: re.Pattern[str], text: str) -> None:
        spans = [match.span() for match in mark.finditer(text)]
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]
        self._length = len(text)

    def around(self, start: int, end: int) -> tuple[int, int]:
        left = bisect_right(self._ends, start)
        right = bisect_left(self._starts, end)
        return (
            self._ends[left - 1] if left else 0,
            self._ends[right] if right < len(self._ends) else self._length,
        )
