"""Settles which addresses the patient's page has."""

from __future__ import annotations

from fastapi import APIRouter

from channels.web.deps import WebDeps
from channels.web.messages import message_router
from channels.web.pages import page_router


def create_router(deps: WebDeps) -> APIRouter:
    """All routes of the patient's page. Its files are served by the application from `STATIC_DIR` at /static/web."""
    router = APIRouter()
    router.include_router(page_router(deps))
    router.include_router(message_router(deps))
    return router
