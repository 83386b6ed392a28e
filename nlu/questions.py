"""What is a question, and what an answer to one? The records between a questionnaire and `read_answer`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True, kw_only=True)
class Option:
    """One answer to choose; `code` is the official number, `synonyms` are other words for the label."""

    code: str
    label: str
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Conversion:
    """How many of the question's units a counting word holds: 包 is 20 支.

    Attributes:
        words: what stands after the number: 包, 盒.
        factor: how many of the question's units one of them is.
        of: words of which one must stand in the same clause (啤酒, where 瓶 is a bottle of beer); empty: everywhere.
    """

    words: tuple[str, ...]
    factor: float
    of: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question as the reader of answers needs it.

    Attributes:
        link_id: FHIR's linkId.
        kind: reading, quantity, integer, decimal, date, time, choice, open-choice, multi-choice, open-multi-choice,
            boolean, text or string.
        reading: the kind of reading asked for, e.g. blood_pressure.
        unit: UCUM or a plain unit: 支, 两, 次/周, 分钟.
        options: the options in the order shown.
        exclusive: codes of options that mean “none of them”.
        mentions: words that name this question in free text (抽烟, 吸烟).
        low: the smallest possible value; `high` the largest.
        context: of a glucose value, the one asked for (fasting, postprandial): a value of another one is no answer.
        conversions: what other counting words than the unit are worth.
        zero: what is read back instead of a 0 (药已经吃完了, 伤口不疼): an answer in a part of these words is a 0.
        max_length: the most characters of a text that is recorded.
    """

    link_id: str
    kind: str
    reading: str | None = None
    unit: str | None = None
    options: tuple[Option, ...] = ()
    exclusive: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    context: str | None = None
    conversions: tuple[Conversion, ...] = ()
    zero: str = ""
    max_length: int | None = None


def between(question: Question, value: float) -> bool:
    """Whether a value lies in the question's possible range."""
    low, high = question.low, question.high
    return (low is None or low <= value) and (high is None or value <= high)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What was answered.

    Attributes:
        link_id: FHIR's linkId of the question.
        value: reading values, a quantity in the question's unit, option codes, a boolean, a date, a time of day or a
            text; of a range (130到140) the low end; () where only `other` was said.
        absent: FHIR data-absent-reason where there is no value: asked-declined, asked-unknown, not-performed.
        impossible: the value is outside the possible range, or a pressure's parts are in the wrong order: `value` is
            what was said, to be asked again and not recorded.
        upper: the high end where a range was said, by the keys of `value` or as a number like it.
        approximate: the value was said to be about right: 大概, 左右, 一百三十多.
        other: free words beside or instead of the options of an open choice.
    """

    link_id: str
    value: dict[str, float] | float | tuple[str, ...] | bool | str | date | time | None
    absent: str | None = None
    impossible: bool = False
    upper: dict[str, float] | float | None = None
    approximate: bool = False
    other: str = ""
