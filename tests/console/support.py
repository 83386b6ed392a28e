"""Settles how a test drives the console: the app around a fixed clock, and forms sent as a browser sends them."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import httpx
from fastapi import FastAPI
from sqlalchemy import select

from console.deps import ConsoleDeps
from console.routes import create_router
from records.database import Sessions
from records.feed import Feed
from records.models import AuditEvent
from tests.console.demo_rows import PASSWORD

NOW = datetime(2026, 11, 20, 4, 35, tzinfo=UTC)  # 12:35 in the hospital
SITE = "http://console.test"
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass
class Clock:
    """The present, moved by hand."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def forward(self, by: timedelta) -> None:
        """Let time pass."""
        self.now += by


def make_app(sessions: Sessions, feed: Feed, clock: Clock) -> FastAPI:
    """An application with nothing but the console."""
    app = FastAPI()
    app.include_router(
        create_router(
            ConsoleDeps(sessions=sessions, feed=feed, clock=clock, secure_cookies=False, hospital="市第一医院")
        )
    )
    return app


def client_of(app: FastAPI) -> httpx.AsyncClient:
    """A browser without scripts: keeps cookies, sends an Origin, does not follow redirects by itself."""
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=SITE, headers={"Origin": SITE})


def words(page: httpx.Response | str) -> str:
    """What a reader sees: no tags, single spaces."""
    source = page if isinstance(page, str) else page.text
    text = re.sub(r"<(script|style|svg)\b.*?</\1>|<[^>]+>", " ", source, flags=re.S)
    return " ".join(html.unescape(text).split())


async def token_of(client: httpx.AsyncClient, page: str) -> str:
    """The form token that stands on a page."""
    found = TOKEN.search((await client.get(page)).text)
    assert found is not None
    return found[1]


async def log_in(
    client: httpx.AsyncClient, username: str, password: str = PASSWORD, back: str = "/staff/"
) -> httpx.Response:
    """Fill in the log-in form."""
    token = await token_of(client, "/staff/login")
    form = {"csrf_token": token, "username": username, "password": password, "next": back}
    return await client.post("/staff/login", data=form)


async def audit_trail(sessions: Sessions, staff_id: int) -> list[tuple[str, int | None, str | None]]:
    """What stands in the audit log about this staff member: action, patient, detail."""
    async with sessions() as session:
        query = select(AuditEvent).where(AuditEvent.staff_id == staff_id).order_by(AuditEvent.id)
        return [(row.action, row.patient_id, row.detail) for row in await session.scalars(query)]
