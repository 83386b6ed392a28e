"""A message that is longer than what is read: the patient is told so, and a nurse gets all of it."""

from __future__ import annotations

import pytest

from nlu.understanding import MAX_LENGTH
from records.database import Sessions
from records.models import Alert
from tests.support.acting import PHRASES, act
from tests.support.people import Known, make_patient, rows_of
from tests.support.talks import Talk

LONG = "今天在家休息，" * 400
ROUTINE = ("message_too_long", "routine")


async def alerts(sessions: Sessions, known: Known) -> list[Alert]:
    return await rows_of(sessions, Alert, Alert.patient_id == known.patient_id)


async def test_beginning_is_read_and_a_nurse_gets_the_whole(sessions: Sessions, known: Known) -> None:
    words = f"血压145/90，{LONG}心率72"
    reply = await act(sessions, known, words, name="action_free_message")
    assert reply.text == PHRASES("message_too_long") + "\n" + PHRASES("outside_noted", what="血压145/90")
    [alert] = await alerts(sessions, known)
    assert (alert.rule, alert.level, alert.words) == (*ROUTINE, words)


async def test_long_message_without_a_reading_is_one_alert(sessions: Sessions, known: Known) -> None:
    reply = await act(sessions, known, LONG, name="action_free_message")
    assert reply.text == PHRASES("message_too_long") + "\n" + PHRASES("passed_on")
    assert [(alert.rule, alert.level) for alert in await alerts(sessions, known)] == [ROUTINE]


async def test_form_takes_the_beginning_and_goes_on(talk: Talk) -> None:
    reply = await talk.says(f"血压145/90，{LONG}心率72")
    assert reply.text.startswith(PHRASES("message_too_long"))
    assert reply.goes_on
    assert await talk.answers() == {"pressure": "145/90"}
    assert ROUTINE in await talk.alerts()


async def test_english_patient_is_told_in_english(sessions: Sessions) -> None:
    known = await make_patient(sessions, language="en")
    assert "read only its beginning" in (await act(sessions, known, LONG, name="action_free_message")).text


@pytest.mark.parametrize("length", [1, MAX_LENGTH])
async def test_message_up_to_the_limit_is_read_whole(sessions: Sessions, known: Known, length: int) -> None:
    reply = await act(sessions, known, (LONG * 2)[:length], name="action_free_message")
    assert PHRASES("message_too_long") not in reply.text


async def test_who_has_left_is_not_read_at_all(sessions: Sessions, known: Known) -> None:
    await act(sessions, known, "退出", name="action_stop", intent="stop")
    assert (await act(sessions, known, LONG, name="action_free_message")).text == PHRASES("not_followed")
    assert [alert.rule for alert in await alerts(sessions, known)] == ["left_follow_up"]
