from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from bot.clock import FrozenClock
from bot.queue import DELIVER, TURN
from bot.tick import STALE, Tick
from bot.wiring import make_compose, make_nudge
from records.database import Sessions
from records.models import Message, MessageStatus, QuestionnaireResponse
from records.questionnaires import publish
from tests.support.acting import BOOK, PHRASES
from tests.support.people import NOW, add_task, definition, jobs_of, make_patient, messages_of, rows_of, say
from tests.support.talks import begin_talk

FORM = definition([{"linkId": "a", "type": "text", "text": "好吗？"}])
LATER = NOW + STALE + timedelta(seconds=1)


@pytest.fixture
async def own(quiet: tuple[str, Sessions]) -> AsyncIterator[Sessions]:
    sessions = quiet[1]
    yield sessions
    async with sessions.begin() as session:
        for table in ("message", "task", "pgqueuer"):
            await session.execute(text(f"truncate {table} cascade"))


def tick_at(sessions: Sessions, now: Any) -> Tick:
    clock = FrozenClock(now)
    return Tick(sessions, compose=make_compose(BOOK, clock), nudge=make_nudge(BOOK, clock), clock=clock)


async def forget_jobs(sessions: Sessions) -> None:
    async with sessions.begin() as session:
        await session.execute(text("delete from pgqueuer"))


async def change(sessions: Sessions, message_id: int, **values: Any) -> None:
    async with sessions.begin() as session:
        message = await session.get_one(Message, message_id)
        for name, value in values.items():
            setattr(message, name, value)


async def test_message_whose_job_was_lost_is_announced_again(own: Sessions) -> None:
    known = await make_patient(own)
    await say(own, known, "一")
    await say(own, known, "二")
    await forget_jobs(own)
    await tick_at(own, NOW + STALE)()
    assert await jobs_of(own, known, TURN) == 0
    await tick_at(own, LATER)()
    assert await jobs_of(own, known, TURN) == 1


async def test_message_that_waits_for_its_next_try_is_left_alone_until_then(own: Sessions) -> None:
    known = await make_patient(own)
    receipt = await say(own, known, "一")
    await change(own, receipt.message_id, retry_at=LATER + timedelta(seconds=1))
    await forget_jobs(own)
    await tick_at(own, LATER)()
    assert await jobs_of(own, known, TURN) == 0
    await tick_at(own, LATER + timedelta(seconds=1))()
    assert await jobs_of(own, known, TURN) == 1


async def test_message_that_is_done_is_not_announced(own: Sessions) -> None:
    known = await make_patient(own)
    receipt = await say(own, known, "一")
    await change(own, receipt.message_id, status=MessageStatus.HANDLED)
    await forget_jobs(own)
    await tick_at(own, LATER)()
    assert [await jobs_of(own, known, kind) for kind in (TURN, DELIVER)] == [0, 0]


async def test_due_task_is_opened_announced_and_announced_again_while_it_is_undelivered(own: Sessions) -> None:
    async with own.begin() as session:
        await publish(session, FORM, now=NOW)
    known = await make_patient(own)
    await add_task(own, known, FORM.id)
    await asyncio.gather(tick_at(own, NOW)(), tick_at(own, NOW)())
    [message] = await messages_of(own, known)
    assert (message.status, message.body) == ("queued", f"您好，王秀英，我是{PHRASES('hospital')}的助手。\n好吗？")
    assert await jobs_of(own, known, DELIVER) == 1
    await forget_jobs(own)
    await tick_at(own, LATER)()
    assert len(await messages_of(own, known)) == 1
    assert await jobs_of(own, known, DELIVER) == 1


async def test_questionnaire_that_is_missing_does_not_keep_the_tick_busy(own: Sessions) -> None:
    known = await make_patient(own)
    await add_task(own, known, "lost")
    async with asyncio.timeout(10):
        await tick_at(own, NOW)()
    assert await messages_of(own, known) == []


async def test_question_is_put_again_and_announced_when_its_time_has_come(own: Sessions) -> None:
    known = await make_patient(own)
    talk = await begin_talk(own, known, FORM)
    await talk.says("半小时后再问我")
    await forget_jobs(own)
    await tick_at(own, talk.now + timedelta(minutes=29))()
    assert await messages_of(own, known, "out") == []
    await tick_at(own, talk.now + timedelta(minutes=30))()
    [message] = await messages_of(own, known, "out")
    assert message.body == PHRASES("snooze_over", name="王秀英") + "\n好吗？"
    assert await jobs_of(own, known, DELIVER) == 1


async def test_form_without_an_answer_ends_by_the_clock_alone_and_the_next_task_is_opened(own: Sessions) -> None:
    async with own.begin() as session:
        await publish(session, FORM, now=NOW)
    known = await make_patient(own)
    for _ in range(2):
        await add_task(own, known, FORM.id)
    for day in range(5):
        await tick_at(own, NOW + timedelta(days=day))()
    first, second = await rows_of(own, QuestionnaireResponse, QuestionnaireResponse.patient_id == known.patient_id)
    assert (first.status, first.reason, first.ended_at) == ("stopped", "no_answer", NOW + timedelta(days=3))
    assert second.status == "in-progress"


async def test_many_questions_whose_time_has_come_are_put_again_in_one_beat(own: Sessions) -> None:
    talks = [await begin_talk(own, await make_patient(own), FORM) for _ in range(3)]
    for talk in talks:
        await talk.says("半小时后再问我")
    await tick_at(own, NOW + timedelta(hours=1))()
    assert [len(await messages_of(own, talk.known, "out")) for talk in talks] == [1, 1, 1]
