"""Settles the codes of readings: LOINC and UCUM (clinical reference: FHIR R4 vital signs profile), and their names."""

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
}
