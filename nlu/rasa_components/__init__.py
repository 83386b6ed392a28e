"""Rasa's side of nlu/: thin graph components. Only the engine's environment imports this package."""

from nlu.rasa_components.reading_extractor import ReadingExtractor

__all__ = ["ReadingExtractor"]
