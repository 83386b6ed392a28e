"""Settles what a whole questionnaire is, and in which order its questions come."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Literal

from pydantic import Field

from records.questionnaires.item import Item
from records.questionnaires.parts import CODE, Condition, FollowUp, Part


class Definition(Part):
    """A whole questionnaire (FHIR R4 Questionnaire).

    Attributes:
        id: also its file's name and what a task calls it.
        source: where the instrument comes from; licence: on which terms it is used.
        opening: said before the first question; {name} and {hospital} are filled in.
        closing: said when it is completed, before the summary.
        emergency: the last sentence, on what to do in an emergency; "" for none, left out for the general one.
        follow_up: what follows, by rule.
    """

    resource_type: Literal["Questionnaire"] = Field(alias="resourceType")
    id: str = Field(pattern=CODE)
    url: str | None = None
    version: str = Field(min_length=1)
    status: Literal["draft", "active", "retired"] = "active"
    language: str = "zh-CN"
    title: str = Field(min_length=1)
    description: str = ""
    source: str = Field(min_length=1)
    licence: str = ""
    opening: str = Field(min_length=1)
    closing: str = Field(min_length=1)
    emergency: str | None = None
    item: tuple[Item, ...] = Field(min_length=1)
    follow_up: tuple[FollowUp, ...] = Field(default=(), alias="followUp")

    def walk(self) -> Iterator[Item]:
        """All items, a group before its members."""
        for item in self.item:
            yield from item.walk()

    @cached_property
    def _index(self) -> dict[str, Item]:
        return {item.link_id: item for item in self.walk()}

    @cached_property
    def _parents(self) -> dict[str, Item]:
        return {child.link_id: item for item in self.walk() for child in item.item}

    @cached_property
    def questions(self) -> tuple[Item, ...]:
        """What the patient is asked, in order."""
        return tuple(item for item in self.walk() if self._is_asked(item))

    def _is_asked(self, item: Item) -> bool:
        """A reading's parts are asked together with it."""
        parent = self._parents.get(item.link_id)
        return item.is_question and not (parent and parent.reading)

    @cached_property
    def computed(self) -> tuple[Item, ...]:
        """What is recorded at the end without being asked, in order: a later one may use an earlier one."""
        return tuple(item for item in self.walk() if item.is_computed)

    @cached_property
    def computed_early(self) -> tuple[Item, ...]:
        """The computed items that a question or an alert depends on while the form is being filled."""
        asked = [*self.walk()]
        named = {c.question for item in asked for c in item.enable_when}
        named |= {c.question for item in asked for alert in item.alert for c in alert.when}
        found: list[Item] = []
        for item in reversed(self.computed):  # one may be computed from another that stands before it
            if item.link_id in named:
                found.insert(0, item)
                named |= {c.question for option in item.answer_option for c in option.when}
                named |= {other.link_id for other in self.computed if other.link_id in (item.calculate or "")}
        return tuple(found)

    def find(self, link_id: str) -> Item:
        """The item with this linkId. Raises KeyError."""
        return self._index[link_id]

    def lineage(self, item: Item) -> tuple[Item, ...]:
        """The item and the groups around it, inside out: it is asked only where all of them are enabled."""
        parent = self._parents.get(item.link_id)
        return (item, *(self.lineage(parent) if parent else ()))

    def displays_before(self, item: Item) -> tuple[Item, ...]:
        """The texts (type display) that stand between the question before and this one."""
        ordered = list(self.walk())
        texts: list[Item] = []
        for other in ordered[: ordered.index(item)]:
            texts = [*texts, other] if other.type == "display" else [] if self._is_asked(other) else texts
        return tuple(texts)

    def conditions(self) -> Iterator[tuple[Item | None, Condition]]:
        """Every condition of the questionnaire with the item that it belongs to (None: a follow-up rule)."""
        for item in self.walk():
            own = [*item.enable_when, *(c for alert in item.alert for c in alert.when)]
            yield from ((item, c) for c in [*own, *(c for option in item.answer_option for c in option.when)])
        yield from ((None, c) for rule in self.follow_up for c in rule.when)
