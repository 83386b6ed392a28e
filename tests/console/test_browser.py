"""The console in a real browser: pages follow what happens without a reload, under the strict content policy."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from socket import socket

import pytest
import uvicorn
from playwright.async_api import Browser, Page, async_playwright, expect

from records.database import Sessions, notify
from records.feed import CONVERSATION_CHANNEL, Feed
from records.models import Author, Conversation, Message, MessageStatus
from tests.console.demo_forms import FormIds, build_forms
from tests.console.demo_rows import PASSWORD, Ward
from tests.console.demo_ward import Ids, build_ward
from tests.console.support import Clock, audit_trail, make_app

ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--no-first-run"),
]


@dataclass(frozen=True, kw_only=True)
class Site:
    """A console that a browser can reach."""

    url: str
    ids: Ids
    forms: FormIds
    clock: Clock


@pytest.fixture(scope="module")
async def site(sessions: Sessions, database_url: str) -> AsyncIterator[Site]:
    """One server for this file, on a port of the system's choice, and one ward."""
    clock, feed = Clock(), Feed(database_url)
    async with sessions.begin() as session:
        ids = await build_ward(session, clock.now, suffix=f"-{uuid.uuid4().hex[:8]}")
        forms = await build_forms(session, clock.now, suffix=f"-{uuid.uuid4().hex[:8]}")
    server = uvicorn.Server(uvicorn.Config(make_app(sessions, feed, clock), log_level="warning"))
    listening = socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen()  # so that the first page waits for the server rather than being refused
    tasks = [asyncio.create_task(feed.run()), asyncio.create_task(server.serve(sockets=[listening]))]
    yield Site(url=f"http://127.0.0.1:{listening.getsockname()[1]}", ids=ids, forms=forms, clock=clock)
    server.should_exit = True
    await tasks[1]
    tasks[0].cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


