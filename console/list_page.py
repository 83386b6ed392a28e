"""Settles the work list's page and the part of it that is fetched again while it is open.

Search and filter travel in the form's body: a name must not stand in a URL, which logs and histories keep.
"""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from console.desk import Desk, Visit, is_fragment
from console.followup import STATES
from console.forms import field
from console.worklist import work_list
from records.access import access_patients, refresh_patients

FILTERS = tuple(state for state in STATES if state not in ("none", "cancelled"))


def add_list_routes(router: APIRouter, desk: Desk) -> None:
    """GET / and POST / (search, filter, refresh)."""

    @router.get("/")
    async def whole_list(request: Request) -> Response:
        return await _list(desk, request, await desk.visit(request))

    @router.post("/")
    async def searched_list(request: Request) -> Response:
        visit = await desk.visit_by_form(request)
        return await _list(desk, request, visit, await field(request, "search", 60), await field(request, "state", 20))


async def _list(desk: Desk, request: Request, visit: Visit, search: str = "", state: str = "") -> Response:
    async with desk.deps.sessions.begin() as session:
        if is_fragment(request):  # of a page whose opening was audited
            patients = await refresh_patients(session, visit.staff)
        else:
            patients = await access_patients(session, visit.staff, now=visit.now)
        content = await work_list(session, patients, search=search, state=state, target=desk.deps.target, now=visit.now)
    template = "list_rows.html" if is_fragment(request) else "list.html"
    return desk.render(request, template, visit=visit, list=content, search=search, state=state, filters=FILTERS)
