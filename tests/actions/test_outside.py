from __future__ import annotations

from datetime import timedelta

import pytest

from records.database import Sessions
from records.models import Alert, Consent, Observation, Task
from tests.support.acting import PHRASES, Said, act
from tests.support.people import NOW, Known, add_task, make_patient, rows_of


@pytest.fixture
async def known(sessions: Sessions) -> Known:
    return await make_patient(sessions)


async def free(sessions: Sessions, known: Known, said: str, intent: str = "") -> Said:
    return await act(sessions, known, said, name="action_free_message", intent=intent)


async def alerts(sessions: Sessions, known: Known) -> list[str]:
    return [row.rule for row in await rows_of(sessions, Alert, Alert.patient_id == known.patient_id)]


async def readings(sessions: Sessions, known: Known) -> list[tuple[str, float]]:
    rows = await rows_of(sessions, Observation, Observation.patient_id == known.patient_id)
    return [(row.kind, row.systolic or row.value) for row in rows]


async def test_readings_said_outside_a_questionnaire_are_kept(sessions: Sessions, known: Known) -> None:
    said = await free(sessions, known, "今天血压145/90，心率72")
    assert said.text == PHRASES("outside_noted", what="今天血压145/90，心率72次/分")
    assert await readings(sessions, known) == [("blood_pressure", 145), ("heart_rate", 72)]
    assert await alerts(sessions, known) == []


async def test_nothing_is_read_back_that_is_not_on_record(sessions: Sessions, known: Known) -> None:
    said = await free(sessions, known, "早上血压145/90，晚上血压135/85")
    stored = await rows_of(sessions, Observation, Observation.patient_id == known.patient_id)
    assert [f"{row.systolic:g}/{row.diastolic:g}" in said.text for row in stored] == [True] * len(stored)
    assert said.text.count("血压") == len(stored)


@pytest.mark.parametrize(("intent", "phrase"), [("greeting", "nothing_due"), ("affirm", "nothing_due"),
                                                ("thanks", "thanks"), ("goodbye", "thanks")])  # fmt: skip
async def test_small_talk_is_answered_without_an_alert(
    sessions: Sessions, known: Known, intent: str, phrase: str
) -> None:
    assert (await free(sessions, known, "你好", intent)).text == PHRASES(phrase, name="王秀英")
    assert await alerts(sessions, known) == []


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("deny", "没做过手术也没住过院，就是这药不管用"),
        ("affirm", "是的医生让我把那个白色的药减到半片了"),
        ("thanks", "谢谢您，我昨天拔了牙一直没敢吃阿司匹林"),
        ("greeting", "您好，我头晕"),
    ],
)
async def test_what_is_said_beside_a_courtesy_reaches_a_nurse(
    sessions: Sessions, known: Known, intent: str, text: str
) -> None:
    assert (await free(sessions, known, text, intent)).text == PHRASES("passed_on")
    assert await alerts(sessions, known) == ["message_to_read"]


async def test_what_the_bot_cannot_answer_is_put_before_a_nurse(sessions: Sessions, known: Known) -> None:
    said = await free(sessions, known, "这个药能和柚子一起吃吗", "medication_question")
    assert said.text == PHRASES("passed_on")
    [alert] = await rows_of(sessions, Alert, Alert.patient_id == known.patient_id)
    assert (alert.rule, alert.level, alert.words) == ("message_to_read", "routine", "这个药能和柚子一起吃吗")


async def test_leaving_cancels_what_is_due_and_nothing_is_collected_afterwards(
    sessions: Sessions, known: Known
) -> None:
    await add_task(sessions, known, "any", due_at=NOW + timedelta(days=7))
    assert (await act(sessions, known, "退出", name="action_stop", intent="stop")).text == PHRASES("stopped")
    [task] = await rows_of(sessions, Task, Task.patient_id == known.patient_id)
    assert (task.status, task.reason, task.ended_at) == ("cancelled", "consent_withdrawn", NOW)
    [consent] = await rows_of(sessions, Consent, Consent.patient_id == known.patient_id)
    assert (consent.status, consent.withdrawn_at) == ("inactive", NOW)
    assert (await free(sessions, known, "血压145/90")).text == PHRASES("not_followed")
    assert await readings(sessions, known) == []
    assert await alerts(sessions, known) == ["left_follow_up"]


async def test_one_word_brings_a_patient_back(sessions: Sessions, known: Known) -> None:
    await act(sessions, known, "退出", name="action_stop", intent="stop")
    assert (await free(sessions, known, " 恢复。")).text == PHRASES("resumed", name="王秀英")
    old, new = await rows_of(sessions, Consent, Consent.patient_id == known.patient_id)
    assert (old.status, new.status, new.given_at) == ("inactive", "active", NOW)
    await free(sessions, known, "血压145/90")
    assert await readings(sessions, known) == [("blood_pressure", 145)]


async def test_leaving_twice_is_answered_twice(sessions: Sessions, known: Known) -> None:
    for _ in range(2):
        assert (await act(sessions, known, "退出", name="action_stop", intent="stop")).text == PHRASES("stopped")
    assert len(await rows_of(sessions, Consent, Consent.patient_id == known.patient_id)) == 1
