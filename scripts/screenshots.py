#!/usr/bin/env python3
"""Which pictures stand in the documents? Those of the real pages, taken here from a system with nothing but demo data.

`make screenshots` runs it. It starts the whole system on free ports with a home of its own, answers the first questions
as the demo patient on a phone, looks at the same conversation as the demo nurse, and ends what it started.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from bot.doctor import find_chromium
from bot.golden.stage import free_port

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
START_SECONDS = 240
STOP_SECONDS = 60
REPLY_MS = 20_000
BIGGEST_BYTES = 250_000
CHROMIUM_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
PATIENT = re.compile(r"(http://\S+/c/\S+)")
STAFF = re.compile(r"(http://\S+/staff/)")
LOGIN = re.compile(r"^\s+(\S+) / (\S+)\s")

# What the patient says, and a piece of the answer to it.
SAYS = (
    ("头有点晕，别的没有", "血压"),
    ("高压一百四十五，低压九十，心跳七十二", "体重"),
    ("刚才说错了，高压是135", "改好了"),
    ("一百二十斤，一米六", "抽烟"),
    ("不抽不喝，天天走路半小时", "口味"),
)


@dataclass(frozen=True, kw_only=True)
class Running:
    """Where the started system is; what it prints when it is ready."""

    patient_url: str
    staff_url: str
    username: str
    password: str


def main() -> int:
    """Take the three pictures. Returns the exit code."""
    chromium = find_chromium()
    if chromium is None:
        print("screenshots: no Chromium on this machine: SUIFANG_CHROMIUM may name one", file=sys.stderr)
        return 1
    DOCS.mkdir(exist_ok=True)
    with running_system() as system, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGUMENTS)
        take_patient(browser, system)
        take_staff(browser, system)
        browser.close()
    return report()


def take_patient(browser: Browser, system: Running) -> None:
    """The patient's page on a phone, in the middle of the questions."""
    page = browser.new_page(
        viewport={"width": 412, "height": 915},
        device_scale_factor=2,
        has_touch=True,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
    )
    page.goto(system.patient_url)
    page.get_by_role("button", name="开始随访").click()
    page.locator("body[data-line=up]").wait_for()
    for text, answer in SAYS:
        page.get_by_label("输入消息").fill(text)
        page.keyboard.press("Enter")
        expect(page.locator(".theirs .bubble").last).to_contain_text(answer, timeout=REPLY_MS)
    expect(page.locator("#quick button").first).to_be_visible()
    shoot(page, "patient")
    page.close()


def take_staff(browser: Browser, system: Running) -> None:
    """The nurse's work list, and the patient who is answering."""
    page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="zh-CN", timezone_id="Asia/Shanghai")
    page.goto(system.staff_url)
    page.get_by_label("用户名").fill(system.username)
    page.get_by_label("密码").fill(system.password)
    page.get_by_role("button", name="登录").click()
    page.locator("#rows tbody tr").first.wait_for()
    shoot(page, "staff-list")
    page.get_by_role("link", name="王秀英", exact=True).first.click()
    page.locator("#messages > li").last.wait_for()
    shoot(page, "staff-patient")
    page.close()


def shoot(page: Page, name: str) -> None:
    """Write one picture, after fonts and the last animation."""
    page.evaluate("document.fonts.ready.then(() => document.activeElement && document.activeElement.blur())")
    page.wait_for_timeout(600)  # ms; a bubble slides in
    page.screenshot(path=DOCS / f"{name}.png", animations="disabled")


def report() -> int:
    """Say what was written; a picture that would make a clone heavy is an error."""
    code = 0
    for path in sorted(DOCS.glob("*.png")):
        size = path.stat().st_size
        print(f"{path.relative_to(ROOT)}  {size // 1000} kB")
        if size > BIGGEST_BYTES:
            print(f"screenshots: {path.name} is over {BIGGEST_BYTES // 1000} kB", file=sys.stderr)
            code = 1
    return code


@contextlib.contextmanager
def running_system() -> Iterator[Running]:
    """`suifang up` with a temporary home, on free ports, stopped at the end."""
    with tempfile.TemporaryDirectory(prefix="suifang-pictures-") as home:
        process = subprocess.Popen(
            [str(ROOT / ".venv/bin/suifang"), "up"],
            env=environment(Path(home)),
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,  # one Ctrl-C is for this script, which then stops the system
        )
        try:
            yield wait_until_ready(process)
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()


def environment(home: Path) -> dict[str, str]:
    """The caller's environment with its own home, ports and embedded database."""
    ports = {f"SUIFANG_{name}_PORT": str(free_port()) for name in ("WEB", "ACTION", "ENGINE")}
    return {**os.environ, **ports, "SUIFANG_HOME": str(home), "SUIFANG_DATABASE_URL": "", "SUIFANG_PUBLIC_URL": ""}


def wait_until_ready(process: subprocess.Popen[str]) -> Running:
    """Read what it prints until it is ready. Raises SystemExit when it ends before."""
    assert process.stdout is not None
    late = threading.Timer(START_SECONDS, process.terminate)
    late.start()
    patient = staff = ""
    try:
        for line in process.stdout:
            patient = found[1] if (found := PATIENT.search(line)) else patient
            staff = found[1] if (found := STAFF.search(line)) else staff
            if login := LOGIN.match(line):
                return Running(patient_url=patient, staff_url=staff, username=login[1], password=login[2])
    finally:
        late.cancel()
    raise SystemExit("screenshots: the system did not start")


if __name__ == "__main__":
    sys.exit(main())
