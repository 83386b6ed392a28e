"""What the hypertension form asks, computes, classifies and leads to, and how patients answer it."""

from __future__ import annotations

from typing import Any

FORM = "hypertension"
WELL = {"symptoms": "无症状", "blood_pressure": (128, 78), "adherence": "规律", "adverse_reaction": "无"}
HIGH, SICK = {**WELL, "blood_pressure": (150, 92)}, {**WELL, "adverse_reaction": "有"}
SPAN = {"systolic": 135, "diastolic": 85, "upper": {"systolic": 145, "diastolic": 88}}
ORDER = """
visit_date visit_mode symptoms blood_pressure weight bmi heart_rate other_signs smoking alcohol exercise_frequency
exercise_minutes salt mood compliance examinations adherence adverse_reaction classification medications referral
referral.reason referral.place next_visit_date signature
"""
FOLLOW: list[tuple[dict[str, Any], dict[str, Any] | None, dict[str, float], str]] = [
    ({**WELL, "blood_pressure": (180, 90)}, None, {}, "emergency_visit"),
    ({**WELL, "blood_pressure": (150, 110)}, HIGH, {}, "emergency_visit"),
    (HIGH, HIGH, {}, "refer"),
    (SICK, HIGH, {}, "refer"),
    (HIGH, None, {}, "two_weeks"),
    (HIGH, WELL, {}, "two_weeks"),
    (SICK, {"symptoms": "无症状"}, {}, "two_weeks"),
    ({**WELL, "symptoms": ["心悸胸闷"]}, None, {}, "same_day_symptom"),
    ({**WELL, "symptoms": ["头痛头晕"]}, HIGH, {}, "with_symptoms"),
    (WELL, HIGH, {}, "regular"),
    ({"symptoms": "无症状", "adverse_reaction": "无"}, HIGH, {}, "unclassified"),
    ({}, None, {}, "unclassified"),
]
ALERTS: list[tuple[dict[str, Any], list[tuple[str, str]]]] = [
    (WELL, []),
    ({**WELL, "symptoms": ["四肢发麻"], "heart_rate": 121}, [("heart_rate_unusual", "urgent")]),
    ({**WELL, "heart_rate": 120}, []),
    ({"heart_rate": 44}, [("heart_rate_unusual", "urgent")]),
    ({"symptoms": ["头痛头晕", "心悸胸闷"]}, [("symptom_same_day", "urgent")]),
    ({"adherence": "不服药"}, [("medicine_not_taken", "routine")]),
    ({"blood_pressure": (190, 115)}, []),  # a red flag's, not the form's
]
CLASSES: list[tuple[dict[str, Any], dict[str, float], str | None]] = [
    ({**WELL}, {}, "控制满意"),
    ({**WELL, "blood_pressure": (139, 89)}, {}, "控制满意"),
    ({**WELL, "blood_pressure": (140, 80)}, {}, "控制不满意"),
    ({**WELL, "blood_pressure": (130, 90)}, {}, "控制不满意"),
    ({**WELL, "blood_pressure": (145, 85)}, {"systolic": 150}, "控制满意"),
    ({**WELL, "blood_pressure": (132, 78)}, {"systolic": 130, "diastolic": 80}, "控制不满意"),
    ({**WELL, "adverse_reaction": "有"}, {}, "不良反应"),
    ({**WELL, "adverse_reaction": "有", "blood_pressure": (160, 95)}, {}, "不良反应"),
    ({"adherence": "不服药", "irregular_reason": ["不良反应"]}, {}, "不良反应"),
    ({**WELL, "symptoms": ["头痛头晕"]}, {}, None),
    ({**WELL, "symptoms": ["头痛头晕"], "blood_pressure": (150, 95)}, {}, "控制不满意"),
    ({**WELL, "blood_pressure": SPAN}, {}, None),
    ({"symptoms": "无症状", "adverse_reaction": "无"}, {}, None),
    ({"symptoms": "无症状", "blood_pressure": (128, 78), "adherence": "不服药"}, {}, None),
]
SAID: list[tuple[str, str, str | float | None]] = [
    ("symptoms", "没有什么不得劲的", "都没有"),
    ("symptoms", "能吃能睡的", "都没有"),
    ("symptoms", "脑壳有点昏", "头痛头晕"),
    ("symptoms", "有点晕", "头痛头晕"),
    ("salt", "我老伴管着，盐放很少", "清淡"),
    ("salt", "不大吃咸的", "清淡"),
    ("salt", "不算咸也不算淡", "一般"),
    ("salt", "我吃得不淡也不咸", "一般"),
    ("salt", "有时候淡有时候咸", "一般"),
    ("salt", "淡了吃不下", "偏咸"),
    ("salt", "不咸不行，没味道", "偏咸"),
    ("salt", "我们这边口味都重", "偏咸"),
    ("mood", "心里敞亮", "良好"),
    ("mood", "没得啥子烦恼", "良好"),
    ("mood", "巴适得很", "良好"),
    ("mood", "不好不坏", "一般"),
    ("mood", "有时候好有时候差", "一般"),
    ("mood", "有点闷", "不太好"),
    ("mood", "提不起精神", "不太好"),
    ("mood", "不大好", "不太好"),
    ("mood", "老伴走了以后天天哭", "不太好"),
    ("adherence", "老伴盯着我吃", "每天按时吃"),
    ("adherence", "吃着呢", "每天按时吃"),
    ("adherence", "没断", "每天按时吃"),
    ("adherence", "有一顿没一顿", "有时会忘"),
    ("adherence", "大部分时候吃", "有时会忘"),
    ("adherence", "早就不吃了", "现在没吃"),
    ("adherence", "断了一个月了", "现在没吃"),
    ("adherence", "没开药", "现在没吃"),
    ("adherence", "今天还没吃", None),
    ("adherence", "一般般", None),
    ("adherence", "没有副作用", None),
    ("adverse_reaction", "好着呢", "没有"),
    ("adverse_reaction", "吃了舒服多了", "没有"),
    ("adverse_reaction", "喉咙痒，老咳", "有"),
    ("adverse_reaction", "脸发烫", "有"),
    ("irregular_reason", "老糊涂了", "忘了"),
    ("irregular_reason", "出门没带", "忘了"),
    ("irregular_reason", "药费太高", "药太贵"),
    ("irregular_reason", "是药三分毒", "吃了不舒服"),
    ("irregular_reason", "吃了没劲", "吃了不舒服"),
    ("irregular_reason", "开药麻烦", "配药不方便"),
    ("irregular_reason", "儿子没空带我去", "配药不方便"),
    ("medication_change", "一直是那几样", "没有"),
    ("medication_change", "还是老药", "没有"),
    ("medication_change", "量加大了", "有"),
    ("medication_change", "加了一片", "有"),
]
