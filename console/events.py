"""Settles how an open page hears that something changed: a stream of bare words; the page then asks again."""

from __future__ import annotations

from collections.abc import AsyncIterator

from fastapi import APIRouter
from sse_starlette import EventSourceResponse
from starlette.requests import Request
from starlette.responses import Response

from console.conversation import conversation_ids
from console.desk import Desk
from console.errors import LoginRequired
from records.access import refresh_patient
from records.feed import Feed


def add_event_routes(router: APIRouter, desk: Desk) -> None:
    """GET /events for the work list, GET /patients/{id}/events for one patient's page."""

    @router.get("/events")
    async def list_events(request: Request) -> Response:
        try:
            await desk.visit(request)
        except LoginRequired:
            return Response(status_code=401)
        return _stream(desk.deps.feed, "conversations", "alerts")

    @router.get("/patients/{patient_id}/events")
    async def patient_events(request: Request, patient_id: int) -> Response:
        try:
            visit = await desk.visit(request)
        except LoginRequired:
            return Response(status_code=401)
        async with desk.deps.sessions.begin() as session:
            patient = await refresh_patient(session, visit.staff, patient_id, now=visit.now)
            topics = [f"conversation:{key}" for key in await conversation_ids(session, patient.id)]
        return _stream(desk.deps.feed, *(topics or ["conversations"]), "alerts")


def _stream(feed: Feed, *topics: str) -> Response:
    async def changes() -> AsyncIterator[dict[str, str]]:
        async for changed in feed.changes(*topics):
            if changed:
                yield {"event": "changed", "data": "1"}

    return EventSourceResponse(changes(), headers={"X-Accel-Buffering": "no"})
