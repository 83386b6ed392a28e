"""Settles the console's router: every page under /staff, each in its own file, all behind one guard."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from console.alert_page import add_alert_routes
from console.deps import ConsoleDeps
from console.desk import Desk
from console.errors import NotThere
from console.events import add_event_routes
from console.form_page import add_form_routes
from console.guard import guarded_route
from console.list_page import add_list_routes
from console.login_page import add_login_routes
from console.patient_page import add_patient_routes
from console.preferences_page import add_preference_routes


def create_router(deps: ConsoleDeps) -> APIRouter:
    """All pages of the staff.

    Raises:
        FileNotFoundError: the browser assets are not installed (`npm ci`).
    """
    desk = Desk(deps)
    router = APIRouter(prefix="/staff", include_in_schema=False, route_class=guarded_route(desk))
    _add_assets(router, desk)
    add_login_routes(router, desk)
    add_preference_routes(router, desk)
    add_list_routes(router, desk)
    add_patient_routes(router, desk)
    add_form_routes(router, desk)
    add_alert_routes(router, desk)
    add_event_routes(router, desk)
    _add_rest(router)
    return router


def _add_assets(router: APIRouter, desk: Desk) -> None:
    @router.get("/assets/{name}")
    async def asset(request: Request, name: str) -> Response:
        return desk.assets.respond(request, name)


def _add_rest(router: APIRouter) -> None:
    @router.get("")
    async def without_slash() -> Response:
        return RedirectResponse("/staff/", status_code=308)

    @router.api_route("/{path:path}", methods=["GET", "POST"])
    async def nothing_here(path: str) -> Response:
        raise NotThere
