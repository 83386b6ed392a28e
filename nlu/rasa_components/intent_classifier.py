"""Settles how the intents of `nlu.intents` are learned and found inside Rasa's graph."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier as RasaClassifier
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.findings import Reading, Symptom
from nlu.intents import Said, decide, features
from nlu.rasa_components.findings_extractor import entities_of
from nlu.rasa_components.linear_scorer import LinearScorer
from nlu.text import clauses

INTENTS = "intents"  # all that a message has, the main one first
BOTH = "+"  # joins the intents of a training example that has two
MOST_CLAUSES = 8  # of a long message the first ones


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentClassifier(RasaClassifier, GraphComponent):
    """Scores each intent by itself, so that a message may have several, and lets `nlu.intents` decide."""

    @classmethod
    def required_components(cls) -> list[type]:
        """Words are features."""
        return [Tokenizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`strength`: how closely the examples are followed, sklearn's C."""
        return {"strength": 1.0}

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        """See `create` and `load`."""
        self._config = config
        self._storage = storage
        self._resource = resource
        self._scorer: LinearScorer | None = None

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> IntentClassifier:
        """An untrained one."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> IntentClassifier:
        """The trained one."""
        loaded = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            loaded._scorer = LinearScorer.read(folder)
        return loaded

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the examples; Rasa's notation of two intents is a+b."""
        examples = training_data.intent_examples
        self._scorer = LinearScorer.learn(
            [features(said_in(example)) for example in examples],
            [frozenset(example.get(INTENT).split(BOTH)) for example in examples],
            strength=self._config["strength"],
        )
        with self._storage.write_to(self._resource) as folder:
            self._scorer.write(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set `intent`, `intent_ranking` (all, by score) and `intents` (those that the message has)."""
        for message in messages:
            if self._scorer is not None:
                _classify(message, self._scorer)
        return messages


def said_in(message: Message) -> Said:
    """A message with what is found in it: its entities, which training examples do not have yet."""
    text = message.get(TEXT) or ""
    entities = message.get(ENTITIES) if message.get(ENTITIES) is not None else entities_of(text)
    tokens = message.get(TOKENS_NAMES[TEXT]) or []
    return Said(
        text=text,
        words=tuple(token.text for token in tokens),
        starts=tuple(token.start for token in tokens),
        readings=tuple(Reading.from_entity(found["value"]) for found in entities if found["entity"] == "reading"),
        symptoms=tuple(Symptom.from_entity(found["value"]) for found in entities if found["entity"] == "symptom"),
    )


def _classify(message: Message, scorer: LinearScorer) -> None:
    said = said_in(message)
    signs = features(said)
    scores = scorer.scores(signs)
    spans = clauses(said.text)[:MOST_CLAUSES]
    found = decide(
        said.text,
        scores,
        signs=signs,
        clauses=[scorer.scores(features(said.part(*span))) for span in spans] if len(spans) > 1 else [],
        flagged=any(entity["entity"] == "red_flag" for entity in message.get(ENTITIES) or []),
    )
    ranked = sorted(scores.items(), key=lambda pair: -pair[1])
    _set(message, INTENTS, [(one.name, one.confidence) for one in found])
    _set(message, INTENT_RANKING_KEY, ranked)
    message.set(INTENT, message.get(INTENTS)[0], add_to_output=True)


def _set(message: Message, key: str, scored: list[tuple[str, float]]) -> None:
    message.set(key, [{"name": name, "confidence": score} for name, score in scored], add_to_output=True)
