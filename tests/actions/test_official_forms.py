"""The two forms of the public health service as they are shipped: what they record, classify and lead to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.settings import QUESTIONNAIRES
from records.database import Sessions
from records.models import Goal, Task
from records.questionnaires import Definition, load_definitions
from tests.support.acting import PHRASES
from tests.support.people import NOW, Known, make_patient, unique
from tests.support.talks import Talk, begin_talk

SHIPPED = load_definitions(QUESTIONNAIRES)
HABITS = ("不抽烟", "不喝酒", "不锻炼", "清淡", "挺好")
TAKEN = ("每天按时吃", "没有", "没有")
TWO_WEEKS = timedelta(days=14)


def shipped(name: str) -> Definition:
    """A shipped form under a name that no other test publishes."""
    return SHIPPED[name].model_copy(update={"id": unique(name).replace("-", "_")})


async def visit(
    sessions: Sessions, known: Known, form: Definition, pressure: str, *more: str, talk: Talk | None = None
) -> Talk:
    """A hypertension form from its beginning to its end."""
    now = talk.now + TWO_WEEKS if talk else NOW
    here = await begin_talk(sessions, known, form, now=now)
    height = () if talk else ("一米六五",)
    await here.says("没有不舒服", pressure, "130斤", *height, "心率72", *HABITS, *(more or TAKEN))
    assert (await here.state())[:2] == ("completed", None)
    return here


async def planned(talk: Talk) -> list[tuple[str, str | None]]:
    """The pending tasks: questionnaire and rule."""
    return [(row.questionnaire, row.rule) for row in await talk.tasks() if row.status == "pending"]


def pending_days(tasks: Sequence[Task], talk: Talk) -> list[int]:
    return [round((row.due_at - talk.now) / timedelta(days=1)) for row in tasks if row.status == "pending"]


async def test_hypertension_form_is_filled_in_the_forms_order_and_computes_the_rest(
    sessions: Sessions, known: Known
) -> None:
    form = shipped("hypertension")
    talk = await visit(sessions, known, form, "128/78")
    found = await talk.answers()
    asked = [row.link_id for row in await talk.rows() if row.asked_link_id == row.link_id]
    assert asked[:5] == ["symptoms", "blood_pressure", "weight", "height", "heart_rate"]
    assert (found["weight"], found["height"], found["bmi"]) == (65, 165, 23.9)
    assert (found["visit_date"], found["visit_mode"]) == ("2026-11-20", ["其他（线上）"])
    assert found["classification"] == ["控制满意"]
    assert "exercise_minutes" not in found
    assert await talk.readings() == [("blood_pressure", "128/78"), ("weight", 65), ("heart_rate", 72)]
    assert await planned(talk) == [(form.id, "regular")]
    assert pending_days(await talk.tasks(), talk) == [90]


@pytest.mark.parametrize(
    ("pressure", "more", "label"),
    [
        ("150/85", TAKEN, "控制不满意"),
        ("130/92", TAKEN, "控制不满意"),
        ("130/80", ("每天按时吃", "有", "吃完脚肿", "没有"), "不良反应"),
        ("150/92", ("每天按时吃", "有", "吃完脚肿", "没有"), "不良反应"),
    ],
)
async def test_unsatisfactory_hypertension_form_is_followed_up_in_two_weeks(
    sessions: Sessions, known: Known, pressure: str, more: Sequence[str], label: str
) -> None:
    form = shipped("hypertension")
    talk = await visit(sessions, known, form, pressure, *more)
    assert (await talk.answers())["classification"] == [label]
    assert (form.id, "two_weeks") in await planned(talk)
    assert 14 in pending_days(await talk.tasks(), talk)
    assert ("treatment_to_review", "routine") in await talk.alerts()


async def test_two_unsatisfactory_hypertension_forms_running_lead_to_a_referral(
    sessions: Sessions, known: Known
) -> None:
    form = shipped("hypertension")
    first = await visit(sessions, known, form, "150/95")
    second = await visit(sessions, known, form, "152/94", talk=first)
    assert ("referral_visit", "refer") in await planned(second)
    assert ("referral_due", "urgent") in await second.alerts()
    assert (await second.answers())["height"] == 165


async def test_satisfactory_form_after_an_unsatisfactory_one_needs_no_referral(
    sessions: Sessions, known: Known
) -> None:
    form = shipped("hypertension")
    first = await visit(sessions, known, form, "150/95")
    second = await visit(sessions, known, form, "128/78", talk=first)
    assert "referral_due" not in [rule for rule, _ in await second.alerts()]
    assert (await second.answers())["classification"] == ["控制满意"]


async def test_own_goal_decides_about_satisfactory(sessions: Sessions, known: Known) -> None:
    async with sessions.begin() as session:
        session.add(Goal(patient_id=known.patient_id, measure="systolic", value=150, set_at=NOW))
    talk = await visit(sessions, known, shipped("hypertension"), "145/85")
    assert (await talk.answers())["classification"] == ["控制满意"]


async def test_pressure_that_was_not_measured_is_not_classified(sessions: Sessions, known: Known) -> None:
    talk = await visit(sessions, known, shipped("hypertension"), "没量")
    found = await talk.answers()
    assert found["blood_pressure"] == "not-performed"
    assert "classification" not in found


async def test_reason_for_not_taking_medicines_is_asked_and_goes_with_the_answer(
    sessions: Sessions, known: Known
) -> None:
    talk = await begin_talk(sessions, known, shipped("hypertension"))
    await talk.says("没有不舒服", "150/92", "130斤", "一米六五", "心率72", *HABITS)
    asked = await talk.says("有时会忘")
    assert "原因" in asked.text
    await talk.says("忘了")
    assert (await talk.answers())["irregular_reason"] == ["忘记"]
    await talk.says("服药说错了，是每天按时吃")
    found = await talk.answers()
    assert found["adherence"] == ["规律"]
    assert "irregular_reason" not in found


@pytest.mark.parametrize(("said", "liang"), [("二两白酒", 2), ("一瓶啤酒", 1), ("半斤", 5), ("不喝", 0)])
async def test_drinks_are_counted_as_spirits(sessions: Sessions, known: Known, said: str, liang: float) -> None:
    talk = await begin_talk(sessions, known, shipped("hypertension"))
    await talk.says("没有不舒服", "128/78", "130斤", "一米六五", "心率72", "不抽烟", said)
    assert (await talk.answers())["alcohol"] == liang


async def test_symptom_of_the_same_day_is_an_urgent_alert_and_the_patient_hears_so(
    sessions: Sessions, known: Known
) -> None:
    talk = await begin_talk(sessions, known, shipped("hypertension"))
    said = await talk.says("有点恶心")
    assert await talk.alerts() == [("symptom_same_day", "urgent")]
    assert "护士" in said.text
    assert (await talk.state())[1] == "blood_pressure"


async def test_crisis_pressure_stops_the_questions(sessions: Sessions, known: Known) -> None:
    talk = await begin_talk(sessions, known, shipped("hypertension"))
    await talk.says("没有不舒服")
    said = await talk.says("185/112")
    assert said.text.endswith(PHRASES("paused_for_emergency"))


@pytest.mark.parametrize("name", sorted(SHIPPED))
async def test_every_shipped_form_can_be_opened_and_skipped_to_its_end(sessions: Sessions, name: str) -> None:
    talk = await begin_talk(sessions, await make_patient(sessions), shipped(name))
    for _ in range(len(SHIPPED[name].questions)):
        if (await talk.state())[0] == "completed":
            break
        last = await talk.says("跳过")
    row = await talk.response()
    assert (row.status, row.reason) == ("completed", None)
    own = SHIPPED[name].emergency
    assert last.text.endswith(PHRASES("in_an_emergency") if own is None else own)
    asked = {item.link_id for item in SHIPPED[name].questions}
    assert {value for link, value in (await talk.answers()).items() if link in asked} == {"asked-declined"}
