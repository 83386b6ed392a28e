"""Settles the small parts of a questionnaire: codes, conditions, options, alerts, unit conversions, interpretations.

Names are FHIR R4 Questionnaire's where it has one (https://hl7.org/fhir/R4/questionnaire.html).
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Operator = Literal["exists", "=", "!=", ">", "<", ">=", "<="]
Behavior = Literal["all", "any"]
Level = Literal["emergency", "urgent", "routine"]
CODE = r"^[a-z][a-z0-9_]*$"


class Part(BaseModel):
    """Whatever stands in a questionnaire file: unknown keys are errors, nothing changes afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, allow_inf_nan=False)


class Code(Part):
    """A code of a terminology, e.g. LOINC."""

    system: str
    code: str


class Condition(Part):
    """A comparison with an answer (FHIR Questionnaire.item.enableWhen).

    Attributes:
        question: linkId; "" is the item that the condition belongs to; `blood_pressure.systolic` is part of a reading.
        operator: as in FHIR; `exists` with true or false.
        answer: a number, true or false, or an option's code or label.
        goal: where the patient has a goal of this name (records.models.Goal), its value takes the place of `answer`.
        previous: compare the answer that stands in the patient's last completed form of the same questionnaire.
    """

    question: str = ""
    operator: Operator
    answer: bool | float | str
    goal: str | None = None
    previous: bool = False


class AnswerOption(Part):
    """One option of a choice.

    Attributes:
        code: the form's number or code; what is recorded.
        label: the form's official word, recorded with the code.
        display: what a patient reads on the button, where that is plainer.
        synonyms: other words that mean it, symptom names among them.
        exclusive: none of the others applies beside it (无症状).
        score: what it counts in a `calculate` (FHIR ordinalValue).
        when: of a computed choice: it is chosen where these hold; of several options the first.
        say: of a computed choice: what the patient is told at the end.
        said: how the choice is read back, where its name and label together are no sentence (没有不舒服).
    """

    code: str
    label: str
    display: str | None = None
    synonyms: tuple[str, ...] = ()
    exclusive: bool = False
    score: float | None = None
    when: tuple[Condition, ...] = ()
    when_behavior: Behavior = Field(default="all", alias="whenBehavior")
    say: str | None = None
    said: str | None = None

    @property
    def title(self) -> str:
        """What a patient reads."""
        return self.display or self.label


class Conversion(Part):
    """How words of measure count in the item's unit: 斤 is 0.5 kg; with `of` only beside one of those (瓶 of 啤酒)."""

    words: tuple[str, ...] = Field(min_length=1)
    factor: float = Field(gt=0)
    of: tuple[str, ...] = ()


class Confirm(Part):
    """When an answer is read back and confirmed before it is recorded, beside an implausible one.

    Attributes:
        always: each time.
        change: where it differs by more than this from the patient's last one.
    """

    always: bool = False
    change: float | None = Field(default=None, gt=0)


class Alert(Part):
    """What puts an answer before a person (a red flag of this form).

    Attributes:
        rule: the alert's code.
        level: emergency, urgent (same day) or routine.
        when: conditions on the answer; all of them, or any.
        say: what the patient is told at once; an emergency also pauses the questionnaire.
    """

    rule: str = Field(pattern=CODE)
    level: Level
    when: tuple[Condition, ...] = Field(min_length=1)
    behavior: Behavior = "all"
    say: str | None = None


class Band(Part):
    """What a computed number means as far as the instrument says; `low` and `high` belong to the band, None is open."""

    code: str
    label: str
    low: float | None = None
    high: float | None = None
    say: str | None = None

    def holds(self, value: float) -> bool:
        """Whether a value lies in the band."""
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


class FollowUp(Part):
    """What follows from a completed form: the next one, a referral, an alert. Of several rules the first that holds.

    Attributes:
        code: the rule's code, kept with the task that it makes.
        source: the document and section that asks for it.
        within_days: the next form is due within so many days; a task that is due earlier stands.
        questionnaire: what is asked then; None for this one again.
        then: the code of another rule whose form is planned as well: the regular one beside a referral.
        alert: put before the care team.
        say: what the patient is told; {date} is the day of the next form.
    """

    code: str = Field(pattern=CODE)
    source: str
    when: tuple[Condition, ...] = ()
    behavior: Behavior = "all"
    within_days: int | None = Field(default=None, alias="withinDays", ge=1, le=400)
    questionnaire: str | None = Field(default=None, pattern=CODE)
    then: str | None = Field(default=None, pattern=CODE)
    alert: FollowUpAlert | None = None
    say: str | None = None


class FollowUpAlert(Part):
    """The alert of a follow-up rule."""

    rule: str = Field(pattern=CODE)
    level: Level
