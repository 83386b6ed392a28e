"""The page in a real browser: send and receive, answer by button, survive a dead server, keep the order."""

from __future__ import annotations

from playwright.async_api import ConsoleMessage, Page, expect

from tests.web.conftest import Somebody, WebServer, say


async def test_message_is_answered_live_and_stays_after_reload(page: Page, somebody: Somebody) -> None:
    await say(page, "血压135/85")
    mine, reply = page.locator(".mine"), page.locator(".theirs")
    await expect(reply).to_have_text("随访助手：收到：血压135/85")
    await expect(mine.locator(".status")).to_have_text("已送达")
    await expect(mine.locator(".time")).to_contain_text("今天")
    await page.reload()
    await expect(mine.locator(".bubble")).to_have_text("血压135/85")
    await expect(reply).to_have_count(1)
    assert await somebody.said() == ["血压135/85"]


async def test_quick_reply_is_pressed_or_typed(page: Page, somebody: Somebody) -> None:
    choices = page.get_by_role("group", name="快捷回答").get_by_role("button")
    await say(page, "开始")
    await expect(choices).to_have_text(["有", "没有", "跳过"])
    await choices.nth(1).click()
    await expect(page.locator(".theirs .bubble").last).to_have_text("收到：没有")
    await expect(choices).to_have_count(0)
    await say(page, "开始")
    await expect(choices).to_have_count(3)
    await say(page, "2")
    await expect(page.locator(".theirs .bubble").last).to_have_text("收到：2")
    assert await somebody.said() == ["开始", "没有", "开始", "2"]


async def test_typing_is_shown_and_told_to_a_screen_reader(page: Page) -> None:
    await say(page, "慢慢来")
    await expect(page.locator("#typing")).to_be_visible()
    await expect(page.locator("#announce")).to_have_text("随访助手正在输入")
    await expect(page.locator(".theirs")).to_have_count(1)
    await expect(page.locator("#typing")).to_be_hidden()
    await expect(page.locator("#announce")).to_be_empty()


async def test_what_is_typed_while_the_server_is_dead_arrives_once(
    page: Page, somebody: Somebody, web_server: WebServer
) -> None:
    await say(page, "第一句")
    await expect(page.locator(".theirs")).to_have_count(1)
    await web_server.kill()
    try:
        await say(page, "第二句")
        await say(page, "第三句")
        await expect(page.get_by_role("button", name="未发送")).to_have_count(2)
        await expect(page.locator("#banner")).to_have_text("网络断开，正在重连…")
    finally:
        await web_server.start()
    await expect(page.locator(".theirs .bubble")).to_have_text(
        ["收到：第一句", "收到：第二句", "收到：第三句"], timeout=20_000
    )
    await expect(page.locator("#banner")).to_be_hidden(timeout=20_000)
    await expect(page.get_by_role("button", name="未发送")).to_have_count(0)
    assert await somebody.said() == ["第一句", "第二句", "第三句"]


async def test_lost_answer_and_reload_do_not_double_a_message(page: Page, somebody: Somebody) -> None:
    await page.route("**/chat/messages", lambda route: _lose_answer(route))
    await say(page, "只此一次")
    await expect(page.locator(".theirs .bubble")).to_have_text("收到：只此一次")  # the stream showed that it arrived
    await expect(page.locator(".mine .status")).to_have_text("已送达")
    await page.unroute_all()
    await page.route(
        "**/chat/messages", lambda route: route.abort() if route.request.method == "POST" else route.continue_()
    )
    await say(page, "等下次再发")
    await expect(page.get_by_role("button", name="未发送")).to_be_visible()
    await page.unroute_all()
    await page.reload()
    await expect(page.locator(".theirs .bubble").last).to_have_text("收到：等下次再发")
    await expect(page.locator(".mine")).to_have_count(2)
    assert await somebody.said() == ["只此一次", "等下次再发"]


async def _lose_answer(route) -> None:  # type: ignore[no-untyped-def]
    if route.request.method == "POST":
        await route.fetch()
        await route.abort()
    else:
        await route.continue_()


async def test_what_looks_like_markup_is_shown_as_text(page: Page, somebody: Somebody) -> None:
    wicked = "<img src=x onerror=\"document.title='x'\"><script>document.title='x'</script>"
    await say(page, wicked)
    await expect(page.locator(".mine .bubble")).to_have_text(wicked)
    await expect(page.locator(".theirs .bubble")).to_have_text(f"收到：{wicked}")
    assert await page.locator("#log img, #log script").count() == 0
    await somebody.hears("血压120/80很好。如有胸痛请拨打120", buttons=("<b>好</b>",))
    await expect(page.get_by_role("button", name="<b>好</b>")).to_be_visible()
    await expect(page.locator("#log a[href='tel:120']")).to_have_text("120")


async def test_too_long_text_is_kept_and_explained(page: Page, somebody: Somebody) -> None:
    await say(page, "晕" * 2001)
    await expect(page.get_by_role("alert")).to_contain_text("一次最多2000字")
    assert len(await page.get_by_label("输入消息").input_value()) == 2001
    assert await somebody.said() == []


async def test_reader_of_old_messages_is_not_pulled_away(page: Page, somebody: Somebody) -> None:
    for number in range(55):
        await somebody.hears(f"第{number}条消息")
    await page.reload()
    await expect(page.locator(".theirs")).to_have_count(50)
    older, news = page.get_by_role("button", name="更早的消息"), page.get_by_role("button", name="新消息")
    await page.locator("#log").evaluate("(log) => { log.scrollTop = 0; }")
    anchor = page.locator(".bubble", has_text="第5条消息")
    before = await anchor.bounding_box()
    await older.click()
    await expect(page.locator(".theirs")).to_have_count(55)
    after = await anchor.bounding_box()
    assert before is not None
    assert after is not None
    assert abs(after["y"] - before["y"]) < 80  # the button's own height at most
    await expect(older).to_be_hidden()
    await expect(news).to_be_hidden()
    await somebody.hears("最新的一条")
    await news.click()
    await expect(page.locator(".bubble", has_text="最新的一条")).to_be_in_viewport()
    await expect(news).to_be_hidden()


async def test_row_that_becomes_visible_late_takes_its_place(page: Page, somebody: Somebody) -> None:
    late = await somebody.hears("先写的，后送出", status="queued")
    await somebody.hears("后写的，先送出")
    await expect(page.locator(".theirs")).to_have_count(1)
    await somebody.sent(late)
    await expect(page.locator(".theirs .bubble")).to_have_text(["先写的，后送出", "后写的，先送出"])


async def test_browser_has_nothing_to_complain_about(page: Page, somebody: Somebody) -> None:
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complaints.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    await page.reload()
    await page.locator("body[data-line=up]").wait_for()
    await say(page, "开始")
    await page.get_by_role("button", name="没有").click()
    await expect(page.locator(".theirs")).to_have_count(2)
    await page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    await page.get_by_role("button", name="放大字体").click()
    assert complaints == []
