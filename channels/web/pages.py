"""Settles the pages that a person sees: the one behind a link, and the chat."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from channels.protocol import MAX_TEXT_CHARS
from channels.web.deps import WebDeps
from channels.web.gate import page_route, require_visitor, set_session_cookie, visitor_of
from channels.web.guards import Refused, check_same_origin
from channels.web.links import Link, LinkState, look_at_link, open_link
from channels.web.rendering import SECURITY_HEADERS, render_notice, render_page
from channels.web.texts import script_texts, texts_for
from channels.web.visitors import COOKIE, Visitor, renew_session

CHAT = "/chat"
STATUS = {LinkState.UNKNOWN: 404, LinkState.USED: 410, LinkState.EXPIRED: 410}


def page_router(deps: WebDeps) -> APIRouter:
    """GET and POST /c/{token}, GET /chat."""
    router = APIRouter(route_class=page_route(deps), include_in_schema=False)

    @router.api_route("/c/{token}", methods=["GET", "HEAD"])
    async def show_link(request: Request, token: str) -> Response:
        return await _show_link(deps, request, token)

    @router.post("/c/{token}")
    async def press_start(request: Request, token: str) -> Response:
        check_same_origin(request)
        async with deps.sessions.begin() as session:
            session_token = await open_link(session, token, link_key=deps.link_key, now=deps.clock())
        if session_token is None:
            return await _show_link(deps, request, token)
        response = _to_chat()
        set_session_cookie(response, session_token, secure=deps.secure_cookies)
        return response

    @router.get(CHAT)
    async def show_chat(request: Request) -> Response:
        async with deps.sessions.begin() as session:
            visitor = await require_visitor(session, deps, request)
            renewed = await renew_session(session, visitor, now=deps.clock())
        response = _chat_page(deps, request, visitor)
        if renewed:
            set_session_cookie(response, request.cookies[COOKIE], secure=deps.secure_cookies)
        return response

    return router


async def _show_link(deps: WebDeps, request: Request, token: str) -> Response:
    """The page with the button, or where this browser already has the chat, the chat, or a kind page."""
    async with deps.sessions() as session:
        link = await look_at_link(session, token, link_key=deps.link_key, now=deps.clock())
        visitor = await visitor_of(session, deps, request)
    if visitor is not None and visitor.contact_point_id == link.contact_point_id:
        return _to_chat()
    if link.state is LinkState.READY:
        return render_page("start.html", request, hospital=deps.hospital)
    return _refusal(deps, request, link, visitor)


def _refusal(deps: WebDeps, request: Request, link: Link, visitor: Visitor | None) -> Response:
    refused = Refused(STATUS[link.state], link.state.value)
    return render_notice(request, refused, hospital=deps.hospital, go_on=visitor is not None)


def _chat_page(deps: WebDeps, request: Request, visitor: Visitor) -> Response:
    config = {
        "chat": visitor.conversation_id,
        "max_chars": MAX_TEXT_CHARS,
        "texts": script_texts(texts_for(request)),
    }
    return render_page("chat.html", request, hospital=deps.hospital, patient_name=visitor.patient_name, config=config)


def _to_chat() -> RedirectResponse:
    return RedirectResponse(CHAT, status_code=303, headers=SECURITY_HEADERS)
