"""Whose a value is: the patient's, also where a relative writes, or somebody else's."""

from __future__ import annotations

from datetime import date

import pytest

from actions.whose import Person, may_be, of_others, own, person_of
from nlu.findings import Reading, Understanding
from records.database import Sessions
from records.models import Alert, Observation, Patient
from tests.support.acting import PHRASES, Said, act
from tests.support.people import Known, rows_of
from tests.support.talks import Talk

WOMAN, MAN = Person(sex="female", age=70), Person(sex="male", age=70)
YOUNG, CHILD, NOBODY_KNOWS = Person(sex="female", age=25), Person(sex="male", age=9), Person()
FITS = [
    (WOMAN, {"self", "母亲", "父母", "配偶", "配偶父母", "祖父母", "兄弟姐妹", "亲友"}),
    (MAN, {"self", "父亲", "父母", "配偶", "配偶父母", "祖父母", "兄弟姐妹", "亲友"}),
    (YOUNG, {"self", "配偶", "兄弟姐妹", "亲友"}),
    (CHILD, {"self", "孩子", "孙辈", "兄弟姐妹", "亲友"}),
    (NOBODY_KNOWS, {"self", "母亲", "父亲", "父母", "配偶", "配偶父母", "祖父母", "兄弟姐妹", "亲友"}),
]
ALL = FITS[-1][1] | {"孩子", "子女配偶", "孙辈", "宠物"}


@pytest.mark.parametrize(("person", "fits"), FITS)
def test_relation_fits_who_may_be_it_to_somebody_who_writes(person: Person, fits: set[str]) -> None:
    assert {relation for relation in ALL if may_be(relation, person)} == fits


@pytest.mark.parametrize(("day", "age"), [(date(2026, 3, 1), 74), (date(2026, 2, 28), 73)])
def test_age_is_completed_years(day: date, age: int) -> None:
    assert person_of(Patient(sex="female", birth_date="1952-03-01"), day) == Person(sex="female", age=age)


def test_unknown_birth_date_is_no_age() -> None:
    assert person_of(Patient(sex="unknown"), date(2026, 3, 1)) == Person(sex="unknown")


def said(text: str, *subjects: str) -> Understanding:
    """A message with one reading for each subject, in the order of the commas."""
    readings, at = [], 0
    for part, subject in zip(text.split("，"), subjects, strict=True):
        readings.append(
            Reading(kind="heart_rate", values={"value": 72}, unit="/min", surface=part, start=at, end=at + len(part),
                    subject=subject)
        )  # fmt: skip
        at += len(part) + 1
    return Understanding(text=text, readings=tuple(readings))


def test_who_speaks_of_a_mother_and_of_me_means_me() -> None:
    both = said("我妈心率72，我72", "母亲", "self")
    assert [reading.subject for reading in of_others(both, WOMAN)] == ["母亲"]
    assert of_others(said("我妈心率72", "母亲"), WOMAN) == ()


def test_of_two_relatives_the_one_who_may_be_the_patient_is() -> None:
    parents = said("我爸心率72，我妈80", "父亲", "母亲")
    assert [reading.subject for reading in of_others(parents, WOMAN)] == ["父亲"]
    assert len(of_others(parents, NOBODY_KNOWS)) == 2


def test_neighbour_is_no_relative() -> None:
    assert len(of_others(said("邻居心率72", "亲友"), WOMAN)) == 1
    assert of_others(said("老人心率72", "亲友"), WOMAN) == ()


def test_words_of_others_are_blanked_where_they_stand() -> None:
    rest = own(said("孩子心率72，我80", "孩子", "self"), WOMAN)
    assert rest.text == " " * 6 + "，我80"
    assert [reading.subject for reading in rest.readings] == ["self"]


@pytest.fixture
async def old(sessions: Sessions, known: Known) -> Known:
    """A woman of 74."""
    async with sessions.begin() as session:
        patient = await session.get_one(Patient, known.patient_id)
        patient.sex, patient.birth_date = "female", "1952-03-01"
    return known


async def free(sessions: Sessions, known: Known, words: str) -> Said:
    return await act(sessions, known, words, name="action_free_message")


async def readings(sessions: Sessions, known: Known) -> list[float]:
    rows = await rows_of(sessions, Observation, Observation.patient_id == known.patient_id)
    return [row.systolic or row.value for row in rows]


async def alerts(sessions: Sessions, known: Known) -> list[tuple[str, str, str]]:
    return [(r.rule, r.level, r.words) for r in await rows_of(sessions, Alert, Alert.patient_id == known.patient_id)]


async def test_daughter_writes_of_her_mother_whose_account_it_is(sessions: Sessions, old: Known) -> None:
    reply = await free(sessions, old, "我妈血压150/90，心率72")
    assert reply.text == PHRASES("outside_noted", what="您母亲血压150/90，心率72次/分")
    assert await readings(sessions, old) == [150, 72]
    assert await alerts(sessions, old) == []


@pytest.mark.parametrize(
    "words", ["我爸血压150/90", "我儿子体温38度5", "孙女体温38度5", "邻居血压150/90", "我儿子体温38度，不对，39度"]
)
async def test_value_of_somebody_else_is_no_reading_and_goes_to_a_nurse(
    sessions: Sessions, old: Known, words: str
) -> None:
    assert (await free(sessions, old, words)).text == PHRASES("reading_of_another")
    assert await readings(sessions, old) == []
    assert await alerts(sessions, old) == [("reading_of_another", "routine", words)]


async def test_beside_somebody_elses_value_the_patients_own_is_kept(sessions: Sessions, old: Known) -> None:
    reply = await free(sessions, old, "我老伴血压150/90，我自己血压130/80")
    assert reply.text == PHRASES("outside_noted", what="血压130/80") + PHRASES("reading_of_another")
    assert await readings(sessions, old) == [130]


async def test_value_of_somebody_else_answers_nothing_in_a_form(sessions: Sessions, old: Known, talk: Talk) -> None:
    reply = await talk.says("我儿子血压120/75")
    assert reply.text.startswith(PHRASES("reading_of_another"))
    assert reply.goes_on
    assert (await talk.answers(), await talk.readings()) == ({}, [])
    assert await talk.state() == ("in-progress", "pressure", 0)
    assert await talk.alerts() == [("reading_of_another", "routine")]


async def test_value_of_somebody_else_beside_an_answer_is_no_matter_for_a_nurse(
    sessions: Sessions, old: Known, talk: Talk
) -> None:
    await talk.says("我老头子145/90，我的是128/76")
    assert await talk.answers() == {"pressure": "128/76"}
    assert await talk.alerts() == []


async def test_relative_answers_a_form_for_the_patient(sessions: Sessions, old: Known, talk: Talk) -> None:
    await talk.says("我妈血压150/90")
    assert await talk.answers() == {"pressure": "150/90"}
