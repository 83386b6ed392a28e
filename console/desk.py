"""Settles what every page needs: who asks, in which language and theme, and how a template becomes a response."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from console import times
from console.assets import Assets
from console.deps import ConsoleDeps
from console.errors import LoginRequired
from console.forms import check_form
from console.i18n import HTML_LANG, Language, language_of, name_of, translate
from console.icons import Icons
from console.staff_sessions import COOKIE, find_session
from records.models import Staff

TEMPLATES = Path(__file__).parent / "templates"
LANGUAGE_COOKIE = "suifang_language"
THEME_COOKIE = "suifang_theme"
FORM_COOKIE = "suifang_staff_form"  # the log-in form's token, before there is a session


@dataclass(frozen=True, kw_only=True)
class Visit:
    """One request by one logged-in staff member."""

    staff: Staff
    csrf_token: str
    language: Language
    now: datetime


class Desk:
    """The console's collaborators, its templates and its assets."""

    def __init__(self, deps: ConsoleDeps) -> None:
        self.deps = deps
        self.assets = Assets(deps.node_modules)
        self._templates = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals |= {
            "asset": self.assets.url,
            "icon": Icons(deps.node_modules),
            "hospital": deps.hospital,
        }

    async def visit(self, request: Request) -> Visit:
        """Who asks for this page.

        Raises:
            LoginRequired: nobody is logged in.
        """
        now = self.deps.clock()
        async with self.deps.sessions() as session:
            found = await find_session(session, request.cookies.get(COOKIE), now=now)
        if found is None:
            raise LoginRequired
        return Visit(staff=found.staff, csrf_token=found.csrf_token, language=language(request), now=now)

    async def visit_by_form(self, request: Request) -> Visit:
        """Who sends this form, which must be our own.

        Raises:
            LoginRequired: nobody is logged in.
            Forged: not our form.
        """
        visit = await self.visit(request)
        await check_form(request, visit.csrf_token)
        return visit

    def render(
        self,
        request: Request,
        template: str,
        *,
        visit: Visit | None = None,
        status: int = 200,
        **context: object,
    ) -> HTMLResponse:
        """A page or a fragment."""
        words = language(request)
        now = visit.now if visit else self.deps.clock()
        html = self._templates.get_template(template).render(
            **_page(request, words, visit), **_helpers(words, now), **context
        )
        return HTMLResponse(html, status_code=status)

    def set_cookie(self, response: Response, name: str, value: str, max_age_seconds: int) -> None:
        """A cookie that scripts cannot read and other sites do not send."""
        response.set_cookie(
            name,
            value,
            max_age=max_age_seconds,
            path="/staff",
            httponly=True,
            samesite="lax",
            secure=self.deps.secure_cookies,
        )


def language(request: Request) -> Language:
    """The language this browser chose."""
    return language_of(request.cookies.get(LANGUAGE_COOKIE))


def theme(request: Request) -> str:
    """`dark` or `light`, as this browser chose."""
    return "dark" if request.cookies.get(THEME_COOKIE) == "dark" else "light"


def form_token(request: Request) -> str:
    """The token of a browser without a session; a new one when it has none yet."""
    return request.cookies.get(FORM_COOKIE) or secrets.token_urlsafe(32)


def is_fragment(request: Request) -> bool:
    """True when htmx asks for a part of a page."""
    return request.headers.get("hx-request") == "true"


def _page(request: Request, words: Language, visit: Visit | None) -> Mapping[str, object]:
    return {
        "language": words,
        "html_lang": HTML_LANG[words],
        "theme": theme(request),
        "here": _here(request),
        "visit": visit,
        "csrf_token": visit.csrf_token if visit else "",
    }


def _here(request: Request) -> str:
    """The page that is open, without its query; for a part of a page, the page around it."""
    return urlsplit(request.headers.get("hx-current-url", "")).path if is_fragment(request) else request.url.path


def _helpers(words: Language, now: datetime) -> Mapping[str, object]:
    return {
        "t": partial(translate, words),
        "name_of": partial(name_of, words),
        "hour_minute": times.hour_minute,
        "day": lambda at: times.day(at, words, now=now),
        "day_minute": lambda at: times.day_minute(at, words, now=now),
        "measured": lambda at, until: times.measured(at, until, words, now=now),
        "coming": lambda at: times.coming(at, words, now=now),
        "ago": lambda at: times.ago(at, words, now=now),
        "iso_day": lambda text: times.iso_day(text, words),
    }
