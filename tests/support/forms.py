"""Settles the small questionnaires of the tests; their words are their own, so that a reply is exact."""

from __future__ import annotations

from typing import Any

from records.questionnaires import Definition
from tests.support.people import definition

Part = dict[str, Any]

SYMPTOMS: Part = {
    "linkId": "symptoms", "type": "choice", "repeats": True, "text": "哪里不舒服？", "short": "症状",
    "mentions": ["不舒服", "症状"],
    "answerOption": [
        {"code": "1", "label": "无症状", "display": "都没有", "exclusive": True, "synonyms": ["没有不舒服", "都没有"]},
        {"code": "2", "label": "头痛头晕", "synonyms": ["头痛", "头晕"]},
        {"code": "3", "label": "四肢发麻", "display": "手脚发麻", "synonyms": ["手脚发麻", "麻木"]},
    ],
}  # fmt: skip
PRESSURE: Part = {
    "linkId": "pressure", "type": "group", "text": "血压多少？", "short": "血压", "reading": "blood_pressure",
    "mentions": ["血压", "高压", "低压"], "hint": "请说两个数。", "explain": "血压有两个数，大的叫高压。",
    "item": [
        {"linkId": "pressure.systolic", "type": "quantity", "text": "高压", "unit": "mm[Hg]",
         "possible": [50, 300], "plausible": [80, 220]},
        {"linkId": "pressure.diastolic", "type": "quantity", "text": "低压", "unit": "mm[Hg]",
         "possible": [20, 200], "plausible": [40, 130]},
    ],
}  # fmt: skip
RATE: Part = {
    "linkId": "rate", "type": "quantity", "text": "心率多少？", "short": "心率", "reading": "heart_rate",
    "unit": "/min", "mentions": ["心率", "心跳", "脉搏"], "hint": "请说一个数。",
    "possible": [20, 250], "plausible": [40, 150], "confirm": {"change": 40},
}  # fmt: skip
WEIGHT: Part = {
    "linkId": "weight", "type": "quantity", "text": "体重多少？", "short": "体重", "reading": "weight", "unit": "kg",
    "mentions": ["体重"], "possible": [20, 250], "plausible": [30, 150], "hint": "请说公斤。",
}  # fmt: skip
PILLS: Part = {
    "linkId": "pills", "type": "choice", "text": "按时吃药吗？", "short": "服药", "mentions": ["药", "吃药"],
    "answerOption": [
        {"code": "1", "label": "规律", "display": "每天吃", "synonyms": ["按时吃", "天天吃"]},
        {"code": "2", "label": "间断", "display": "有时会忘", "synonyms": ["会忘"]},
        {"code": "3", "label": "不服药", "display": "没吃", "synonyms": ["不吃"]},
    ],
}  # fmt: skip
HARM: Part = {
    "linkId": "harm", "type": "text", "text": "吃药后哪里不对劲？", "short": "吃药后", "required": False,
    "enableWhen": [{"question": "pills", "operator": "!=", "answer": "不服药"}],
}  # fmt: skip


def visit(*, symptoms: bool = False, **fields: Any) -> Definition:
    """Pressure, heart rate, medicines, and how they are borne: what most repairs need."""
    return definition([*([SYMPTOMS] if symptoms else []), PRESSURE, RATE, PILLS, HARM], **fields)


def yes_or_no(**fields: Any) -> Part:
    """A question of yes or no."""
    return {"linkId": "dizzy", "type": "boolean", "text": "头晕吗？", "short": "头晕", "mentions": ["头晕"], **fields}
