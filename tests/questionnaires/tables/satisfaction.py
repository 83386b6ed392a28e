"""Which opinions a person must see, and how patients say what they think."""

from __future__ import annotations

from typing import Any

FORM = "satisfaction"
ALERTS: list[tuple[dict[str, Any], list[tuple[str, str]]]] = [
    ({"overall": "不满意"}, [("dissatisfied", "routine")]),
    ({"answered": "没人回"}, [("dissatisfied", "routine")]),
]
SAID: list[tuple[str, str, str | float | None]] = [
    ("overall", "满意得很", "很满意"),
    ("overall", "没什么不满意的", "满意"),
    ("overall", "还不错", "满意"),
    ("overall", "不咋样", "不满意"),
    ("overall", "有点差", "不满意"),
    ("overall", "一点都不满意", "很不满意"),
    ("overall", "气死人", "很不满意"),
    ("clear", "听得懂", "都好懂"),
    ("clear", "简单", "都好懂"),
    ("length", "是", "太多"),
    ("length", "有点啰嗦", "太多"),
    ("length", "还好", "正好"),
    ("length", "不会", "正好"),
    ("length", "没觉得多", "正好"),
    ("answered", "有人回", "及时"),
    ("answered", "当天回的", "及时"),
    ("answered", "等了半天", "有点慢"),
    ("answered", "有点晚", "有点慢"),
    ("answered", "没得人回", "没人回"),
    ("answered", "没什么事找", "没找过"),
    ("answered", "不找", "没找过"),
]
