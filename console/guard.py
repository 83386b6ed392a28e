"""Settles what surrounds every route: early ends become pages, and every answer carries the security headers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import quote, urlsplit

import structlog
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response

from console.desk import Desk, is_fragment
from console.errors import Forged, LoginRequired, NotThere
from console.forms import local_path
from records.access import NotAccessible
from records.database import is_away

CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",  # Tabler's CSS carries its select arrows and ticks as data: images
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
}
LOGIN = "/staff/login"

log = structlog.get_logger(__name__)
Handler = Callable[[Request], Awaitable[Response]]


def guarded_route(desk: Desk) -> type[APIRoute]:
    """The class of all the console's routes."""

    class GuardedRoute(APIRoute):
        def get_route_handler(self) -> Handler:  # type: ignore[override]  # FastAPI says Coroutine for the same thing
            handler = super().get_route_handler()

            async def guarded(request: Request) -> Response:
                try:
                    response: Response = await handler(request)
                except Exception as exc:
                    response = _early_end(desk, request, exc)
                for name, value in HEADERS.items():
                    response.headers.setdefault(name, value)
                return response

            return guarded

    return GuardedRoute


def _early_end(desk: Desk, request: Request, exc: Exception) -> Response:
    if isinstance(exc, LoginRequired):
        return _to_login(request)
    if isinstance(exc, Forged):
        return error_page(desk, request, 403)
    if isinstance(exc, (NotThere, NotAccessible, RequestValidationError)):
        return error_page(desk, request, 404)
    if isinstance(exc, ClientDisconnect):
        return Response(status_code=400)  # nobody reads it any more
    if is_away(exc):
        log.warning("console.database_away", error=type(exc).__name__)
        return error_page(desk, request, 503)
    raise exc


def error_page(desk: Desk, request: Request, status: int) -> Response:
    """The page for 403, 404 and 503. Nobody's name stands on it: the database may be away."""
    response = desk.render(request, "error.html", status=status, code=status)
    if status == 503:
        response.headers["Retry-After"] = "5"
    return response


def _to_login(request: Request) -> Response:
    """To the log-in page and back to the page that was open, also when only a part of it was asked for."""
    if is_fragment(request):
        open_page = urlsplit(request.headers.get("hx-current-url", "")).path
        return Response(status_code=200, headers={"HX-Redirect": _login_url(open_page)})
    return RedirectResponse(_login_url(request.url.path if request.method == "GET" else None), status_code=303)


def _login_url(page: str | None) -> str:
    back = local_path(page)
    return LOGIN if back == "/staff/" else f"{LOGIN}?next={quote(back)}"
