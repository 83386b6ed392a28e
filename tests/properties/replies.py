"""Settles what must hold of every reply: it asks what the records say is asked, or closes, and not too often."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import yaml

from actions.asking import brief
from bot.settings import PHRASES
from records.models import QuestionnaireResponse, ResponseStatus
from records.questionnaires import Definition

WORDS: dict[str, str] = yaml.safe_load((PHRASES / "zh.yml").read_text(encoding="utf-8"))["phrases"]
# replies that ask nothing and say why
WAITING = ("snoozed", "paused_for_emergency", "paused_for_person", "still_paused", "nudge_paused")
PROGRESS = ("noted", "corrected", "noted_absent")  # something else was answered meanwhile
MOST_TIMES = 4  # the same question in a row without any answer


@dataclass
class Asked:
    """How often in a row a question was put."""

    last: str = ""
    times: int = 0

    def again(self, definition: Definition, response: QuestionnaireResponse, spoken: Sequence[str]) -> list[str]:
        """The fault of a question that came once too often."""
        item = definition.find(response.asking) if response.asking else None
        waits = (response.pending or {}).get("kind") == "confirm"
        for text in spoken:
            question = text.splitlines()[-1] if waits else item.text if item and brief(item) in text else ""
            question = "" if any(_says(code, text) for code in WAITING) else question
            goes_on = any(_says(code, text) for code in PROGRESS)
            self.times = self.times + 1 if question and question == self.last and not goes_on else 1
            self.last = question
        return [f"asked {self.times} times in a row: {self.last}"] if self.times > MOST_TIMES and self.last else []


def reply(definition: Definition, response: QuestionnaireResponse, spoken: Sequence[str], *, silent: bool) -> list[str]:
    """Every reply says something, and the last one asks what the records say is asked, or closes."""
    if not spoken:
        ended_silently = silent and response.status != ResponseStatus.IN_PROGRESS
        return [] if ended_silently else ["no reply"]
    if any(not text.strip() for text in spoken):
        return ["an empty reply"]
    if any(re.search(r"\{\w*\}|\bNone\b", text) and "{" not in definition.opening for text in spoken):
        return [f"a placeholder in a reply: {spoken}"]
    text = spoken[-1]
    if response.status != ResponseStatus.IN_PROGRESS:
        closes = response.reason is None or len(spoken) > 1
        passed_on = _says("emergency_passed_on", text)  # after an alarm nothing else is said
        closed = definition.closing in text if response.reason is None else _says(_phrase_of(response.reason), text)
        said = closed or passed_on
        return [] if said or (closes and len(spoken) > 1) else [f"ended without closing words: {text}"]
    return [] if _asks(definition, response, text) else [f"asks nothing that waits ({response.asking}): {text}"]


def _phrase_of(reason: str) -> str:
    return "stopped" if reason == "consent_withdrawn" else reason


def _asks(definition: Definition, response: QuestionnaireResponse, text: str) -> bool:
    if response.asking is None:
        return False
    item, pending = definition.find(response.asking), response.pending or {}
    if any(_says(code, text) for code in WAITING):
        return True
    if pending.get("kind") == "confirm":
        return _says(pending["code"], text)
    if pending.get("kind") == "half" and _says("half_missing", text):
        return True
    return brief(item) in text or bool(item.hint and item.hint in text)


def _says(code: str, text: str) -> bool:
    return all(part.strip() in text for part in re.split(r"\{\w+\}", WORDS[code]))
