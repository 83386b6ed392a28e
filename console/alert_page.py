"""Settles the one act on an alert: a person says that he or she knows of it."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from console.alerts import acknowledge
from console.desk import Desk, is_fragment
from console.forms import field, local_path

REFRESH = "staff-alerts"  # the event that open pages refresh on


def add_alert_routes(router: APIRouter, desk: Desk) -> None:
    """POST /alerts/{id}/acknowledge."""

    @router.post("/alerts/{alert_id}/acknowledge")
    async def acknowledge_alert(request: Request, alert_id: int) -> Response:
        visit = await desk.visit_by_form(request)
        async with desk.deps.sessions.begin() as session:
            patient_id = await acknowledge(session, visit.staff, alert_id, now=visit.now)
        if is_fragment(request):
            return Response(status_code=204, headers={"HX-Trigger": REFRESH})
        back = local_path(await field(request, "next"), fallback=f"/staff/patients/{patient_id}")
        return RedirectResponse(back, status_code=303)
