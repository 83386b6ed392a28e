"""Settles how the same conversation is held in a terminal: through the page's own addresses, without a browser."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from urllib.parse import urlsplit

import httpx

from channels.web.terminal_talk import Talk, Write

REPLY_TIMEOUT_SECONDS = 30.0
READ_BYTES = 65536


async def chat(
    link_url: str,
    *,
    lines: AsyncIterator[str] | None = None,
    write: Write = print,
    reply_timeout_seconds: float = REPLY_TIMEOUT_SECONDS,
    interactive: bool | None = None,
) -> None:
    """Open a one-time link and talk until the input ends or Ctrl-C is pressed.

    A typed line is sent as it is; `#2` sends the second of the shown choices (a bare 2 may be an answer by itself).

    Args:
        link_url: the whole address of the link.
        lines: what is typed; standard input if None.
        write: prints one line.
        reply_timeout_seconds: how long to wait for the reply to a line when nobody is there to read it.
        interactive: whether somebody types; then own lines are not printed again and nothing waits for a reply. None:
            if standard input is a terminal.
    """
    typed = sys.stdin.isatty() if interactive is None else interactive
    wait_seconds = 0.0 if typed else reply_timeout_seconds
    talking = asyncio.create_task(_chat(link_url, lines or stdin_lines(), write, wait_seconds, shows_own=not typed))
    with _cancelled_by_interrupt(talking):
        await asyncio.wait([talking])
    if not talking.cancelled():
        talking.result()


async def _chat(
    link_url: str, lines: AsyncIterator[str], write: Write, wait_seconds: float, *, shows_own: bool
) -> None:
    parts = urlsplit(link_url)
    async with httpx.AsyncClient(base_url=f"{parts.scheme}://{parts.netloc}", timeout=20, trust_env=False) as client:
        opened = await client.post(parts.path)
        if opened.status_code != httpx.codes.SEE_OTHER:
            write("这个链接打不开：已经用过、已过期或不完整。")
            return
        talk = Talk(client, write, shows_own=shows_own)
        await talk.read_history()
        following = asyncio.create_task(talk.follow())
        try:
            async for line in lines:
                await talk.send(line, wait_seconds)
        finally:
            following.cancel()
            await asyncio.wait([following])


@contextlib.contextmanager
def _cancelled_by_interrupt(task: asyncio.Task[None]) -> Iterator[None]:
    loop = asyncio.get_running_loop()
    try:
        loop.add_signal_handler(signal.SIGINT, task.cancel)
    except (NotImplementedError, RuntimeError, ValueError):  # not the main thread, or not a POSIX system
        yield
        return
    try:
        yield
    finally:
        loop.remove_signal_handler(signal.SIGINT)
        task.cancel()


async def stdin_lines() -> AsyncIterator[str]:
    """Lines of standard input.

    They are read in a thread that does not keep the program alive, and not through `sys.stdin`: an interpreter that
    ends while another thread waits inside it is aborted.
    """
    loop = asyncio.get_running_loop()
    queue: asyncio.Queue[str | None] = asyncio.Queue()

    def put(line: str | None) -> None:
        with contextlib.suppress(RuntimeError):  # the program has ended meanwhile
            loop.call_soon_threadsafe(queue.put_nowait, line)

    def read() -> None:
        rest = b""
        while chunk := os.read(sys.stdin.fileno(), READ_BYTES):
            *whole, rest = (rest + chunk).split(b"\n")
            for line in whole:
                put(line.decode("utf-8", "replace"))
        if rest:
            put(rest.decode("utf-8", "replace"))
        put(None)

    threading.Thread(target=read, daemon=True).start()
    while (line := await queue.get()) is not None:
        yield line
