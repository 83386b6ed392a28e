"""Settles what a request must be like before it is looked at: from our own page, small enough, not too often."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import Request

from channels.protocol import MAX_TEXT_CHARS

MAX_BODY_BYTES = 32 * 1024  # 2,000 characters, each written as two \\uXXXX escapes, and some room
MESSAGES_PER_WINDOW = 30
WINDOW_SECONDS = 60.0
CLIENT_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
# Neither of use to a reader nor harmless to every program behind: control characters but line feed and tabulator.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class Refused(Exception):
    """The request is answered with a status and a sentence for the patient (a key of texts.TEXTS)."""

    def __init__(self, status: int, code: str, *, retry_after_seconds: int | None = None) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.retry_after_seconds = retry_after_seconds


@dataclass(frozen=True, kw_only=True)
class Posted:
    """A message as the page posts it."""

    client_id: str
    text: str


def check_same_origin(request: Request) -> None:
    """Raises Refused for a request that another site's page caused (CSRF).

    Browsers say where a request comes from in Sec-Fetch-Site, older ones in Origin; a program sends neither and has no
    cookie that it should not have.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        if site not in ("same-origin", "none"):
            raise Refused(403, "foreign")
        return
    origin = request.headers.get("origin")
    hosts = {request.headers.get("host"), request.headers.get("x-forwarded-host")}
    if origin is not None and urlsplit(origin).netloc not in hosts:
        raise Refused(403, "foreign")


async def read_body(request: Request) -> bytes:
    """The body, refused as soon as it is longer than `MAX_BODY_BYTES`."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY_BYTES:
            raise Refused(413, "too_long")
    return body


def parse_posted(body: bytes) -> Posted:
    """The message in a body `{"id": …, "text": …}`. Raises Refused (400)."""
    try:
        raw: Any = json.loads(body)
    except (ValueError, RecursionError) as exc:
        raise Refused(400, "malformed") from exc
    client_id, text = (raw.get("id"), raw.get("text")) if isinstance(raw, dict) else (None, None)
    if not isinstance(client_id, str) or not isinstance(text, str) or not CLIENT_ID.fullmatch(client_id):
        raise Refused(400, "malformed")
    clean = clean_text(text)
    if not clean:
        raise Refused(400, "empty")
    if len(clean) > MAX_TEXT_CHARS:
        raise Refused(400, "too_long")
    return Posted(client_id=client_id, text=clean)


def clean_text(text: str) -> str:
    """The text without control characters, half characters and blanks around it."""
    whole = text.encode("utf-8", "ignore").decode().replace("\r\n", "\n").replace("\r", "\n")
    return CONTROL.sub("", whole).strip()


class RateLimit:
    """At most so many events per key in a sliding window, in this process."""

    def __init__(self, *, limit: int = MESSAGES_PER_WINDOW, window_seconds: float = WINDOW_SECONDS) -> None:
        self._limit = limit
        self._window_seconds = window_seconds
        self._times: dict[Hashable, deque[float]] = {}

    def wait_seconds(self, key: Hashable, *, now_seconds: float) -> float:
        """Count an event and return 0, or return how long to wait; then it was not counted."""
        self._forget(now_seconds)
        times = self._times.setdefault(key, deque())
        if len(times) >= self._limit:
            return times[0] + self._window_seconds - now_seconds
        times.append(now_seconds)
        return 0.0

    def _forget(self, now_seconds: float) -> None:
        for key in list(self._times):
            times = self._times[key]
            while times and times[0] <= now_seconds - self._window_seconds:
                times.popleft()
            if not times:
                del self._times[key]
