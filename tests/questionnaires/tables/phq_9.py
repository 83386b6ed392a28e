"""How the nine questions on mood add up, what they lead to, and how patients answer them."""

from __future__ import annotations

from typing import Any

FORM = "phq_9"
SCORES = ["完全不会", "好几天", "一半以上的天数", "几乎每天"]
NINE = ["interest", "low_mood", "sleep", "tired", "appetite", "self_worth", "concentration", "movement", "self_harm"]
PHQ_TEN = {**dict.fromkeys(NINE, "好几天"), "interest": "几乎每天", "self_harm": "完全不会"}
FOLLOW: list[tuple[dict[str, Any], dict[str, Any] | None, dict[str, float], str]] = [
    ({**dict.fromkeys(NINE, "几乎每天")}, None, {}, "self_harm"),
    ({"self_harm": "好几天"}, None, {}, "self_harm"),
    ({**dict.fromkeys(NINE, "一半以上的天数"), "self_harm": "完全不会"}, None, {}, "high_score"),
    (PHQ_TEN, None, {}, "raised_score"),
    ({**PHQ_TEN, "interest": "一半以上的天数"}, None, {}, "fine"),
    ({"interest": "几乎每天"}, None, {}, "incomplete"),
]
SAID: list[tuple[str, str, str | float | None]] = [
    ("self_harm", "没想过", "完全没有"),
    ("self_harm", "没动过这念头", "完全没有"),
    ("self_harm", "没得", "完全没有"),
    ("self_harm", "哪能啊，没有", "完全没有"),
    ("self_harm", "有", "有几天"),
    ("self_harm", "有点", "有几天"),
    ("self_harm", "好像有过", "有几天"),
    ("self_harm", "想过一回", "有几天"),
    ("self_harm", "有时候想", "有几天"),
    ("self_harm", "天天想", "几乎每天"),
    ("self_harm", "一般般", None),
    ("self_harm", "还好", None),
    ("self_harm", "睡不好", None),
    ("sleep", "有一个星期吧", "一半以上的天"),
    ("low_mood", "十几天", None),
    ("low_mood", "每天半夜两点就醒", None),
    ("appetite", "没有胃口", None),
    ("interest", "经常有", None),
    ("interest", "睡不着", None),
    ("interest", "好一点", None),
    ("difficulty", "不碍事", "不难"),
    ("difficulty", "没啥影响", "不难"),
    ("difficulty", "有些费劲", "有点难"),
    ("difficulty", "一般般", "有点难"),
    ("difficulty", "啥都干不成", "非常难"),
    ("difficulty", "根本做不了", "非常难"),
]
