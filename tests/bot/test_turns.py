from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.clock import FrozenClock
from bot.engine_client import Reply
from bot.errors import EngineUnavailable, TurnFailed
from bot.inbox import Inbox
from bot.queue import DELIVER, TURN
from bot.screening import Screening
from bot.turns import MAX_FAILURES, PATIENCE, Step, Turns
from nlu.red_flags import screen
from records.database import Sessions
from records.models import (
    Alert,
    Conversation,
    Message,
    MessageStatus,
    QuestionnaireResponse,
    ResponseStatus,
    Staff,
    Turn,
)
from speech.protocol import no_recogniser
from tests.support.acting import BOOK, PHRASES
from tests.support.dialogue import FakeEngine
from tests.support.people import (
    NOW,
    Known,
    definition,
    inbound,
    jobs_of,
    make_patient,
    messages_of,
    open_form,
    rows_of,
    say,
    unique,
)

AWAY = EngineUnavailable("engine_unreachable")
FAILED = TurnFailed("engine_500")
Build = Callable[..., Turns]


def make_turns(
    sessions: Sessions,
    engine: FakeEngine,
    clock: FrozenClock,
    *,
    look: Any = screen,
    hear: Any = no_recogniser,
    kind: type[Turns] = Turns,
) -> Turns:
    screening = Screening(sessions, screen=look, hear=hear, phrases=BOOK, clock=clock)
    return kind(sessions, engine, screening=screening, phrases=BOOK, clock=clock)


@pytest.fixture
async def known(sessions: Sessions) -> Known:
    return await make_patient(sessions)


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock(NOW)


@pytest.fixture
def turns(sessions: Sessions, engine: FakeEngine, clock: FrozenClock) -> Turns:
    return make_turns(sessions, engine, clock)


async def said(sessions: Sessions, known: Known) -> list[str]:
    """What the bot has queued, in order."""
    return [message.body for message in await messages_of(sessions, known, "out")]


async def inbox(sessions: Sessions, known: Known) -> list[tuple[str, str | None, int]]:
    return [(row.status, row.reason, row.attempts) for row in await messages_of(sessions, known, "in")]


async def alerts(sessions: Sessions, known: Known) -> list[tuple[str, str]]:
    rows = await rows_of(sessions, Alert, Alert.patient_id == known.patient_id)
    return [(row.rule, row.level) for row in rows]


async def change(sessions: Sessions, model: Any, key: int, **values: Any) -> None:
    async with sessions.begin() as session:
        row = await session.get_one(model, key)
        for name, value in values.items():
            setattr(row, name, value)


async def test_message_is_handled_and_its_replies_are_queued_in_order(
    sessions: Sessions, known: Known, engine: FakeEngine, turns: Turns
) -> None:
    button = {"title": "有", "payload": "有"}
    engine.answers.append([Reply(text="一"), Reply(text="二", buttons=(button,))])
    receipt = await say(sessions, known, "你好")
    await turns.handle(known.conversation_id)
    [inbound] = await messages_of(sessions, known, "in")
    assert (inbound.status, inbound.done_at, inbound.attempts) == ("handled", NOW, 1)
    rows = await messages_of(sessions, known, "out")
    assert [(row.body, row.ordinal, row.status, row.author) for row in rows] == [
        ("一", 1, "queued", "bot"),
        ("二", 2, "queued", "bot"),
    ]
    assert {row.reply_to for row in rows} == {receipt.message_id}
    assert [row.quick_replies for row in rows] == [None, [button]]
    assert await jobs_of(sessions, known, DELIVER) == 1


async def test_nothing_unanswered_asks_nobody(known: Known, engine: FakeEngine, turns: Turns) -> None:
    await turns.handle(known.conversation_id)
    assert engine.calls == []


async def test_two_workers_at_once_handle_each_message_once_and_in_order(
    sessions: Sessions, known: Known, engine: FakeEngine, turns: Turns
) -> None:
    for number in range(5):
        await say(sessions, known, str(number))
    engine.gate.clear()
    both = asyncio.gather(*(turns.handle(known.conversation_id) for _ in range(3)))
    await engine.entered.wait()
    engine.gate.set()
    await both
    assert engine.heard == ["0", "1", "2", "3", "4"]
    assert await said(sessions, known) == [f"听到：{number}" for number in range(5)]


