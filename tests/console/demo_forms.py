"""Settles the forms that the console's tests look at closely: every kind of value, a score, a pause, a stopped form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from records.models import Conversation, Patient, Staff
from tests.console.demo_rows import Ward

OTHER = {"codes": ["2", "other"], "labels": ["头痛头晕", "其他"], "other": "后背发紧"}
RANGE = {"systolic": 130, "diastolic": 80, "upper": {"systolic": 140, "diastolic": 85}}
ANSWERS: tuple[tuple[str, dict[str, Any] | None, str], ...] = (
    ("blood_pressure", RANGE, "一百三到一百四，八十到八十五"),
    ("heart_rate", {"value": 70, "upper": 75, "unit": "/min"}, "七十到七十五"),
    ("weight", {"value": 130.5, "unit": "kg", "approximate": True}, "大概一百三十公斤半"),
    ("symptoms", OTHER, "头晕，还有后背发紧"),
    ("adherence", {"codes": ["1"], "labels": ["规律"]}, "天天按时吃"),
    ("adverse_reaction", None, "吃了就那个样子呗"),
    ("smoking", {"value": 7, "upper": 8, "unit": "支", "approximate": True}, "七八支吧"),
    ("exercise_frequency", {"value": 0, "unit": "次/周"}, "不运动"),
    ("bedtime", {"time": "21:30"}, "九点半"),
    ("mood", {"codes": [], "labels": [], "other": "时好时坏"}, "时好时坏"),
    ("checkup", {"date": "2026-03-05"}, "三月五号"),
    ("fell", {"boolean": False}, "没有摔"),
)
PAUSED_UNTIL = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)  # 19:00 in the hospital, after the tests' present


@dataclass(frozen=True, kw_only=True)
class FormIds:
    """The patients that the tests look at."""

    nurse: Staff
    whole: int
    scored: int
    paused: int
    refused: int
    own_goal: int


async def build_forms(session: AsyncSession, now: datetime, suffix: str = "") -> FormIds:
    """All rows, in the caller's transaction."""
    ward = Ward(session=session, now=now, suffix=suffix)
    team, nurse = await ward.team("高血压门诊", "visits", "孙护士")
    names = ("钱桂芳", "何家明", "秦素云", "冯大勇", "邓小兰")
    whole, scored, paused, refused, own = [await ward.patient(team, name) for name in names]
    started = now - timedelta(hours=3)
    await _whole(ward, *whole, started)
    await _scored(ward, *scored, started)
    await _paused(ward, *paused, started)
    await _refused(ward, *refused, started)
    await _own_goal(ward, *own)
    return FormIds(
        nurse=nurse,
        whole=whole[0].id,
        scored=scored[0].id,
        paused=paused[0].id,
        refused=refused[0].id,
        own_goal=own[0].id,
    )


async def _whole(ward: Ward, patient: Patient, talk: Conversation, started: datetime) -> None:
    form = await ward.questionnaire()
    before = started - timedelta(days=90)
    earlier = await ward.response(await ward.task(patient, "completed", before), form, asking=None, at=before)
    said = await ward.says(talk, "一米六二", before)
    await ward.answer(earlier, said, "height", {"value": 162, "unit": "cm"})
    response = await ward.response(await ward.task(patient, "completed", started), form, asking=None, at=started)
    for link_id, value, words in ANSWERS:
        said = await ward.says(talk, words, started + timedelta(minutes=1))
        await ward.answer(response, said, link_id, value, absent=None if value else "as-text")
    await ward.answer(response, said, "class", {"codes": ["2"], "labels": ["控制不满意"]})
    await ward.task(patient, "pending", ward.now + timedelta(days=14), rule="two_weeks")


async def _scored(ward: Ward, patient: Patient, talk: Conversation, started: datetime) -> None:
    task = await ward.task(patient, "completed", started, form="ward_mood")
    response = await ward.response(task, await ward.questionnaire("ward_mood"), asking=None, at=started)
    said = await ward.says(talk, "几乎每天", started)
    for link_id in ("gloom", "sleep"):
        await ward.answer(response, said, link_id, {"codes": ["daily"], "labels": ["几乎每天"]})
    await ward.answer(response, said, "total", {"value": 12})


async def _paused(ward: Ward, patient: Patient, talk: Conversation, started: datetime) -> None:
    await ward.says(talk, "等会儿再说", started)
    task = await ward.task(patient, "in_progress", started)
    response = await ward.response(task, await ward.questionnaire(), asking="heart_rate", at=started)
    said = await ward.says(talk, "前几天刚查过", started)
    await ward.answer(response, said, "checkup", {"date": "2026-11-16"})
    response.resume_at, response.snoozed = PAUSED_UNTIL, True


async def _refused(ward: Ward, patient: Patient, talk: Conversation, started: datetime) -> None:
    said = await ward.says(talk, "今天不想答了", started)
    for rule in ("refused_this_time", "a_code_without_a_name"):
        await ward.alert(patient, rule, "routine", said, said.body, started)
    task = await ward.task(patient, "refused", started)
    await ward.response(
        task, await ward.questionnaire(), asking=None, at=started - timedelta(minutes=6), stopped="refused_this_time"
    )
    await ward.task(patient, "pending", ward.now + timedelta(days=1), rule="a_rule_without_a_name")


async def _own_goal(ward: Ward, patient: Patient, talk: Conversation) -> None:
    await ward.goal(patient, "systolic", 130)
    await ward.task(patient, "pending", ward.now - timedelta(hours=1), rule="regular")
    for days, systolic, diastolic in ((9, 128, 80), (2, 134, 84)):
        said = await ward.says(talk, f"血压{systolic}，{diastolic}", ward.now - timedelta(days=days))
        reading = await ward.pressure(said, patient, systolic, diastolic)
        reading.approximate = days == 2
