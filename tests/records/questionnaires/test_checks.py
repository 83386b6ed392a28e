"""Checks of items: a wrong file each, with the line after its head, the place and the words of its fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.records.questionnaires.support import ASKED, HEAD, PRESSURE, Fault, faults_of, last, option, write

TREE: dict[str, tuple[str, Fault]] = {
    "choice without options": (
        "item:\n- {linkId: a, type: choice, text: 疼吗？}\n",
        (2, "item[0]", "a choice has answerOption"),
    ),
    "options of what is no choice": (
        "item:\n- linkId: a\n  type: text\n  text: 疼吗？\n  answerOption: [{code: '1', label: 疼}]\n",
        (2, "item[0]", "another type has none"),
    ),
    "group without items": ("item:\n- {linkId: a, type: group, text: 问题}\n", (2, "item[0]", "a group has items")),
    "items of what is no group": (
        "item:\n- linkId: a\n  type: text\n  text: 疼吗？\n  item: [{linkId: b, type: text, text: 哪里？}]\n",
        (2, "item[0]", "a group has items"),
    ),
    "limits the wrong way round": (
        "item:\n- {linkId: a, type: integer, text: 几支？, possible: [9, 1]}\n",
        (2, "item[0]", "possible must be [low, high]"),
    ),
    "linkId twice": (
        "item:\n- {linkId: a, type: text, text: 疼吗？}\n- linkId: g\n  type: group\n  text: 组\n  item:\n"
        "  - {linkId: a, type: text, text: 哪里？}\n",
        (7, "item[1].item[0].linkId", "a stands twice"),
    ),
    "nothing is asked": (
        "item:\n- {linkId: a, type: display, text: 您好。}\n",
        (1, "item", "nothing is asked"),
    ),
}

NUMBERS: dict[str, tuple[str, Fault]] = {
    "limits of words": (last("possible: [0, 1]"), (8, "item[5].possible", "only a number has one")),
    "unit of words": (last("unit: kg"), (8, "item[5].unit", "only a number has one")),
    "conversion of words": (
        last("conversion: [{words: [斤], factor: 0.5}]"),
        (8, "item[5].conversion", "only a number has one"),
    ),
    "zero of words": (last("zero: 不抽"), (8, "item[5].zero", "only a number has one")),
    "quantity without a unit": (
        "item:\n- linkId: a\n  type: quantity\n  text: 几支？\n",
        (2, "item[0].unit", "a quantity has a unit"),
    ),
    "plausible but not possible": (
        last("possible: [0, 10],\n   plausible: [5, 20]", type_="integer"),
        (9, "item[5].plausible", "must be possible"),
    ),
    "change of words": (last("confirm: {change: 5}"), (8, "item[5].confirm.change", "only a number changes")),
    "words that repeat": (last("repeats: true"), (8, "item[5].repeats", "only a choice repeats")),
    "length of a number": (last("maxLength: 5", type_="integer"), (8, "item[5].maxLength", "only words have a length")),
    "interpretation of an asked number": (
        last("interpretation: [{code: '1', label: 高}]", type_="integer"),
        (8, "item[5].interpretation", "only a computed number"),
    ),
    "reading that there is not": (
        last("unit: kg,\n   reading: mood", type_="quantity"),
        (9, "item[5].reading", "mood is no kind of reading"),
    ),
    "reading in words": (last("reading: weight"), (7, "item[5].type", "a reading is a quantity")),
    "pressure without its parts": (
        PRESSURE.replace("bp.diastolic", "bp.low"),
        (6, "item[0].item", "a pressure holds bp.systolic and bp.diastolic"),
    ),
}

OPTIONS: dict[str, tuple[str, Fault]] = {
    "code twice": (option("{code: '1', label: 疼}"), (7, "item[0].answerOption[1].code", "1 stands twice")),
    "label of another option": (
        option("{code: '2', label: 不疼}"),
        (7, "item[0].answerOption[1]", "“不疼” means option 1"),
    ),
    "synonym of another option": (
        option("{code: '2', label: 疼, synonyms: [不疼]}"),
        (7, "item[0].answerOption[1]", "“不疼” means option 1"),
    ),
    "button of another option": (
        option("{code: '2', label: 疼, display: 不疼}"),
        (7, "item[0].answerOption[1]", "“不疼” means option 1"),
    ),
    "exclusive where one is chosen": (
        option("{code: '2', label: 疼, exclusive: true}"),
        (7, "item[0].answerOption[1].exclusive", "every option is exclusive"),
    ),
    "conditions on an asked option": (
        option("{code: '2', label: 疼, when: [{question: a, operator: exists, answer: true}]}"),
        (7, "item[0].answerOption[1].when", "only a computed choice"),
    ),
    "usual answer that is no option": (
        option("{code: '2', label: 疼}", "  initial: 疼\n"),
        (5, "item[0].initial", "疼 is no option's code"),
    ),
    "usual answer of a group": (
        PRESSURE.replace("  item:", "  initial: 5\n  item:"),
        (6, "item[0].initial", "a group has no answer"),
    ),
    "usual number in words": (last("initial: 三", type_="integer"), (8, "item[5].initial", "must be a number")),
    "usual number that is not possible": (
        last("possible: [0, 10],\n   initial: 11", type_="integer"),
        (9, "item[5].initial", "11 is not possible"),
    ),
    "usual yes in words": (last("initial: '有'", type_="boolean"), (8, "item[5].initial", "must be true or false")),
    "usual words as a number": (last("initial: 5"), (8, "item[5].initial", "must be words")),
    "usual date that is none": (
        last("initial: '2026-13-01'", type_="date"),
        (8, "item[5].initial", "must be a date, e.g. 2026-03-05"),
    ),
    "usual time that is none": (
        last("initial: '8点'", type_="time"),
        (8, "item[5].initial", "must be a time, e.g. 08:30"),
    ),
}
ALL = {**TREE, **NUMBERS, **OPTIONS}


@pytest.mark.parametrize("name", ALL)
def test_fault_has_its_line_its_place_and_its_reason(tmp_path: Path, name: str) -> None:
    body, (line, place, words) = ALL[name]
    [(found_line, found_place, text)] = faults_of(write(tmp_path, body))
    assert (found_line, found_place) == (line, place)
    assert words in text


@pytest.mark.parametrize(
    ("opening", "words"),
    [
        ("您好，{nmae}。", "{nmae} is not filled in here, only {hospital} and {name}"),
        ("您好，{name。", "not a text with"),
    ],
)
def test_opening_and_closing_name_only_what_is_filled_in(tmp_path: Path, opening: str, words: str) -> None:
    head = HEAD.replace("您好，{name}。", opening).replace("谢谢。", "谢谢{hospital}。")
    (one, _place, text), (other, place, other_text) = faults_of(write(tmp_path, ASKED, head=head))
    assert (one, other, place) == (-1, 0, "closing")  # the last two lines of the head
    assert words in text
    assert "{hospital} is not filled in here, only {name}" in other_text


def test_faults_come_in_the_order_of_the_file(tmp_path: Path) -> None:
    body = (
        "item:\n- {linkId: a, type: text, text: 疼吗？, unit: kg}\n- {linkId: b, type: quantity, text: 多重？}\n"
        "followUp:\n- {code: next, source: 规范}\n"
    )
    assert [line for line, _, _ in faults_of(write(tmp_path, body))] == [2, 3, 5]
