"""Settles the console's words: one dictionary a language, the same keys in both (a test compares them)."""

from __future__ import annotations

from typing import Literal

from console.words_en import WORDS as ENGLISH
from console.words_zh import WORDS as CHINESE

Language = Literal["zh", "en"]
DEFAULT: Language = "zh"
WORDS: dict[Language, dict[str, str]] = {"zh": CHINESE, "en": ENGLISH}
HTML_LANG: dict[Language, str] = {"zh": "zh-CN", "en": "en"}


def language_of(code: str | None) -> Language:
    """The language of a cookie or a form field; Chinese for anything else."""
    return "en" if code == "en" else DEFAULT


def translate(language: Language, key: str, **values: object) -> str:
    """The words for a key, with its values put in.

    Raises:
        KeyError: no such key.
    """
    return WORDS[language][key].format(**values)


def name_of(language: Language, kind: str, code: str | None) -> str:
    """The name of a code (kind `rule`, `channel`, …); the code itself when it has none yet."""
    return WORDS[language].get(f"{kind}.{code}", str(code or "").replace("_", " "))
