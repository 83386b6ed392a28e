from __future__ import annotations

from datetime import timedelta

import pytest

from records.database import Sessions
from records.models import AlertLevel
from tests.actions.test_closing import classified
from tests.support.acting import PHRASES
from tests.support.forms import PILLS, PRESSURE, RATE
from tests.support.people import Known, definition
from tests.support.talks import Talk, begin_talk

DAY = timedelta(days=1)


@pytest.fixture
async def done(sessions: Sessions, known: Known) -> Talk:
    """A form with a class that was completed a moment ago: 130/80, satisfactory."""
    talk = await begin_talk(sessions, known, classified())
    await talk.says("130/80")
    assert (await talk.answers())["class"] == ["满意"]
    return talk


@pytest.mark.parametrize("said", ["刚才血压说错了，是155/95", "血压不是130/80，是155/95", "说错了，血压155/95"])
async def test_answer_can_be_put_right_after_the_end_and_what_follows_from_it_changes(done: Talk, said: str) -> None:
    reply = await done.outside(said)
    assert reply.text.startswith("改好了，血压155/95。\n这次偏高，记作不满意。")
    assert reply.text.endswith(PHRASES("team_will_see"))
    assert await done.answers() == {"pressure": "155/95", "class": ["不满意"]}
    assert await done.superseded() == [("pressure", "130/80"), ("class", ["满意"])]
    assert await done.readings() == [("blood_pressure", "155/95")]
    assert await done.readings(superseded=True) == [("blood_pressure", "130/80")]
    assert (await done.response()).status == "completed"
    assert ("corrected_after_completion", AlertLevel.ROUTINE) in await done.alerts()
    assert ("to_review", AlertLevel.ROUTINE) in await done.alerts()


async def test_correction_after_the_end_plans_by_the_rule_that_holds_now(done: Talk) -> None:
    assert [row.rule for row in await done.tasks()] == [None, "regular"]
    await done.outside("刚才血压说错了，是155/95")
    soon = [row for row in await done.tasks() if row.rule == "soon"]
    assert [row.due_at < done.now + timedelta(days=15) for row in soon] == [True]


async def test_task_of_a_rule_that_no_longer_holds_is_not_left_beside_the_new_one(done: Talk) -> None:
    await done.outside("刚才血压说错了，是155/95")
    pending = [row.rule for row in await done.tasks() if row.status == "pending"]
    assert pending == ["soon"]
    [gone] = [row for row in await done.tasks() if row.rule == "regular"]
    assert (gone.status, gone.reason, gone.ended_at) == ("cancelled", "form_corrected", done.now)


async def test_computed_answer_that_no_longer_holds_is_taken_back(done: Talk) -> None:
    await done.outside("刚才血压说错了，是高压135到145，低压85")
    assert "class" not in await done.answers()


async def test_day_of_the_form_stays_when_it_is_put_right_the_next_day(sessions: Sessions, known: Known) -> None:
    day = {"linkId": "day", "type": "date", "text": "日期", "calculate": "today", "readOnly": True}
    talk = await begin_talk(sessions, known, definition([PRESSURE, day]))
    await talk.says("130/80")
    await talk.outside("刚才血压说错了，是155/95", after=timedelta(hours=20))
    assert await talk.answers() == {"pressure": "155/95", "day": "2026-11-20"}


async def test_half_of_a_pressure_can_be_put_right_after_the_end(done: Talk) -> None:
    reply = await done.outside("刚才说错了，高压是135")
    assert reply.text.startswith("改好了，血压135/80。")
    assert (await done.answers())["pressure"] == "135/80"


async def test_correction_is_taken_for_a_whole_day(done: Talk) -> None:
    await done.outside("刚才血压说错了，是135/85", after=DAY - timedelta(minutes=1))
    assert (await done.answers())["pressure"] == "135/85"


async def test_correction_after_a_day_changes_no_form_and_is_kept_as_a_reading_or_passed_on(done: Talk) -> None:
    await done.outside("刚才血压说错了，是155/95", after=DAY + timedelta(minutes=1))
    assert await done.answers() == {"pressure": "130/80", "class": ["满意"]}
    assert await done.superseded() == []
    assert ("blood_pressure", "130/80") in await done.readings()


async def test_correction_that_would_need_a_question_back_goes_to_a_person(done: Talk) -> None:
    reply = await done.outside("刚才血压说错了，是76/42")
    assert reply.text == PHRASES("passed_on")
    assert (await done.answers())["pressure"] == "130/80"
    assert ("corrected_after_completion", "routine") in await done.alerts()
    row = await done.response()
    assert (row.status, row.pending, row.asking) == ("completed", None, None)


