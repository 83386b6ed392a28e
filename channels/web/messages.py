"""Settles the page's HTTP interface: post a message, read the history, follow what happens.

A message is acknowledged (202) only when it is a row. The page's own id of a message is its external id, so a message
posted again after a lost answer is the same message and gets the same acknowledgement.
"""

from __future__ import annotations

import logging
import math
import time

from fastapi import APIRouter
from sse_starlette import EventSourceResponse
from starlette.requests import Request
from starlette.responses import Response

from channels.protocol import InboundMessage, UnknownAddress
from channels.web.deps import CHANNEL, WebDeps
from channels.web.gate import require_visitor, script_route
from channels.web.guards import Posted, RateLimit, Refused, check_same_origin, parse_posted, read_body
from channels.web.history import MAX_PAGE_ROWS, PAGE_ROWS, external_id, read_newer, read_older, to_json
from channels.web.rendering import SECURITY_HEADERS, render_json
from channels.web.stream import follow
from channels.web.visitors import Visitor

MAX_ID = 2**63 - 1


def message_router(deps: WebDeps) -> APIRouter:
    """POST and GET /chat/messages, GET /chat/events."""
    router = APIRouter(route_class=script_route(), include_in_schema=False)
    rate_limit = RateLimit()
    # At DEBUG the library logs every chunk, which is what patients wrote.
    logging.getLogger("sse_starlette").setLevel(logging.INFO)

    @router.post("/chat/messages")
    async def post_message(request: Request) -> Response:
        check_same_origin(request)
        body = await read_body(request)
        visitor = await _visitor(deps, request)
        posted = parse_posted(body)
        _check_rate(rate_limit, visitor)
        return render_json({"message_id": await _receive(deps, visitor, posted)}, status=202)

    @router.get("/chat/messages")
    async def read_messages(request: Request) -> Response:
        after, before = _id_in(request, "after"), _id_in(request, "before")
        limit = min(_id_in(request, "limit") or PAGE_ROWS, MAX_PAGE_ROWS)
        async with deps.sessions() as session:
            visitor = await require_visitor(session, deps, request)
            if after is not None:
                rows, more = await read_newer(session, visitor.conversation_id, after=after, limit=limit)
            else:
                rows, more = await read_older(session, visitor.conversation_id, before=before, limit=limit)
        return render_json({"chat": visitor.conversation_id, "messages": [to_json(row) for row in rows], "more": more})

    @router.get("/chat/events")
    async def follow_events(request: Request) -> Response:
        visitor = await _visitor(deps, request)
        after = _parse_id(request.headers.get("last-event-id")) or _id_in(request, "after")
        events = follow(deps, visitor.conversation_id, after=after)
        return EventSourceResponse(events, ping=0, headers=SECURITY_HEADERS, send_timeout=30)

    return router


async def _visitor(deps: WebDeps, request: Request) -> Visitor:
    async with deps.sessions() as session:
        return await require_visitor(session, deps, request)


def _check_rate(rate_limit: RateLimit, visitor: Visitor) -> None:
    wait_seconds = rate_limit.wait_seconds(visitor.session_hash, now_seconds=time.monotonic())
    if wait_seconds > 0:
        raise Refused(429, "rate", retry_after_seconds=math.ceil(wait_seconds))


async def _receive(deps: WebDeps, visitor: Visitor, posted: Posted) -> int:
    message = InboundMessage(
        channel=CHANNEL,
        address=visitor.address,
        external_id=external_id(visitor.contact_point_id, posted.client_id),
        text=posted.text,
        received_at=deps.clock(),
    )
    try:
        return (await deps.receive(message)).message_id
    except UnknownAddress as exc:
        raise Refused(401, "no_session") from exc


def _id_in(request: Request, name: str) -> int | None:
    return _parse_id(request.query_params.get(name))


def _parse_id(text: str | None) -> int | None:
    """A row's id or a count from an address; what is not one counts as absent."""
    if text is None or not (text.isascii() and text.isdigit()) or len(text) > 19:
        return None
    return min(int(text), MAX_ID)
