"""The console's words in English, by area; a key stands in one area."""

from __future__ import annotations

from console.words_en import pages, patient, rules

WORDS: dict[str, str] = {**pages.WORDS, **patient.WORDS, **rules.WORDS}
