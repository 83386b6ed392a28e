"""Settles how a wrong questionnaire is reported: every fault with its exact place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Path = tuple[str | int, ...]


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One fault: where in the file (line from 1, 0 where there are no lines; keys and list places from 0) and what."""

    path: Path
    text: str
    line: int = 0

    @property
    def place(self) -> str:
        """The path as people write it: item[3].answerOption[1].code."""
        words = ""
        for part in self.path:
            words += f"[{part}]" if isinstance(part, int) else f".{part}" if words else part
        return words or "the whole file"

    def __str__(self) -> str:
        return f"{f'line {self.line}: ' if self.line else ''}{self.place}: {self.text}"


class QuestionnaireError(Exception):
    """The questionnaire is wrong; the message says where, `problems` lists everything that was found."""

    def __init__(self, message: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message)
        self.problems = tuple(problems)
