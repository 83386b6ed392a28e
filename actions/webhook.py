"""Settles how the engine reaches the actions: Rasa's action protocol over HTTP, with a token, on 127.0.0.1 only.

Protocol: Rasa Open Source 3.x, "Action server": POST {next_action, sender_id, tracker, domain} → {events, responses}.
"""

from __future__ import annotations

import hmac
import json
import traceback
from collections.abc import Iterable
from pathlib import Path

import structlog
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import Action, ActionNotFoundException
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from actions.once import NoSuchMessage
from records.database import is_away

log = structlog.get_logger(__name__)


def create_webhook(actions: Iterable[Action], *, token: str) -> Starlette:
    """The webhook as an ASGI app: POST /webhook, GET /health.

    Answers 401 without the token, 400 for what is not an action call, 404 for an unknown action, 503 while the database
    is away, 500 when the action failed; in every error nothing was written.
    """
    executor = ActionExecutor()
    for action in actions:
        executor.register_action(action)

    async def webhook(request: Request) -> Response:
        sent = request.headers.get("authorization", "")
        if not hmac.compare_digest(sent.encode(), f"Bearer {token}".encode()):
            return _error(401, "token")
        try:
            call = json.loads(await request.body())
            name, _ = call["next_action"], call["tracker"]
        except (ValueError, KeyError, TypeError):
            return _error(400, "not_an_action_call")
        return await _run(executor, call, str(name))

    async def health(_: Request) -> Response:
        return JSONResponse({"status": "ok"})

    return Starlette(routes=[Route("/webhook", webhook, methods=["POST"]), Route("/health", health)])


async def _run(executor: ActionExecutor, call: dict[str, object], name: str) -> Response:
    try:
        result = await executor.run(call)
        return JSONResponse(result.model_dump() if result else {})
    except ActionNotFoundException:
        return _error(404, "unknown_action")
    except NoSuchMessage:
        return _error(500, "no_such_message")
    except Exception as exc:  # the engine must learn of any failure, and the log must not hold what was said
        away = is_away(exc)
        log.warning("action.failed", action=name, error=type(exc).__name__, at=_place(exc), database_away=away)
        return _error(503 if away else 500, "database_away" if away else "action_failed")


def _place(exc: BaseException) -> str:
    """Where it was raised: file and line tell an operator enough, and hold nothing that a patient wrote."""
    frame = traceback.extract_tb(exc.__traceback__)[-1]
    return f"{Path(frame.filename).name}:{frame.lineno}"


def _error(status: int, code: str) -> Response:
    return JSONResponse({"error": code}, status_code=status)
