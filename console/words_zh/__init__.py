"""The console's words in Chinese, by area; a key stands in one area."""

from __future__ import annotations

from console.words_zh import pages, patient, rules

WORDS: dict[str, str] = {**pages.WORDS, **patient.WORDS, **rules.WORDS}
