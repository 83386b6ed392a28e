"""Rasa's side of nlu/: thin graph components. Only the engine's environment imports this package."""

from nlu.rasa_components.findings_extractor import FindingsExtractor
from nlu.rasa_components.intent_classifier import IntentClassifier

__all__ = ["FindingsExtractor", "IntentClassifier"]
