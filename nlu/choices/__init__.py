"""Which option was chosen, and is it yes or no? By its name, by other words, by its place, or by the symptoms named."""

from __future__ import annotations

from nlu.choices.one import read_choice
from nlu.choices.several import Choice, beside, read_choices
from nlu.choices.yes_no import read_boolean

__all__ = ["Choice", "beside", "read_boolean", "read_choice", "read_choices"]
