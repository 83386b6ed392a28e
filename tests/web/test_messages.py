"""The page's HTTP interface: what is acknowledged is stored once, what cannot be taken is refused with a sentence."""

from __future__ import annotations

import asyncio
import json

import httpx

from channels.web.guards import MESSAGES_PER_WINDOW, RateLimit
from channels.web.terminal import chat
from tests.web.conftest import Somebody

ID = "0123456789abcdef"


async def test_message_posted_again_is_stored_once(somebody: Somebody) -> None:
    async with somebody.client() as client:
        first = await client.post("/chat/messages", json={"id": ID, "text": " 血压135/85\r\n"})
        again = await client.post("/chat/messages", json={"id": ID, "text": "血压135/85"})
    assert (first.status_code, again.status_code) == (202, 202)
    assert first.json() == again.json()
    assert await somebody.said() == ["血压135/85"]


async def test_what_cannot_be_taken_is_refused_with_a_sentence(somebody: Somebody) -> None:
    cases = (
        (json.dumps({"id": ID, "text": " \n"}), 400, "请先输入内容"),
        (json.dumps({"id": ID, "text": "\ud800\u0000"}), 400, "请先输入内容"),
        (json.dumps({"id": ID, "text": "晕" * 2001}), 400, "一次最多2000字"),
        (json.dumps({"id": ID, "text": "晕" * 20_000}), 413, "一次最多2000字"),
        (json.dumps({"id": "a:b", "text": "好"}), 400, "格式不对"),
        (json.dumps({"id": 7, "text": "好"}), 400, "格式不对"),
        ("[" * 9000, 400, "格式不对"),
        ("血压", 400, "格式不对"),
    )
    async with somebody.client() as client:
        for body, status, words in cases:
            response = await client.post("/chat/messages", content=body.encode(), headers={"accept-language": "zh"})
            assert response.status_code == status
            assert words in response.json()["message"]
        assert (await client.post("/chat/messages", json={"id": ID, "text": "😀" * 2000})).status_code == 202
    assert await somebody.said() == ["😀" * 2000]


async def test_stranger_and_foreign_page_are_refused(somebody: Somebody) -> None:
    message = {"id": ID, "text": "好"}
    async with httpx.AsyncClient(base_url=somebody.base_url) as stranger:
        assert (await stranger.post("/chat/messages", json=message)).status_code == 401
        assert (await stranger.get("/chat/messages")).status_code == 401
        assert (await stranger.get("/chat/events")).status_code == 401
    async with somebody.client() as client:
        foreign = await client.post("/chat/messages", json=message, headers={"origin": "https://evil.example"})
        assert foreign.status_code == 403
        other = await client.post("/chat/messages", json=message, headers={"x-chat": "1000000"})
        assert other.status_code == 409
    assert await somebody.said() == []


async def test_more_than_thirty_messages_a_minute_are_too_many(somebody: Somebody) -> None:
    async with somebody.client() as client:
        for number in range(MESSAGES_PER_WINDOW):
            same = {"id": ID, "text": "好"} if number else {"id": ID, "text": "不要回答"}
            assert (await client.post("/chat/messages", json=same)).status_code == 202
        refused = await client.post("/chat/messages", json={"id": ID, "text": "好"})
    assert refused.status_code == 429
    assert 0 < int(refused.headers["retry-after"]) <= 60


def test_rate_limit_forgets_after_its_window() -> None:
    limit = RateLimit(limit=2, window_seconds=60)
    assert limit.wait_seconds("a", now_seconds=0) == 0
    assert limit.wait_seconds("a", now_seconds=10) == 0
    assert limit.wait_seconds("a", now_seconds=20) == 40
    assert limit.wait_seconds("b", now_seconds=20) == 0
    assert limit.wait_seconds("a", now_seconds=60) == 0


async def test_history_comes_in_pages_and_without_what_is_not_sent(somebody: Somebody) -> None:
    ids = [await somebody.hears(f"第{number}条") for number in range(5)]
    await somebody.hears("还没有送出", status="queued")
    await somebody.hears("不再送出", status="failed")
    async with somebody.client() as client:
        newest = (await client.get("/chat/messages", params={"limit": 2})).json()
        older = (await client.get("/chat/messages", params={"limit": 2, "before": ids[3]})).json()
        oldest = (await client.get("/chat/messages", params={"before": ids[1]})).json()
        newer = (await client.get("/chat/messages", params={"after": ids[2]})).json()
        nonsense = await client.get("/chat/messages", params={"after": "-1", "limit": "9" * 30})
    assert ([row["text"] for row in newest["messages"]], newest["more"]) == (["第3条", "第4条"], True)
    assert ([row["text"] for row in older["messages"]], older["more"]) == (["第1条", "第2条"], True)
    assert ([row["text"] for row in oldest["messages"]], oldest["more"]) == (["第0条"], False)
    assert ([row["text"] for row in newer["messages"]], newer["more"]) == (["第3条", "第4条"], False)
    assert nonsense.status_code == 200


async def test_stream_resumes_after_the_last_id_and_misses_no_late_row(somebody: Somebody) -> None:
    first, second = await somebody.hears("第一条"), await somebody.hears("第二条")
    async with somebody.client() as client:
        resumed = {"last-event-id": str(first)}
        async with client.stream("GET", "/chat/events", headers=resumed) as response:
            assert response.headers["content-type"].startswith("text/event-stream")
            lines = response.aiter_lines()
            assert await _ids(lines) == [first, second]  # the window shows the newest again; the page knows them
            third = await somebody.hears("第三条")
            assert await _ids(lines) == [third]


async def _ids(lines: object) -> list[int]:
    event = ""
    async with asyncio.timeout(10):
        async for line in lines:  # type: ignore[attr-defined]
            if line.startswith("event:"):
                event = line.partition(": ")[2]
            elif line.startswith("data:") and event == "messages":
                return [row["id"] for row in json.loads(line.partition(": ")[2])]
    return []


async def test_every_answer_carries_the_security_headers(somebody: Somebody) -> None:
    async with somebody.client() as client:
        for path in ("/chat", "/chat/messages", "/c/nonsense"):
            headers = (await client.get(path)).headers
            policy = headers["content-security-policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["cache-control"] == "no-store"


async def test_terminal_talks_through_the_same_routes(somebody: Somebody) -> None:
    shown: list[str] = []

    async def lines() -> object:
        for line in ("开始\n", "#2\n", "\n", "慢慢来\n"):
            yield line

    await somebody.hears("您好")
    await chat(await somebody.link(), lines=lines(), write=shown.append, interactive=False)  # type: ignore[arg-type]
    assert [line for line in shown if not line.startswith("我：")] == [
        "随访助手：您好",
        "随访助手：这两周有没有头晕？",
        "  #1 有  #2 没有  #3 跳过",
        "随访助手：收到：没有",
        "随访助手：收到：慢慢来",
    ]
    assert await somebody.said() == ["开始", "没有", "慢慢来"]


async def test_terminal_says_when_a_link_is_no_good(somebody: Somebody) -> None:
    shown: list[str] = []
    await chat(f"{somebody.base_url}/c/nonsense", write=shown.append)
    assert shown == ["这个链接打不开：已经用过、已过期或不完整。"]
