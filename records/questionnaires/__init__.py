"""Questionnaires are data: YAML in data/questionnaires/ in FHIR Questionnaire's terms, checked, published by version.

A clinician adds one without a programmer; see `records.questionnaires.definition` and `item` for every key.
"""

from records.questionnaires.conditions import Answers, Known, Value, all_hold, holds, is_enabled, value_of
from records.questionnaires.definition import Definition
from records.questionnaires.errors import Problem, QuestionnaireError
from records.questionnaires.files import RASA_KEYS, examine, load_definition, load_definitions, parse_definition
from records.questionnaires.item import Item
from records.questionnaires.parts import Alert, AnswerOption, Band, Condition, Conversion, FollowUp
from records.questionnaires.publishing import definition_of, definition_with, latest, publish, publish_all

__all__ = [
    "RASA_KEYS",
    "Alert",
    "AnswerOption",
    "Answers",
    "Band",
    "Condition",
    "Conversion",
    "Definition",
    "FollowUp",
    "Item",
    "Known",
    "Problem",
    "QuestionnaireError",
    "Value",
    "all_hold",
    "definition_of",
    "definition_with",
    "examine",
    "holds",
    "is_enabled",
    "latest",
    "load_definition",
    "load_definitions",
    "parse_definition",
    "publish",
    "publish_all",
    "value_of",
]
