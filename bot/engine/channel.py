"""Settles how the application talks to the engine over HTTP: one route for turns, one for deletion, one for health."""

from __future__ import annotations

import asyncio
import hmac
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.engine.errors import EngineError, Unavailable
from bot.engine.logs import error_path
from bot.engine.turns import CHANNEL, Turn, Turns

log = logging.getLogger("suifang.engine")

Result = TypeVar("Result")
MAX_ID_CHARS = 255


class SuifangInput(InputChannel):
    """The engine's only input channel; credentials.yml holds its token."""

    def __init__(self, token: str) -> None:
        self._expected = f"Bearer {token}".encode()
        self._running: set[asyncio.Task[Any]] = set()

    @classmethod
    def name(cls) -> str:
        """The channel's part of the path, /webhooks/suifang."""
        return CHANNEL

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> SuifangInput:
        """The channel as credentials.yml describes it."""
        return cls((credentials or {})["token"])

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes. `on_new_message` is not used: it can neither fail a turn nor recognise a repeated one."""
        routes = Blueprint("suifang")

        @routes.get("/health")
        async def health(request: Request) -> HTTPResponse:
            return await self._health(request)

        @routes.post("/turn")
        async def turn(request: Request) -> HTTPResponse:
            return await self._turn(request)

        @routes.delete("/conversations/<conversation_id:str>")
        async def forget(request: Request, conversation_id: str) -> HTTPResponse:
            return await self._forget(request, conversation_id)

        return routes

    async def _health(self, request: Request) -> HTTPResponse:
        turns = turns_of(request)
        if turns is None:
            return json({"error": "unavailable"}, status=503)
        return json({"status": "ok", "model": turns.model_name})

    async def _turn(self, request: Request) -> HTTPResponse:
        turn = parse_turn(request)
        if turn is None:
            return json({"error": "malformed"}, status=400)
        return await self._answer(request, lambda turns: turns.take(turn), turn.message_id)

    async def _forget(self, request: Request, conversation_id: str) -> HTTPResponse:
        return await self._answer(request, lambda turns: turns.forget(conversation_id), "-")

    async def _answer(
        self, request: Request, work: Callable[[Turns], Coroutine[Any, Any, Any]], message_id: str
    ) -> HTTPResponse:
        if not hmac.compare_digest(request.headers.get("authorization", "").encode(), self._expected):
            return json({"error": "unauthorized"}, status=401)
        turns = turns_of(request)
        if turns is None:
            return json({"error": "unavailable"}, status=503)
        try:
            return json(as_body(await self._to_the_end(work(turns))))
        except Unavailable as exc:
            log.warning("turn %s unavailable: %s", message_id, exc)
            return json({"error": "unavailable"}, status=503)
        except Exception as exc:
            reason = str(exc) if isinstance(exc, EngineError) else "unexpected"
            log.error("turn %s failed: %s (%s)", message_id, reason, error_path(exc))
            return json({"error": "turn_failed"}, status=500)

    async def _to_the_end(self, work: Coroutine[Any, Any, Result]) -> Result:
        """Run work that goes on when the client goes away: its retry finds the replies."""
        task = asyncio.ensure_future(work)
        self._running.add(task)
        task.add_done_callback(self._ended)
        return await asyncio.shield(task)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if not task.cancelled():
            task.exception()  # seen, even if nobody waits for it any more


def turns_of(request: Request) -> Turns | None:
    """The engine's turns, once the model is loaded."""
    return getattr(request.app.ctx, "turns", None)


def parse_turn(request: Request) -> Turn | None:
    """The turn that a request asks for, or None where the request is malformed."""
    try:
        body = request.json
    except Exception:
        return None
    if not isinstance(body, dict):
        return None
    conversation_id, message_id, text = body.get("conversation_id"), body.get("message_id"), body.get("text")
    ids = all(isinstance(value, str) and 0 < len(value) <= MAX_ID_CHARS for value in (conversation_id, message_id))
    if not ids or not isinstance(text, str) or not text.strip() or not isinstance(body.get("control", False), bool):
        return None
    return Turn(conversation_id=conversation_id, message_id=message_id, text=text, control=body.get("control", False))


def as_body(result: Any) -> dict[str, Any]:
    """What a finished request answers: a turn's outcome, or the number of deleted events."""
    return {"deleted": result} if isinstance(result, int) else {"replies": result.replies, "repeated": result.repeated}
