"""Which intents are there, and of two in one message which is the main one?"""

from __future__ import annotations

COURTESIES = ("greeting", "goodbye", "thanks", "affirm", "deny")
REPORTS = ("reading_report", "symptom_report", "progress_report", "medication_taken", "medication_missed")
REQUESTS = (
    "medication_refill",
    "medication_question",
    "appointment",
    "ask_doctor",
    "ask_results",
    "recheck_question",
    "diet_lifestyle_question",
    "disease_knowledge_question",
    "cost_question",
    "complaint",
)
#: About the follow-up itself. `back` is a name of Rasa's own, by which it takes the last turn back: hence go_back.
SERVICE = ("correct", "go_back", "skip", "repeat", "explain", "snooze", "stop", "start", "human")
OUT_OF_SCOPE = "out_of_scope"
INTENTS = (*COURTESIES, *REPORTS, *REQUESTS, *SERVICE, OUT_OF_SCOPE)
#: What is told or asked about health or care: a second one beside the main one is worth knowing.
CONTENT = frozenset((*REPORTS, *REQUESTS))
