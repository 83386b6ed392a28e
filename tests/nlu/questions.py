"""The hypertension questionnaire's questions as `read_answer` takes them, for the tests of this folder."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from nlu.answers import Answer, Conversion, Option, Question, read_answer
from nlu.understanding import understand

FILE = Path(__file__).resolve().parents[2] / "data" / "questionnaires" / "hypertension.yml"


@lru_cache(maxsize=1)
def items() -> dict[str, dict[str, Any]]:
    """The questionnaire's items that are asked, by linkId."""
    found = yaml.safe_load(FILE.read_text(encoding="utf-8"))["item"]
    return {item["linkId"]: item for item in found if not item.get("readOnly")}


def question(link_id: str) -> Question:
    """One question of the hypertension questionnaire."""
    item = items()[link_id]
    options = item.get("answerOption", [])
    low, high = item.get("possible", (None, None))
    return Question(
        link_id=link_id,
        kind="reading" if "reading" in item else _kind(item),
        reading=item.get("reading"),
        unit=item.get("unit"),
        options=tuple(Option(code=o["code"], label=o["label"], synonyms=tuple(o.get("synonyms", ()))) for o in options),
        exclusive=tuple(o["code"] for o in options if o.get("exclusive")),
        mentions=tuple(item.get("mentions", ())),
        low=low,
        high=high,
        conversions=tuple(
            Conversion(words=tuple(c["words"]), factor=c["factor"], of=tuple(c.get("of", ())))
            for c in item.get("conversion", ())
        ),
    )


def _kind(item: dict[str, Any]) -> str:
    kinds = {"choice": "multi-choice", "open-choice": "open-multi-choice"}
    return kinds.get(item["type"], item["type"]) if item.get("repeats") else item["type"]


def options(*rows: tuple[str, str, str]) -> tuple[Option, ...]:
    """Options from code, label and synonyms with spaces between them."""
    return tuple(Option(code=code, label=label, synonyms=tuple(words.split())) for code, label, words in rows)


def read(asked_for: Question, text: str, *, asked: bool = True, now: datetime | None = None) -> Answer | None:
    """What a text answers to a question of the test's own."""
    return read_answer(asked_for, understand(text), asked=asked, now=now)


def answer(link_id: str, text: str, *, asked: bool = True) -> Answer | None:
    """What a text answers to one question."""
    return read_answer(question(link_id), understand(text), asked=asked)
