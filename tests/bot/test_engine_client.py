from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest

from bot.engine_client import EngineClient, Reply
from bot.errors import EngineUnavailable, TurnFailed

TOKEN = "a-token-for-tests"


class Server:
    """A local server that gives one answer to everything, and keeps the last request."""

    def __init__(self, status: int, body: bytes, *, silent: bool = False, broken: bool = False) -> None:
        self.answer = b"HTTP/1.1 %d X\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%b" % (
            status,
            len(body),
            body,
        )
        self.silent, self.broken = silent, broken
        self.request = b""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = next((int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length")), 0)
        self.request = head + await reader.readexactly(length)
        if self.silent:
            await reader.read()
        elif not self.broken:
            writer.write(self.answer)
        writer.close()


@asynccontextmanager
async def client_of(server: Server) -> AsyncIterator[EngineClient]:
    listener = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    port = listener.sockets[0].getsockname()[1]
    async with listener, EngineClient(f"http://127.0.0.1:{port}", TOKEN, timeout_seconds=0.3) as client:
        yield client


def body_of(replies: Any) -> bytes:
    return json.dumps({"replies": replies, "repeated": False}).encode()


async def test_turn_is_posted_with_token_and_id_and_its_replies_come_back() -> None:
    button = {"title": "有", "payload": "有", "type": "x"}
    server = Server(200, body_of([{"text": "一"}, {"text": "二", "buttons": [button]}, {"text": ""}, {"custom": {}}]))
    async with client_of(server) as client:
        replies = await client.turn(12, "m7", "血压145/90")
    assert replies == [Reply(text="一"), Reply(text="二", buttons=({"title": "有", "payload": "有"},))]
    head, _, body = server.request.partition(b"\r\n\r\n")
    assert head.startswith(b"POST /webhooks/suifang/turn ")
    assert f"authorization: bearer {TOKEN}".encode() in head.lower()
    assert json.loads(body) == {"conversation_id": "12", "message_id": "m7", "text": "血压145/90", "control": False}


@pytest.mark.parametrize(
    ("server", "error", "code"),
    [
        (Server(503, b"{}"), EngineUnavailable, "engine_503"),
        (Server(401, b"{}"), EngineUnavailable, "engine_401"),
        (Server(500, b"{}"), TurnFailed, "engine_500"),
        (Server(400, b"{}"), TurnFailed, "engine_400"),
        (Server(200, b"<html>"), TurnFailed, "engine_malformed"),
        (Server(200, b"[]"), TurnFailed, "engine_malformed"),
        (Server(200, b"{}"), TurnFailed, "engine_malformed"),
        (Server(200, body_of([{"text": "一", "buttons": [{}]}])), TurnFailed, "engine_malformed"),
        (Server(200, b"", silent=True), EngineUnavailable, "engine_unreachable"),
        (Server(200, b"", broken=True), EngineUnavailable, "engine_unreachable"),
    ],
)
async def test_every_fault_of_the_engine_becomes_one_of_ours(
    server: Server, error: type[EngineUnavailable | TurnFailed], code: str
) -> None:
    async with client_of(server) as client:
        with pytest.raises(error) as caught:
            await client.turn(1, "m1", "你好")
    assert caught.value.code == code


async def test_engine_that_nobody_started_is_unavailable_and_not_ready() -> None:
    async with EngineClient("http://127.0.0.1:1", TOKEN, timeout_seconds=1) as client:
        with pytest.raises(EngineUnavailable):
            await client.turn(1, "m1", "你好")
        assert not await client.is_ready()


@pytest.mark.parametrize(("status", "ready"), [(200, True), (503, False)])
async def test_engine_is_ready_once_its_model_is_loaded(status: int, ready: bool) -> None:
    async with client_of(Server(status, b"{}")) as client:
        assert await client.is_ready() is ready


def test_no_proxy_sees_a_message(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    client = EngineClient("http://127.0.0.1:1", TOKEN, timeout_seconds=1)
    assert client._client._mounts == {}
    assert isinstance(client._client, httpx.AsyncClient)
