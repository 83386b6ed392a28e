"""When a reading was measured, as the patient said it, outside a form and within."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from actions.measuring import Measured, measured
from actions.recalling import last_reading
from records.database import Sessions
from records.models import Observation
from tests.support.acting import PHRASES, act
from tests.support.people import NOW, Known, make_patient, rows_of
from tests.support.talks import Talk

SHANGHAI = "Asia/Shanghai"
YESTERDAY_EVENING = datetime(2026, 11, 19, 12, 0, tzinfo=UTC)  # eight o'clock in Shanghai


def test_moment_is_the_patients_own_clock() -> None:
    assert measured("昨晚8点", told_at=NOW, timezone=SHANGHAI) == Measured(at=YESTERDAY_EVENING, words="昨晚8点")
    in_london = measured("昨晚8点", told_at=NOW, timezone="Europe/London")
    assert in_london.at == YESTERDAY_EVENING + timedelta(hours=8)


def test_day_has_its_start_and_its_end() -> None:
    midnight = datetime(2026, 11, 19, 16, 0, tzinfo=UTC)
    yesterday = measured("昨天", told_at=NOW, timezone=SHANGHAI)
    assert (yesterday.at, yesterday.until) == (midnight - timedelta(days=1), midnight)


def test_day_that_goes_on_ends_with_the_message() -> None:
    today = measured("今天", told_at=NOW, timezone=SHANGHAI)
    assert (today.at, today.until) == (NOW.replace(hour=16) - timedelta(days=1), NOW)


@pytest.mark.parametrize("when", [None, "不知道什么时候", "明天早上8点", "2019年3月"])
def test_what_says_nothing_or_cannot_be_is_the_time_of_the_message(when: str | None) -> None:
    assert measured(when, told_at=NOW, timezone=SHANGHAI) == Measured(at=NOW)


async def observations(sessions: Sessions, known: Known) -> list[Observation]:
    return await rows_of(sessions, Observation, Observation.patient_id == known.patient_id)


async def free(sessions: Sessions, known: Known, said: str, *, now: datetime = NOW) -> str:
    return (await act(sessions, known, said, name="action_free_message", now=now)).text


async def test_reading_of_last_night_is_kept_and_read_back_as_such(sessions: Sessions, known: Known) -> None:
    assert await free(sessions, known, "昨晚8点血压150/95") == PHRASES("outside_noted", what="昨晚8点血压150/95")
    [row] = await observations(sessions, known)
    assert (row.effective_at, row.effective_end, row.recorded_at) == (YESTERDAY_EVENING, None, NOW)


async def test_reading_without_a_time_is_of_the_message(sessions: Sessions, known: Known) -> None:
    assert await free(sessions, known, "血压150/95") == PHRASES("outside_noted", what="血压150/95")
    [row] = await observations(sessions, known)
    assert (row.effective_at, row.effective_end) == (NOW, None)


async def test_two_times_of_one_kind_are_both_kept_and_read_back(sessions: Sessions, known: Known) -> None:
    said = await free(sessions, known, "早上血压145/90，晚上血压135/85", now=NOW + timedelta(hours=14))
    rows = await observations(sessions, known)
    assert [row.systolic for row in rows] == [145, 135]
    assert len({row.effective_at for row in rows}) == 2
    assert said == PHRASES("outside_noted", what="早上血压145/90，晚上血压135/85")


async def test_of_two_at_one_time_the_last_counts(sessions: Sessions, known: Known) -> None:
    await free(sessions, known, "昨天血压145/90，昨天血压135/85")
    assert [row.systolic for row in await observations(sessions, known)] == [135]


async def test_answer_in_a_form_has_the_time_that_was_said(sessions: Sessions, known: Known, talk: Talk) -> None:
    await talk.says("昨晚8点血压150/95")
    [row] = await observations(sessions, known)
    assert (row.systolic, row.effective_at, row.effective_end) == (150, YESTERDAY_EVENING, None)


async def test_time_is_kept_while_a_value_waits_for_a_yes(sessions: Sessions, known: Known, talk: Talk) -> None:
    await talk.says("昨晚8点血压150/95", "昨天心率160")
    assert [row.kind for row in await observations(sessions, known)] == ["blood_pressure"]
    await talk.says("对", after=timedelta(hours=30))
    _, row = await observations(sessions, known)
    assert (row.value, row.effective_end) == (160, datetime(2026, 11, 19, 16, 0, tzinfo=UTC))


async def test_time_is_kept_while_half_a_pressure_waits_for_the_other(
    sessions: Sessions, known: Known, talk: Talk
) -> None:
    await talk.says("昨晚8点高压150", "95")
    [row] = await observations(sessions, known)
    assert (row.systolic, row.diastolic, row.effective_at) == (150, 95, YESTERDAY_EVENING)


async def test_reading_beside_a_form_has_the_time_that_was_said(sessions: Sessions, known: Known, talk: Talk) -> None:
    said = await talk.says("145/90，昨晚8点体温37.2度")
    assert PHRASES("noted", what="昨晚8点体温37.2度") in said.text
    _, row = await observations(sessions, known)
    assert (row.kind, row.effective_at) == ("temperature", YESTERDAY_EVENING)


async def test_bare_number_in_a_form_has_the_time_that_was_said(sessions: Sessions, known: Known, talk: Talk) -> None:
    await talk.says("145/90", "昨晚量的是72")
    _, row = await observations(sessions, known)
    assert (row.value, row.effective_at) == (72, YESTERDAY_EVENING - timedelta(hours=2))


async def test_night_that_follows_a_number_is_not_its_time(sessions: Sessions, known: Known, talk: Talk) -> None:
    await talk.says("145/90", "刚量的是72，昨晚没睡好")
    rows = await observations(sessions, known)
    assert [row.effective_end for row in rows] == [None, None]


async def test_reading_of_an_earlier_day_is_kept_and_one_of_no_day_is_not(sessions: Sessions, known: Known) -> None:
    await free(sessions, known, "昨天血压145/90")
    await free(sessions, known, "以前血压160/100")
    await free(sessions, known, "前年血压170/100")
    assert [row.systolic for row in await observations(sessions, known)] == [145]


async def test_just_now_is_not_said_back(sessions: Sessions, known: Known) -> None:
    assert await free(sessions, known, "刚刚量的血压139/85") == PHRASES("outside_noted", what="血压139/85")


async def test_span_counts_by_its_end_when_the_last_reading_is_looked_for(sessions: Sessions) -> None:
    known = await make_patient(sessions)
    await act(sessions, known, "血压150/95", name="action_free_message", now=NOW)
    await act(sessions, known, "今天血压130/80", name="action_free_message", now=NOW + timedelta(hours=8))
    async with sessions() as session:
        row = await last_reading(session, known.patient_id, "blood_pressure")
    assert row is not None
    assert row.systolic == 130


@pytest.mark.parametrize(
    ("said", "what"), [("睡前血糖7.1", "睡前血糖7.1"), ("午饭后两小时血糖9.8", "餐后2小时血糖9.8")]
)
async def test_meal_is_read_back_with_the_glucose_once(sessions: Sessions, known: Known, said: str, what: str) -> None:
    assert await free(sessions, known, said) == PHRASES("outside_noted", what=what)


async def test_reading_of_another_time_is_kept_beside_the_answer(talk: Talk) -> None:
    reply = await talk.says("昨晚8点血压155/95，今早135/85")
    assert (await talk.answers())["pressure"] == "135/85"
    assert sorted(await talk.readings()) == [("blood_pressure", "135/85"), ("blood_pressure", "155/95")]
    assert "昨晚8点血压155/95" in reply.text


async def test_earlier_value_takes_nothing_back_of_the_answer_that_stands(talk: Talk) -> None:
    reply = await talk.says("血压135/85", "昨天量的血压160/100")
    assert (await talk.answers())["pressure"] == "135/85"
    assert await talk.readings(superseded=True) == []
    assert sorted(await talk.readings()) == [("blood_pressure", "135/85"), ("blood_pressure", "160/100")]
    assert "昨天血压160/100" in reply.text
