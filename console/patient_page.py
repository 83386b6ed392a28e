"""Settles the page of one patient and its parts that are fetched again: messages, and the panels beside them."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request
from starlette.responses import Response

from console.alerts import alerts_of
from console.chart import pressure_chart
from console.conversation import read_talk
from console.desk import Desk, Visit
from console.form import latest_form
from console.patients import summary_of
from console.readings import MAX_SHOWN, latest_readings, pressure_trend
from records.access import access_patient, refresh_patient
from records.models import Patient

MAX_ID = 2**63 - 1


def add_patient_routes(router: APIRouter, desk: Desk) -> None:
    """GET /patients/{id}, …/messages?after= or ?before=, …/panels."""

    @router.get("/patients/{patient_id}")
    async def page(request: Request, patient_id: int) -> Response:
        visit = await desk.visit(request)
        async with desk.deps.sessions.begin() as session:
            patient = await access_patient(
                session, visit.staff, _checked(patient_id), action="view_patient", now=visit.now
            )
            talk = await read_talk(session, patient.id, now=visit.now)
            panels = await _panels(desk, session, visit, patient)
        return desk.render(request, "patient.html", visit=visit, talk=talk, **panels)

    @router.get("/patients/{patient_id}/messages")
    async def messages(
        request: Request, patient_id: int, before: int | None = None, after: int | None = None
    ) -> Response:
        visit = await desk.visit(request)
        async with desk.deps.sessions.begin() as session:
            patient = await refresh_patient(session, visit.staff, _checked(patient_id), now=visit.now)
            talk = await read_talk(session, patient.id, before=before, after=after, now=visit.now)
        return desk.render(
            request, "messages.html", visit=visit, talk=talk, patient_id=patient.id, is_older=before is not None
        )

    @router.get("/patients/{patient_id}/panels")
    async def panels(request: Request, patient_id: int) -> Response:
        visit = await desk.visit(request)
        async with desk.deps.sessions.begin() as session:
            patient = await refresh_patient(session, visit.staff, _checked(patient_id), now=visit.now)
            content = await _panels(desk, session, visit, patient)
        return desk.render(request, "panels_update.html", visit=visit, **content)


def _checked(patient_id: int) -> int:
    """An id that the database can hold; any other is nobody's, and is refused like one."""
    return patient_id if 0 < patient_id <= MAX_ID else 0


async def _panels(desk: Desk, session: AsyncSession, visit: Visit, patient: Patient) -> dict[str, Any]:
    target = desk.deps.target
    return {
        "patient_id": patient.id,
        "summary": await summary_of(session, patient, now=visit.now),
        "alerts": await alerts_of(session, patient.id),
        "form": await latest_form(session, patient.id, language=visit.language, target=target),
        "readings": await latest_readings(session, patient.id, target=target),
        "max_readings": MAX_SHOWN,
        "chart": pressure_chart(await pressure_trend(session, patient.id), target),
    }
