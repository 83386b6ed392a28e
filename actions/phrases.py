"""Settles where the bot's own words come from: data/phrases/, editable without retraining."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml


class Phrases:
    """The phrases of one language. A missing one is an error when the process starts, not in a patient's turn."""

    def __init__(self, phrases: Mapping[str, str]) -> None:
        self._phrases = dict(phrases)

    def __call__(self, code: str, **values: Any) -> str:
        return self._phrases[code].format(**values).strip()


def load_phrases(path: Path) -> Phrases:
    """Read one language's file."""
    return Phrases(yaml.safe_load(path.read_text(encoding="utf-8"))["phrases"])