async def test_conversations_do_not_wait_for_one_another(
    sessions: Sessions, known: Known, engine: FakeEngine, turns: Turns
) -> None:
    slow, other = await make_patient(sessions), FakeEngine()
    await say(sessions, slow, "慢")
    engine.gate.clear()
    waiting = asyncio.create_task(turns.handle(slow.conversation_id))
    await engine.entered.wait()
    await say(sessions, known, "快")
    await make_turns(sessions, other, FrozenClock(NOW)).handle(known.conversation_id)
    assert await said(sessions, known) == ["听到：快"]
    engine.gate.set()
    await waiting


async def test_message_that_comes_in_during_a_turn_is_handled_after_it(
    sessions: Sessions, known: Known, engine: FakeEngine, turns: Turns
) -> None:
    await say(sessions, known, "一")
    engine.gate.clear()
    working = asyncio.create_task(turns.handle(known.conversation_id))
    await engine.entered.wait()
    await say(sessions, known, "二")
    await turns.handle(known.conversation_id)  # its own job finds the conversation taken
    engine.gate.set()
    await working
    assert await said(sessions, known) == ["听到：一", "听到：二"]


async def test_message_that_comes_in_after_the_last_look_is_not_forgotten(
    sessions: Sessions, known: Known, engine: FakeEngine, clock: FrozenClock
) -> None:
    class LateGuest(Turns):
        came = False

        async def _safe_step(self, conversation_id: int) -> Step:
            step = await super()._safe_step(conversation_id)
            if step is Step.IDLE and not self.came:
                self.came = True
                await say(sessions, known, "我来晚了")
            return step

    await make_turns(sessions, engine, clock, kind=LateGuest).handle(known.conversation_id)
    assert await said(sessions, known) == ["听到：我来晚了"]


async def test_engine_that_is_away_leaves_the_message_to_be_tried_again_and_later_ones_wait(
    sessions: Sessions, known: Known, engine: FakeEngine, turns: Turns, clock: FrozenClock
) -> None:
    engine.answers.append(AWAY)
    await say(sessions, known, "一")
    await say(sessions, known, "二")
    await turns.handle(known.conversation_id)
    first, second = await messages_of(sessions, known, "in")
    assert (first.status, first.reason, first.first_tried_at) == ("received", "engine_unreachable", NOW)
    assert first.retry_at == NOW + timedelta(seconds=0.5)
    assert (second.status, second.reason, second.retry_at) == ("received", None, None)
    assert await jobs_of(sessions, known, TURN) == 3
    await turns.handle(known.conversation_id)
    assert (engine.heard, await said(sessions, known)) == (["一"], [])
    clock.advance(timedelta(seconds=1))
    await turns.handle(known.conversation_id)
    assert await said(sessions, known) == ["听到：一", "听到：二"]


async def test_engine_is_asked_again_less_and_less_often(
    sessions: Sessions, known: Known, engine: FakeEngine, turns: Turns, clock: FrozenClock
) -> None:
    await say(sessions, known, "一")
    waits = []
    for _ in range(8):
        engine.answers.append(AWAY)
        await turns.handle(known.conversation_id)
        [row] = await messages_of(sessions, known, "in")
        waits.append(row.retry_at - clock())
        clock.advance(waits[-1])
    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (timedelta(seconds=0.5), timedelta(seconds=5))
    assert await alerts(sessions, known) == []


async def test_turn_that_fails_every_time_is_handed_to_a_person_and_the_patient_is_told(
    sessions: Sessions, known: Known, engine: FakeEngine, turns: Turns, clock: FrozenClock
) -> None:
    engine.answers.extend([FAILED] * MAX_FAILURES)
    await say(sessions, known, "一")
    await say(sessions, known, "二")
    for number in range(MAX_FAILURES):
        assert await inbox(sessions, known) == [
            ("received", "engine_500" if number else None, number), ("received", None, 0)
        ]  # fmt: skip
        await turns.handle(known.conversation_id)
        clock.advance(timedelta(seconds=5))
    assert await inbox(sessions, known) == [("failed", "engine_500", MAX_FAILURES), ("handled", None, 1)]
    assert await said(sessions, known) == [PHRASES("turn_failed"), "听到：二"]
    assert await alerts(sessions, known) == [("turn_failed", "urgent")]
    [alert] = await rows_of(sessions, Alert, Alert.patient_id == known.patient_id)
    assert alert.words == "一"


