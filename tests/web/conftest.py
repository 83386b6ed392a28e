"""Settles what the tests of the patient's page stand on: its real server in its own process, and a real browser."""

from __future__ import annotations

import asyncio
import secrets
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from socket import socket

import httpx
import pytest
from playwright.async_api import Browser, BrowserContext, Page, async_playwright
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from channels.web.links import make_link
from records.conversations import conversation_of
from records.database import Sessions, notify
from records.feed import CONVERSATION_CHANNEL
from records.models import ContactPoint, Message, Patient
from records.types import index_of, keyring

LINK_KEY = "a-key-for-tests"
CHROMIUM_ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--no-first-run"),
]
PHONE = {"width": 360, "height": 740}


@dataclass(kw_only=True)
class WebServer:
    """The page's server in a process of its own, which can be killed and started again on the same port."""

    database_url: str
    keyring_file: Path
    port: int
    process: asyncio.subprocess.Process | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        arguments = [self.database_url, str(self.keyring_file), LINK_KEY, str(self.port)]
        self.process = await asyncio.create_subprocess_exec(sys.executable, "-m", "tests.web.server", *arguments)
        async with asyncio.timeout(30), httpx.AsyncClient() as client:
            while True:
                try:
                    await client.get(f"{self.url}/up")
                    return
                except httpx.TransportError:
                    await asyncio.sleep(0.05)

    async def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            await self.process.wait()
            self.process = None


@pytest.fixture(scope="session")
async def web_server(
    database_url: str, sessions: Sessions, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[WebServer]:
    keyring_file = tmp_path_factory.mktemp("web") / "keyring.json"
    keyring_file.write_text(keyring().dump())
    with closing(socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = WebServer(database_url=database_url, keyring_file=keyring_file, port=port)
    try:
        await server.start()
        yield server
    finally:
        await server.kill()


@pytest.fixture(scope="session")
async def browser(chromium: Path) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGUMENTS)
        yield browser
        await browser.close()


@dataclass(kw_only=True)
class Somebody:
    """A patient with a web contact point, and what is said with her."""

    sessions: Sessions
    base_url: str
    contact_point_id: int
    conversation_id: int

    async def link(self, *, lifetime: timedelta = timedelta(days=1)) -> str:
        """The address of a fresh link."""
        now = datetime.now(UTC)
        async with self.sessions.begin() as session:
            token = await make_link(session, self.contact_point_id, link_key=LINK_KEY, now=now, lifetime=lifetime)
        return f"{self.base_url}/c/{token}"

    async def hears(
        self, text: str, *, author: str = "bot", buttons: tuple[str, ...] = (), status: str = "sent"
    ) -> int:
        """Store a message to her, as the delivery loop does. Returns its id."""
        now = datetime.now(UTC)
        message = Message(
            conversation_id=self.conversation_id,
            direction="out",
            author=author,
            status=status,
            channel="web",
            body=text,
            quick_replies=[{"title": button, "payload": button} for button in buttons] or None,
            created_at=now,
        )
        async with self.sessions.begin() as session:
            session.add(message)
            await session.flush()
            await notify(session, CONVERSATION_CHANNEL, str(self.conversation_id))
            return message.id

    async def sent(self, message_id: int) -> None:
        """Mark a stored message as sent."""
        async with self.sessions.begin() as session:
            await session.execute(update(Message).where(Message.id == message_id).values(status="sent"))
            await notify(session, CONVERSATION_CHANNEL, str(self.conversation_id))

    async def said(self) -> list[str]:
        """What is stored of her words, in order."""
        mine = select(Message.body).where(Message.conversation_id == self.conversation_id, Message.direction == "in")
        async with self.sessions() as session:
            return list(await session.scalars(mine.order_by(Message.id)))

    @asynccontextmanager
    async def client(self) -> AsyncIterator[httpx.AsyncClient]:
        """A program that has opened her link."""
        async with httpx.AsyncClient(base_url=self.base_url, timeout=10) as client:
            assert (await client.post(await self.link())).status_code == 303
            yield client


AddSomebody = Callable[[], Awaitable[Somebody]]


@pytest.fixture
def add_somebody(sessions: Sessions, web_server: WebServer) -> AddSomebody:
    """Makes patients."""

    async def add() -> Somebody:
        async with sessions.begin() as session:
            point = await add_contact_point(session, name="王秀英")
            conversation_id = await conversation_of(session, point, now=datetime.now(UTC))
        return Somebody(
            sessions=sessions, base_url=web_server.url, contact_point_id=point.id, conversation_id=conversation_id
        )

    return add


@pytest.fixture
async def somebody(add_somebody: AddSomebody) -> Somebody:
    """A new patient."""
    return await add_somebody()


@pytest.fixture
async def context(browser: Browser) -> AsyncIterator[BrowserContext]:
    """A phone's browser that has never been here."""
    context = await browser.new_context(viewport=PHONE, locale="zh-CN", timezone_id="Asia/Shanghai", has_touch=True)
    context.set_default_timeout(10_000)
    yield context
    await context.close()


@pytest.fixture
async def page(context: BrowserContext, somebody: Somebody) -> Page:
    """The patient's chat, opened by a link, connected."""
    page = await context.new_page()
    await open_chat(page, await somebody.link())
    return page


async def open_chat(page: Page, link: str) -> None:
    """Open a link as a patient does."""
    await page.goto(link)
    await page.get_by_role("button", name="开始随访").click()
    await page.wait_for_url("**/chat")
    await page.locator("body[data-line=up]").wait_for()


async def say(page: Page, text: str) -> None:
    """Type a message and press Enter."""
    await page.get_by_label("输入消息").fill(text)
    await page.keyboard.press("Enter")


async def add_contact_point(session: AsyncSession, *, name: str) -> ContactPoint:
    """A new patient, reached on the web."""
    now = datetime.now(UTC)
    patient = Patient(name=name, name_index=index_of("patient.name", name), created_at=now)
    session.add(patient)
    await session.flush()
    address = secrets.token_hex(8)
    point = ContactPoint(
        patient_id=patient.id,
        channel="web",
        address=address,
        address_index=index_of("contact_point.address", address),
        created_at=now,
    )
    session.add(point)
    await session.flush()
    return point
