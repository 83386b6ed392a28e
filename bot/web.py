"""Settles what faces people: the patients' page and the staff's console, one ASGI application."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio
from fastapi import FastAPI
from fastapi.responses import RedirectResponse
from fastapi.staticfiles import StaticFiles

from bot.wiring import System
from channels.web.deps import STATIC_DIR, STATIC_URL, WebDeps
from channels.web.routes import create_router as patient_router
from console.deps import ConsoleDeps
from console.routes import create_router as staff_router
from records.feed import Feed


def create_web(system: System) -> FastAPI:
    """The public application. No API docs: nothing here is for strangers."""
    feed = Feed(system.database_url)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(feed.run)
            yield
            tasks.cancel_scope.cancel()

    app = FastAPI(title="Suifang", lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    secure = system.settings.base_url.startswith("https://")
    app.include_router(
        patient_router(
            WebDeps(
                sessions=system.sessions,
                feed=feed,
                receive=system.inbox,
                link_key=system.secrets.link_key,
                clock=system.clock,
                secure_cookies=secure,
                hospital=system.settings.hospital,
            )
        )
    )
    app.include_router(
        staff_router(
            ConsoleDeps(
                sessions=system.sessions,
                feed=feed,
                clock=system.clock,
                secure_cookies=secure,
                hospital=system.settings.hospital,
            )
        )
    )
    app.mount(STATIC_URL, StaticFiles(directory=STATIC_DIR), name="web-static")

    @app.get("/", include_in_schema=False)
    async def root() -> RedirectResponse:
        return RedirectResponse("/staff/")

    @app.get("/health", include_in_schema=False)
    async def health() -> dict[str, str]:
        return {"status": "ok"}

    return app
