"""Settles how the readings, symptoms and red flags that nlu/ finds become Rasa entities."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.red_flags import screen
from nlu.understanding import understand


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class FindingsExtractor(GraphComponent, EntityExtractorMixin):
    """Adds entities `reading`, `symptom` and `red_flag`, whose values are the JSON forms of nlu's records."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FindingsExtractor:
        """Nothing to train or to load."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the entities of each message (its training examples carry none)."""
        for message in messages:
            entities = self.add_extractor_name(entities_of(message.get(TEXT) or ""))
            message.set(ENTITIES, message.get(ENTITIES, []) + entities, add_to_output=True)
        return messages


def entities_of(text: str) -> list[dict[str, Any]]:
    """What was found in a text as Rasa entities, in the order of the text."""
    understood = understand(text)
    found: list[tuple[str, Any]] = [("reading", reading) for reading in understood.readings]
    found += [("symptom", symptom) for symptom in understood.symptoms]
    found += [("red_flag", flag) for flag in screen(text)]
    found.sort(key=lambda pair: pair[1].start)
    return [
        {"entity": kind, "value": asdict(record), "start": record.start, "end": record.end} for kind, record in found
    ]
