from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from structlog.testing import capture_logs

from actions.times import put_again_at
from bot.clock import FrozenClock
from bot.wiring import make_nudge
from records.database import Sessions
from records.models import Conversation, Message, MessageStatus, QuestionnaireResponse, Staff
from scheduler.opening import Opening
from scheduler.resuming import HELD_FOR, resume_waiting
from tests.support.acting import BOOK, FORM, PHRASES, action_of, run, tracker_of
from tests.support.forms import visit
from tests.support.people import NOW, Known, make_patient, messages_of, say, unique
from tests.support.talks import Talk, begin_talk

DAY = timedelta(days=1)
SHANGHAI = "Asia/Shanghai"


@pytest.fixture
async def known(quiet: Sessions) -> Known:
    return await make_patient(quiet)


@pytest.fixture
async def talk(quiet: Sessions, known: Known) -> Talk:
    return await begin_talk(quiet, known, visit())


async def resume(sessions: Sessions, now: datetime) -> list[int]:
    async with sessions.begin() as session:
        nudge = make_nudge(BOOK, FrozenClock(now))
        return await resume_waiting(session, nudge=nudge, now=now)


async def put_again(talk: Talk) -> list[str]:
    return [message.body for message in await messages_of(talk.sessions, talk.known, "out")]


async def due(talk: Talk) -> datetime:
    moment = (await talk.response()).resume_at
    assert moment is not None
    return moment


async def test_snoozed_question_comes_again_by_itself_at_the_minute(talk: Talk) -> None:
    await talk.says("145/90", "半小时后再问我")
    moment = talk.now + timedelta(minutes=30)
    assert await resume(talk.sessions, moment - timedelta(seconds=1)) == []
    assert await resume(talk.sessions, moment) == [talk.known.conversation_id]
    [message] = await messages_of(talk.sessions, talk.known, "out")
    assert message.body == PHRASES("snooze_over", name="王秀英") + "\n心率多少？"
    [task] = await talk.tasks()
    assert (message.status, message.author, message.task_id, message.reply_to) == ("queued", "bot", task.id, None)
    row = await talk.response()
    assert (row.asking, row.snoozed, row.nudges, row.turns) == ("rate", False, 0, 3)
    assert row.resume_at == put_again_at(moment, SHANGHAI)
    assert await resume(talk.sessions, moment) == []


async def test_silence_is_met_with_the_question_twice_and_then_with_a_nurse(talk: Talk) -> None:
    await talk.says("145/90")
    for number in (0, 1):
        moment = await due(talk)
        assert await resume(talk.sessions, moment) == [talk.known.conversation_id]
        assert (await put_again(talk))[-1] == PHRASES(f"nudge_{number}", name="王秀英") + "\n心率多少？"
        assert (await talk.response()).nudges == number + 1
        assert await due(talk) == moment + DAY
    last = await due(talk)
    assert await resume(talk.sessions, last) == []
    assert len(await put_again(talk)) == 2
    row = await talk.response()
    assert (row.status, row.reason, row.ended_at, row.asking, row.resume_at) == (
        "stopped",
        "no_answer",
        last,
        None,
        None,
    )
    [task] = await talk.tasks()
    assert (task.status, task.reason, task.ended_at) == ("missed", "no_answer", last)
    assert await talk.alerts() == [("no_answer", "routine")]
    assert await talk.answers() == {"pressure": "145/90"}


async def test_any_word_of_the_patient_begins_the_silence_anew(talk: Talk) -> None:
    await talk.says("145/90")
    await resume(talk.sessions, await due(talk))
    await talk.says("你好", after=2 * DAY)
    row = await talk.response()
    assert (row.nudges, row.status) == (0, "in-progress")
    assert row.resume_at == put_again_at(talk.now, SHANGHAI)


async def test_question_is_put_again_with_its_buttons(talk: Talk) -> None:
    await talk.says("145/90", "72")
    await resume(talk.sessions, await due(talk))
    [message] = await messages_of(talk.sessions, talk.known, "out")
    assert [reply["title"] for reply in message.quick_replies or []] == ["每天吃", "有时会忘", "没吃"]


async def test_value_that_waits_for_its_yes_is_read_back_again(talk: Talk) -> None:
    await talk.says("145/90", "180")
    await resume(talk.sessions, await due(talk))
    [message] = await messages_of(talk.sessions, talk.known, "out")
    assert message.body.endswith(PHRASES("confirm", what="心率180次/分"))
    assert [reply["title"] for reply in message.quick_replies or []] == ["对", "不对"]
    reply = await talk.says("对", after=2 * DAY)
    assert reply.text.startswith("记下了，心率180次/分。")


async def test_half_a_pressure_is_asked_to_be_completed_after_a_snooze(talk: Talk) -> None:
    await talk.says("高压145", "半小时后再问我")
    await resume(talk.sessions, await due(talk))
    assert (await put_again(talk))[-1].endswith(PHRASES("half_missing", heard="高压145", what="低压"))
    await talk.says("90", after=timedelta(hours=1))
    assert await talk.answers() == {"pressure": "145/90"}


async def test_half_a_pressure_of_yesterday_is_asked_from_the_start(talk: Talk) -> None:
    await talk.says("高压145")
    await resume(talk.sessions, await due(talk))
    assert (await put_again(talk))[-1].endswith("血压多少？")
    await talk.says("135/85", after=2 * DAY)
    assert await talk.answers() == {"pressure": "135/85"}


async def test_question_that_was_gone_back_to_is_the_one_that_is_put_again(talk: Talk) -> None:
    await talk.says("145/90", "上一题")
    await resume(talk.sessions, await due(talk))
    assert (await put_again(talk))[-1].endswith("血压多少？")
    assert await talk.answers() == {"pressure": "145/90"}


