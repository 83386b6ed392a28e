"""The training examples: what there must be of each intent, and that Rasa's files name the same intents as the code."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from nlu.intents import INTENTS
from nlu.intents.terms import WORDS

ROOT = Path(__file__).resolve().parents[2]
LEAST = 40
ACTING = {"stop": "action_stop", "human": "action_request_human"}


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def blocks() -> list[tuple[list[str], list[str]]]:
    found = []
    for path in sorted((ROOT / "data" / "nlu").glob("*.yml")):
        for block in read(path)["nlu"]:
            examples = [line.removeprefix("- ").strip() for line in block["examples"].splitlines()]
            found.append((block["intent"].split("+"), examples))
    return found


def test_domain_names_the_intents() -> None:
    assert read(ROOT / "domain.yml")["intents"] == list(INTENTS)


def test_every_intent_has_its_rule_outside_a_questionnaire() -> None:
    named: dict[str, str] = {}
    for rule in read(ROOT / "data" / "rules" / "followup.yml")["rules"]:
        intents = [step for step in rule["steps"] for step in step.get("or", [step]) if "intent" in step]
        for step in intents:
            named[step["intent"]] = rule["steps"][-1]["action"]
    assert named == {intent: ACTING.get(intent, "action_free_message") for intent in INTENTS}


@pytest.mark.parametrize("intent", INTENTS)
def test_intent_has_enough_examples(intent: str) -> None:
    assert sum(len(examples) for intents, examples in blocks() if intents == [intent]) >= LEAST


def test_no_example_stands_twice() -> None:
    counted = Counter(example for _, examples in blocks() for example in examples)
    assert [example for example, times in counted.items() if times > 1] == []


def test_examples_of_two_intents_name_known_ones() -> None:
    pairs = [intents for intents, _ in blocks() if len(intents) > 1]
    assert len(pairs) >= 15
    assert all(set(pair) <= set(INTENTS) and len(set(pair)) == 2 for pair in pairs)


@pytest.mark.parametrize("path", sorted(WORDS.glob("*")), ids=lambda path: path.name)
def test_word_list_is_a_dictionary_for_the_tokenizer(path: Path) -> None:
    words = path.read_text(encoding="utf-8").splitlines()
    assert len(words) > 100
    assert len(set(words)) == len(words)
    assert all(word and not any(c.isspace() for c in word) for word in words)
