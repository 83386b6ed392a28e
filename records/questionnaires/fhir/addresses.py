"""Settles which address each extension, code system and unit system has."""

from __future__ import annotations

CORE = "http://hl7.org/fhir/StructureDefinition/"
SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-"
OURS = "urn:suifang:questionnaire:"

HIDDEN = f"{CORE}questionnaire-hidden"
ITEM_CONTROL = f"{CORE}questionnaire-itemControl"
UNIT = f"{CORE}questionnaire-unit"  # of an integer or a decimal
UNIT_OPTION = f"{CORE}questionnaire-unitOption"  # of a quantity
EXCLUSIVE = f"{CORE}questionnaire-optionExclusive"
SCORE = f"{CORE}ordinalValue"
MIN_VALUE = f"{CORE}minValue"  # of an integer or a decimal
MAX_VALUE = f"{CORE}maxValue"
MIN_QUANTITY = f"{SDC}minQuantity"  # minValue takes no Quantity
MAX_QUANTITY = f"{SDC}maxQuantity"
CALCULATED = f"{SDC}calculatedExpression"
ENABLE_WHEN_EXPRESSION = f"{SDC}enableWhenExpression"
SHORT = f"{SDC}shortText"

UCUM = "http://unitsofmeasure.org"
ITEM_CONTROLS = "http://hl7.org/fhir/questionnaire-item-control"
ARITHMETIC = "text/x-suifang-arithmetic"  # see records.questionnaires.calculation
ANSWERS = "urn:suifang:answers:"  # options of a choice: a code system of the item's own
TERMINOLOGY = "urn:suifang:terminology:"

TERMINOLOGIES = {
    "loinc": "http://loinc.org",
    "snomed": "http://snomed.info/sct",
    "icd-10": "http://hl7.org/fhir/sid/icd-10",
}
# FHIR wants a UCUM code where UCUM has the unit; 支, 两 and 次/周 are words.
UCUM_UNITS = frozenset(
    (
        *("mm[Hg]", "/min", "/d", "/wk", "%", "1", "Cel", "[degF]", "[IU]", "kcal", "min", "h", "d", "wk", "mo", "a"),
        *("kg", "g", "mg", "ug", "g/d", "kg/m2", "mmol/L", "mg/dL", "umol/L", "g/L", "10*9/L", "10*12/L"),
        *("cm", "m", "mm", "m/s", "L", "mL", "mL/d", "L/min"),
    )
)


def system_of(name: str) -> str:
    """The address of a terminology that a file calls by its short name."""
    return TERMINOLOGIES.get(name) or (name if ":" in name else f"{TERMINOLOGY}{name}")


def name_of(system: str) -> str:
    """The short name of a terminology's address, as far as there is one."""
    short = {address: name for name, address in TERMINOLOGIES.items()}
    return short.get(system, system.removeprefix(TERMINOLOGY))
