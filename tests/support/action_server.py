"""A small application for engine tests: rasa_sdk's executor behind a real HTTP server, with faults on demand.

Its form asks `QUESTIONS` in order and ends after the last; what was called and with what is kept for assertions.
"""

from __future__ import annotations

import contextlib
import hmac
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import uvicorn
from rasa_sdk import Tracker
from rasa_sdk.events import ActionExecuted, ActiveLoop, EventType, FollowupAction, SessionStarted, SlotSet
from rasa_sdk.executor import ActionExecutor, CollectingDispatcher
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.support.engine import free_port

FORM, SLOT = "followup_form", "answer"
SILENT, ENDLESS = "沉默", "绕圈"  # texts that the actions do not answer, or answer by calling themselves again
QUESTIONS = ("今天血压多少？", "有没有头晕？")


class ActionServer:
    """The webhook. `status` other than 200 makes it refuse, `delay_seconds` slow; `fails` makes actions raise."""

    def __init__(self, token: str, port: int | None = None) -> None:
        self.token = token
        self.port = port or free_port()
        self.reset()
        self._executor = _executor(self)
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None

    def reset(self) -> None:
        """No faults, the usual form, nothing called yet."""
        self.calls: list[dict[str, Any]] = []
        self.status = 200
        self.delay_seconds = 0.0
        self.fails = False
        self.opens_form = True
        self.on_call: Callable[[], object] | None = None
        self.questions: tuple[str, ...] = QUESTIONS
        self.answered: dict[str, int] = {}

    @property
    def url(self) -> str:
        """What the engine is told."""
        return f"http://127.0.0.1:{self.port}/webhook"

    def calls_of(self, conversation_id: str) -> list[dict[str, Any]]:
        """The calls for one conversation, oldest first."""
        return [call for call in self.calls if call["sender_id"] == conversation_id]

    def start(self) -> None:
        """Listen; returns when it does."""
        app = Starlette(routes=[Route("/webhook", self._webhook, methods=["POST"])])
        self._server = uvicorn.Server(
            uvicorn.Config(app, host="127.0.0.1", port=self.port, log_level="critical", lifespan="off")
        )
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)

    def stop(self) -> None:
        """Close the port and every connection."""
        if self._server is not None and self._thread is not None:
            self._server.should_exit = True
            self._server.force_exit = True
            self._thread.join(10)

    async def _webhook(self, request: Request) -> Response:
        if not hmac.compare_digest(request.headers.get("authorization", ""), f"Bearer {self.token}"):
            return Response(status_code=401)
        call = await request.json()
        self.calls.append(call)
        time.sleep(self.delay_seconds)  # noqa: ASYNC251  a slow application
        if self.on_call is not None:
            self.on_call()
        if self.status != 200:
            return Response(status_code=self.status)
        try:
            result = await self._executor.run(call)
        except RuntimeError:
            return Response(status_code=500)
        assert result is not None
        return JSONResponse(result.model_dump() if hasattr(result, "model_dump") else result)


@contextlib.contextmanager
def running_actions() -> Iterator[ActionServer]:
    """An action server that listens, stopped afterwards."""
    server = ActionServer(secrets.token_hex(16))
    server.start()
    try:
        yield server
    finally:
        server.stop()


def _executor(server: ActionServer) -> ActionExecutor:
    executor = ActionExecutor()
    for name, action in {
        "action_session_start": _session_start,
        f"validate_{FORM}": _validate,
        "action_free_message": _say("free"),
        "action_request_human": _say("human"),
        "action_stop": _say("stop"),
    }.items():
        executor.actions[name] = _bound(action, server)
    return executor


def _bound(action: Any, server: ActionServer) -> Any:
    def run(dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[EventType]:
        if server.fails:
            raise RuntimeError("the action was told to fail")
        events: list[EventType] = action(server, dispatcher, tracker)
        return events

    return run


def _session_start(server: ActionServer, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
    server.answered[tracker.sender_id] = 0
    opened = [ActiveLoop(FORM), SlotSet("requested_slot", SLOT)] if server.opens_form else []
    return [SessionStarted(), *opened, ActionExecuted("action_listen")]


def _validate(server: ActionServer, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
    said = str(tracker.get_slot(SLOT))
    if said == SILENT:
        return [SlotSet(SLOT, None), SlotSet("requested_slot", SLOT)]
    server.answered[tracker.sender_id] = number = server.answered.get(tracker.sender_id, 0) + 1
    if number < len(server.questions):
        dispatcher.utter_message(text=f"记下了：{said}")
        buttons = [{"title": "有", "payload": "有"}, {"title": "没有", "payload": "没有"}]
        dispatcher.utter_message(text=server.questions[number], buttons=buttons)
        return [SlotSet(SLOT, None), SlotSet("requested_slot", SLOT)]
    dispatcher.utter_message(text="问完了", json_message={"kind": "closing"})
    return [SlotSet(SLOT, None), SlotSet("requested_slot", None)]


def _say(what: str) -> Any:
    def action(server: ActionServer, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        said = (tracker.latest_message or {}).get("text")
        dispatcher.utter_message(text=f"{what}: {said}")
        return [FollowupAction("action_free_message")] if said == ENDLESS else []

    return action
