"""What is a question, and what an answer to one? The records between a questionnaire and `read_answer`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Option:
    """One answer to choose; `code` is the official number, `synonyms` are other words for the label."""

    code: str
    label: str
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question as the reader of answers needs it.

    Attributes:
        link_id: FHIR's linkId.
        kind: reading, quantity, choice, multi-choice, boolean or text.
        reading: the kind of reading asked for, e.g. blood_pressure.
        unit: UCUM or a plain unit: 支, 两, 次/周, 分钟.
        options: the options in the order shown.
        exclusive: codes of options that mean “none of them”.
        mentions: words that name this question in free text (抽烟, 吸烟).
        low: the smallest possible value; `high` the largest.
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


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What was answered.

    Attributes:
        link_id: FHIR's linkId of the question.
        value: reading values, a quantity in the question's unit, option codes, a boolean or a text.
        absent: FHIR data-absent-reason where there is no value: asked-declined, asked-unknown, not-performed.
        impossible: the value is outside the possible range, or a pressure's parts are in the wrong order: `value` is
            what was said, to be asked again and not recorded.
    """

    link_id: str
    value: dict[str, float] | float | tuple[str, ...] | bool | str | None
    absent: str | None = None
    impossible: bool = False
