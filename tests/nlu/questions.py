"""The hypertension questionnaire's questions as `read_answer` takes them, for the tests of this folder."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from nlu.answers import Answer, Option, Question, read_answer
from nlu.understanding import understand

FILE = Path(__file__).resolve().parents[2] / "data" / "questionnaires" / "hypertension.yml"


@lru_cache(maxsize=1)
def items() -> dict[str, dict[str, Any]]:
    """The questionnaire's items by linkId."""
    return {item["linkId"]: item for item in yaml.safe_load(FILE.read_text(encoding="utf-8"))["item"]}


def question(link_id: str) -> Question:
    """One question of the hypertension questionnaire."""
    item = items()[link_id]
    choice = "multi-choice" if item.get("repeats") else "choice"
    options = item.get("answerOption", [])
    low, high = item.get("possible", (None, None))
    return Question(
        link_id=link_id,
        kind="reading" if "reading" in item else choice if item["type"] == "choice" else item["type"],
        reading=item.get("reading"),
        unit=item.get("unit"),
        options=tuple(Option(code=o["code"], label=o["label"], synonyms=tuple(o.get("synonyms", ()))) for o in options),
        exclusive=tuple(o["code"] for o in options if o.get("exclusive")),
        mentions=tuple(item.get("mentions", ())),
        low=low,
        high=high,
    )


def answer(link_id: str, text: str, *, asked: bool = True) -> Answer | None:
    """What a text answers to one question."""
    return read_answer(question(link_id), understand(text), asked=asked)