async def test_time_that_the_engine_was_away_does_not_count_as_failed_turns(
    sessions: Sessions, known: Known, engine: FakeEngine, turns: Turns, clock: FrozenClock
) -> None:
    engine.answers.extend([AWAY] * (MAX_FAILURES + 3) + [FAILED])
    await say(sessions, known, "一")
    for _ in range(MAX_FAILURES + 5):
        await turns.handle(known.conversation_id)
        clock.advance(timedelta(seconds=5))
    assert [status for status, _, _ in await inbox(sessions, known)] == ["handled"]
    assert await said(sessions, known) == ["听到：一"]
    assert await alerts(sessions, known) == []


async def test_engine_that_stays_away_for_a_quarter_of_an_hour_brings_in_a_person(
    sessions: Sessions, known: Known, engine: FakeEngine, turns: Turns, clock: FrozenClock
) -> None:
    engine.answers.extend([AWAY] * 3)
    await say(sessions, known, "一")
    for wait in (PATIENCE - timedelta(seconds=1), timedelta(seconds=5)):
        await turns.handle(known.conversation_id)
        assert await said(sessions, known) == []
        clock.advance(wait)
    await turns.handle(known.conversation_id)
    assert [(status, reason) for status, reason, _ in await inbox(sessions, known)] == [
        ("failed", "engine_unreachable")
    ]
    assert await said(sessions, known) == [PHRASES("turn_failed")]
    assert await alerts(sessions, known) == [("turn_failed", "urgent")]


async def test_turn_without_a_reply_is_a_failure(
    sessions: Sessions, known: Known, engine: FakeEngine, turns: Turns, clock: FrozenClock
) -> None:
    engine.answers.append([])
    await say(sessions, known, "一")
    await turns.handle(known.conversation_id)
    assert await inbox(sessions, known) == [("received", "no_reply", 1)]
    clock.advance(timedelta(seconds=1))
    await turns.handle(known.conversation_id)
    assert await said(sessions, known) == ["听到：一"]


async def test_unexpected_error_counts_as_a_failed_turn(
    sessions: Sessions, known: Known, engine: FakeEngine, turns: Turns, clock: FrozenClock
) -> None:
    engine.answers.append(RuntimeError())
    await say(sessions, known, "一")
    await turns.handle(known.conversation_id)
    assert await inbox(sessions, known) == [("received", "unexpected", 1)]
    clock.advance(timedelta(seconds=1))
    await turns.handle(known.conversation_id)
    assert await said(sessions, known) == ["听到：一"]


async def hold(sessions: Sessions, known: Known) -> None:
    async with sessions.begin() as session:
        nurse = Staff(username=unique("n"), display_name="张", role="nurse", password_hash="-", created_at=NOW)
        session.add(nurse)
        await session.flush()
        (await session.get_one(Conversation, known.conversation_id)).held_by = nurse.id


async def test_conversation_that_a_person_holds_gets_no_reply_of_the_bot(
    sessions: Sessions, known: Known, engine: FakeEngine, turns: Turns
) -> None:
    await hold(sessions, known)
    await say(sessions, known, "谢谢护士")
    await turns.handle(known.conversation_id)
    assert [status for status, _, _ in await inbox(sessions, known)] == ["held"]
    assert (engine.calls, await said(sessions, known), await alerts(sessions, known)) == ([], [], [])


EMERGENCY = "我突然胸口疼得厉害，喘不上气"


