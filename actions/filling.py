"""Settles which answers one message gives, and which of them can stand. Pure: no database, no clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from actions.judging import Refused, is_doubtful, join_halves, refusal, refused_part
from actions.measuring import Measured
from actions.values import value_of_answer
from actions.whose import Person, own
from nlu.answers import Answer, Conversion, Option, Question, read_answer
from nlu.findings import Understanding
from records.questionnaires import Answers, Item, Value

UNCLEAR = "as-text"  # FHIR data-absent-reason: what was said stands in the message's text only
DECLINED = "asked-declined"
PARTS = ("systolic", "diastolic")
WORDS = ("text", "string")


@dataclass(frozen=True, kw_only=True)
class Filled:
    """An answer to record: a value, or the reason why there is none (FHIR data-absent-reason).

    Attributes:
        corrects: the earlier answer to this item was wrong, and so was what it recorded as an observation.
        measured: of a reading, when it was measured; None: when its message came.
    """

    item: Item
    value: Value | None = None
    absent: str | None = None
    corrects: bool = False
    measured: Measured | None = None


@dataclass(frozen=True, kw_only=True)
class Half:
    """One half of a pressure: the other one is asked for, what was said is kept until then."""

    item: Item
    value: Value
    measured: Measured | None = None


@dataclass(frozen=True, kw_only=True)
class Heard:
    """All that one message says to the open questions.

    Attributes:
        doubtful: possible values that are improbable: read back and confirmed before they are recorded.
    """

    filled: Sequence[Filled] = ()
    doubtful: Sequence[Filled] = ()
    refused: Sequence[Refused] = ()
    halves: Sequence[Half] = ()

    def __bool__(self) -> bool:
        return bool(self.filled or self.doubtful or self.refused or self.halves)

    def __add__(self, other: Heard) -> Heard:
        return Heard(
            filled=[*self.filled, *other.filled],
            doubtful=[*self.doubtful, *other.doubtful],
            refused=[*self.refused, *other.refused],
            halves=[*self.halves, *other.halves],
        )

    @property
    def items(self) -> list[Item]:
        """The items that the message speaks to."""
        spoken = [said.item for said in (*self.filled, *self.doubtful)]
        return [*spoken, *(refused.item for refused in self.refused), *(half.item for half in self.halves)]

    def answers(self, item: Item) -> bool:
        """Whether the message speaks to this item with something that can stand, or may."""
        return any(said.item.link_id == item.link_id for said in [*self.filled, *self.doubtful])


@dataclass(frozen=True, kw_only=True)
class Reader:
    """What reading a message needs beside it: the clock where the patient is, earlier values, what was doubted before.

    Attributes:
        now: aware, in the patient's timezone.
        earlier: the patient's earlier values by linkId, to doubt a leap.
        trusted: linkIds whose next value is taken as it is: it was questioned once already.
        halves: by linkId the half of a pressure that was said before.
        person: the patient, since readings of somebody else answer nothing.
    """

    now: datetime
    earlier: Answers = field(default_factory=dict)
    trusted: frozenset[str] = frozenset()
    halves: Mapping[str, Value] = field(default_factory=dict)
    person: Person = field(default_factory=Person)

    def read(self, items: Sequence[Item], asked: Item | None, message: Understanding) -> Heard:
        """What a message says to the asked item, and to every other one of these items that it names."""
        heard, own_message = Heard(), own(message, self.person)
        others = [item for item in items if asked is None or item.link_id != asked.link_id]
        for item in ([asked] if asked else []) + others:
            said = message if item.type in WORDS else own_message
            answer = read_answer(question_of(item), said, asked=item is asked, now=self.now)
            if answer is not None:
                heard += self._judge_answer(item, answer)
        return heard

    def _judge_answer(self, item: Item, answer: Answer) -> Heard:
        if answer.absent:
            return Heard(filled=[Filled(item=item, absent=answer.absent)])
        return self.judge(item, value_of_answer(item, answer), impossible=answer.impossible)

    def judge(self, item: Item, value: Value, *, impossible: bool = False) -> Heard:
        """Whether a value can stand, waits for a yes or for its other half, or is refused."""
        if item.item:
            value = join_halves(self.halves.get(item.link_id), value)
            if any(part not in value for part in PARTS):
                refused = refused_part(item, value)
                return Heard(refused=[refused]) if refused else Heard(halves=[Half(item=item, value=value)])
        refused = refusal(item, value, impossible=impossible)
        if refused:
            return Heard(refused=[refused])
        filled = Filled(item=item, value=value)
        trusted = item.link_id in self.trusted
        return Heard(doubtful=[filled]) if is_doubtful(item, value, self.earlier) and not trusted else _known(filled)


def _known(filled: Filled) -> Heard:
    return Heard(filled=[filled])


def question_of(item: Item) -> Question:
    """The item as `nlu.answers` sees it."""
    low, high = item.possible or (None, None)
    return Question(
        link_id=item.link_id,
        kind=_kind(item),
        reading=item.reading,
        unit=item.unit,
        options=tuple(Option(code=o.code, label=o.label, synonyms=(o.title, *o.synonyms)) for o in item.answer_option),
        exclusive=tuple(option.code for option in item.answer_option if option.exclusive),
        mentions=item.mentions,
        low=low,
        high=high,
        conversions=tuple(Conversion(words=c.words, factor=c.factor, of=c.of) for c in item.conversion),
        max_length=item.max_length,
        context=item.context,
        zero=item.zero or "",
    )


def _kind(item: Item) -> str:
    if item.reading:
        return "reading"
    if item.answer_option:
        several = "multi-" if item.repeats else ""
        return f"open-{several}choice" if item.type == "open-choice" else f"{several}choice"
    return "text" if item.type == "string" else item.type
