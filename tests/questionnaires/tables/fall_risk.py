"""What counts as a risk of falling, and how patients answer."""

from __future__ import annotations

from typing import Any

FORM = "fall_risk"
FOLLOW: list[tuple[dict[str, Any], dict[str, Any] | None, dict[str, float], str]] = [
    ({"fell": "无", "unsteady": "无", "worried": "有"}, None, {}, "at_risk"),
    ({"fell": "无", "unsteady": "无", "worried": "无"}, None, {}, "yearly"),
    ({"fell": "无"}, None, {}, "unclassified"),
]
ALERTS: list[tuple[dict[str, Any], list[tuple[str, str]]]] = [
    ({"injured": "有"}, [("fall_with_injury", "routine")]),
    ({"after_fall": "有"}, [("fall_with_injury", "urgent")]),
    ({"after_fall": "无"}, []),
]
SAID: list[tuple[str, str, str | float | None]] = [
    ("fell", "一次也没有", "没有"),
    ("fell", "没摔过，差点摔过一次", "没有"),
    ("fell", "差点滑倒", "没有"),
    ("fell", "上个月在厕所滑了一跤", "有"),
    ("fell", "跌了一跤", "有"),
    ("fell", "绊了一下坐地上了", "有"),
    ("fell", "摔了个屁股墩", "有"),
    ("injured", "没大事", "没有"),
    ("injured", "没伤着", "没有"),
    ("injured", "手腕骨裂了，打了石膏", "受伤了"),
    ("injured", "摔断了", "受伤了"),
    ("injured", "缝了三针", "受伤了"),
    ("injured", "青了一块", "受伤了"),
    ("injured", "屁股疼了好几天", "受伤了"),
    ("after_fall", "腰疼得起不来", "有"),
    ("after_fall", "头有点晕", "有"),
    ("after_fall", "头不晕，走得动", "没有"),
    ("unsteady", "稳当着呢", "不会"),
    ("unsteady", "不晃", "不会"),
    ("unsteady", "不大稳", "会"),
    ("unsteady", "走路打飘", "会"),
    ("unsteady", "拄着拐棍", "会"),
    ("unsteady", "有点", "会"),
    ("unsteady", "一般般", None),
    ("worried", "不咋担心", "不担心"),
    ("worried", "怕啥，不怕", "不担心"),
    ("worried", "有点怕", "担心"),
    ("worried", "不敢走快", "担心"),
    ("home_light", "灯一直亮着", "有灯"),
    ("home_light", "懒得开灯", "没有灯"),
    ("home_light", "摸着墙走", "没有灯"),
]
