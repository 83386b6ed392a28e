"""The page for everybody: without a mouse, with a screen reader, with weak eyes."""

from __future__ import annotations

from playwright.async_api import Page, expect

from tests.web.conftest import Somebody, say

# WCAG 2.2, contrast ratio: of each selector's first element against the nearest opaque ground.
CONTRAST = """
(selectors) => {
  const channels = (text) => text.match(/[0-9.]+/g).map(Number);
  const light = ([r, g, b]) => {
    const linear = (v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * linear(r / 255) + 0.7152 * linear(g / 255) + 0.0722 * linear(b / 255);
  };
  const ground = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const found = channels(getComputedStyle(at).backgroundColor);
      if (found.length === 3 || found[3] === 1) return found;
    }
    return [255, 255, 255];
  };
  return selectors.map((selector) => {
    const node = document.querySelector(selector);
    const [a, b] = [light(channels(getComputedStyle(node).color)), light(ground(node))];
    return [selector, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)];
  });
}
"""


async def test_keyboard_alone_is_enough(page: Page, somebody: Somebody) -> None:
    await somebody.hears("这两周有没有头晕？", buttons=("有", "没有"))
    await expect(page.get_by_role("button", name="没有", exact=True)).to_be_visible()
    reached = []
    for _ in range(8):
        await page.keyboard.press("Tab")
        reached.append(await page.evaluate("document.activeElement.id || document.activeElement.textContent"))
        outline = await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid", reached[-1]
    assert reached == ["跳到输入框", "larger", "120", "log", "有", "没有", "text", "send"]
    await page.keyboard.press("Shift+Tab")
    await page.keyboard.press("Shift+Tab")
    await page.keyboard.press("Enter")
    await expect(page.locator(".theirs .bubble").last).to_have_text("收到：没有")
    await expect(page.get_by_label("输入消息")).to_be_focused()
    await page.keyboard.type("一行")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("两行")
    await page.keyboard.press("Enter")
    await expect(page.locator(".theirs .bubble").last).to_have_text("收到：一行\n两行")


async def test_enter_that_picks_a_word_does_not_send(page: Page, somebody: Somebody) -> None:
    await page.get_by_label("输入消息").fill("xueya")
    await page.get_by_label("输入消息").dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    await expect(page.get_by_label("输入消息")).to_have_value("xueya")
    assert await somebody.said() == []


async def test_roles_labels_targets_and_contrast(page: Page, somebody: Somebody) -> None:
    await somebody.hears("我是李护士，请拨打120", author="staff", buttons=("好的",))
    await say(page, "不要回答")
    await expect(page.locator(".status")).to_have_text("已送达")
    await somebody.hears("这两周有没有头晕？", buttons=("有", "没有", "跳过"))
    await expect(page.locator(".choice")).to_have_count(3)
    log = page.get_by_role("log", name="对话内容")
    await expect(log).to_have_attribute("aria-live", "polite")
    await expect(log).to_have_attribute("aria-busy", "false")
    await expect(page.get_by_role("heading", level=1)).to_have_text("市第一医院")
    await expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    for button in await page.get_by_role("button").all():
        box = await button.bounding_box()
        assert box is not None
        assert box["height"] >= 48
        assert box["width"] >= 48
    size = await page.evaluate("parseFloat(getComputedStyle(document.querySelector('.bubble')).fontSize)")
    assert size >= 20
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    seen = [".names h1", ".names p", ".emergency", ".emergency a", ".time", ".theirs .bubble", ".mine .bubble", ".who"]
    for scheme in ("light", "dark"):
        await page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        for selector, ratio in await page.evaluate(
            CONTRAST, [*seen, ".bubble a", ".status", ".choice", "#text", "#send"]
        ):
            assert ratio >= 4.5, (scheme, selector)


async def test_larger_text_is_remembered(page: Page) -> None:
    sizes = []
    for _ in range(4):
        sizes.append(await page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)"))
        await page.get_by_role("button", name="放大字体").click()
    assert sizes[0] < sizes[1] < sizes[2]
    assert sizes[3] == sizes[0]
    await page.reload()
    assert await page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") == sizes[1]
