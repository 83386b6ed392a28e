"""Settles which lines a form has for staff, and how far it has come. What applies when is records.questionnaires' rule.

What is computed at the end and what staff fill in are lines of the form but no questions. An answer that is carried
over from the last form is neither asked nor counted. What is only said (type display) stands in the conversation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from records.questionnaires import Definition, Item, Known, Value, is_enabled


class Kind(StrEnum):
    """What a line of the form is."""

    HEADING = "heading"
    QUESTION = "question"
    COMPUTED = "computed"
    STAFF = "staff"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line: a group's name, or an item, with the answer of the last form where that one stands.

    Attributes:
        depth: how many groups are around it.
    """

    item: Item
    kind: Kind
    depth: int = 0
    carried: Value | None = None

    @property
    def unit(self) -> str | None:
        """The item's unit; of a reading with components, theirs."""
        return next((part.unit for part in self.item.walk() if part.unit), None)


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How many of the form's questions have an answer or a reason."""

    done: int
    total: int


def lines_of(definition: Definition, known: Known) -> list[Line]:
    """The lines that are part of this filling, in the form's order; a group without any has no heading."""
    return list(_lines(definition, definition.item, known))


def progress_of(definition: Definition, known: Known) -> Progress:
    """Counted over the questions that are part of this filling."""
    lines = lines_of(definition, known)
    asked = [line.item.link_id for line in lines if line.kind == Kind.QUESTION and line.carried is None]
    return Progress(done=sum(link_id in known.answers for link_id in asked), total=len(asked))


def _lines(definition: Definition, items: Sequence[Item], known: Known, depth: int = 0) -> Iterator[Line]:
    for item in items:
        if item.type == "group" and not item.reading:
            inner = list(_lines(definition, item.item, known, depth + 1))
            yield from [Line(item=item, kind=Kind.HEADING, depth=depth), *inner] if inner else ()
        elif item.type != "display" and _is_part(definition, item, known):
            yield _line(item, known, depth)


def _is_part(definition: Definition, item: Item, known: Known) -> bool:
    """Its conditions hold, or it is answered all the same."""
    return item.link_id in known.answers or is_enabled(definition, item, known)


def _line(item: Item, known: Known, depth: int) -> Line:
    if item.read_only:
        return Line(item=item, kind=Kind.COMPUTED if item.is_computed else Kind.STAFF, depth=depth)
    before = known.previous.get(item.link_id) if item.carry_forward else None
    carried = before if known.answers.get(item.link_id, before) == before else None
    return Line(item=item, kind=Kind.QUESTION, depth=depth, carried=carried)