@pytest.mark.parametrize("held", [False, True])
async def test_red_flag_is_answered_at_once_and_once_whoever_holds_the_conversation(
    sessions: Sessions, known: Known, engine: FakeEngine, turns: Turns, clock: FrozenClock, held: bool
) -> None:
    if held:
        await hold(sessions, known)
    engine.answers.extend([AWAY] * 2)
    receipt = await say(sessions, known, EMERGENCY)
    for _ in range(2):
        await turns.handle(known.conversation_id)
        assert await said(sessions, known) == [PHRASES("emergency")]
        clock.advance(timedelta(seconds=5))
    [row] = await messages_of(sessions, known, "out")
    assert (row.reply_to, row.ordinal, row.status) == (receipt.message_id, 0, "queued")
    raised = await alerts(sessions, known)
    assert raised
    assert {level for _, level in raised} == {"emergency"}
    await turns.handle(known.conversation_id)
    assert await said(sessions, known) == [PHRASES("emergency")] + ([] if held else [f"听到：{EMERGENCY}"])
    assert await alerts(sessions, known) == raised


async def test_red_flag_behind_a_message_that_waits_does_not_wait(
    sessions: Sessions, known: Known, engine: FakeEngine, turns: Turns
) -> None:
    engine.answers.append(AWAY)
    await say(sessions, known, "一")
    await turns.handle(known.conversation_id)
    await say(sessions, known, EMERGENCY)
    await turns.handle(known.conversation_id)
    assert await said(sessions, known) == [PHRASES("emergency")]


async def test_red_flag_during_a_slow_turn_does_not_wait_for_it(
    sessions: Sessions, known: Known, engine: FakeEngine, turns: Turns
) -> None:
    await say(sessions, known, "一")
    engine.gate.clear()
    working = asyncio.create_task(turns.handle(known.conversation_id))
    await engine.entered.wait()
    await say(sessions, known, EMERGENCY)
    await turns.handle(known.conversation_id)
    assert await said(sessions, known) == [PHRASES("emergency")]
    engine.gate.set()
    await working
    assert len(await said(sessions, known)) == 3


async def test_session_is_started_when_another_one_is_wanted_and_only_then(
    sessions: Sessions, known: Known, engine: FakeEngine, turns: Turns, clock: FrozenClock
) -> None:
    async def turn() -> list[str]:
        engine.calls.clear()
        receipt = await say(sessions, known, "一")
        await turns.handle(known.conversation_id)
        return [key.replace(str(receipt.message_id), "<id>") + text for key, text in engine.calls]

    async def session_name() -> str | None:
        [row] = await rows_of(sessions, Conversation, Conversation.id == known.conversation_id)
        return row.engine_session

    new, same = ["s<id>/session_start", "m<id>一"], ["m<id>一"]
    assert [await turn(), await turn()] == [new, same]
    assert await session_name() == "day:2026-11-20"
    clock.set(NOW.replace(hour=16))  # midnight in Shanghai
    assert [await turn(), await turn()] == [new, same]
    assert await session_name() == "day:2026-11-21"
    form = definition([{"linkId": "a", "type": "text", "text": "?"}])
    response_id = await open_form(sessions, known, form)
    assert [await turn(), await turn()] == [new, same]
    assert await session_name() == f"response:{response_id}"
    await change(
        sessions, QuestionnaireResponse, response_id, status=ResponseStatus.COMPLETED, ended_at=NOW, asking=None
    )
    assert [await turn(), await turn()] == [new, same]


async def test_session_start_is_repeated_under_the_same_key_until_the_turn_is_done(
    sessions: Sessions, known: Known, engine: FakeEngine, turns: Turns, clock: FrozenClock
) -> None:
    engine.answers.append(AWAY)
    receipt = await say(sessions, known, "一")
    await turns.handle(known.conversation_id)
    clock.advance(timedelta(seconds=1))
    await turns.handle(known.conversation_id)
    assert [key for key, _ in engine.calls] == [f"s{receipt.message_id}", f"m{receipt.message_id}"] * 2


async def test_message_that_is_finished_already_is_not_answered_again(
    sessions: Sessions, known: Known, turns: Turns
) -> None:
    receipt = await say(sessions, known, "一")
    async with sessions() as session:
        stale = await session.get_one(Message, receipt.message_id)
        await turns.handle(known.conversation_id)
        assert stale.status == "received"
        await turns._finish(session, stale, MessageStatus.HANDLED, [Reply(text="又一次")])
        await session.commit()
    assert await said(sessions, known) == ["听到：一"]
    assert await inbox(sessions, known) == [("handled", None, 1)]
    assert await jobs_of(sessions, known, DELIVER) == 1


