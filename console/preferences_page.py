"""Settles a browser's language and theme: two cookies, changed by a form, so that no script needs to touch the page."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from console.desk import FORM_COOKIE, LANGUAGE_COOKIE, THEME_COOKIE, Desk
from console.forms import check_form, field, local_path
from console.i18n import language_of
from console.staff_sessions import COOKIE, find_session

YEAR_SECONDS = 60 * 60 * 24 * 365


def add_preference_routes(router: APIRouter, desk: Desk) -> None:
    """POST /preferences with `language` or `theme`, and the page to go back to."""

    @router.post("/preferences")
    async def choose(request: Request) -> Response:
        await check_form(request, await _token(desk, request))
        login = "/staff/login" if (await field(request, "next")).startswith("/staff/login") else "/staff/"
        response = RedirectResponse(local_path(await field(request, "next"), fallback=login), status_code=303)
        if words := await field(request, "language"):
            desk.set_cookie(response, LANGUAGE_COOKIE, language_of(words), YEAR_SECONDS)
        if theme := await field(request, "theme"):
            desk.set_cookie(response, THEME_COOKIE, "dark" if theme == "dark" else "light", YEAR_SECONDS)
        return response


async def _token(desk: Desk, request: Request) -> str | None:
    async with desk.deps.sessions() as session:
        found = await find_session(session, request.cookies.get(COOKIE), now=desk.deps.clock())
    return found.csrf_token if found else request.cookies.get(FORM_COOKIE)
