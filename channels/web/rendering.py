"""Settles how pages and answers leave: templates, asset addresses that change with the files, and security headers."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from channels.web.deps import STATIC_DIR, STATIC_URL
from channels.web.guards import Refused
from channels.web.texts import texts_for

# Scripts and styles come from our own files only. Referrer-Policy: no-referrer would make browsers send `Origin: null`
# with our own forms, so it is same-origin: another site still learns nothing.
SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
RETRY_SECONDS = 5

_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, undefined=StrictUndefined
)


@cache
def asset(name: str) -> str:
    """Address of a static file, with a mark of its content, so that a browser never mixes two versions."""
    mark = hashlib.sha256((STATIC_DIR / name).read_bytes()).hexdigest()[:12]
    return f"{STATIC_URL}/{name}?v={mark}"


def render_page(template: str, request: Request, *, status: int = 200, **values: Any) -> HTMLResponse:
    """A whole page."""
    texts = texts_for(request)
    html = _templates.get_template(template).render(t=texts, asset=asset, **values)
    return HTMLResponse(html, status_code=status, headers=SECURITY_HEADERS)


def render_notice(request: Request, refused: Refused, *, hospital: str, go_on: bool = False) -> Response:
    """A kind page that says what happened and what to do; with a way to the chat when this browser has one."""
    response = render_page(
        "notice.html",
        request,
        status=refused.status,
        hospital=hospital,
        code=refused.code,
        go_on=go_on,
        retry_seconds=refused.retry_after_seconds,
    )
    return _with_retry(response, refused)


def render_error(request: Request, refused: Refused) -> Response:
    """The same as JSON: `{"error": code, "message": sentence}`."""
    body = {"error": refused.code, "message": texts_for(request)[refused.code]}
    return _with_retry(JSONResponse(body, status_code=refused.status, headers=SECURITY_HEADERS), refused)


def render_json(body: Any, *, status: int = 200) -> JSONResponse:
    """An answer to a script."""
    return JSONResponse(body, status_code=status, headers=SECURITY_HEADERS)


def _with_retry(response: Response, refused: Refused) -> Response:
    if refused.retry_after_seconds is not None:
        response.headers["Retry-After"] = str(refused.retry_after_seconds)
    return response
