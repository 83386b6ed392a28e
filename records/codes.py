"""Settles the codes of readings: LOINC and UCUM (clinical reference: FHIR R4 vital signs profile), and their names.

Two of them are a choice. Steps are 55423-8, steps in unspecified time by pedometer: a count in {steps}, since patients
read off their phone what it shows so far; 41950-7 is a rate in 24 hours. Urine is 3167-4, the volume of urine in 24
hours: patients are asked to collect what a day brings.
"""

from __future__ import annotations

from dataclasses import dataclass

from records.models import ObservationKind


@dataclass(frozen=True, kw_only=True)
class ReadingCode:
    """How a kind of reading is named and coded."""

    loinc: str
    unit: str
    unit_zh: str
    name_zh: str
    name_en: str


READING_CODES: dict[str, ReadingCode] = {
    ObservationKind.BLOOD_PRESSURE: ReadingCode(
        loinc="85354-9", unit="mm[Hg]", unit_zh="mmHg", name_zh="血压", name_en="Blood pressure"
    ),
    ObservationKind.HEART_RATE: ReadingCode(
        loinc="8867-4", unit="/min", unit_zh="次/分", name_zh="心率", name_en="Heart rate"
    ),
    ObservationKind.WEIGHT: ReadingCode(loinc="29463-7", unit="kg", unit_zh="公斤", name_zh="体重", name_en="Weight"),
    ObservationKind.GLUCOSE: ReadingCode(
        loinc="15074-8", unit="mmol/L", unit_zh="mmol/L", name_zh="血糖", name_en="Glucose"
    ),
    ObservationKind.TEMPERATURE: ReadingCode(
        loinc="8310-5", unit="Cel", unit_zh="℃", name_zh="体温", name_en="Temperature"
    ),
    ObservationKind.SPO2: ReadingCode(loinc="2708-6", unit="%", unit_zh="%", name_zh="血氧", name_en="SpO2"),
    ObservationKind.HEIGHT: ReadingCode(loinc="8302-2", unit="cm", unit_zh="厘米", name_zh="身高", name_en="Height"),
    ObservationKind.WAIST: ReadingCode(
        loinc="8280-0", unit="cm", unit_zh="厘米", name_zh="腰围", name_en="Waist circumference"
    ),
    ObservationKind.HBA1C: ReadingCode(loinc="4548-4", unit="%", unit_zh="%", name_zh="糖化血红蛋白", name_en="HbA1c"),
    ObservationKind.URINE_VOLUME: ReadingCode(
        loinc="3167-4", unit="mL", unit_zh="毫升", name_zh="尿量", name_en="Urine volume"
    ),
    ObservationKind.STEPS: ReadingCode(loinc="55423-8", unit="{steps}", unit_zh="步", name_zh="步数", name_en="Steps"),
    ObservationKind.SLEEP: ReadingCode(
        loinc="93832-4", unit="h", unit_zh="小时", name_zh="睡眠时间", name_en="Sleep duration"
    ),
}
