from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.golden.compare import compare
from bot.golden.script import Expected

FOUND: dict[str, Any] = {
    "observations": [
        {"kind": "blood_pressure", "systolic": 145.0, "diastolic": 90.0, "unit": "mm[Hg]"},
        {"kind": "heart_rate", "value": 72.0, "unit": "/min"},
    ],
    "answers": {
        "blood_pressure": {"systolic": 145, "diastolic": 90},
        "symptoms": ["头痛头晕", "四肢发麻"],
        "adherence": ["规律"],
        "smoking": 0,
        "weight": {"absent": "not-performed"},
        "text": "脚肿",
        "heart_rate": {"value": 70, "unit": "/min", "upper": 75},
    },
    "alerts": [{"rule": "chest_pain", "level": "emergency", "status": "open"}],
    "task": "completed",
    "reason": None,
    "tasks": [{"questionnaire": "hypertension", "status": "pending", "rule": "two_weeks", "due": "2026-12-04"}],
}
PRESSURE = {"kind": "blood_pressure", "systolic": 145, "diastolic": 90}
RATE = {"kind": "heart_rate", "value": 72}


@pytest.mark.parametrize(
    "expected",
    [
        {},
        {"observations": [RATE, PRESSURE]},
        {"observations": [{"kind": "heart_rate"}, {"systolic": 145}]},
        {"answers": {"symptoms": ["四肢发麻", "头痛头晕"], "adherence": "规律", "smoking": 0, "text": "脚肿"}},
        {"answers": {"weight": {"absent": "not-performed"}, "blood_pressure": {"systolic": 145}}},
        {"alerts": ["chest_pain"]},
        {"alerts": [{"rule": "chest_pain", "level": "emergency"}]},
        {"answers": {"heart_rate": {"value": 70, "upper": 75}, "unasked": None}},
        {"task": "completed"},
        {"tasks": [{"questionnaire": "hypertension", "due": date(2026, 12, 4)}]},
        {"tasks": [{"rule": "two_weeks", "status": "pending"}]},
    ],
)
def test_what_holds_shows_no_difference(expected: dict[str, Any]) -> None:
    assert compare(Expected.model_validate(expected), FOUND) == []


@pytest.mark.parametrize(
    ("expected", "count"),
    [
        ({"observations": []}, 2),
        ({"observations": [PRESSURE]}, 1),
        ({"observations": [PRESSURE, PRESSURE]}, 2),
        ({"observations": [RATE, {**PRESSURE, "systolic": 135}]}, 2),
        ({"alerts": []}, 1),
        ({"alerts": ["chest_pain", "stroke"]}, 1),
        ({"answers": {"symptoms": ["头痛头晕"]}}, 1),
        ({"answers": {"symptoms": "头痛头晕"}}, 1),
        ({"answers": {"smoking": 5, "text": "脚肿", "unasked": "x"}}, 2),
        ({"answers": {"weight": 65}}, 1),
        ({"answers": {"heart_rate": {"value": 70, "approximate": True}}}, 1),
        ({"answers": {"smoking": None}}, 1),
        ({"task": "pending"}, 1),
        ({"reason": "no_answer"}, 1),
        ({"tasks": []}, 1),
        ({"tasks": [{"questionnaire": "hypertension", "due": "2027-02-18"}]}, 2),
    ],
)
def test_what_does_not_hold_is_said_one_by_one(expected: dict[str, Any], count: int) -> None:
    assert len(compare(Expected.model_validate(expected), FOUND)) == count
