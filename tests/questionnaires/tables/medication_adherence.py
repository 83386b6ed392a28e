"""What counts as regular, what missed doses lead to, and how patients answer."""

from __future__ import annotations

from typing import Any

FORM = "medication_adherence"
FOLLOW: list[tuple[dict[str, Any], dict[str, Any] | None, dict[str, float], str]] = [
    ({"takes_medicine": "有", "missed_days": 2}, None, {}, "doses_missed"),
    ({"takes_medicine": "有", "missed": "全部未服"}, None, {}, "doses_missed"),
    ({"takes_medicine": "有", "missed": "全部服用"}, None, {}, "regular"),
    ({"takes_medicine": "有", "missed": "部分漏服", "missed_days": 1}, None, {}, "regular"),
    ({"takes_medicine": "无"}, None, {}, "no_medicine"),
    ({}, None, {}, "unclassified"),
]
ALERTS: list[tuple[dict[str, Any], list[tuple[str, str]]]] = [
    ({"own_change": "加量"}, [("dose_changed_alone", "routine")]),
    ({"supply": 3}, [("medicine_running_out", "routine")]),
    ({"supply": 4}, []),
]
SAID: list[tuple[str, str, str | float | None]] = [
    ("missed", "一顿没落", "都吃全了"),
    ("missed", "没断过", "都吃全了"),
    ("missed", "七天都吃了", "都吃全了"),
    ("takes_medicine", "吃的药多得很", "有"),
    ("missed", "大部分吃了", "漏过"),
    ("missed", "大多数都吃了", "漏过"),
    ("missed", "基本上都吃", "漏过"),
    ("missed", "差不多都吃了", "漏过"),
    ("missed", "只吃了三天", "漏过"),
    ("missed", "差一次", "漏过"),
    ("missed", "好像漏了一顿", "漏过"),
    ("missed", "早停了", "一天都没吃"),
    ("missed", "一片没吃", "一天都没吃"),
    ("missed", "今天还没吃", None),
    ("missed", "一般般", None),
    ("own_change", "没自己停过", "没有"),
    ("own_change", "没乱动", "没有"),
    ("own_change", "都听医生的", "没有"),
    ("own_change", "没有减也没有加", "没有"),
    ("own_change", "好了就停", "减过或停过"),
    ("own_change", "有点低就不吃了", "减过或停过"),
    ("own_change", "多吃了半片", "加过"),
    ("own_change", "血压高我多吃一颗", "加过"),
]
