"""Settles the page of one earlier form: what it came to and what was answered, as it was then."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from console.desk import Desk
from console.fillings import filling_of
from console.form import read_forms
from console.forms import known_id
from console.targets import goals_of
from records.access import access_patient


def add_form_routes(router: APIRouter, desk: Desk) -> None:
    """GET /patients/{id}/forms/{response_id}."""

    @router.get("/patients/{patient_id}/forms/{response_id}")
    async def page(request: Request, patient_id: int, response_id: int) -> Response:
        visit = await desk.visit(request)
        async with desk.deps.sessions.begin() as session:
            patient = await access_patient(
                session, visit.staff, known_id(patient_id), action="view_form", now=visit.now
            )
            response = await filling_of(session, patient.id, known_id(response_id))
            target = desk.deps.target.of((await goals_of(session, [patient.id]))[patient.id])
            forms = await read_forms(session, [response], language=visit.language, target=target, now=visit.now)
        return desk.render(request, "form.html", visit=visit, patient=patient, form=forms[0], target=target)
