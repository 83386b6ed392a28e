"""Settles what every route of the page does first: find the visitor, and answer refusals and a dead database."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

import structlog
from fastapi.routing import APIRoute
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request
from starlette.responses import Response

from channels.web.deps import WebDeps
from channels.web.guards import Refused
from channels.web.rendering import RETRY_SECONDS, render_error, render_notice
from channels.web.visitors import COOKIE, SESSION_LIFETIME, Visitor, find_visitor
from records.database import is_away

Handler = Callable[[Request], Coroutine[Any, Any, Response]]
Render = Callable[[Request, Refused], Response]

log = structlog.get_logger(__name__)


def page_route(deps: WebDeps) -> type[APIRoute]:
    """Routes that a person looks at: a refusal is a kind page."""
    return _route_class(lambda request, refused: render_notice(request, refused, hospital=deps.hospital))


def script_route() -> type[APIRoute]:
    """Routes that a script calls: a refusal is JSON."""
    return _route_class(render_error)


async def visitor_of(session: AsyncSession, deps: WebDeps, request: Request) -> Visitor | None:
    """Who holds this browser's cookie."""
    token = request.cookies.get(COOKIE)
    return await find_visitor(session, token, now=deps.clock()) if token else None


async def require_visitor(session: AsyncSession, deps: WebDeps, request: Request) -> Visitor:
    """The visitor, who must be the one whose chat the page shows.

    On a family's phone a second link changes the browser's session while a page of the first patient is still open.
    That page says which conversation it shows (`X-Chat` or `?chat=`), and is refused instead of writing into the other.
    """
    visitor = await visitor_of(session, deps, request)
    if visitor is None:
        raise Refused(401, "no_session")
    shown = request.headers.get("x-chat") or request.query_params.get("chat")
    if shown is not None and shown != str(visitor.conversation_id):
        raise Refused(409, "switched")
    return visitor


def set_session_cookie(response: Response, token: str, *, secure: bool) -> None:
    """Give the browser its session."""
    seconds = int(SESSION_LIFETIME.total_seconds())
    response.set_cookie(COOKIE, token, max_age=seconds, httponly=True, samesite="lax", secure=secure, path="/")


def _route_class(render: Render) -> type[APIRoute]:
    class GuardedRoute(APIRoute):
        def get_route_handler(self) -> Handler:
            return _guarded(super().get_route_handler(), render)

    return GuardedRoute


def _guarded(handler: Handler, render: Render) -> Handler:
    async def guarded(request: Request) -> Response:
        try:
            return await handler(request)
        except Refused as refused:
            return render(request, refused)
        except Exception as exc:
            if not is_away(exc):
                raise
            log.warning("web.database_away", error=type(exc).__name__)
            return render(request, Refused(503, "away", retry_after_seconds=RETRY_SECONDS))

    return guarded
