"""Settles how a recorded value reads: 约 130–140/80 mmHg, 头痛头晕、“后背疼”, 3月5日, 是."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from console import times
from console.i18n import Language, name_of, translate
from console.questionnaire import Line
from records.questionnaires import Value

RANGE = "–"
SEPARATORS: Mapping[Language, str] = {"zh": "、", "en": ", "}


def words_of(line: Line, value: Value, language: Language) -> str:
    """A value in words, with its unit; see records.questionnaires for its keys."""
    if "codes" in value or "other" in value:
        return SEPARATORS[language].join(_chosen(line, value, language))
    if "boolean" in value:
        return translate(language, "form.yes" if value["boolean"] else "form.no")
    if "date" in value:
        return times.iso_day(value["date"], language)
    if "text" in value or "time" in value:
        return str(value.get("text", value.get("time")))
    unit = unit_name(language, str(value.get("unit") or line.unit or ""))
    measured = f"{_measure(value)} {unit}".strip()
    return translate(language, "form.about", value=measured) if value.get("approximate") else measured


def unit_name(language: Language, unit: str) -> str:
    """A UCUM unit as people write it; any other unit as it is."""
    return name_of(language, "unit", unit) if unit else ""


def number(value: object) -> str:
    """A number without needless digits; anything else as it is."""
    return f"{value:.10g}" if isinstance(value, (int, float)) else str(value)


def highest_pressure(value: Value) -> tuple[float, float] | None:
    """Systolic and diastolic in mmHg, of a range the upper ends; None of anything else."""
    if "systolic" not in value or "diastolic" not in value:
        return None
    highest = {**value, **(value.get("upper") or {})}
    return float(highest["systolic"]), float(highest["diastolic"])


def _chosen(line: Line, value: Value, language: Language) -> Sequence[str]:
    """The labels, and what the patient said beside them as a quotation."""
    labels = {option.code: option.label for option in line.item.answer_option}
    codes = [str(code) for code in value.get("codes") or ()]
    chosen = [str(label) for label in value.get("labels") or [labels.get(code, code) for code in codes]]
    return [*chosen, translate(language, "form.quoted", words=value["other"])] if value.get("other") else chosen


def _measure(value: Value) -> str:
    if "systolic" not in value:
        return _span(value.get("value"), value.get("upper"))
    upper = value.get("upper") or {}
    return "/".join(_span(value[part], upper.get(part)) for part in ("systolic", "diastolic"))


def _span(low: object, high: object) -> str:
    return number(low) if high is None or high == low else f"{number(low)}{RANGE}{number(high)}"
