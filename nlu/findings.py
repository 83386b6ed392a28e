"""What a message was found to say: the records that every reader of `nlu` returns.

They are plain and frozen so that they travel through the engine as entities (`to_entity`, `from_entity`) and come out
equal on the other side.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A vital sign that was said.

    Attributes:
        kind: blood_pressure, heart_rate, weight, glucose, temperature or spo2; height, waist, hba1c, urine_volume,
            steps or sleep.
        values: {"systolic", "diastolic"} (one of them may be missing) or {"value"}, in `unit`; the low end of a range.
        unit: UCUM: mm[Hg], /min, kg, mmol/L, Cel or %; cm, %, mL, {steps} or h.
        surface: the words, `text[start:end]`.
        upper: the high end where a range was said (七八十), by the same keys; empty for a single value.
        status: stated, asked (130/90是高血压吗), past or hypothetical.
        context: of a glucose value: fasting, before_meal, postprandial (postprandial_1h, postprandial_2h, … where the
            hours were said), bedtime or random; None where it was not said.
        approximate: it was said to be about right: 大概, 左右, 一百三十多.
        when: the words that say when it was measured (昨晚8点, 周一, 这一周), as `nlu.when` reads them; None: not said.
        subject: whose it is: self, or the canonical relation (母亲, 父亲, 配偶, 孩子, …; `nlu.relations`).
    """

    kind: str
    values: dict[str, float]
    unit: str
    surface: str
    start: int
    end: int
    upper: dict[str, float] = field(default_factory=dict)
    status: str = "stated"
    context: str | None = None
    approximate: bool = False
    when: str | None = None
    subject: str = "self"

    def to_entity(self) -> dict[str, Any]:
        """The reading as JSON-safe data."""
        return asdict(self)

    @classmethod
    def from_entity(cls, entity: dict[str, Any]) -> Reading:
        """The reading that `to_entity` wrote."""
        return cls(**entity)


@dataclass(frozen=True, kw_only=True)
class Symptom:
    """A symptom that was named.

    Attributes:
        name: the canonical name, a key of data/lexicon/symptoms.
        status: present, denied, resolved (头不晕了) or asked (高血压会头晕吗, of nobody; 头晕是怎么回事 is present).
        surface: the words, `text[start:end]`.
        duration: how long or since when, in the patient's words: 三天了, 从昨晚开始.
        severity: in the patient's words: 有点, 厉害, 受不了.
        frequency: in the patient's words: 经常, 偶尔, 一天三次.
        side: left, right or both; None where no side was said.
        subject: whose it is: self, or the canonical relation (母亲, 孩子, …).
    """

    name: str
    status: str
    surface: str
    start: int
    end: int
    duration: str | None = None
    severity: str | None = None
    frequency: str | None = None
    side: str | None = None
    subject: str = "self"

    def to_entity(self) -> dict[str, Any]:
        """The symptom as JSON-safe data."""
        return asdict(self)

    @classmethod
    def from_entity(cls, entity: dict[str, Any]) -> Symptom:
        """The symptom that `to_entity` wrote."""
        return cls(**entity)


@dataclass(frozen=True, kw_only=True)
class RedFlag:
    """A sign that a person must see at once, and why it is thought to be one.

    Attributes:
        rule: the name of the rule in data/lexicon/red_flags/.
        surface: the words that it was found in, `text[start:end]`; of a reading the reading's own.
        level: immediate (call 120) or urgent (the same day).
        start: offset of the first of the words; -1 where it came from no text (an answer's value).
        subject: whose it is: self, or the canonical relation (父亲 in 我爸晕倒了).
    """

    rule: str
    surface: str
    level: str
    start: int = -1
    end: int = -1
    subject: str = "self"


@dataclass(frozen=True, kw_only=True)
class Understanding:
    """What one message says; `truncated` when it was too long and only its beginning was read."""

    text: str
    readings: tuple[Reading, ...] = ()
    symptoms: tuple[Symptom, ...] = ()
    truncated: bool = False
