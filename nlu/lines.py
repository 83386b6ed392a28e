"""What does a line of `suifang nlu` ask, and what does it answer? One JSON object each; docs/understanding.md explains.

Pure: lines come as bytes and go as bytes, who reads and writes them is elsewhere (bot/engine/json_lines.py).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from nlu.findings import Reading, RedFlag, Symptom, Understanding

VITAL_SIGNS = ("blood_pressure", "heart_rate", "weight", "glucose", "temperature", "spo2")
_UNITS = {"mm[Hg]": "mmHg", "/min": "bpm", "Cel": "C", "{steps}": "steps"}  # UCUM's codes for people and their tools
_OPEN_WIDTHS = (9.0, 4.5)  # 一百三十多 is kept as 130 up to 139: nobody said 139; of 斤 it is half of that
_OPEN = re.compile(r"[多几]")
_LINE_ENDS = {"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}  # some readers would end the line there


@dataclass(frozen=True, kw_only=True)
class Request:
    """A text to understand; `id` comes back with the answer, None where the line had none."""

    id: str | int | None
    text: str


class LineError(Exception):
    """A line that asks nothing; the message says why, never what stands in it. `id` is None where it is not known."""

    def __init__(self, why: str, id: str | int | None = None) -> None:
        super().__init__(why)
        self.id = id


def read_request(raw: bytes) -> Request:
    """The request that a line makes.

    Raises:
        LineError: it is not UTF-8, not a JSON object, or has no text.
    """
    decoded = raw.decode("utf-8-sig", errors="replace")
    if not decoded.strip():
        raise LineError("is empty")
    fields = _object(decoded)
    asked = fields.get("id")
    if not isinstance(asked, (str, int, type(None))):
        raise LineError("has an id that is neither a string nor a whole number")
    if "\ufffd" in decoded and not _is_utf8(raw):
        raise LineError("is not UTF-8", asked)
    if "text" not in fields:
        raise LineError("has no text", asked)
    if not isinstance(fields["text"], str):
        raise LineError("has a text that is not a string", asked)
    return Request(id=asked, text=fields["text"])


def _object(decoded: str) -> dict[str, Any]:
    try:
        fields = json.loads(decoded)
    except (ValueError, RecursionError):
        raise LineError("is not JSON") from None  # the cause would quote the line
    if not isinstance(fields, dict):
        raise LineError("is not a JSON object")
    return fields


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def answer_of(
    request: Request,
    understood: Understanding,
    flags: Iterable[RedFlag],
    intents: Sequence[dict[str, Any]] | None = None,
) -> dict[str, Any]:
    """What was understood, as JSON-safe data.

    Args:
        request: what was asked.
        understood: of its text.
        flags: what a person must see at once.
        intents: {"name", "confidence"} each, best first; None where nobody looked for them.
    """
    answer: dict[str, Any] = {
        "id": request.id,
        "readings": [_reading(r) for r in understood.readings if r.kind in VITAL_SIGNS],
        "measurements": [_reading(r) for r in understood.readings if r.kind not in VITAL_SIGNS],
        "symptoms": [_symptom(s) for s in understood.symptoms if s.status != "asked"],
        "symptoms_asked": [_symptom(s) for s in understood.symptoms if s.status == "asked"],
        "red_flags": [{"flag": f.rule, "level": f.level, "subject": f.subject, **_place(f)} for f in flags],
        "truncated": understood.truncated,
    }
    if intents is not None:
        answer |= {"intent": intents[0] if intents else None, "intents": list(intents)}
    return answer


def line_of(answer: dict[str, Any]) -> bytes:
    """The answer as one line of UTF-8 with its end; half a surrogate pair is written as JSON's escape."""
    text = json.dumps(answer, ensure_ascii=False, allow_nan=False)
    for char, escape in _LINE_ENDS.items():
        text = text.replace(char, escape)
    return text.encode("utf-8", errors="backslashreplace") + b"\n"


def _reading(reading: Reading) -> dict[str, Any]:
    keys = ("systolic", "diastolic") if reading.kind == "blood_pressure" else ("value",)
    return {
        "kind": reading.kind,
        **{key: _said(reading, key) for key in keys},
        "unit": _UNITS.get(reading.unit, reading.unit),
        "context": reading.context,
        "status": reading.status,
        "when": reading.when,
        "subject": reading.subject,
        "approximate": reading.approximate,
        **_place(reading),
    }


def _said(reading: Reading, key: str) -> float | list[float] | None:
    """A number, [low, high] where both ends were said, None where the value was not."""
    low, high = reading.values.get(key), reading.upper.get(key)
    if low is None or high is None or _is_open(reading, low, high):
        return _plain(low)
    return [_shortest(low), _shortest(high)]


def _is_open(reading: Reading, low: float, high: float) -> bool:
    return reading.approximate and round(high - low, 3) in _OPEN_WIDTHS and _OPEN.search(reading.surface) is not None


def _plain(value: float | None) -> float | None:
    return None if value is None else _shortest(value)


def _shortest(value: float) -> float:
    return int(value) if value == int(value) else value


def _symptom(symptom: Symptom) -> dict[str, Any]:
    return {
        "symptom": symptom.name,
        "status": symptom.status,
        "duration": symptom.duration,
        "severity": symptom.severity,
        "frequency": symptom.frequency,
        "side": symptom.side,
        "subject": symptom.subject,
        **_place(symptom),
    }


def _place(found: Reading | Symptom | RedFlag) -> dict[str, Any]:
    return {"surface": found.surface, "start": found.start, "end": found.end}
