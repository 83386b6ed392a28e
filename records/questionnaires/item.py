"""Settles what one item of a questionnaire is (FHIR R4 Questionnaire.item, and what a conversation needs beside it)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field, model_validator

from records.questionnaires.parts import (
    Alert,
    AnswerOption,
    Band,
    Behavior,
    Code,
    Condition,
    Confirm,
    Conversion,
    Part,
)

Type = Literal[
    "group",
    "display",
    "quantity",
    "integer",
    "decimal",
    "choice",
    "open-choice",
    "boolean",
    "date",
    "time",
    "string",
    "text",
]
GlucoseContext = Literal[
    "fasting",
    "before_meal",
    "postprandial",
    "postprandial_1h",
    "postprandial_2h",
    "postprandial_3h",
    "bedtime",
    "random",
]
CHOICES = ("choice", "open-choice")
NUMBERS = ("quantity", "integer", "decimal")


class Item(Part):
    """One question; a group that holds questions; or a group with `reading`, asked as one question (blood pressure).

    Attributes:
        link_id: FHIR's linkId.
        text: the question, as it is written to the patient.
        spoken: the same for the ear, where the written form reads badly aloud.
        short: what the item is called in a sentence.
        hint: the question in simpler words, after an answer that was not understood.
        explain: what is said to 什么意思.
        zero: what is read back instead of a 0 (不抽烟).
        reading: the kind of observation that it records.
        context: of a glucose: fasting, before_meal, postprandial (postprandial_1h, …), bedtime or random; another one
            that is said is no answer.
        unit: UCUM, or a plain unit (支, 次/周).
        conversion: other words of measure.
        required: whether the form is incomplete without it; every question may be skipped all the same.
        repeats: several answers (of a choice: several options).
        read_only: not asked: computed, or filled in by staff.
        mentions: words that name the item in free text.
        possible: [low, high]; outside it a value is refused.
        plausible: [low, high]; outside it a value is confirmed first.
        confirm: further reasons to confirm.
        alert: answers that are put before a person.
        initial: the usual answer, offered with the question; of a read-only item the answer itself.
        carry_forward: an answer of the last completed form stands, and the question is not asked again.
        calculate: arithmetic over other items, see `records.questionnaires.calculation`.
        interpretation: what a computed number means.
        in_summary: whether the closing words name the answer.
    """

    link_id: str = Field(alias="linkId", min_length=1, max_length=64, pattern=r"^[^\s]+$")
    type: Type
    text: str = Field(min_length=1)
    spoken: str | None = None
    short: str | None = None
    hint: str | None = None
    explain: str | None = None
    zero: str | None = None
    reading: str | None = None
    context: GlucoseContext | None = None
    unit: str | None = None
    conversion: tuple[Conversion, ...] = ()
    code: Code | None = None
    required: bool = True
    repeats: bool = False
    read_only: bool = Field(default=False, alias="readOnly")
    mentions: tuple[str, ...] = ()
    possible: tuple[float, float] | None = None
    plausible: tuple[float, float] | None = None
    max_length: int | None = Field(default=None, alias="maxLength", ge=1)
    confirm: Confirm | None = None
    alert: tuple[Alert, ...] = ()
    answer_option: tuple[AnswerOption, ...] = Field(default=(), alias="answerOption")
    enable_when: tuple[Condition, ...] = Field(default=(), alias="enableWhen")
    enable_behavior: Behavior = Field(default="all", alias="enableBehavior")
    initial: bool | float | str | None = None
    carry_forward: bool = Field(default=False, alias="carryForward")
    calculate: str | None = None
    interpretation: tuple[Band, ...] = ()
    in_summary: bool = Field(default=True, alias="inSummary")
    item: tuple[Item, ...] = ()

    @model_validator(mode="after")
    def _check_type(self) -> Item:
        if (self.type in CHOICES) != bool(self.answer_option):
            raise ValueError("a choice has answerOption, another type has none")
        if (self.type == "group") != bool(self.item):
            raise ValueError("a group has items, another type has none")
        for name in ("possible", "plausible"):
            limits = getattr(self, name)
            if limits and limits[0] >= limits[1]:
                raise ValueError(f"{name} must be [low, high]")
        return self

    @property
    def name(self) -> str:
        """What the item is called in a sentence."""
        return self.short or self.text

    @property
    def is_question(self) -> bool:
        """Whether the patient is asked it."""
        return not self.read_only and self.type != "display" and (self.type != "group" or bool(self.reading))

    @property
    def is_computed(self) -> bool:
        """Whether its answer follows from the others or is fixed, and is recorded at the end."""
        computed = self.calculate is not None or self.initial is not None
        return self.read_only and (computed or any(option.when for option in self.answer_option))

    def option(self, code: str) -> AnswerOption:
        """The option with this code. Raises KeyError."""
        found = next((option for option in self.answer_option if option.code == code), None)
        if found is None:
            raise KeyError(code)
        return found

    def walk(self) -> Iterator[Item]:
        """The item and all items below it."""
        yield self
        for child in self.item:
            yield from child.walk()
