"""The trained engine names the intents of our own suite: the best one, and both where a sentence has two.

The model is asked once for all sentences, by the command that a user would give: `suifang nlu`.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.engine.model import ROOT, model_path
from tests.support.nlu_suite import Case, best_intents, intent_cases

ACCURACY = 0.90
BOTH_FOUND = 0.80
MOST_INTENTS = 3  # a list of all that the model knows would hold both of any two
ANSWER_SECONDS = 300

Answers = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def answers() -> Answers:
    """What the command answers to every sentence, by the sentence's id."""
    if not model_path().is_file():
        pytest.skip("the model of the present state is not trained: `make setup` trains it")
    lines = "".join(json.dumps({"id": case.id, "text": case.text}) + "\n" for case in intent_cases())
    command = [str(Path(sys.executable).parent / "suifang"), "nlu"]
    done = subprocess.run(
        command, cwd=ROOT, input=lines, capture_output=True, text=True, timeout=ANSWER_SECONDS, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return {answer["id"]: answer for answer in map(json.loads, done.stdout.splitlines())}


def test_every_sentence_is_answered(answers: Answers) -> None:
    assert {case.id for case in intent_cases()} == set(answers)


def test_best_intent_is_the_labelled_one_nine_times_in_ten(answers: Answers) -> None:
    cases = intent_cases()
    wrong = [_line(case, answers) for case in cases if _best(case, answers) not in best_intents(case)]
    _report("best intent", len(cases), wrong)
    assert 1 - len(wrong) / len(cases) >= ACCURACY


def test_sentence_with_two_intents_gives_both(answers: Answers) -> None:
    cases = [case for case in intent_cases() if "intents" in case.labels]
    wrong = [_line(case, answers) for case in cases if not set(case.labels["intents"]) <= _names(case, answers)]
    _report("both intents", len(cases), wrong)
    assert 1 - len(wrong) / len(cases) >= BOTH_FOUND


def test_no_sentence_gives_a_whole_ranking(answers: Answers) -> None:
    assert [_line(case, answers) for case in intent_cases() if len(_names(case, answers)) > MOST_INTENTS] == []


def _best(case: Case, answers: Answers) -> str:
    return str(answers[case.id]["intent"]["name"])


def _names(case: Case, answers: Answers) -> set[str]:
    return {intent["name"] for intent in answers[case.id]["intents"]}


def _line(case: Case, answers: Answers) -> str:
    labels = case.labels.get("intents") or case.labels["intent"]
    return f"{case.id} {case.text}: {labels}, got {_best(case, answers)}, all {sorted(_names(case, answers))}"


def _report(what: str, total: int, wrong: list[str]) -> None:
    """Printed, so that a failure and `pytest -s` show it."""
    print(f"\n{what}: {total - len(wrong)} of {total}", *wrong, sep="\n")
