from __future__ import annotations

import re
import string
from typing import Any

import pytest
import yaml

from bot.clock import FrozenClock
from bot.settings import PHRASES as FOLDER
from bot.wiring import make_nudge
from records.database import Sessions
from records.models import QuestionnaireResponse
from tests.support.acting import BOOK
from tests.support.forms import PILLS, RATE, visit
from tests.support.people import definition, make_patient
from tests.support.talks import Talk, begin_talk

CHINESE = re.compile(r"[一-鿿]")
ENGLISH = BOOK.of("en")
FILES: dict[str, dict[str, Any]] = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.yml"))
}


def names(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_every_language_has_every_phrase_with_the_same_gaps() -> None:
    chinese = FILES["zh"]["phrases"]
    for language, words in FILES.items():
        assert words["language"] == language
        assert set(words["phrases"]) == set(chinese), language
        different = [code for code, said in words["phrases"].items() if names(said) - names(chinese[code])]
        assert [code for code in different if not code.startswith("day")] == [], language


def test_no_chinese_is_left_in_the_english_phrases() -> None:
    replies = re.compile("继续|人工|恢复|跳过")  # the one word that a patient may answer with in any language
    left = {code: replies.sub("", said) for code, said in FILES["en"]["phrases"].items()}
    assert [code for code, said in left.items() if CHINESE.search(said)] == []
    assert not CHINESE.search(" ".join(FILES["en"]["readings"].values()))


def test_language_that_is_not_there_is_spoken_to_in_chinese() -> None:
    assert BOOK.of("fr")("yes") == BOOK.of("zh")("yes")


@pytest.fixture
async def english(sessions: Sessions) -> Talk:
    """A patient who is spoken to in English; the questions are the form's own."""
    known = await make_patient(sessions, name="Anna", language="en")
    rate = RATE | {"text": "What is your pulse?", "short": "pulse", "hint": "Please say a number."}
    pills = PILLS | {"text": "Do you take your pills?", "short": "pills"}
    form = definition([rate, pills], opening="Hello {name}.", closing="Thank you.")
    return await begin_talk(sessions, known, form)


async def test_replies_are_in_the_patients_language(english: Talk) -> None:
    noted = await english.says("72")
    assert noted.text == ENGLISH("noted", what="pulse 72 beats per minute") + "\nDo you take your pills?"
    assert await english.answers() == {"rate": 72}


async def test_value_is_read_back_in_the_patients_language_with_its_buttons(english: Talk) -> None:
    asked = await english.says("180")
    assert asked.text == ENGLISH("confirm", what="pulse 180 beats per minute")
    assert asked.buttons == [ENGLISH("button_right"), ENGLISH("button_wrong")]


async def test_misses_refusals_and_handing_over_speak_the_language(english: Talk) -> None:
    missed = await english.says("hm hm")
    assert missed.text.startswith(ENGLISH("not_understood_1"))
    assert missed.text.endswith("Please say a number.")
    refused = await english.says("500")
    assert ENGLISH("impossible", what="pulse 500", low=20, high=250) in refused.text


@pytest.mark.parametrize(("code", "reason"), [("button_skip", "asked-declined"), ("button_unknown", "asked-unknown")])
async def test_way_out_of_a_question_by_an_english_button_is_understood(english: Talk, code: str, reason: str) -> None:
    await english.says(ENGLISH(code))
    assert await english.answers() == {"rate": reason}


async def test_person_is_fetched_by_the_english_button(english: Talk) -> None:
    assert (await english.says(ENGLISH("button_person"))).text.startswith(ENGLISH("person_requested"))


async def test_english_yes_and_no_to_a_value_are_understood(english: Talk) -> None:
    await english.says("180")
    assert (await english.says(ENGLISH("button_wrong"))).text.startswith(ENGLISH("what_then", hint=""))
    await english.says("170")
    assert await english.answers() == {"rate": 170}


async def test_silence_is_met_in_the_patients_language(english: Talk) -> None:
    await english.says("72")
    moment = (await english.response()).resume_at
    assert moment is not None
    async with english.sessions.begin() as session:
        response = await session.get_one(QuestionnaireResponse, english.response_id)
        opening = await make_nudge(BOOK, FrozenClock(moment))(session, response)
    assert opening is not None
    assert opening.text == ENGLISH("nudge_0", name="Anna") + "\nDo you take your pills?"


async def test_closing_holds_no_chinese_word_of_ours(english: Talk) -> None:
    last = await english.says("72", "每天吃")
    assert (await english.state())[0] == "completed"
    ours = [line for line in last.text.split("\n") if "每天吃" not in line]
    assert [line for line in ours if CHINESE.search(line)] == []
    assert ENGLISH("in_an_emergency") in last.text


async def test_both_languages_may_be_spoken_at_the_same_time(sessions: Sessions, english: Talk) -> None:
    chinese = await begin_talk(sessions, await make_patient(sessions), visit())
    assert (await chinese.says("145/90")).text.startswith("记下了")
    assert (await english.says("72")).text.startswith("Noted")
