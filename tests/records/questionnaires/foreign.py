"""Settles the FHIR questionnaires of other programs that these tests read: without any extension of ours."""

from __future__ import annotations

from typing import Any

CORE = "http://hl7.org/fhir/StructureDefinition/"
SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-"
KG = {"value": 80, "unit": "kg", "system": "http://unitsofmeasure.org", "code": "kg"}
UNIT = {"url": f"{CORE}questionnaire-unit", "valueCoding": {"system": "http://unitsofmeasure.org", "code": "kg"}}
YES_NO: dict[str, Any] = {"linkId": "smokes", "type": "boolean", "text": "Do you smoke?"}
WEIGHT: dict[str, Any] = {"linkId": "weight", "type": "quantity", "text": "What is your weight?", "extension": [UNIT]}


def foreign(*items: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """A questionnaire without any extension of ours."""
    return {"resourceType": "Questionnaire", "id": "Daily.Check-2", "status": "active", "item": list(items), **fields}
