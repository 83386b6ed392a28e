"""What does this message say? The one entry to reading a patient's message; pure, no model, about a millisecond."""

from __future__ import annotations

from nlu.findings import Reading, RedFlag, Symptom, Understanding
from nlu.readings import find_readings
from nlu.symptoms import find_symptoms

__all__ = ["MAX_LENGTH", "Reading", "RedFlag", "Symptom", "Understanding", "understand"]

MAX_LENGTH = 2000  # characters; a longer message is read up to here


def understand(text: str) -> Understanding:
    """Finds the readings and symptoms in a message; offsets are those of `text`."""
    read = text[:MAX_LENGTH]
    return Understanding(
        text=read,
        readings=find_readings(read),
        symptoms=find_symptoms(read),
        truncated=len(text) > MAX_LENGTH,
    )
