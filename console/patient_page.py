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
from console.fillings import latest_fillings
from console.form import read_forms
from console.forms import known_id
from console.patients import summary_of
from console.planned import planned_next
from console.readings import MAX_SHOWN, latest_readings, pressure_trend
from console.targets import goals_of
from records.access import access_patient, refresh_patient
from records.models import Patient


def add_patient_routes(router: APIRouter, desk: Desk) -> None:
    """GET /patients/{id}, …/messages?after= or ?before=, …/panels."""

    @router.get("/patients/{patient_id}")
    async def page(request: Request, patient_id: int) -> Response:
        visit = await desk.visit(request)
        async with desk.deps.sessions.begin() as session:
            patient = await access_patient(
                session, visit.staff, known_id(patient_id), action="view_patient", now=visit.now
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
            patient = await refresh_patient(session, visit.staff, known_id(patient_id), now=visit.now)
            talk = await read_talk(session, patient.id, before=before, after=after, now=visit.now)
        return desk.render(
            request, "messages.html", visit=visit, talk=talk, patient_id=patient.id, is_older=before is not None
        )

    @router.get("/patients/{patient_id}/panels")
    async def panels(request: Request, patient_id: int) -> Response:
        visit = await desk.visit(request)
        async with desk.deps.sessions.begin() as session:
            patient = await refresh_patient(session, visit.staff, known_id(patient_id), now=visit.now)
            content = await _panels(desk, session, visit, patient)
        return desk.render(request, "panels_update.html", visit=visit, **content)


async def _panels(desk: Desk, session: AsyncSession, visit: Visit, patient: Patient) -> dict[str, Any]:
    target = desk.deps.target.of((await goals_of(session, [patient.id]))[patient.id])
    fillings = await latest_fillings(session, patient.id)
    forms = await read_forms(session, fillings, language=visit.language, target=target, now=visit.now)
    return {
        "patient_id": patient.id,
        "target": target,
        "next": (await planned_next(session, [patient.id], now=visit.now)).get(patient.id),
        "summary": await summary_of(session, patient, now=visit.now),
        "alerts": await alerts_of(session, patient.id),
        "form": forms[0] if forms else None,
        "earlier": forms[1:],
        "readings": await latest_readings(session, patient.id, target=target),
        "max_readings": MAX_SHOWN,
        "chart": pressure_chart(await pressure_trend(session, patient.id), target),
    }
