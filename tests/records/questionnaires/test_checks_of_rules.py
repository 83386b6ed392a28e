"""Checks of conditions, calculations and follow-up rules: a wrong file each, as in test_checks."""

from __future__ import annotations

from pathlib import Path

import pytest

from records.questionnaires import load_definition
from tests.records.questionnaires.support import ASKED, PRESSURE, Fault, faults_of, last, option, write


def when(condition: str) -> str:
    return last(f"enableWhen: [{{{condition}}}]")


def computed(expression: str, *, type_: str = "decimal") -> str:
    return last(f"readOnly: true,\n   calculate: '{expression}'", type_=type_)


CONDITIONS: dict[str, tuple[str, Fault]] = {
    "item that there is not": (
        when("question: height, operator: exists, answer: true"),
        (8, "item[5].enableWhen[0].question", "height is not asked before"),
    ),
    "itself": (
        when("operator: exists, answer: true"),
        (8, "item[5].enableWhen[0].question", "cannot depend on itself"),
    ),
    "a later item": (
        "item:\n- linkId: a\n  type: text\n  text: 疼吗？\n  enableWhen:\n  - question: b\n    operator: exists\n"
        "    answer: true\n- {linkId: b, type: text, text: 哪里？}\n",
        (6, "item[0].enableWhen[0].question", "b is not asked before"),
    ),
    "an item of an earlier form that there is not": (
        when("question: height, operator: exists, answer: true, previous: true"),
        (8, "item[5].enableWhen[0].question", "there is no item height"),
    ),
    "exists with words": (
        when("question: words, operator: exists, answer: 有"),
        (8, "item[5].enableWhen[0].answer", "exists takes true or false"),
    ),
    "order of words": (
        when("question: words, operator: '>', answer: 5"),
        (8, "item[5].enableWhen[0]", "> compares a number with a number"),
    ),
    "order with words": (
        when("question: weight, operator: '<=', answer: '5'"),
        (8, "item[5].enableWhen[0]", "<= compares a number with a number"),
    ),
    "option that there is not": (
        when("question: pain, operator: '=', answer: 很疼"),
        (8, "item[5].enableWhen[0].answer", "很疼 is no option of pain"),
    ),
    "yes or no in words": (
        when("question: smokes, operator: '=', answer: '抽'"),
        (8, "item[5].enableWhen[0].answer", "must be true or false"),
    ),
    "number as a truth value": (
        when("question: weight, operator: '=', answer: true"),
        (8, "item[5].enableWhen[0].answer", "must be a number"),
    ),
    "words as a number": (
        when("question: words, operator: '!=', answer: 5"),
        (8, "item[5].enableWhen[0].answer", "must be words"),
    ),
    "date that is none": (
        when("question: since, operator: '=', answer: 昨天"),
        (8, "item[5].enableWhen[0].answer", "must be a date"),
    ),
    "pressure as a whole": (
        f"{PRESSURE}- linkId: a\n  type: text\n  text: 头晕吗？\n  enableWhen:\n"
        "  - {question: bp, operator: '>', answer: 140}\n",
        (13, "item[1].enableWhen[0].question", "compare a part of it: bp.systolic"),
    ),
    "group that only holds items": (
        "item:\n- linkId: g\n  type: group\n  text: 组\n  item:\n  - {linkId: a, type: text, text: 疼吗？}\n"
        "- linkId: b\n"
        "  type: text\n  text: 哪里？\n  enableWhen:\n  - {question: g, operator: exists, answer: true}\n",
        (11, "item[1].enableWhen[0].question", "g has no answer"),
    ),
    "alert on an option that there is not": (
        "item:\n- linkId: a\n  type: choice\n  text: 疼吗？\n  answerOption: [{code: '1', label: 疼}]\n  alert:\n"
        "  - rule: pain\n    level: urgent\n    when:\n    - operator: '='\n      answer: 很疼\n",
        (11, "item[0].alert[0].when[0].answer", "很疼 is no option of a"),
    ),
    "computed choice on an item that there is not": (
        option("{code: '2', label: 疼, when: [{operator: exists, answer: true}]}", "  readOnly: true\n")
        + "- {linkId: b, type: text, text: 哪里？}\n",
        (8, "item[0].answerOption[1].when[0].question", "there is no item (none named)"),
    ),
}

