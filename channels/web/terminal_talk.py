"""Settles what the terminal does with the page's HTTP interface: send, follow, know when a line is answered."""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx

RECONNECT_SECONDS = 1.0
SETTLE_SECONDS = 0.3  # after the last reply, for one that follows at once
SPEAKERS = {"patient": "我", "bot": "随访助手", "staff": "医护人员"}

Write = Callable[[str], None]


class Talk:
    """One conversation: what was shown, and what was sent."""

    def __init__(self, client: httpx.AsyncClient, write: Write, *, shows_own: bool) -> None:
        self._client = client
        self._write = write
        self._shows_own = shows_own
        self._own: set[str] = set()
        self._last_id = 0
        self._shown: set[int] = set()
        self._choices: list[dict[str, str]] = []
        self._typing = False
        self._news = asyncio.Event()
        self._reply_id = 0

    async def read_history(self) -> None:
        """Show the newest messages."""
        answer = await self._client.get("/chat/messages")
        answer.raise_for_status()
        self._show(answer.json()["messages"])

    async def send(self, line: str, reply_timeout_seconds: float) -> None:
        """Send a line, and wait for its reply if a time for it is given."""
        text = self._meant(line.strip())
        if not text:
            return
        message = {"id": secrets.token_hex(16), "text": text}
        self._own.add(message["id"])
        answer = await self._post(message)
        if answer.status_code != httpx.codes.ACCEPTED:
            self._write(f"（未发送：{answer.json().get('message', answer.status_code)}）")
        elif reply_timeout_seconds:
            await self._wait_for_reply(answer.json()["message_id"], reply_timeout_seconds)

    async def follow(self) -> None:
        """Show what comes, until cancelled; reconnects by itself."""
        while True:
            with contextlib.suppress(httpx.TransportError):
                async with self._client.stream("GET", "/chat/events", params={"after": self._last_id}) as response:
                    async for event, data in _events(response.aiter_lines()):
                        self._heard(event, data)
            await asyncio.sleep(RECONNECT_SECONDS)

    async def _post(self, message: dict[str, str]) -> httpx.Response:
        while True:  # the same id each time, so that it is stored once
            with contextlib.suppress(httpx.TransportError):
                answer = await self._client.post("/chat/messages", json=message)
                if answer.status_code not in (429, 503):
                    return answer
            await asyncio.sleep(RECONNECT_SECONDS)

    def _meant(self, line: str) -> str:
        number = line[1:]
        if line.startswith("#") and number.isascii() and number.isdigit() and 0 < int(number) <= len(self._choices):
            return self._choices[int(number) - 1]["payload"]
        return line

    async def _wait_for_reply(self, message_id: int, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while self._reply_id < message_id or self._typing:
                    self._news.clear()
                    await self._news.wait()
                await asyncio.sleep(SETTLE_SECONDS)
            return
        self._write("（还没有收到回复）")

    def _heard(self, event: str, data: str) -> None:
        if event == "messages":
            self._show(json.loads(data))
        elif event == "typing":
            self._typing = json.loads(data)["typing"]
        self._news.set()

    def _show(self, rows: list[dict[str, Any]]) -> None:
        for row in rows:
            if row["id"] in self._shown:
                continue
            self._shown.add(row["id"])
            self._last_id = max(self._last_id, row["id"])
            if row["author"] != "patient":
                self._reply_id = max(self._reply_id, row["id"])
            self._print(row)

    def _print(self, row: dict[str, Any]) -> None:
        if self._shows_own or row["client_id"] not in self._own:
            self._write(f"{SPEAKERS[row['author']]}：{row['text']}")
        self._choices = row["quick_replies"]
        if self._choices:
            shown = (f"#{number} {choice['title']}" for number, choice in enumerate(self._choices, start=1))
            self._write("  " + "  ".join(shown))


async def _events(lines: AsyncIterator[str]) -> AsyncIterator[tuple[str, str]]:
    """Server-sent events: name and data of each (WHATWG HTML, 9.2)."""
    name, data = "message", ""
    async for line in lines:
        field, _, value = line.partition(":")
        if field == "event":
            name = value.removeprefix(" ")
        elif field == "data":
            data += value.removeprefix(" ")
        elif not line and data:
            yield name, data
            name, data = "message", ""