async def test_after_an_emergency_the_form_waits_a_day_like_any_other(talk: Talk) -> None:
    await talk.says("我突然胸口疼得厉害，喘不上气")
    moment = await due(talk)
    assert moment == put_again_at(talk.now, SHANGHAI)
    assert await resume(talk.sessions, moment - timedelta(minutes=1)) == []
    assert await resume(talk.sessions, moment) == [talk.known.conversation_id]


async def test_answer_goes_on_where_the_form_stopped_the_next_day(talk: Talk) -> None:
    await talk.says("145/90")
    await resume(talk.sessions, await due(talk))
    reply = await talk.says("72", after=DAY + timedelta(hours=1))
    assert reply.text == "记下了，心率72次/分。\n按时吃药吗？"
    assert await talk.answers() == {"pressure": "145/90", "rate": 72}


async def test_snooze_is_no_silence(talk: Talk) -> None:
    for _ in range(3):
        await talk.says("半小时后再问我", after=timedelta(hours=2))
        moment = await due(talk)
        assert await resume(talk.sessions, moment) == [talk.known.conversation_id]
        assert (await talk.response()).nudges == 0
    assert (await talk.response()).status == "in-progress"


async def test_silence_counts_towards_the_limit_of_the_form(talk: Talk) -> None:
    await talk.says("145/90")
    before = (await talk.response()).turns
    await resume(talk.sessions, await due(talk))
    assert (await talk.response()).turns == before + 1


async def test_nothing_comes_by_itself_while_a_person_talks_with_the_patient(talk: Talk) -> None:
    await talk.says("145/90")
    moment = await due(talk)
    async with talk.sessions.begin() as session:
        staff = Staff(username=unique("nurse"), display_name="张护士", role="nurse", password_hash="-", created_at=NOW)
        session.add(staff)
        await session.flush()
        (await session.get_one(Conversation, talk.known.conversation_id)).held_by = staff.id
    assert await resume(talk.sessions, moment) == []
    assert await due(talk) == moment + HELD_FOR
    assert (await talk.response()).nudges == 0
    assert await put_again(talk) == []


async def test_message_that_waits_for_its_turn_is_no_silence(talk: Talk) -> None:
    await talk.says("145/90")
    moment = await due(talk)
    receipt = await say(talk.sessions, talk.known, "72", now=moment)
    assert await resume(talk.sessions, moment) == []
    assert await put_again(talk) == []
    assert (await talk.response()).nudges == 0
    async with talk.sessions.begin() as session:
        (await session.get_one(Message, receipt.message_id)).status = MessageStatus.HANDLED
    assert await resume(talk.sessions, moment) == [talk.known.conversation_id]


async def test_answer_that_crosses_the_question_put_again_is_taken(talk: Talk) -> None:
    await talk.says("145/90")
    moment = await due(talk)
    receipt = await say(talk.sessions, talk.known, "72", now=moment)
    async with talk.sessions.begin() as session:  # the tick looked a moment before the message was there
        (await session.get_one(Message, receipt.message_id)).status = MessageStatus.HANDLED
    assert await resume(talk.sessions, moment) == [talk.known.conversation_id]
    tracker = tracker_of(talk.known.conversation_id, f"m{receipt.message_id}", "72")
    await run(action_of(talk.sessions, FORM, now=moment), tracker)
    assert await talk.answers() == {"pressure": "145/90", "rate": 72}


async def test_nothing_comes_by_itself_without_a_consent(talk: Talk) -> None:
    await talk.says("145/90")
    async with talk.sessions.begin() as session:
        await session.execute(
            text("update consent set status = 'inactive', withdrawn_at = :now where patient_id = :id"),
            {"now": talk.now, "id": talk.known.patient_id},
        )
    assert await resume(talk.sessions, await due(talk)) == []
    assert await put_again(talk) == []


async def test_form_that_has_ended_is_left_alone(talk: Talk) -> None:
    await talk.says("145/90", "今天不想答了")
    assert await resume(talk.sessions, talk.now + 9 * DAY) == []
    assert await put_again(talk) == []


async def test_two_beats_at_once_put_each_question_once(quiet: Sessions) -> None:
    talks = [await begin_talk(quiet, await make_patient(quiet), visit()) for _ in range(6)]
    for talk in talks:
        await talk.says("145/90")
    moment = max([await due(talk) for talk in talks])
    first, second = await asyncio.gather(resume(quiet, moment), resume(quiet, moment))
    assert sorted(first + second) == sorted(talk.known.conversation_id for talk in talks)
    assert [len(await put_again(talk)) for talk in talks] == [1] * len(talks)


async def test_question_that_cannot_be_put_does_not_stop_the_others(quiet: Sessions) -> None:
    broken, whole = [await begin_talk(quiet, await make_patient(quiet), visit()) for _ in range(2)]
    for talk in (broken, whole):
        await talk.says("145/90")
    moment = await due(whole)
    nudge = make_nudge(BOOK, FrozenClock(moment))

    async def nudge_or_fail(session: AsyncSession, response: QuestionnaireResponse) -> Opening | None:
        opening = await nudge(session, response)
        await session.flush()
        if response.id == broken.response_id:
            raise KeyError("broken")
        return opening

    with capture_logs() as logs:
        async with quiet.begin() as session:
            resumed = await resume_waiting(session, nudge=nudge_or_fail, now=moment)
    assert resumed == [whole.known.conversation_id]
    assert [entry["event"] for entry in logs] == ["response.not_resumed"]
    assert await due(broken) == moment + HELD_FOR
    assert (await broken.response()).nudges == 0