CALCULATIONS: dict[str, tuple[str, Fault]] = {
    "computed but asked": (last("calculate: weight", type_="decimal"), (8, "item[5].calculate", "is readOnly")),
    "no expression": (computed("weight +"), (9, "item[5].calculate", "not an expression")),
    "item that there is not": (computed("weight / height"), (9, "item[5].calculate", "there is no item height")),
    "function that there is not": (computed("sqrt(weight)"), (9, "item[5].calculate", "there is no function sqrt")),
    "method": (computed("weight.hex()"), (9, "item[5].calculate", "there is no function weight.hex")),
    "item of the last form that there is not": (
        computed("weight - previous.height"),
        (9, "item[5].calculate", "there is no item height"),
    ),
    "choice without scores": (computed("pain + 1"), (9, "item[5].calculate", "pain gives no number")),
    "words": (computed("words"), (9, "item[5].calculate", "words gives no number")),
    "itself": (computed("last + 1"), (9, "item[5].calculate", "last is computed later")),
    "what is computed later": (
        computed("twice") + "- {linkId: twice, type: decimal, text: 两倍, readOnly: true, calculate: weight * 2}\n",
        (9, "item[5].calculate", "twice is computed later"),
    ),
}

RULE = f"{ASKED}followUp:\n- code: next\n  source: 规范\n"
FOLLOW_UPS: dict[str, tuple[str, Fault]] = {
    "code twice": (
        f"{RULE}  say: 好。\n- code: next\n  source: 规范\n  say: 好。\n",
        (11, "followUp[1].code", "next stands twice"),
    ),
    "nothing follows": (RULE, (8, "followUp[0]", "a rule leads to a date, an alert or a sentence")),
    "date that nothing gives": (f"{RULE}  say: 下次是{{date}}。\n", (10, "followUp[0].say", "{date} needs withinDays")),
    "word that nobody fills in": (
        f"{RULE}  withinDays: 5\n  say: 下次是{{day}}。\n",
        (11, "followUp[0].say", "{day} is not filled in here, only {date}"),
    ),
    "item that there is not": (
        f"{RULE}  say: 好。\n  when:\n  - question: height\n    operator: '>'\n    answer: 5\n",
        (12, "followUp[0].when[0].question", "there is no item height"),
    ),
}
ALL = [
    *(pytest.param(*case, id=f"condition on {name}") for name, case in CONDITIONS.items()),
    *(pytest.param(*case, id=f"calculation: {name}") for name, case in CALCULATIONS.items()),
    *(pytest.param(*case, id=f"rule: {name}") for name, case in FOLLOW_UPS.items()),
]


@pytest.mark.parametrize(("body", "fault"), ALL)
def test_fault_has_its_line_its_place_and_its_reason(tmp_path: Path, body: str, fault: Fault) -> None:
    line, place, words = fault
    [(found_line, found_place, text)] = faults_of(write(tmp_path, body))
    assert (found_line, found_place) == (line, place)
    assert words in text


@pytest.mark.parametrize(
    "body",
    [
        PRESSURE,
        when("question: smokes, operator: '=', answer: false"),
        when("question: pain, operator: '!=', answer: 疼"),
        when("question: pain, operator: '!=', answer: '2'"),
        when("question: since, operator: '=', answer: '2026-03-05'"),
        when("question: weight, operator: '>', answer: 80, previous: true"),
        computed("round(weight * 2, 1) + goal.weight - previous.weight"),
        computed("days_since(since)", type_="integer"),
        last("readOnly: true, calculate: medications").replace("linkId: last", "linkId: medications"),
        f"{RULE}  withinDays: 14\n  say: 下次是{{date}}。\n",
    ],
)
def test_right_file_has_no_fault(tmp_path: Path, body: str) -> None:
    assert load_definition(write(tmp_path, body)).id == "test"