async def test_correction_that_stands_in_part_is_recorded_with_what_follows_and_a_person_asks_for_the_rest(
    done: Talk,
) -> None:
    reply = await done.outside("刚才血压说错了，是155/95")
    reply = await done.outside("刚才血压说错了，是130/80，心率是180")
    assert reply.text.startswith("改好了，血压130/80。")
    assert await done.answers() == {"pressure": "130/80", "class": ["满意"]}
    row = await done.response()
    assert (row.status, row.pending, row.asking) == ("completed", None, None)


async def test_slip_without_a_value_after_the_end_goes_to_a_person(done: Talk) -> None:
    reply = await done.outside("刚才我说错了")
    assert reply.text == PHRASES("passed_on")
    assert [level for _, level in await done.alerts()] == ["routine"]
    assert (await done.answers())["pressure"] == "130/80"


async def test_impossible_correction_after_the_end_changes_nothing(done: Talk) -> None:
    reply = await done.outside("刚才血压说错了，是高压140，低压10")
    assert (await done.answers())["pressure"] == "130/80"
    assert await done.readings() == [("blood_pressure", "130/80")]
    assert "改好了" not in reply.text


async def test_new_reading_after_the_end_is_a_reading_and_no_correction(done: Talk) -> None:
    reply = await done.outside("血压128/78")
    assert reply.text == PHRASES("outside_noted", what="血压128/78")
    assert (await done.answers())["pressure"] == "130/80"
    assert await done.readings() == [("blood_pressure", "130/80"), ("blood_pressure", "128/78")]


async def test_correction_that_opens_a_question_after_the_end_leaves_it_to_the_team(
    sessions: Sessions, known: Known
) -> None:
    why = {"linkId": "why", "type": "text", "text": "为什么没吃？", "required": False,
           "enableWhen": [{"question": "pills", "operator": "=", "answer": "不服药"}]}  # fmt: skip
    talk = await begin_talk(sessions, known, definition([RATE, PILLS, why]))
    await talk.says("72", "每天吃")
    reply = await talk.outside("服药说错了，是没吃")
    assert reply.text.startswith("改好了，服药：没吃。")
    assert (await talk.answers())["pills"] == ["不服药"]
    assert (await talk.response()).status == "completed"
    assert ("corrected_after_completion", "routine") in await talk.alerts()


async def test_correction_while_the_next_form_is_open_changes_that_one_only(sessions: Sessions, known: Known) -> None:
    form = definition([PRESSURE, RATE])
    first = await begin_talk(sessions, known, form)
    await first.says("145/90", "72")
    second = await begin_talk(sessions, known, form, now=first.now)
    await second.says("150/95", "刚才说错了，是155/95")
    assert (await first.answers())["pressure"] == "145/90"
    assert await second.answers() == {"pressure": "155/95"}


async def test_refused_form_goes_on_for_a_day_when_the_patient_thinks_again(talk: Talk) -> None:
    await talk.says("145/90", "今天不想答了")
    reply = await talk.outside("继续", after=timedelta(hours=3))
    assert reply.text == PHRASES("go_on") + "\n心率多少？"
    row = await talk.response()
    assert (row.status, row.asking, row.reason, row.ended_at) == ("in-progress", "rate", None, None)
    [task] = await talk.tasks()
    assert (task.status, task.ended_at, task.reason) == ("in_progress", None, None)
    await talk.says("72")
    assert await talk.answers() == {"pressure": "145/90", "rate": 72}


async def test_form_that_was_refused_while_it_was_paused_goes_on_unpaused(talk: Talk) -> None:
    await talk.says("145/90，我突然胸口疼得厉害，喘不上气", "今天不想答了")
    assert (await talk.response()).paused
    await talk.outside("继续", after=timedelta(hours=3))
    row = await talk.response()
    assert (row.paused, row.snoozed, row.nudges) == (False, False, 0)


@pytest.mark.parametrize(("said", "after"), [("继续", DAY * 2), ("你好", timedelta(hours=1))])
async def test_refused_form_stays_closed_later_and_without_the_word(talk: Talk, said: str, after: timedelta) -> None:
    await talk.says("145/90", "今天不想答了")
    await talk.outside(said, intent="greeting", after=after)
    assert (await talk.response()).status == "stopped"


async def test_completed_form_is_not_opened_again_by_a_word(done: Talk) -> None:
    await done.outside("继续", intent="affirm")
    assert (await done.response()).status == "completed"
