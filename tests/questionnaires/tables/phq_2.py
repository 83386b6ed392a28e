"""When the two questions on mood lead to the nine, and how patients answer them."""

from __future__ import annotations

from typing import Any

FORM = "phq_2"
FOLLOW: list[tuple[dict[str, Any], dict[str, Any] | None, dict[str, float], str]] = [
    ({"interest": "一半以上的天数", "low_mood": "好几天"}, None, {}, "ask_phq_9"),
    ({"interest": "好几天", "low_mood": "好几天"}, None, {}, "fine"),
    ({"interest": "几乎每天"}, None, {}, "incomplete"),
]
SAID: list[tuple[str, str, str | float | None]] = [
    ("interest", "没得", "完全没有"),
    ("interest", "一次也没有", "完全没有"),
    ("interest", "三四天吧", "有几天"),
    ("interest", "就几天", "有几天"),
    ("low_mood", "一大半", "一半以上的天"),
    ("low_mood", "十来天", "一半以上的天"),
    ("low_mood", "天天如此", "几乎每天"),
    ("low_mood", "经常", None),
    ("low_mood", "老是", None),
    ("low_mood", "还好", None),
    ("low_mood", "一般般", None),
]
