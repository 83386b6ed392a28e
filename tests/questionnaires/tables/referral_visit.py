"""What the question after a referral leads to, and how patients answer it."""

from __future__ import annotations

from typing import Any

FORM = "referral_visit"
FOLLOW: list[tuple[dict[str, Any], dict[str, Any] | None, dict[str, float], str]] = [
    ({"went": "未去"}, None, {}, "not_gone"),
    ({"went": "已预约"}, None, {}, "booked"),
    ({"went": "去了"}, None, {}, "gone"),
    ({"now": "好转"}, None, {}, "unclassified"),
]
ALERTS: list[tuple[dict[str, Any], list[tuple[str, str]]]] = [
    ({"now": "加重"}, [("worse_after_referral", "urgent")]),
]
SAID: list[tuple[str, str, str | float | None]] = [
    ("went", "上周去的", "去了"),
    ("went", "不想去，去了也白去", "还没去"),
    ("now", "老样子，就是头更晕了", "更差"),
    ("went", "正住院呢", "去了"),
    ("went", "挂上号了还没去", "约好了还没去"),
    ("went", "明天就去", "约好了还没去"),
    ("went", "没顾上", "还没去"),
    ("went", "懒得去", "还没去"),
    ("went", "没空去", "还没去"),
    ("went", "一般般", None),
    ("not_gone_reason", "孩子在外地", "没人陪"),
    ("not_gone_reason", "儿子没时间", "没人陪"),
    ("not_gone_reason", "地里活多", "没空"),
    ("not_gone_reason", "没得空", "没空"),
    ("not_gone_reason", "没啥不舒服", "觉得好了"),
    ("now", "比上次强", "好些"),
    ("now", "舒服些", "好些"),
    ("now", "没见好", "差不多"),
    ("now", "还是那样", "差不多"),
    ("now", "不如以前", "更差"),
    ("now", "没有上次好", "更差"),
    ("now", "有点差", "更差"),
    ("now", "越来越不行", "更差"),
    ("now", "有点", None),
]