async def test_a_defect_in_a_turn_is_put_before_a_person_and_not_tried_for_ever(
    sessions: Sessions, engine: FakeEngine, known: Known, clock: FrozenClock
) -> None:
    def broken(text: str) -> Any:
        raise ZeroDivisionError(text)

    turns = make_turns(sessions, engine, clock, look=broken)
    await say(sessions, known, "头有点晕")
    for _ in range(MAX_FAILURES):
        await turns.handle(known.conversation_id)
        clock.advance(timedelta(minutes=1))
    assert await inbox(sessions, known) == [("failed", "unexpected", MAX_FAILURES)]
    assert await alerts(sessions, known) == [("turn_failed", "urgent")]
    assert await said(sessions, known) == [PHRASES("turn_failed")]


async def speak(sessions: Sessions, known: Known) -> None:
    message = replace(inbound(known, ""), audio=b"#!AMR\n\x3c")
    await Inbox(sessions)(message)


async def test_voice_message_is_heard_and_then_read_like_any_other(
    sessions: Sessions, engine: FakeEngine, known: Known, clock: FrozenClock
) -> None:
    async def hear(audio: bytes) -> str:
        return "胸口疼得厉害" if audio.startswith(b"#!AMR") else ""

    await speak(sessions, known)
    turns = make_turns(sessions, engine, clock, hear=hear)
    await turns.handle(known.conversation_id)
    assert [level for _, level in await alerts(sessions, known)] == ["emergency"]
    assert await said(sessions, known) == [PHRASES("emergency"), "听到：胸口疼得厉害"]


async def test_without_a_speech_model_the_patient_is_asked_to_type(
    sessions: Sessions, engine: FakeEngine, turns: Turns, known: Known
) -> None:
    await speak(sessions, known)
    await turns.handle(known.conversation_id)
    assert await said(sessions, known) == [PHRASES("voice_unavailable")]
    assert await inbox(sessions, known) == [("handled", None, 1)]
    assert engine.heard == []


async def record_turn(sessions: Sessions, message_id: int, words: str) -> None:
    """As an action does whose answer is lost on its way back."""
    async with sessions.begin() as session:
        outcome = {"events": [], "responses": [{"text": words, "buttons": []}]}
        session.add(Turn(message_key=f"m{message_id}", action="validate_followup_form", outcome=outcome, at=NOW))


async def test_what_an_action_did_is_said_even_if_the_engine_never_comes_back(
    sessions: Sessions, known: Known, engine: FakeEngine, turns: Turns, clock: FrozenClock
) -> None:
    engine.answers.extend([AWAY])
    receipt = await say(sessions, known, "规律")
    await turns.handle(known.conversation_id)
    await record_turn(sessions, receipt.message_id, "都记下了，谢谢您。")
    clock.advance(timedelta(seconds=1))
    engine.answers.extend([AWAY])
    await turns.handle(known.conversation_id)
    assert await said(sessions, known) == ["都记下了，谢谢您。"]
    assert [status for status, _, _ in await inbox(sessions, known)] == ["handled"]
    assert engine.heard == ["规律"]


async def test_after_a_lost_way_back_the_engine_is_started_anew(
    sessions: Sessions, known: Known, engine: FakeEngine, turns: Turns
) -> None:
    await say(sessions, known, "一")
    await turns.handle(known.conversation_id)
    second = await say(sessions, known, "继续")
    await record_turn(sessions, second.message_id, "好的，我们接着来。")
    await turns.handle(known.conversation_id)
    third = await say(sessions, known, "72")
    await turns.handle(known.conversation_id)
    assert [key for key, _ in engine.calls][-2:] == [f"s{third.message_id}", f"m{third.message_id}"]


async def test_messages_that_wait_behind_one_another_are_handed_over_together(
    sessions: Sessions, known: Known, engine: FakeEngine, turns: Turns, clock: FrozenClock
) -> None:
    engine.answers.extend([AWAY] * 4)
    for words in ("一", "二"):
        await say(sessions, known, words)
    await turns.handle(known.conversation_id)
    clock.advance(PATIENCE)
    await turns.handle(known.conversation_id)
    assert [status for status, _, _ in await inbox(sessions, known)] == ["failed", "failed"]
