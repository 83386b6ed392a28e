from __future__ import annotations

from typing import Any

import httpx
import pytest
from structlog.testing import capture_logs

from actions.once import Act, Context, OnceAction, Outcome
from actions.webhook import create_webhook
from bot.clock import FrozenClock
from bot.wiring import make_actions
from records.database import Sessions, create_engine, create_sessions
from records.models import Alert
from tests.support.acting import BOOK, PHRASES
from tests.support.people import NOW, Known, make_patient, rows_of, say

TOKEN = "a-token-for-tests"


def client_of(actions: list[Any], token: str = TOKEN) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=create_webhook(actions, token=TOKEN))
    return httpx.AsyncClient(
        transport=transport, base_url="http://webhook", headers={"Authorization": f"Bearer {token}"}
    )


async def call_for(sessions: Sessions, known: Known, name: str = "action_request_human") -> dict[str, Any]:
    receipt = await say(sessions, known, "我要找护士")
    latest = {"text": "我要找护士", "intent": {"name": "human"}, "entities": [],
              "metadata": {"message_id": f"m{receipt.message_id}"}}  # fmt: skip
    tracker = {"sender_id": str(known.conversation_id), "slots": {}, "latest_message": latest, "events": [],
               "paused": False, "followup_action": None, "active_loop": {}, "latest_action_name": None}  # fmt: skip
    return {"next_action": name, "sender_id": tracker["sender_id"], "tracker": tracker, "domain": {}}


@pytest.fixture
def actions(sessions: Sessions) -> list[Any]:
    return list(make_actions(sessions, BOOK, FrozenClock(NOW)))


async def test_action_is_run_and_its_reply_comes_back_in_rasas_words(sessions: Sessions, actions: list[Any]) -> None:
    known = await make_patient(sessions)
    async with client_of(actions) as client:
        response = await client.post("/webhook", json=await call_for(sessions, known))
    assert response.status_code == 200
    assert [reply["text"] for reply in response.json()["responses"]] == [PHRASES("person_requested")]
    [alert] = await rows_of(sessions, Alert, Alert.patient_id == known.patient_id)
    assert alert.rule == "person_requested"


@pytest.mark.parametrize("token", ["", "wrong", TOKEN + "x", "é"])
async def test_without_the_token_nothing_happens(sessions: Sessions, actions: list[Any], token: str) -> None:
    known = await make_patient(sessions)
    async with client_of(actions) as client:
        response = await client.post(
            "/webhook", json=await call_for(sessions, known), headers={"Authorization": f"Bearer {token}".encode()}
        )
    assert response.status_code == 401
    assert await rows_of(sessions, Alert, Alert.patient_id == known.patient_id) == []


@pytest.mark.parametrize("body", [b"", b"[]", b"7", b"{}", b"\xff", b'{"next_action": "action_stop"}'])
async def test_what_is_no_action_call_is_refused(actions: list[Any], body: bytes) -> None:
    async with client_of(actions) as client:
        response = await client.post("/webhook", content=body)
    assert (response.status_code, response.json()) == (400, {"error": "not_an_action_call"})


async def test_unknown_action_and_unknown_message_are_named(sessions: Sessions, actions: list[Any]) -> None:
    known = await make_patient(sessions)
    unknown = await call_for(sessions, known, "action_of_nobody")
    lost = await call_for(sessions, known)
    lost["tracker"]["latest_message"]["metadata"] = {}
    async with client_of(actions) as client:
        answers = [await client.post("/webhook", json=call) for call in (unknown, lost)]
    assert [(a.status_code, a.json()["error"]) for a in answers] == [(404, "unknown_action"), (500, "no_such_message")]


async def test_failing_action_is_an_error_and_the_log_holds_no_word_of_it(sessions: Sessions) -> None:
    async def failing(context: Context) -> Outcome:
        raise RuntimeError(context.understanding.text)

    known = await make_patient(sessions)
    answer, logs = await _answer(sessions, failing, await call_for(sessions, known))
    assert (answer.status_code, answer.json()) == (500, {"error": "action_failed"})
    [entry] = logs
    assert (entry["event"], entry["error"], entry["database_away"]) == ("action.failed", "RuntimeError", False)
    assert "护士" not in str(logs)


async def test_database_that_is_away_is_said_so(sessions: Sessions) -> None:
    known = await make_patient(sessions)
    call = await call_for(sessions, known)
    engine = create_engine("postgresql://nobody@/nothing?host=/nowhere")

    async def never(_: Context) -> Outcome:
        raise AssertionError

    answer, [entry] = await _answer(create_sessions(engine), never, call)
    await engine.dispose()
    assert (answer.status_code, answer.json()) == (503, {"error": "database_away"})
    assert entry["database_away"] is True


async def _answer(sessions: Sessions, act: Act, call: dict[str, Any]) -> tuple[httpx.Response, list[Any]]:
    action = OnceAction("action_request_human", act, sessions=sessions, phrases=BOOK, clock=FrozenClock(NOW))
    with capture_logs() as logs:
        async with client_of([action]) as client:
            return await client.post("/webhook", json=call), logs
