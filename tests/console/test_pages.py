"""What the pages show and to whom: the work list, a patient's page, its parts, and the pages for what goes wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from console.i18n import WORDS
from records.database import Sessions
from records.feed import Feed
from records.models import Alert, Conversation, Message
from tests.console.demo_rows import Ward
from tests.console.demo_ward import Ids
from tests.console.support import Clock, audit_trail, client_of, make_app, token_of, words

HTMX = {"HX-Request": "true"}


async def test_the_work_list_puts_alerts_first_and_shows_each_state(nurse: httpx.AsyncClient, ward: Ids) -> None:
    page = words(await nurse.get("/staff/"))
    table = page.split("最近消息")[1]
    names = ("刘桂兰", "阿依古丽·买买提依明", "王秀英", "陈志强", "赵淑芬", "张建国", "周美玲", "孙德福")
    assert sorted(names, key=table.index) == list(names)
    assert "紧急 刘桂兰 胸痛 胸口像压了块石头，出冷汗 12 分钟前" in page
    assert "进行中 3/12 项 今天 12:27 开始 145/90 mmHg ≥140/90" in table
    assert "待随访 昨天 12:35 到期 148/94 mmHg ≥140/90" in table
    assert "已完成 今天 07:35 完成 135/85 mmHg 今天" in table
    assert "吴小梅" not in page


async def test_search_and_filter_narrow_the_list_without_a_name_in_the_url(nurse: httpx.AsyncClient) -> None:
    token = await token_of(nurse, "/staff/")
    found = await nurse.post("/staff/", data={"csrf_token": token, "search": "王 秀", "state": ""}, headers=HTMX)
    assert "王秀英" in (text := words(found))
    assert "陈志强" not in text
    due = words(await nurse.post("/staff/", data={"csrf_token": token, "search": "", "state": "due"}, headers=HTMX))
    assert "陈志强" in due
    assert "王秀英" not in due
    none = await nurse.post("/staff/", data={"csrf_token": token, "search": "吴小梅"}, headers=HTMX)
    assert "没有符合条件的患者" in words(none)


async def test_the_patient_page_shows_header_talk_form_and_readings(nurse: httpx.AsyncClient, ward: Ids) -> None:
    page = words(await nurse.get(f"/staff/patients/{ward.talking}"))
    assert "王秀英 女 74 岁 1952年3月1日出生 演示数据" in page
    assert "诊断 高血压 用药 氨氯地平片 5 mg 每日一次 联系方式 网页 知情同意 8月22日同意" in page
    assert "刚才说错了，是145" in page
    assert "随访助手正在回复" in page
    assert "3/12 项 进行中" in page
    assert "血压 已更正，原答案： 154/90 mmHg 145/90 mmHg ≥140/90 12:30" in page
    assert "心率 未测量" in page
    assert "体重 不愿回答" in page
    assert "症状 正在询问" in page
    assert "服药 待回答" in page
    assert "血压 154/90 mmHg 已更正" in page
    assert "不是诊断" in page


async def test_a_completed_form_shows_option_numbers_units_and_conditional_items(
    nurse: httpx.AsyncClient, ward: Ids
) -> None:
    page = words(await nurse.get(f"/staff/patients/{ward.completed}"))
    assert "14/14 项 已完成" in page
    assert "症状 2 9 头痛头晕、下肢水肿" in page
    assert "心率 72 次/分" in page
    assert "每次运动时间 30 分钟" in page
    assert "心情 不清楚" in page
    assert "不良反应的情况" not in page  # enableWhen: only after 有
    assert "未送达 (timeout)" in page


async def test_another_teams_patient_is_answered_like_nobody_and_written_down(
    nurse: httpx.AsyncClient, ward: Ids, sessions: Sessions
) -> None:
    nobody = await nurse.get("/staff/patients/999999999")
    for path in ("", "/messages", "/panels", "/events"):
        answer = await nurse.get(f"/staff/patients/{ward.foreign}{path}")
        assert (answer.status_code, words(answer)) == (404, words(nobody))
    trail = await audit_trail(sessions, ward.nurse.id)
    assert trail.count(("refused", ward.foreign, "view_patient")) == 4


async def test_opening_a_page_is_one_access_and_its_refreshes_are_none(
    nurse: httpx.AsyncClient, ward: Ids, sessions: Sessions
) -> None:
    for path in ("", "/messages?after=0", "/panels"):
        assert (await nurse.get(f"/staff/patients/{ward.talking}{path}", headers=HTMX)).status_code == 200
    trail = await audit_trail(sessions, ward.nurse.id)
    assert trail == [("login", None, None), ("view_patient", ward.talking, "view_patient")]


async def test_an_alert_is_acknowledged_once_by_whom_it_concerns(
    nurse: httpx.AsyncClient, ward: Ids, sessions: Sessions, clock: Clock
) -> None:
    token = await token_of(nurse, "/staff/")
    path = f"/staff/alerts/{ward.alert}/acknowledge"
    first_time = clock.now
    answer = await nurse.post(path, data={"csrf_token": token}, headers=HTMX)
    assert (answer.status_code, answer.headers["hx-trigger"]) == (204, "staff-alerts")
    clock.forward(timedelta(minutes=1))
    again = await nurse.post(path, data={"csrf_token": token, "next": "/staff/"})
    assert (again.status_code, again.headers["location"]) == (303, "/staff/")
    async with sessions() as session:
        alert = await session.get_one(Alert, ward.alert)
    assert (alert.status, alert.acknowledged_by, alert.acknowledged_at) == ("acknowledged", ward.nurse.id, first_time)
    trail = [(action, detail) for action, _, detail in await audit_trail(sessions, ward.nurse.id)]
    assert trail.count(("acknowledge_alert", f"alert:{ward.alert}")) == 1
    assert (await nurse.post("/staff/alerts/999999/acknowledge", data={"csrf_token": token})).status_code == 404


async def test_another_teams_alert_cannot_be_acknowledged(
    nurse: httpx.AsyncClient, ward: Ids, sessions: Sessions, clock: Clock
) -> None:
    async with sessions.begin() as session:
        alert = Alert(patient_id=ward.foreign, level="urgent", rule="stroke", status="open", raised_at=clock.now)
        session.add(alert)
    token = await token_of(nurse, "/staff/")
    answer = await nurse.post(f"/staff/alerts/{alert.id}/acknowledge", data={"csrf_token": token})
    assert answer.status_code == 404
    assert ("refused", ward.foreign, "view_alert") in await audit_trail(sessions, ward.nurse.id)


async def test_messages_come_newest_first_fifty_then_older_ones_and_what_is_new(
    nurse: httpx.AsyncClient, ward: Ids, sessions: Sessions, clock: Clock
) -> None:
    async with sessions.begin() as session:
        conversation = await session.get_one(Conversation, ward.talking_conversation)
        rows = Ward(session=session, now=clock.now, messages=1000)
        for index in range(60):
            await rows.says(conversation, f"第{index:03}条", clock.now - timedelta(minutes=3))
    page = await nurse.get(f"/staff/patients/{ward.talking}")
    assert "第010条" in page.text
    assert "第009条" not in page.text
    before = re.search(r"messages\?before=(\d+)", page.text)
    assert before is not None
    older = await nurse.get(f"/staff/patients/{ward.talking}/messages?before={before[1]}", headers=HTMX)
    assert "第009条" in older.text
    assert "第011条" not in older.text
    assert f'id="message-{before[1]}"' in older.text
    cursor = re.search(r'name="after" value="(\d+)"', page.text)
    assert cursor is not None
    new = await nurse.get(f"/staff/patients/{ward.talking}/messages?after={cursor[1]}", headers=HTMX)
    async with sessions() as session:
        last = await session.scalar(
            select(Message.id).where(Message.conversation_id == conversation.id).order_by(Message.id.desc()).limit(1)
        )
    assert f'id="message-{last}"' not in new.text


async def test_a_page_full_of_fresh_messages_does_not_pull_in_the_older_ones(
    nurse: httpx.AsyncClient, ward: Ids, sessions: Sessions, clock: Clock
) -> None:
    async with sessions.begin() as session:
        conversation = await session.get_one(Conversation, ward.talking_conversation)
        rows = Ward(session=session, now=clock.now, messages=3000)
        await rows.put(*(rows.message(conversation, f"第{index}条", clock.now) for index in range(60)))
    page = await nurse.get(f"/staff/patients/{ward.talking}")
    cursor = re.search(r'name="after" value="(\d+)"', page.text)
    assert cursor is not None
    new = await nurse.get(f"/staff/patients/{ward.talking}/messages?after={cursor[1]}", headers=HTMX)
    shown = re.compile(r'id="message-(\d+)"')
    assert shown.findall(new.text) == shown.findall(page.text)


async def test_what_a_patient_writes_is_text_and_never_markup(
    nurse: httpx.AsyncClient, ward: Ids, sessions: Sessions, clock: Clock
) -> None:
    async with sessions.begin() as session:
        conversation = await session.get_one(Conversation, ward.talking_conversation)
        rows = Ward(session=session, now=clock.now, messages=2000)
        await rows.says(conversation, "<script>alert(1)</script><img src=x onerror=alert(1)>", clock.now)
    page = await nurse.get(f"/staff/patients/{ward.talking}")
    assert "&lt;script&gt;alert(1)" in page.text
    assert "<img src=x" not in page.text


async def test_every_page_is_kept_nowhere_and_runs_no_inline_code(nurse: httpx.AsyncClient, ward: Ids) -> None:
    for path in ("/staff/", f"/staff/patients/{ward.talking}", "/staff/nothing-here"):
        answer = await nurse.get(path)
        policy = answer.headers["content-security-policy"]
        assert "script-src 'self';" in policy
        assert "unsafe" not in policy
        assert answer.headers["cache-control"] == "no-store"
        assert not re.search(r"<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|https?://(?!www\.w3\.org)", answer.text)


async def test_assets_are_named_versioned_and_nothing_else_is_served(visitor: httpx.AsyncClient) -> None:
    page = await visitor.get("/staff/login")
    for url in re.findall(r'(?:href|src)="(/staff/assets/[^"]+)"', page.text):
        answer = await visitor.get(url)
        assert (answer.status_code, answer.headers["cache-control"]) == (200, "public, max-age=31536000, immutable")
    for name in ("../routes.py", "package.json", "..%2f..%2fpyproject.toml"):
        assert (await visitor.get(f"/staff/assets/{name}")).status_code == 404


async def test_language_and_theme_are_remembered(nurse: httpx.AsyncClient) -> None:
    token = await token_of(nurse, "/staff/")
    for choice in ({"language": "en"}, {"theme": "dark"}):
        answer = await nurse.post("/staff/preferences", data={"csrf_token": token, "next": "/staff/", **choice})
        assert (answer.status_code, answer.headers["location"]) == (303, "/staff/")
    page = await nurse.get("/staff/")
    assert '<html lang="en" data-bs-theme="dark">' in page.text
    assert "In progress 3/12 items started today 12:27" in words(page)


def test_both_languages_have_the_same_words_with_the_same_values() -> None:
    assert WORDS["zh"].keys() == WORDS["en"].keys()
    for key, text in WORDS["zh"].items():
        assert set(re.findall(r"{(\w+)}", text)) == set(re.findall(r"{(\w+)}", WORDS["en"][key])), key


@pytest.mark.parametrize("failure", [OSError, lambda: OperationalError("select", {}, Exception("gone"))])
async def test_a_database_that_is_away_is_a_page_that_says_so(
    database_url: str, clock: Clock, failure: Callable[[], Exception]
) -> None:
    def away() -> None:
        raise failure()

    async with client_of(make_app(away, Feed(database_url), clock)) as client:  # type: ignore[arg-type]
        answer = await client.get("/staff/", headers={"Cookie": "suifang_staff=x"})
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert "数据库没有响应" in words(answer)
