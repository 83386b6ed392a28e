"""Settles the pages of logging in and out."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from console.desk import FORM_COOKIE, Desk, form_token
from console.forms import check_form, field, local_path
from console.login import log_in
from console.passwords import MAX_PASSWORD_CHARS
from console.staff_sessions import COOKIE, LIFETIME, end_session, find_session
from records.models import AuditEvent

FORM_LIFETIME_SECONDS = 60 * 60  # 1 hour to fill in the log-in form


def add_login_routes(router: APIRouter, desk: Desk) -> None:
    """GET and POST /login, POST /logout."""

    @router.get("/login")
    async def login_form(request: Request, next: str = "") -> Response:
        async with desk.deps.sessions() as session:
            found = await find_session(session, request.cookies.get(COOKIE), now=desk.deps.clock())
        if found:
            return RedirectResponse(local_path(next), status_code=303)
        return _form(desk, request, local_path(next))

    @router.post("/login")
    async def login(request: Request) -> Response:
        await check_form(request, request.cookies.get(FORM_COOKIE))
        back = local_path(await field(request, "next"))
        token = await log_in(
            desk.deps.sessions,
            await field(request, "username"),
            await field(request, "password", MAX_PASSWORD_CHARS),
            old_token=request.cookies.get(COOKIE),
            now=desk.deps.clock(),
        )
        if token is None:
            return _form(desk, request, back, refused=True)
        response = RedirectResponse(back, status_code=303)
        desk.set_cookie(response, COOKIE, token, int(LIFETIME.total_seconds()))
        response.delete_cookie(FORM_COOKIE, path="/staff")
        return response

    @router.post("/logout")
    async def logout(request: Request) -> Response:
        visit = await desk.visit_by_form(request)
        async with desk.deps.sessions.begin() as session:
            await end_session(session, request.cookies.get(COOKIE))
            session.add(AuditEvent(staff_id=visit.staff.id, action="logout", at=visit.now))
        response = RedirectResponse("/staff/login", status_code=303)
        response.delete_cookie(COOKIE, path="/staff")
        return response


def _form(desk: Desk, request: Request, back: str, *, refused: bool = False) -> Response:
    token = form_token(request)
    response = desk.render(
        request,
        "login.html",
        status=401 if refused else 200,
        form_token=token,
        back=back,
        refused=refused,
    )
    desk.set_cookie(response, FORM_COOKIE, token, FORM_LIFETIME_SECONDS)
    return response
