"""Questionnaires as FHIR R4 Questionnaire JSON: written without loss, read from us and from others.

What FHIR R4 has a place for stands there, or in an extension of HL7 (`addresses`). The rest stands in extensions of
ours below `urn:suifang:questionnaire:`, nested and with typed values: `codec` derives them from the pydantic models.
Another program may leave those out and still asks the same questions, with two exceptions: conditions that look at the
last completed form have no place in enableWhen (such an item is always enabled there), and a patient's own goal, which
replaces the limit that enableWhen names, is not known to it.

`fhir.resources` has no R4 any more, it checks R4B (4.3.0). For this resource the two say the same: elements, their
cardinality, the codes of type, operator, status and enableBehavior, and the invariants que-0 to que-13 did not change.
What differs lies around it: `Element.id` is a string in R4 and an id in R4B (we write none), and an extension may have
some more types of value in R4B (CodeableReference, RatioRange; we use neither). fhir.resources checks structure and
primitive types; it knows neither the invariants nor the required value sets, `records.questionnaires.checks` does.
"""

from records.questionnaires.fhir.export import to_fhir
from records.questionnaires.fhir.intake import from_fhir

__all__ = ["from_fhir", "to_fhir"]
