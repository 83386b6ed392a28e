"""A one-time link opens the page once, and says kindly what to do when it does not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import httpx
from playwright.async_api import Browser, Page, expect

from channels.web.links import LinkState, look_at_link, make_link, open_link
from channels.web.tokens import hash_token, is_link_token, new_link_token
from channels.web.visitors import SESSION_LIFETIME, find_visitor, renew_session
from records.database import Sessions
from records.models import WebLink
from tests.web.conftest import LINK_KEY, AddSomebody, Somebody, open_chat

NOW = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)


def test_token_of_another_key_or_altered_is_not_ours() -> None:
    token = new_link_token(LINK_KEY)
    assert is_link_token(token, LINK_KEY)
    assert not is_link_token(token, "another key")
    assert not is_link_token(("B" if token[0] == "A" else "A") + token[1:], LINK_KEY)
    for damaged in ("", "x", token[:-1], token + "A", "é" * 43, "=" * 43):
        assert not is_link_token(damaged, LINK_KEY)


async def test_link_opens_once_and_only_its_hash_is_stored(sessions: Sessions, somebody: Somebody) -> None:
    async with sessions.begin() as session:
        token = await make_link(
            session, somebody.contact_point_id, link_key=LINK_KEY, now=NOW, lifetime=timedelta(days=1)
        )
    async with sessions.begin() as session:
        assert (await look_at_link(session, token, link_key=LINK_KEY, now=NOW)).state is LinkState.READY
        assert await open_link(session, token, link_key=LINK_KEY, now=NOW) is not None
    async with sessions.begin() as session:
        assert await open_link(session, token, link_key=LINK_KEY, now=NOW) is None
        assert (await look_at_link(session, token, link_key=LINK_KEY, now=NOW)).state is LinkState.USED
        assert (await session.get_one(WebLink, hash_token(token))).used_at == NOW


async def test_link_past_its_time_does_not_open(sessions: Sessions, somebody: Somebody) -> None:
    async with sessions.begin() as session:
        token = await make_link(
            session, somebody.contact_point_id, link_key=LINK_KEY, now=NOW, lifetime=timedelta(days=1)
        )
        later = NOW + timedelta(days=1)
        assert await open_link(session, token, link_key=LINK_KEY, now=later) is None
        assert (await look_at_link(session, token, link_key=LINK_KEY, now=later)).state is LinkState.EXPIRED


async def test_session_lasts_thirty_days_from_the_last_visit(sessions: Sessions, somebody: Somebody) -> None:
    async with sessions.begin() as session:
        token = await make_link(
            session, somebody.contact_point_id, link_key=LINK_KEY, now=NOW, lifetime=timedelta(days=1)
        )
        cookie = await open_link(session, token, link_key=LINK_KEY, now=NOW)
        assert cookie is not None
        later = NOW + timedelta(days=29)
        visitor = await find_visitor(session, cookie, now=later)
        assert visitor is not None
        assert visitor.patient_name == "王秀英"
        assert await renew_session(session, visitor, now=later)
        renewed = await find_visitor(session, cookie, now=NOW + SESSION_LIFETIME + timedelta(days=1))
        assert renewed is not None
        assert not await renew_session(session, renewed, now=later + timedelta(hours=1))
        assert await find_visitor(session, cookie, now=later + SESSION_LIFETIME) is None


async def test_looking_at_a_link_does_not_use_it_up(somebody: Somebody) -> None:
    link = await somebody.link()
    async with httpx.AsyncClient() as robot:
        assert (await robot.head(link)).status_code == 200
        assert (await robot.get(link)).status_code == 200
    async with httpx.AsyncClient() as patient:
        response = await patient.post(link)
    assert response.status_code == 303
    assert response.headers["location"] == "/chat"
    cookie = response.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Max-Age=2592000" in cookie


async def test_no_good_links_get_a_kind_page(somebody: Somebody) -> None:
    used, expired = await somebody.link(), await somebody.link(lifetime=timedelta(seconds=-1))
    async with httpx.AsyncClient() as client:
        await client.post(used)
    async with httpx.AsyncClient(headers={"accept-language": "zh-CN"}) as client:
        for url, status, words in (
            (used, 410, "这个链接已经用过了"),
            (expired, 410, "这个链接已过期"),
            (f"{somebody.base_url}/c/{new_link_token('forged')}", 404, "这个链接打不开"),
            (f"{somebody.base_url}/c/nonsense", 404, "这个链接打不开"),
            (f"{somebody.base_url}/chat", 401, "请从医院发的链接进入"),
        ):
            response = await client.get(url)
            assert response.status_code == status
            assert words in response.text
            assert "联系" in response.text
            assert "120" in response.text
        assert (await client.post(expired)).status_code == 410


async def test_another_site_cannot_press_the_button(somebody: Somebody) -> None:
    link = await somebody.link()
    async with httpx.AsyncClient() as client:
        for headers in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}):
            assert (await client.post(link, headers=headers)).status_code == 403
        assert (await client.post(link, headers={"origin": somebody.base_url})).status_code == 303


async def test_second_browser_is_told_and_the_first_goes_on(browser: Browser, page: Page, somebody: Somebody) -> None:
    link = await somebody.link()
    another = await browser.new_context(locale="zh-CN")
    try:
        await open_chat(await another.new_page(), link)
        assert (await page.goto(link)) is not None  # this browser has the chat already
        await expect(page).to_have_url(f"{somebody.base_url}/chat")
        third = await browser.new_context(locale="zh-CN")
        stranger = await third.new_page()
        response = await stranger.goto(link)
        assert response is not None
        assert response.status == 410
        await expect(stranger.get_by_role("heading")).to_have_text("这个链接已经用过了")
        await third.close()
    finally:
        await another.close()


async def test_page_of_one_patient_never_writes_into_anothers_chat(
    page: Page, somebody: Somebody, add_somebody: AddSomebody
) -> None:
    neighbour = await add_somebody()
    second = await page.context.new_page()  # a family's phone: the session is the neighbour's from now on
    await open_chat(second, await neighbour.link())
    await page.get_by_label("输入消息").fill("血压150/95")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("button", name="未发送")).to_be_visible()
    await expect(page.locator("#banner")).to_contain_text("另一位患者")
    assert await somebody.said() == []
    assert await neighbour.said() == []
