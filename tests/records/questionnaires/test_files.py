from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.settings import ROOT
from records.questionnaires import QuestionnaireError, load_definition, load_definitions
from records.questionnaires.files import MOST_BYTES
from tests.records.questionnaires.support import HEAD, PAIN, SMOKES, WEIGHT, faults_of, form, raw, write

ITEM = "item:\n- {linkId: smokes, type: boolean, text: 您抽烟吗？}\n"
# What stands after the head, and each fault: line after the head, place, words.
WRONG = {
    "an unknown key": (
        ITEM + "\n- linkId: b\n  type: text\n  text: 别的？\n  autor: x\n",
        (7, "item[1].autor", "no such key"),
    ),
    "an unknown top-level key": (ITEM + "author: x\n", (3, "author", "no such key")),
    "a top-level key of Rasa's": (ITEM + "rules: []\n", (3, "rules", "belongs to Rasa's training data")),
    "a missing key": ("item:\n- linkId: a\n  type: text\n", (2, "item[0].text", "is missing")),
    "a missing key of an option": (
        "item:\n- linkId: a\n  type: choice\n  text: 疼吗？\n  answerOption:\n  - {code: '1', label: 疼}\n"
        "  - {code: '2'}\n",
        (7, "item[0].answerOption[1].label", "is missing"),
    ),
    "a number where words belong": (
        "item:\n- linkId: a\n  type: choice\n  text: 疼吗？\n  answerOption:\n  - code: 1\n    label: 疼\n",
        (6, "item[0].answerOption[0].code", "must be words"),
    ),
    "a type that there is not": ("item:\n- linkId: a\n  type: multi\n  text: 疼吗？\n", (3, "item[0].type", "")),
    "an operator that there is not": (
        ITEM + "- linkId: b\n  type: text\n  text: 多少？\n  enableWhen:\n"
        "  - {question: smokes, operator: '~', answer: true}\n",
        (7, "item[1].enableWhen[0].operator", ""),
    ),
    "an answer of no type": (
        ITEM + "- linkId: b\n  type: text\n  text: 多少？\n  enableWhen:\n"
        "  - question: smokes\n    operator: '='\n    answer: [1]\n",
        (9, "item[1].enableWhen[0].answer", "must be words, a number, true or false"),
    ),
    "no items": ("item: []\n", (1, "item", "at least one is needed")),
    "items that are none": ("item: 5\n", (1, "item", "must be a list")),
    "an item that is none": ("item:\n- 5\n", (2, "item[0]", "must hold keys and values")),
    "a key twice": (
        "item:\n- linkId: a\n  type: text\n  text: 疼吗？\n  text: 疼不疼？\n",
        (5, "item[0].text", "stands twice"),
    ),
    "a limit that is missing": (
        "item:\n- {linkId: a, type: integer, text: 几次？, possible: [1]}\n",
        (2, "item[0].possible[1]", "is missing"),
    ),
    "a limit that is no number": (
        "item:\n- {linkId: a, type: integer, text: 几次？, possible: [0, .inf]}\n",
        (2, "item[0].possible[1]", "finite"),
    ),
    "an empty question": ("item:\n- {linkId: a, type: text, text: ''}\n", (2, "item[0].text", "")),
    "a linkId with a blank": ("item:\n- {linkId: a b, type: text, text: 疼吗？}\n", (2, "item[0].linkId", "")),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_file_is_refused_with_line_and_place_once(tmp_path: Path, name: str) -> None:
    body, (line, place, words) = WRONG[name]
    [(found_line, found_place, text)] = faults_of(write(tmp_path, body))
    assert (found_line, found_place) == (line, place)
    assert words in text


def test_all_faults_are_reported_at_once(tmp_path: Path) -> None:
    body = "item:\n- {linkId: a, type: text, text: 疼吗？, autor: x}\n- {linkId: b, type: whatever, text: 疼吗？}\n"
    assert [(line, place) for line, place, _ in faults_of(write(tmp_path, body))] == [
        (2, "item[0].autor"),
        (3, "item[1].type"),
    ]


def test_message_names_the_file_the_first_fault_and_how_many_more(tmp_path: Path) -> None:
    path = write(tmp_path, "item:\n- {linkId: a, type: text, text: x, one: 1, two: 2, three: 3}\n")
    with pytest.raises(QuestionnaireError, match=r"^test\.yml: line 9: item\[0\]\.one: .* \(and 2 more\)$"):
        load_definition(path)


@pytest.mark.parametrize(
    ("content", "line"),
    [(b"item: [", 1), (b"id: a\n  b: c", 2), (b"\xff\xfe\x00", 0), (b"", 0), (b"id: \x07", 0), (b"- a", 0)],
)
def test_file_that_holds_no_questionnaire_is_refused_with_its_name(tmp_path: Path, content: bytes, line: int) -> None:
    (tmp_path / "wrong.yml").write_bytes(content)
    with pytest.raises(QuestionnaireError, match=r"^wrong\.yml: ") as caught:
        load_definitions(tmp_path)
    assert [problem.line for problem in caught.value.problems] == [line]


def test_file_that_is_missing_or_too_large_is_refused(tmp_path: Path) -> None:
    with pytest.raises(QuestionnaireError, match=r"none\.yml: .*No such file"):
        load_definition(tmp_path / "none.yml")
    with pytest.raises(QuestionnaireError, match="larger than"):
        load_definition(write(tmp_path, ITEM + "#" * MOST_BYTES))


def test_nesting_without_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(QuestionnaireError, match="not readable as YAML"):
        load_definition(write(tmp_path, "item: " + "[" * 5000))


def test_two_files_with_one_id_are_refused(tmp_path: Path) -> None:
    for name in ("a.yml", "b.yml"):
        (tmp_path / name).write_text(HEAD + ITEM, encoding="utf-8")
    with pytest.raises(QuestionnaireError, match=r"^b\.yml: id: test belongs to another file"):
        load_definitions(tmp_path)


def test_right_file_is_read_as_it_stands(tmp_path: Path) -> None:
    (tmp_path / "test.yml").write_text(yaml.safe_dump(raw(SMOKES, WEIGHT, PAIN), allow_unicode=True), encoding="utf-8")
    assert load_definitions(tmp_path) == {"test": form(SMOKES, WEIGHT, PAIN)}


def test_projects_own_questionnaires_are_right() -> None:
    assert "hypertension" in load_definitions(ROOT / "data" / "questionnaires")
