"""While the database is away the page says so and asks to come back, and nothing is acknowledged."""

from __future__ import annotations

from datetime import UTC, datetime

import httpx
from fastapi import FastAPI

from channels.protocol import InboundMessage, Receipt
from channels.web import WebDeps, create_router
from channels.web.tokens import new_link_token
from channels.web.visitors import COOKIE
from records.database import create_engine, create_sessions
from records.feed import Feed
from tests.web.conftest import LINK_KEY

NOWHERE = "postgresql://nobody@127.0.0.1:1/nothing"


async def _receive(message: InboundMessage) -> Receipt:
    raise AssertionError("a stranger's message must not get here")


async def test_dead_database_is_a_kind_503() -> None:
    engine = create_engine(NOWHERE)
    deps = WebDeps(
        sessions=create_sessions(engine),
        feed=Feed(NOWHERE),
        receive=_receive,
        link_key=LINK_KEY,
        clock=lambda: datetime.now(UTC),
        secure_cookies=True,
        hospital="市第一医院",
    )
    app = FastAPI()
    app.include_router(create_router(deps))
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://page", cookies={COOKIE: "x"}) as client:
        posted = await client.post("/chat/messages", json={"id": "0123456789abcdef", "text": "血压135/85"})
        events, page = await client.get("/chat/events"), await client.get("/chat")
        link = await client.post(f"/c/{new_link_token(LINK_KEY)}")
    assert [answer.status_code for answer in (posted, events, page, link)] == [503] * 4
    assert posted.json() == {"error": "away", "message": "系统暂时连不上，请稍后再试。"}
    assert posted.headers["retry-after"] == "5"
    assert "系统暂时连不上" in page.text
    assert 'http-equiv="refresh"' in page.text
    await engine.dispose()
