"""Settles how an open page follows its conversation: server-sent events, made from the rows each time.

Events: `messages` (rows, with the highest id as the event's id), `typing` (`{"typing", "delayed"}`), `beat` (nothing
happened; a page that hears none for a while knows that the line is dead). A row may come twice and after a newer one;
the page knows each by its id. A stream ends by itself after a while, so that its session is checked again.
"""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator, Sequence
from typing import Any

import structlog
from sqlalchemy.ext.asyncio import AsyncSession
from sse_starlette import ServerSentEvent

from channels.web.deps import WebDeps
from channels.web.history import MAX_PAGE_ROWS, Progress, read_newer, read_progress, read_unseen, to_json
from records.database import is_away
from records.models import Message

STREAM_SECONDS = 60 * 10  # 10 minutes
HEARTBEAT_SECONDS = 15.0
RETRY_MILLISECONDS = 1000

log = structlog.get_logger(__name__)


async def follow(deps: WebDeps, conversation_id: int, *, after: int | None) -> AsyncIterator[ServerSentEvent]:
    """The events of one conversation, from the rows after an id (None: from the newest rows) on.

    Ends quietly when the database goes away: the page comes back and is told so.
    """
    reader = _Reader(deps, conversation_id, after=after)
    until = time.monotonic() + STREAM_SECONDS
    try:
        async for changed in deps.feed.changes(f"conversation:{conversation_id}", heartbeat_seconds=HEARTBEAT_SECONDS):
            for event in await reader.read():
                yield event
            if not changed:
                yield ServerSentEvent(event="beat", data="{}")
            if time.monotonic() > until:
                return
    except Exception as exc:
        if not is_away(exc):
            raise
        log.warning("web.stream_ended", conversation_id=conversation_id, error=type(exc).__name__)


class _Reader:
    """What one page has been sent. No connection is held between two reads."""

    def __init__(self, deps: WebDeps, conversation_id: int, *, after: int | None) -> None:
        self._deps = deps
        self._conversation_id = conversation_id
        self._after = after
        self._seen: set[int] = set()
        self._progress: Progress | None = None

    async def read(self) -> list[ServerSentEvent]:
        """The events since the last read."""
        async with self._deps.sessions() as session:
            rows = await self._missed(session) + list(
                await read_unseen(session, self._conversation_id, seen=self._seen)
            )
            progress = await read_progress(session, self._conversation_id, now=self._deps.clock())
        events = [self._messages(rows)] if rows else []
        if progress != self._progress:
            self._progress = progress
            events.append(_event("typing", {"typing": progress.typing, "delayed": progress.delayed}))
        return events

    async def _missed(self, session: AsyncSession) -> list[Message]:
        missed: list[Message] = []
        more = self._after is not None
        while more and self._after is not None:
            rows, more = await read_newer(session, self._conversation_id, after=self._after, limit=MAX_PAGE_ROWS)
            self._note(rows)
            missed += rows
            self._after = rows[-1].id if rows else self._after
        self._after = None
        return missed

    def _messages(self, rows: Sequence[Message]) -> ServerSentEvent:
        self._note(rows)
        in_order = sorted(rows, key=lambda row: row.id)
        return _event("messages", [to_json(row) for row in in_order], event_id=str(max(self._seen)))

    def _note(self, rows: Sequence[Message]) -> None:
        self._seen.update(row.id for row in rows)


def _event(name: str, data: Any, *, event_id: str | None = None) -> ServerSentEvent:
    text = json.dumps(data, ensure_ascii=False)
    return ServerSentEvent(event=name, data=text, id=event_id, retry=RETRY_MILLISECONDS)
