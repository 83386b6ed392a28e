"""When a reading was measured, as the pages tell it: a moment, a part of a day, a day, several days."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import get_args

import httpx
import pytest
from sqlalchemy import select

from console.chart import pressure_chart
from console.i18n import WORDS, Language
from console.targets import PressureTarget
from console.times import measured
from records.database import Sessions
from records.models import Message, Observation, Patient
from records.questionnaires.item import GlucoseContext
from tests.console.demo_ward import Ids
from tests.console.support import NOW, words

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MIDNIGHT = datetime(2026, 11, 19, 16, 0, tzinfo=UTC)  # of today, in the hospital
CASES: list[tuple[datetime, datetime | None, Language, str]] = [
    (MIDNIGHT - 4 * HOUR, None, "zh", "昨天 20:00"),
    (MIDNIGHT - 6 * HOUR, MIDNIGHT - 2 * HOUR, "zh", "昨天 18:00–22:00"),
    (MIDNIGHT - DAY, MIDNIGHT, "zh", "昨天"),
    (MIDNIGHT, MIDNIGHT + 9 * HOUR, "zh", "今天 00:00–09:00"),
    (MIDNIGHT - 4 * DAY, MIDNIGHT - 2 * DAY, "zh", "11月16日–11月17日"),
    (MIDNIGHT - DAY, MIDNIGHT, "en", "yesterday"),
]


@pytest.mark.parametrize(("at", "until", "language", "said"), CASES)
def test_time_of_a_reading_is_told_as_precisely_as_it_is_known(
    at: datetime, until: datetime | None, language: Language, said: str
) -> None:
    assert measured(at, until, language, now=NOW) == said


def test_chart_runs_from_left_to_right_whatever_the_spans() -> None:
    def pressure(hours: int, length: int) -> Observation:
        at = MIDNIGHT + hours * HOUR
        end = at + length * HOUR if length else None
        return Observation(systolic=140, diastolic=80, approximate=False, effective_at=at, effective_end=end)

    chart = pressure_chart([pressure(8, 0), pressure(0, 9), pressure(10, 0)], PressureTarget())
    assert chart is not None
    xs = [point.x for point in chart.systolic]
    assert xs == sorted(xs)
    assert [point.until for point in chart.systolic] == [MIDNIGHT + 9 * HOUR, None, None]


async def test_page_shows_a_new_kind_with_its_unit_and_its_day(
    nurse: httpx.AsyncClient, ward: Ids, sessions: Sessions
) -> None:
    async with sessions.begin() as session:
        patient = await session.get_one(Patient, ward.talking)
        query = select(Message.id).where(Message.conversation_id == ward.talking_conversation).limit(1)
        said = await session.scalar(query)
        session.add(
            Observation(patient_id=patient.id, kind="steps", value=8200, unit="{steps}", message_id=said,
                        effective_at=MIDNIGHT - DAY, effective_end=MIDNIGHT, recorded_at=NOW)
        )  # fmt: skip
    page = words(await nurse.get(f"/staff/patients/{ward.talking}"))
    assert "步数 8200 步 昨天" in page


async def test_page_says_with_a_glucose_at_which_meal_it_was_measured(
    nurse: httpx.AsyncClient, ward: Ids, sessions: Sessions
) -> None:
    async with sessions.begin() as session:
        query = select(Message.id).where(Message.conversation_id == ward.talking_conversation).limit(1)
        said = await session.scalar(query)
        session.add(
            Observation(patient_id=ward.talking, kind="glucose", value=9.8, unit="mmol/L", context="postprandial_2h",
                        message_id=said, effective_at=NOW, recorded_at=NOW)
        )  # fmt: skip
    page = words(await nurse.get(f"/staff/patients/{ward.talking}"))
    assert "血糖 餐后2小时 9.8" in page


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_context_of_a_glucose_has_a_name(language: Language) -> None:
    contexts = get_args(GlucoseContext)
    assert [context for context in contexts if f"context.{context}" not in WORDS[language]] == []
