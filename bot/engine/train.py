"""Trains the dialogue model if the project's present state has none: `python -m bot.engine.train`."""

from __future__ import annotations

import io
import logging
import os
import sys
import tempfile
import time
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from bot.engine.errors import EngineError
from bot.engine.model import MODELS, ROOT, model_path

KEPT_MODELS = 2
TRAINING_DATA = ("data/nlu", "data/rules")
SAID_CHARS = 300  # of Rasa's own words, where it gives up without an error
PHASES = "rasa.engine.training.hooks"  # Rasa names each trained component on this logger


class TrainingError(EngineError):
    """No model could be made of the project's files."""


class Progress(logging.Handler):
    """Prints a line a phase with the seconds since the start."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self._started = time.monotonic()
        self._out = sys.stdout  # Rasa's own output goes elsewhere

    def emit(self, record: logging.LogRecord) -> None:
        """A line for a component whose training starts."""
        message = record.getMessage()
        if message.startswith("Starting"):
            self.say(message.replace("Starting to train component ", "training ").replace("'", "").rstrip("."))

    def say(self, phase: str) -> None:
        """A line for a phase."""
        print(f"[{time.monotonic() - self._started:5.1f} s] {phase}", file=self._out, flush=True)


def main() -> int:
    """Train or find the model; the exit code."""
    target = model_path(ROOT)
    if target.is_file():
        print(f"dialogue model {target.name} is up to date")
        return 0
    try:
        ensure_inputs(ROOT)
        os.chdir(ROOT)  # config.yml names the dictionary of JiebaTokenizer from here
        train(ROOT, target)
    except (EngineError, OSError) as exc:
        print(f"the dialogue model cannot be trained: {exc}", file=sys.stderr)
        return 1
    remove_old(target.parent)
    return 0


def ensure_inputs(root: Path) -> None:
    """Every input is there.

    Raises:
        TrainingError: the message names what is missing.
    """
    missing = [name for name in ("config.yml", "domain.yml", *TRAINING_DATA) if not (root / name).exists()]
    if missing:
        raise TrainingError(f"{', '.join(missing)} missing in {root}")


def train(root: Path, target: Path) -> None:
    """Train from data/nlu and data/rules, and put the model in place at once, whole."""
    progress = Progress()
    progress.say("loading Rasa")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".training-", dir=target.parent) as folder:
        os.environ.update(RASA_TELEMETRY_ENABLED="false", RASA_CACHE_DIRECTORY=str(Path(folder) / "cache"))
        made = _train_with_rasa(root, Path(folder), progress)
        os.replace(made, target)
    progress.say(f"trained {MODELS}/{target.name}")


def _train_with_rasa(root: Path, folder: Path, progress: Progress) -> Path:
    from bot.engine import logs, no_tensorflow

    logs.configure(logging.ERROR)
    no_tensorflow.leave_out()
    from rasa.model_training import train as train_model

    _report_phases(progress)
    progress.say("reading the training data")
    said = io.StringIO()
    try:
        with redirect_stdout(said), redirect_stderr(said):  # progress bars and banners
            result = train_model(
                domain=str(root / "domain.yml"),
                config=str(root / "config.yml"),
                training_files=[str(root / name) for name in TRAINING_DATA],
                output=str(folder),
                force_training=True,
                fixed_model_name="model",
            )
    except Exception as exc:  # Rasa's own and those of our components
        raise TrainingError(f"{type(exc).__name__}: {' '.join(str(exc).split())}") from exc
    except SystemExit as exc:
        raise TrainingError(" ".join(said.getvalue().split())[-SAID_CHARS:]) from exc
    if not result.model:
        raise TrainingError("Rasa made no model of the training data")
    return Path(result.model)


def _report_phases(progress: Progress) -> None:
    phases = logging.getLogger(PHASES)
    phases.setLevel(logging.INFO)
    phases.propagate = False
    phases.addHandler(progress)


def remove_old(models: Path, keep: int = KEPT_MODELS) -> None:
    """Delete all but the newest models."""
    by_age = sorted(models.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in by_age[keep:]:
        path.unlink(missing_ok=True)


if __name__ == "__main__":
    sys.exit(main())
