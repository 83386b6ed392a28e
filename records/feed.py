"""Settles how a page learns that something changed: one LISTEN connection a process, fanned out to its open pages.

A notification carries ids only and may be missed (a connection that breaks, a slow page); so it never carries content,
a reader always reads the rows again, and after a reconnect everybody is woken once.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

import asyncpg
import structlog

from records.database import DATABASE_AWAY, plain_url

CONVERSATION_CHANNEL = "suifang_conversation"
ALERT_CHANNEL = "suifang_alert"
RECONNECT_SECONDS = 1.0
CHECK_SECONDS = 5.0

log = structlog.get_logger(__name__)


class Feed:
    """Wakes subscribers of a topic: `conversation:<id>`, `conversations` (any), `alerts` (any)."""

    def __init__(self, url: str) -> None:
        self._url = plain_url(url)
        self._events: dict[str, set[asyncio.Event]] = {}

    async def run(self) -> None:
        """Listen until cancelled; reconnects by itself."""
        while True:
            try:
                await self._listen()
            except (*DATABASE_AWAY, asyncpg.PostgresError, asyncpg.InterfaceError) as exc:
                log.warning("feed.reconnect", error=type(exc).__name__)
            await asyncio.sleep(RECONNECT_SECONDS)

    async def _listen(self) -> None:
        connection = await asyncpg.connect(self._url, timeout=5)
        try:
            await connection.add_listener(CONVERSATION_CHANNEL, self._on_conversation)
            await connection.add_listener(ALERT_CHANNEL, self._on_alert)
            self._wake_all()
            while True:
                await asyncio.sleep(CHECK_SECONDS)
                await connection.fetchval("select 1", timeout=5)
        finally:
            with contextlib.suppress(Exception):
                await connection.close(timeout=1)

    def _on_conversation(self, _connection: object, _pid: int, _channel: str, payload: object) -> None:
        self._wake(f"conversation:{payload}")
        self._wake("conversations")

    def _on_alert(self, _connection: object, _pid: int, _channel: str, _payload: object) -> None:
        self._wake("alerts")

    def _wake(self, topic: str) -> None:
        for event in self._events.get(topic, ()):
            event.set()

    def _wake_all(self) -> None:
        for topic in list(self._events):
            self._wake(topic)

    async def changes(self, *topics: str, heartbeat_seconds: float = 15.0) -> AsyncIterator[bool]:
        """Yield True when a topic changed since the last yield, False when nothing did for `heartbeat_seconds`.

        The first value is True at once, so that a reader starts by reading the rows.
        """
        event = asyncio.Event()
        event.set()
        for topic in topics:
            self._events.setdefault(topic, set()).add(event)
        try:
            while True:
                try:
                    await asyncio.wait_for(event.wait(), heartbeat_seconds)
                except TimeoutError:
                    yield False
                    continue
                event.clear()
                yield True
        finally:
            for topic in topics:
                self._events[topic].discard(event)
                if not self._events[topic]:
                    del self._events[topic]
