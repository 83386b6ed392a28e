"""Settles how lines of text are understood with the trained model: `python -m bot.engine.understand`.

The NLU half of the engine alone: no server, no database, no dialogue. Lines come and go as in `nlu.lines`.
"""

from __future__ import annotations

import logging
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.engine.errors import SettingsError
from bot.engine.model import MODELS, model_path

INTERRUPTED = 130
INTENT, INTENTS = "intent", "intents"  # where nlu.rasa_components leaves the best one, and all
PRINTED = {"go_back": "back"}  # nlu.intents.names says why Rasa cannot have that name


def main() -> int:
    """Find the model before the slow imports, then answer; what hinders the start is one sentence."""
    try:
        return answer()
    except SettingsError as exc:
        print(f"suifang: {exc}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED


def answer() -> int:
    """Load the model and answer standard input; the exit code.

    Raises:
        SettingsError: there is no model, or it cannot be loaded.
    """
    from bot.engine.json_lines import answer_lines, end_quietly

    end_quietly()
    model = Path(os.environ.get("SUIFANG_MODEL") or model_path())
    if not model.is_file():
        raise SettingsError(f"the dialogue model of this version ({MODELS}/{model.name}) is missing: run make setup")
    answers, sys.stdout = sys.stdout, sys.stderr  # a library that prints must not print among the answers
    intents_of = load(model)
    return answer_lines(sys.stdin.buffer, answers.buffer, sys.stderr, intents_of)


def load(model: Path) -> Callable[[str], list[dict[str, Any]]]:
    """The function that finds a text's intents, best first.

    Raises:
        SettingsError: the model cannot be loaded.
    """
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    from bot.engine import logs, no_tensorflow

    logs.configure(logging.ERROR)
    no_tensorflow.leave_out()
    try:
        return _intents_by(model)
    except Exception as exc:  # whatever Rasa raises of a file that is not its own
        raise SettingsError(
            f"the dialogue model {MODELS}/{model.name} cannot be loaded ({logs.error_path(exc)}): "
            "delete it and run make setup"
        ) from exc


def _intents_by(model: Path) -> Callable[[str], list[dict[str, Any]]]:
    from rasa.engine import loader
    from rasa.engine.constants import PLACEHOLDER_MESSAGE, PLACEHOLDER_TRACKER
    from rasa.engine.storage.local_model_storage import LocalModelStorage
    from rasa.shared.core.trackers import DialogueStateTracker

    from bot.engine.fast import PreparedGraphRunner
    from bot.engine.turns import Turn

    with tempfile.TemporaryDirectory() as folder:
        metadata, runner = loader.load_predict_graph_runner(Path(folder), model, LocalModelStorage, PreparedGraphRunner)
    target = metadata.nlu_target
    nobody = DialogueStateTracker.from_events("-", [])

    def intents_of(text: str) -> list[dict[str, Any]]:
        if not text.strip():
            return []  # no word to classify
        message = Turn(conversation_id="-", message_id="-", text=text, control=False).message()
        inputs = {PLACEHOLDER_MESSAGE: [message], PLACEHOLDER_TRACKER: nobody}
        parsed = runner.run(inputs=inputs, targets=[target])[target][0]
        found = parsed.get(INTENTS) or [parsed.get(INTENT)]
        return [_short(intent) for intent in found if intent and intent.get("name")]

    intents_of("你好")  # dictionaries are loaded here, not in the first answer
    return intents_of


def _short(intent: dict[str, Any]) -> dict[str, Any]:
    return {"name": PRINTED.get(intent["name"], intent["name"]), "confidence": round(float(intent["confidence"]), 4)}


if __name__ == "__main__":
    sys.exit(main())
