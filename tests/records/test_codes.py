"""Every kind of reading has a code, a unit, and a name wherever one is shown or said."""

from __future__ import annotations

import re

import pytest

from actions.phrases import load_phrasebook
from bot.settings import PHRASES as FOLDER
from console.i18n import WORDS
from records.codes import READING_CODES
from records.models import ObservationKind

BOOK = load_phrasebook(FOLDER, hospital="-")
CHECK_DIGIT = re.compile(r"(\d+)-(\d)")


def check_digit(number: str) -> int:
    """LOINC's check digit: mod 10, every second digit from the right doubled."""
    doubled = "".join(str(int(digit) * 2 if place % 2 == 0 else int(digit)) for place, digit in enumerate(number[::-1]))
    return -sum(map(int, doubled)) % 10


def test_every_kind_has_a_code_and_no_code_is_used_twice() -> None:
    assert set(READING_CODES) == set(ObservationKind)
    assert len({code.loinc for code in READING_CODES.values()}) == len(READING_CODES)


@pytest.mark.parametrize("kind", ObservationKind)
def test_loinc_code_has_its_check_digit(kind: ObservationKind) -> None:
    found = CHECK_DIGIT.fullmatch(READING_CODES[kind].loinc)
    assert found is not None
    assert check_digit(found[1]) == int(found[2])


@pytest.mark.parametrize("kind", ObservationKind)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_kind_and_unit_have_words_in_every_language(kind: ObservationKind, language: str) -> None:
    words = WORDS[language]  # type: ignore[index]  # both languages are there
    assert words[f"kind.{kind}"]
    assert words[f"unit.{READING_CODES[kind].unit}"]
    assert "{" not in BOOK.of(language).unit(READING_CODES[kind].unit)
    BOOK.of(language).reading(kind)