@pytest.fixture(scope="module")
async def browser(chromium: Path) -> AsyncIterator[Browser]:
    """One Chromium for this file."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        await browser.close()


@pytest.fixture
async def page(browser: Browser, site: Site) -> AsyncIterator[Page]:
    """A page of a nurse who has logged in; a word on its console fails the test."""
    context = await browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    page = await context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    await log_in(page, site, site.ids.nurse.username)
    yield page
    await context.close()
    assert complaints == []


async def log_in(page: Page, site: Site, username: str) -> None:
    """Fill in the log-in form and come to the list."""
    await page.goto(f"{site.url}/staff/")
    await page.get_by_label("用户名").fill(username)
    await page.get_by_label("密码").fill(PASSWORD)
    await page.get_by_role("button", name="登录").click()
    await expect(page.get_by_role("heading", name="我的患者")).to_be_visible()
    await page.wait_for_load_state()  # a key pressed before the scripts are there is lost


async def say(sessions: Sessions, site: Site, body: str, author: Author, status: MessageStatus) -> int:
    """A message as the application stores it: the row and the wake-up in one transaction."""
    async with sessions.begin() as session:
        conversation = await session.get_one(Conversation, site.ids.talking_conversation)
        rows = Ward(session=session, now=site.clock.now, messages=uuid.uuid4().int)
        message = await rows.says(conversation, body, site.clock.now, author=author, status=status)
        await notify(session, CONVERSATION_CHANNEL, str(conversation.id))
    return message.id


async def test_a_conversation_and_its_delivery_are_followed_without_a_reload(
    page: Page, site: Site, sessions: Sessions
) -> None:
    await page.get_by_role("link", name="王秀英", exact=True).click()
    talk = page.get_by_role("log")
    await expect(talk.get_by_text("头有点晕，别的没啥")).to_be_in_viewport()
    await page.evaluate("window.stillTheSamePage = true")
    key = await say(sessions, site, "记下了：头痛头晕。降压药您是每天都按时吃吗？", Author.BOT, MessageStatus.QUEUED)
    bubble = page.locator(f"#message-{key}")
    await expect(bubble).to_contain_text("待发送")
    await expect(bubble).to_be_in_viewport()
    async with sessions.begin() as session:
        (await session.get_one(Message, key)).status = MessageStatus.SENT
        await notify(session, CONVERSATION_CHANNEL, str(site.ids.talking_conversation))
    await expect(bubble).to_contain_text("已发送")
    await expect(page.locator("#messages > li").last).to_have_id(f"message-{key}")
    assert await page.evaluate("window.stillTheSamePage")


async def test_the_work_list_follows_and_an_alert_is_acknowledged(page: Page, site: Site, sessions: Sessions) -> None:
    row = page.locator(f"#patient-{site.ids.talking}")
    await page.keyboard.press("/")
    await expect(page.get_by_label("按姓名查找")).to_be_focused()
    await page.keyboard.type("王秀")
    await expect(page.locator("#rows tbody tr")).to_have_count(1)
    await say(sessions, site, "好的", Author.BOT, MessageStatus.SENT)
    await expect(row).to_contain_text("随访助手")
    await page.keyboard.press("Escape")
    await expect(page.locator("#rows tbody tr")).to_have_count(8)
    await page.get_by_role("button", name="确认已知悉：刘桂兰，胸痛").click()
    await expect(page.locator(f"#alert-{site.ids.alert}")).to_have_count(0)
    await expect(page.locator("#alerts .alert-row")).to_have_count(1)
    actions = [action for action, _, _ in await audit_trail(sessions, site.ids.nurse.id)]
    assert actions.count("acknowledge_alert") == 1
    await page.get_by_role("link", name="刘桂兰").click()
    await page.get_by_text("已确认的警报").click()
    await expect(page.get_by_text(f"{site.ids.nurse.display_name} 于 今天 12:35 确认")).to_be_visible()


async def test_dark_mode_and_english_stay_and_a_phone_needs_no_sideways_scrolling(page: Page, site: Site) -> None:
    await page.get_by_role("button", name="深色").click()
    await expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    await page.get_by_role("button", name="English").click()
    await page.set_viewport_size({"width": 390, "height": 844})
    for path in ("/staff/", f"/staff/patients/{site.ids.talking}", f"/staff/patients/{site.ids.completed}"):
        await page.goto(site.url + path)
        await expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
        await expect(page.locator("html")).to_have_attribute("lang", "en")
        assert await page.evaluate("document.documentElement.scrollWidth") <= 390
    background = await page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert background == "rgb(16, 23, 31)"


async def test_the_first_tab_stop_skips_to_the_content_and_older_messages_come_on_request(
    page: Page, site: Site, sessions: Sessions
) -> None:
    async with sessions.begin() as session:
        conversation = await session.get_one(Conversation, site.ids.talking_conversation)
        rows = Ward(session=session, now=site.clock.now, messages=uuid.uuid4().int)
        await rows.put(*(rows.message(conversation, f"第{index}条", site.clock.now) for index in range(50)))
    await page.goto(f"{site.url}/staff/patients/{site.ids.talking}")
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="跳到主要内容")).to_be_focused()
    await expect(page.get_by_role("log").get_by_text("头有点晕，别的没啥")).to_have_count(0)
    await page.get_by_role("button", name="加载更早的消息").click()
    await expect(page.get_by_role("log").get_by_text("头有点晕，别的没啥")).to_have_count(1)
    assert (await page.locator("#messages > li .bubble-body").all_inner_texts())[-1] == "第49条"


async def test_a_form_shows_its_results_first_and_leads_to_earlier_ones_also_on_a_phone(page: Page, site: Site) -> None:
    await page.get_by_role("button", name="退出").click()
    await log_in(page, site, site.forms.nurse.username)
    await page.set_viewport_size({"width": 390, "height": 844})
    for patient_id in (site.forms.scored, site.forms.paused, site.forms.refused, site.forms.whole):
        await page.goto(f"{site.url}/staff/patients/{patient_id}")
        assert await page.evaluate("document.documentElement.scrollWidth") <= 390
    result = await page.locator(".results").get_by_text("控制不满意").bounding_box()
    first = await page.locator(".form-table tbody tr").first.bounding_box()
    assert result is not None
    assert first is not None
    assert result["y"] < first["y"]
    await page.get_by_text("以往的随访表").click()
    await page.locator("#earlier-forms").get_by_role("link", name="高血压随访").click()
    await expect(page.get_by_role("heading", name="钱桂芳")).to_be_visible()
    await expect(page.locator("#form-card")).to_contain_text("162 cm")
    assert await page.evaluate("document.documentElement.scrollWidth") <= 390
