"""Which values can a body have? Units and limits of every reading; a value outside them is a slip of hand or ear.

The limits say what is possible, not what is healthy: they only keep a 1350 or a 7.2 from being taken for a pressure.
"""

from __future__ import annotations

UNITS = {  # UCUM
    "blood_pressure": "mm[Hg]",
    "heart_rate": "/min",
    "weight": "kg",
    "glucose": "mmol/L",
    "temperature": "Cel",
    "spo2": "%",
    "height": "cm",
    "waist": "cm",
    "hba1c": "%",
    "urine_volume": "mL",
    "steps": "{steps}",
    "sleep": "h",
}
JIN_KG = 0.5  # kg in one 斤
MAX_UNLABELLED_KG = 110.0  # a larger weight without its unit may be meant in 斤
POSSIBLE = {
    "systolic": (50.0, 300.0),
    "diastolic": (20.0, 200.0),
    "heart_rate": (20.0, 250.0),
    "weight": (20.0, 250.0),
    "glucose": (0.5, 60.0),
    "temperature": (30.0, 45.0),
    "spo2": (40.0, 100.0),
    "height": (30.0, 250.0),
    "waist": (30.0, 200.0),
    "hba1c": (3.0, 20.0),
    "urine_volume": (1.0, 15000.0),
    "steps": (1.0, 100000.0),
    "sleep": (0.0, 24.0),
}
LEAST_CHILD_KG = 0.5  # POSSIBLE is of the patients here, who are grown up; what a text says may be of a baby


def possible_value(kind: str, key: str, value: float) -> bool:
    """Whether a body can have this value; `key` is a key of `Reading.values`."""
    low, high = POSSIBLE[kind if key == "value" else key]
    return low <= value <= high


def is_possible(kind: str, values: dict[str, float]) -> bool:
    """Whether all values of a reading are possible, and of a pressure the systolic one is the larger."""
    if not all(possible_value(kind, key, value) for key, value in values.items()):
        return False
    return not {"systolic", "diastolic"} <= set(values) or values["systolic"] > values["diastolic"]
