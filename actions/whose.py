"""Settles whether a value is the patient's: a daughter writes 我妈血压150/90 of her mother, whose account it is.

A relation fits a patient who may be that to somebody who writes. Whatever cannot be the patient's is nobody's reading
here: a wrong value in a chart is worse than one more message for a nurse.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from nlu.findings import Reading, Understanding
from records.models import Patient, Sex

SELF = "self"
ADULT = 18  # years: of adults nobody says 孩子 in their own account, they say it of theirs
MARRIED, PARENT, GRANDPARENT = 20, 35, 50  # years: the least age to be that to a grown-up writer
NO_RELATIVE = re.compile(r"邻居|隔壁|同事|同学|朋友|室友|舍友|闺蜜")


@dataclass(frozen=True, kw_only=True)
class Person:
    """What is known of the patient; `age` in years, None where the birth date is not known."""

    sex: str = Sex.UNKNOWN
    age: int | None = None

    def is_from(self, years: int) -> bool:
        """Whether the patient may be of this age or older."""
        return self.age is None or self.age >= years


@dataclass(frozen=True, kw_only=True)
class _Fit:
    """Who may be called so."""

    least: int = 0  # years
    never: str | None = None  # the sex that is not


_FITS: Mapping[str, _Fit] = {
    "母亲": _Fit(least=PARENT, never=Sex.MALE),
    "父亲": _Fit(least=PARENT, never=Sex.FEMALE),
    "父母": _Fit(least=PARENT),
    "配偶父母": _Fit(least=PARENT),
    "祖父母": _Fit(least=GRANDPARENT),
    "配偶": _Fit(least=MARRIED),
    "兄弟姐妹": _Fit(),
    "亲友": _Fit(),
}


def person_of(patient: Patient, today: date) -> Person:
    """What counts of a patient, on the patient's day."""
    if patient.birth_date is None:
        return Person(sex=patient.sex)
    born = date.fromisoformat(patient.birth_date)
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return Person(sex=patient.sex, age=years)


def may_be(relation: str, person: Person) -> bool:
    """Whether somebody who writes of this relation may mean the patient; what is not known speaks against nothing.

    A child is the patient only where the patient is known to be one.
    """
    if relation in ("孩子", "孙辈"):
        return person.age is not None and person.age < ADULT
    fit = _FITS.get(relation)
    if fit is None:
        return relation == SELF
    return person.is_from(fit.least) and person.sex != fit.never


def of_others(message: Understanding, person: Person) -> tuple[Reading, ...]:
    """The readings of a message that are not the patient's: who speaks of 我 too means 我.

    Of two relatives that both may be the patient (我爸140/85，我妈150/90) nobody can tell which one is.
    """
    subjects = {reading.subject for reading in message.readings}
    strangers = {subject for subject in subjects if not may_be(subject, person)}
    if NO_RELATIVE.search(message.text):
        strangers.add("亲友")
    speaks_of_me = any(reading.subject == SELF and reading.status == "stated" for reading in message.readings)
    if speaks_of_me or len(subjects - strangers - {SELF}) > 1:
        strangers |= subjects - {SELF}
    return tuple(reading for reading in message.readings if reading.subject in strangers)


def own(message: Understanding, person: Person) -> Understanding:
    """The message without the readings of others; their words are blanked out, so that no number of theirs is read."""
    others, text = of_others(message, person), message.text
    for reading in others:
        text = text[: reading.start] + " " * (reading.end - reading.start) + text[reading.end :]
    if not others:
        return message
    return replace(message, text=text, readings=tuple(r for r in message.readings if r not in others))
