"""What the diabetes form asks, classifies and leads to, and how patients answer it."""

from __future__ import annotations

from typing import Any

FORM = "diabetes_type_2"
WELL = {"symptoms": "无症状", "blood_pressure": (128, 78), "adherence": "规律", "adverse_reaction": "无"}
SWEET = {**WELL, "fasting_glucose": 6.2, "hypoglycemia": "无"}
SUGAR = {**SWEET, "fasting_glucose": 8.1}
ORDER = """
visit_date visit_mode symptoms blood_pressure weight bmi foot_pulse other_signs smoking alcohol exercise_frequency
exercise_minutes staple_food mood compliance fasting_glucose hba1c hba1c_date examinations adherence adverse_reaction
hypoglycemia classification medications insulin insulin_kind insulin_use referral referral.reason referral.place
next_visit_date signature
"""
FOLLOW: list[tuple[dict[str, Any], dict[str, Any] | None, dict[str, float], str]] = [
    ({**SWEET, "fasting_glucose": 16.7}, None, {}, "emergency_visit"),
    ({**SWEET, "fasting_glucose": 3.9}, SUGAR, {}, "emergency_visit"),
    (SUGAR, SUGAR, {}, "refer"),
    (SUGAR, SWEET, {}, "two_weeks"),
    ({**SWEET, "hypoglycemia": "频繁"}, None, {}, "same_day_symptom"),
    ({**SWEET, "blood_pressure": (142, 80)}, None, {}, "pressure_to_review"),
    ({**SWEET, "hypoglycemia": "偶尔"}, None, {}, "with_symptoms"),
    (SWEET, SUGAR, {}, "regular"),
    ({"symptoms": "无症状", "hypoglycemia": "无"}, SUGAR, {}, "unclassified"),
]
ALERTS: list[tuple[dict[str, Any], list[tuple[str, str]]]] = [
    ({**SWEET, "fasting_glucose": 3.2}, []),
    ({"symptoms": ["多饮", "多尿"]}, [("symptom_same_day", "urgent")]),
    ({"hypoglycemia": "频繁"}, [("frequent_low_glucose", "urgent")]),
]
CLASSES: list[tuple[dict[str, Any], dict[str, float], str | None]] = [
    ({**SWEET}, {}, "控制满意"),
    ({**SWEET, "fasting_glucose": 6.9}, {}, "控制满意"),
    ({**SWEET, "fasting_glucose": 7.0}, {}, "控制不满意"),
    ({**SWEET, "fasting_glucose": 7.4}, {"fasting_glucose": 8}, "控制满意"),
    ({**SWEET, "fasting_glucose": 3.6}, {}, None),
    ({**SWEET, "adverse_reaction": "有"}, {}, "不良反应"),
    ({**SWEET, "hypoglycemia": "偶尔"}, {}, None),
    ({**SWEET, "symptoms": ["手脚麻木"]}, {}, None),
    ({**SWEET, "blood_pressure": (150, 80)}, {}, None),
    ({key: SWEET[key] for key in SWEET if key != "blood_pressure"}, {}, "控制满意"),
]
SAID: list[tuple[str, str, str | float | None]] = [
    ("symptoms", "渴得很", "老是口渴"),
    ("symptoms", "嘴巴干", "老是口渴"),
    ("symptoms", "小便有点疼", "感染或伤口不好"),
    ("symptoms", "脚上破了个口子", "感染或伤口不好"),
    ("symptoms", "掉了好几斤", "瘦了很多"),
    ("hypoglycemia", "不会", "没有"),
    ("hypoglycemia", "没犯过", "没有"),
    ("hypoglycemia", "好像有一次", "偶尔"),
    ("hypoglycemia", "一个月一两次", "偶尔"),
    ("hypoglycemia", "难得一次", "偶尔"),
    ("hypoglycemia", "每个星期都有", "经常"),
    ("hypoglycemia", "动不动就心慌", "经常"),
    ("hypoglycemia", "每天走路", None),
    ("hypoglycemia", "药天天吃", None),
    ("hypoglycemia", "一般般", None),
    ("insulin", "不用打", "不打"),
    ("insulin", "没用胰岛素", "不打"),
    ("insulin", "只吃药", "不打"),
    ("insulin", "一天四针", "在打"),
    ("insulin", "打了好几年了", "在打"),
    ("insulin", "早晚各一针", "在打"),
]
