"""What staff read of a filled form: values as they were said, what they come to, what is open, why one stopped."""

from __future__ import annotations

import re
import uuid

import httpx
import pytest

from records.database import Sessions
from tests.console.demo_forms import FormIds, build_forms
from tests.console.support import Clock, audit_trail, log_in, token_of, words


@pytest.fixture
async def forms(sessions: Sessions, clock: Clock, visitor: httpx.AsyncClient) -> FormIds:
    """A team with forms of every kind; its nurse has logged in."""
    async with sessions.begin() as session:
        ids = await build_forms(session, clock.now, suffix=f"-{uuid.uuid4().hex[:8]}")
    await log_in(visitor, ids.nurse.username)
    return ids


async def form_of(visitor: httpx.AsyncClient, patient_id: int) -> str:
    """The words of the form on a patient's page."""
    page = await visitor.get(f"/staff/patients/{patient_id}")
    card = re.search(r'<section class="card" id="form-card".*?</section>', page.text, re.S)
    assert card is not None
    return words(card[0])


async def in_english(visitor: httpx.AsyncClient) -> None:
    """Choose English with this browser."""
    token = await token_of(visitor, "/staff/")
    await visitor.post("/staff/preferences", data={"csrf_token": token, "next": "/staff/", "language": "en"})


async def test_every_kind_of_value_reads_as_the_patient_meant_it(visitor: httpx.AsyncClient, forms: FormIds) -> None:
    form = await form_of(visitor, forms.whole)
    for line in (
        "血压 130–140/80–85 mmHg ≥140/90",
        "心率 70–75 次/分",
        "体重 约130.5 kg",
        "症状 2 头痛头晕、其他、“后背发紧”",
        "每天吸烟 约7–8 支",
        "睡觉时间 21:30",
        "心情 “时好时坏”",
        "上次检查 2026年3月5日",
        "摔倒 否",
    ):
        assert line in form
    await in_english(visitor)
    form = await form_of(visitor, forms.whole)
    assert "体重 about 130.5 kg" in form
    assert "每天吸烟 about 7–8 cigarettes" in form
    assert "上次检查 5 Mar 2026" in form
    assert "摔倒 No" in form


async def test_an_answer_that_was_not_understood_is_left_to_a_nurse_with_the_patients_words(
    visitor: httpx.AsyncClient, forms: FormIds
) -> None:
    assert "不良反应 未听懂，待护士处理 吃了就那个样子呗" in await form_of(visitor, forms.whole)


async def test_what_a_form_comes_to_stands_above_its_answers(visitor: httpx.AsyncClient, forms: FormIds) -> None:
    form = await form_of(visitor, forms.whole)
    assert "此次随访分类 2 控制不满意 项目 患者回答 时间 体征 血压" in form
    assert form.count("此次随访分类") == 1
    form = await form_of(visitor, forms.scored)
    assert "总分 12 · 中度 项目 患者回答 时间 情绪低落 6 几乎每天" in form
    assert "合计" not in form  # a heading that nothing is left below


async def test_groups_head_their_items_and_what_is_only_said_is_no_line(
    visitor: httpx.AsyncClient, forms: FormIds
) -> None:
    form = await form_of(visitor, forms.whole)
    headings = ("体征", "症状", "用药", "药物不良反应", "生活方式", "上次检查", "其他体征")
    places = [form.index(f" {heading} ") for heading in headings]
    assert places == sorted(places)
    assert "接下来问问您平时的生活" not in form
    assert "每次运动时间" not in form  # enableWhen: only with some exercise


async def test_only_what_the_patient_is_asked_counts_as_progress(visitor: httpx.AsyncClient, forms: FormIds) -> None:
    form = await form_of(visitor, forms.whole)
    assert "12/12 项 已完成" in form
    assert "身高 162 cm 沿用上次" in form
    assert "体质指数 暂无" in form
    assert "其他体征 由医护人员填写" in form
    form = await form_of(visitor, forms.paused)
    assert "1/13 项" in form
    assert "检查后天数 完成后自动计算 检查结果 待回答" in form  # asked because of the days, which are not recorded yet
    assert "体质指数 完成后自动计算" in form
    assert "身高 待回答" in form


async def test_a_form_that_goes_on_later_says_when(visitor: httpx.AsyncClient, forms: FormIds, clock: Clock) -> None:
    assert "稍后继续 19:00" in await form_of(visitor, forms.paused)
    assert "稍后继续 19:00 1/13 项" in words(await visitor.get("/staff/"))
    clock.now = clock.now.replace(hour=11, minute=1)
    assert "进行中" in await form_of(visitor, forms.paused)


async def test_a_form_that_stopped_says_why_and_what_is_planned_next(
    visitor: httpx.AsyncClient, forms: FormIds
) -> None:
    assert "已停止 · 这次不想回答" in await form_of(visitor, forms.refused)
    page = words(await visitor.get("/staff/"))
    assert "已拒绝 今天 09:35 拒绝 · 这次不想回答 下次 明天 · a rule without a name" in page
    assert "已完成 今天 09:35 完成 下次 12月4日 · 两周内随访" in page
    assert "待随访 今天 11:35 到期 · 定期随访" in page
    assert "下次随访 12月4日 · 两周内随访 高血压随访" in words(await visitor.get(f"/staff/patients/{forms.whole}"))
    await in_english(visitor)
    page = words(await visitor.get("/staff/"))
    assert "next 4 Dec · Follow-up within two weeks" in page


async def test_an_alert_is_named_even_where_its_code_has_no_name_yet(
    visitor: httpx.AsyncClient, forms: FormIds
) -> None:
    page = words(await visitor.get("/staff/"))
    assert "一般 冯大勇 这次不想回答 今天不想答了" in page
    assert "一般 冯大勇 a code without a name 今天不想答了" in page


async def test_a_patients_own_goal_takes_the_place_of_the_usual_target(
    visitor: httpx.AsyncClient, forms: FormIds
) -> None:
    page = words(await visitor.get(f"/staff/patients/{forms.own_goal}"))
    assert "收缩压 个人目标 <130 舒张压 目标 <90" in page
    assert "≈134/84 mmHg ≥130/90" in page
    assert "128/80 mmHg 11月11日" in page
    assert "≈134/84 mmHg ≥130/90 11月18日" in words(await visitor.get("/staff/"))


async def test_earlier_forms_are_listed_and_open_on_a_page_of_their_own(
    visitor: httpx.AsyncClient, forms: FormIds, sessions: Sessions
) -> None:
    page = await visitor.get(f"/staff/patients/{forms.whole}")
    assert "以往的随访表 (1) 8月22日 高血压随访 已完成" in words(page)
    link = re.search(r'href="(/staff/patients/\d+/forms/(\d+))"', page.text)
    assert link is not None
    earlier = await visitor.get(link[1])
    assert "1/12 项 已完成" in words(earlier)
    assert "身高 162 cm" in words(earlier)
    assert ("view_form", forms.whole, "view_form") in await audit_trail(sessions, forms.nurse.id)
    others = await visitor.get(f"/staff/patients/{forms.scored}/forms/{link[2]}")
    assert others.status_code == 404
