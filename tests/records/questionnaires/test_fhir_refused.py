"""What of another program's questionnaire cannot be asked is refused, with its place in the JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from records.questionnaires import QuestionnaireError
from records.questionnaires.fhir import from_fhir
from records.questionnaires.fhir.files import load_fhir
from tests.records.questionnaires.foreign import CORE, SDC, UNIT, WEIGHT, YES_NO, foreign

CHOICE: dict[str, Any] = {"linkId": "c", "type": "choice", "text": "Which?", "answerOption": [{"valueString": "A"}]}
ABOUT = {"linkId": "z", "type": "text", "text": "Why?"}
REFUSED: dict[str, tuple[dict[str, Any], str, str]] = {
    "a type that is not asked": (
        {"linkId": "z", "type": "attachment", "text": "A picture?"},
        "item[2].type",
        "attachment is not asked",
    ),
    "a type that there is not in R4": (
        {"linkId": "z", "type": "coding", "text": "Which?"},
        "item[2].type",
        "coding is not asked",
    ),
    "answers that stand elsewhere": (
        {"linkId": "z", "type": "choice", "text": "Which?", "answerValueSet": "http://example.org/vs"},
        "item[2].answerValueSet",
        "must stand in the file",
    ),
    "a choice of nothing": ({"linkId": "z", "type": "choice", "text": "Which?"}, "item[2].answerOption", "no options"),
    "a reference to choose": (
        {**CHOICE, "answerOption": [{"valueReference": {"reference": "Patient/1"}}]},
        "item[2].answerOption[0].valueReference",
        "a reference cannot be asked",
    ),
    "options with one code": (
        {
            **CHOICE,
            "answerOption": [
                {"valueCoding": {"code": "1", "display": "A"}},
                {"valueCoding": {"code": "1", "display": "B"}},
            ],
        },
        "item[2].answerOption[1].valueCoding.code",
        "1 stands twice",
    ),
    "a question without words": ({"linkId": "z", "type": "text"}, "item[2].text", "no words to ask with"),
    "a quantity without unit": (
        {"linkId": "z", "type": "quantity", "text": "How much?"},
        "item[2].unit",
        "a quantity has a unit",
    ),
    "two units": (
        {
            **WEIGHT,
            "linkId": "z",
            "extension": [UNIT, {"url": f"{CORE}questionnaire-unitOption", "valueCoding": {"display": "lb"}}],
        },
        "item[2].extension[1]",
        "kg or lb, not both",
    ),
    "limits the wrong way round": (
        {**WEIGHT, "linkId": "z", "extension": [UNIT, {"url": f"{SDC}maxQuantity", "valueQuantity": {"value": -2e9}}]},
        "item[2]",
        "possible must be [low, high]",
    ),
    "words that repeat": ({**ABOUT, "repeats": True}, "item[2].repeats", "only a choice repeats"),
    "a linkId twice": ({**ABOUT, "linkId": "weight"}, "item[2].linkId", "weight stands twice"),
    "a linkId that is too long": ({**ABOUT, "linkId": "x" * 65}, "item[2].linkId", "64 characters"),
    "a condition on a later item": (
        {**ABOUT, "enableWhen": [{"question": "later", "operator": "exists", "answerBoolean": True}]},
        "item[2].enableWhen[0].question",
        "later is not asked before",
    ),
    "a condition in another unit": (
        {
            **ABOUT,
            "enableWhen": [{"question": "weight", "operator": ">", "answerQuantity": {"value": 150, "unit": "lb"}}],
        },
        "item[2].enableWhen[0].answerQuantity",
        "weight is asked in kg, not in lb",
    ),
    "a condition on what is never answered": (
        {
            **ABOUT,
            "enableWhen": [{"question": "weight", "operator": "=", "answerReference": {"reference": "Patient/1"}}],
        },
        "item[2].enableWhen[0].answerReference",
        "no answer is a Reference",
    ),
    "a condition on a truth value in words": (
        {**ABOUT, "enableWhen": [{"question": "smokes", "operator": "=", "answerString": "yes"}]},
        "item[2].enableWhen[0].answerString",
        "must be true or false",
    ),
    "an operator that there is not": (
        {**ABOUT, "enableWhen": [{"question": "smokes", "operator": "~", "answerBoolean": True}]},
        "item[2].enableWhen[0].operator",
        "",
    ),
    "an expression of another language": (
        {
            **ABOUT,
            "readOnly": True,
            "extension": [
                {
                    "url": f"{SDC}calculatedExpression",
                    "valueExpression": {"language": "text/fhirpath", "expression": "1"},
                }
            ],
        },
        "item[2].extension[0]",
        "write it anew",
    ),
    "a condition in an expression": (
        {
            **ABOUT,
            "extension": [
                {
                    "url": f"{SDC}enableWhenExpression",
                    "valueExpression": {"language": "text/fhirpath", "expression": "1"},
                }
            ],
        },
        "item[2].extension[0]",
        "conditions stand in enableWhen",
    ),
    "an extension that changes the meaning": (
        {**ABOUT, "modifierExtension": [{"url": "http://example.org/not", "valueBoolean": True}]},
        "item[2].modifierExtension",
        "changes what the item means",
    ),
    "several usual answers": (
        {**ABOUT, "initial": [{"valueString": "a"}, {"valueString": "b"}]},
        "item[2].initial[1]",
        "one usual answer",
    ),
    "a usual answer that is none": (
        {**ABOUT, "initial": [{"valueUri": "http://example.org"}]},
        "item[2].initial[0].valueUri",
        "no answer is a Uri",
    ),
    "an extension of ours that there is not": (
        {**ABOUT, "extension": [{"url": "urn:suifang:questionnaire:mood", "valueString": "good"}]},
        "item[2].extension[0].url",
        "there is no mood here",
    ),
    "an extension of ours of another type": (
        {
            **ABOUT,
            "extension": [
                {"url": "urn:suifang:questionnaire:alert", "extension": [{"url": "rule", "valueString": "A B"}]}
            ],
        },
        "item[2].extension[0].extension[0].valueString",
        "",
    ),
    "an unknown element": ({**ABOUT, "answerConstraint": "optionsOnly"}, "item[2].answerConstraint", ""),
    "an element of another type": ({**ABOUT, "text": 5}, "item[2].text", ""),
    "a missing linkId": ({"type": "text", "text": "Why?"}, "item[2].linkId", "required"),
    "two answers in one": (
        {**CHOICE, "answerOption": [{"valueString": "A", "valueInteger": 1}]},
        "item[2].answerOption[0]",
        "",
    ),
    "JSON within words": (
        {**ABOUT, "item": ['{"linkId": "x", "type": "text"}']},
        "item[2].item[0]",
        "must be an object",
    ),
}


def faults_of(*items: dict[str, Any], **fields: Any) -> list[tuple[str, str]]:
    with pytest.raises(QuestionnaireError) as caught:
        from_fhir(foreign(*items, **fields))
    return [(problem.place, problem.text) for problem in caught.value.problems]


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_asked_is_refused_with_its_place_in_the_json(name: str) -> None:
    item, place, words = REFUSED[name]
    found = faults_of(YES_NO, WEIGHT, item)
    assert place in [where for where, _ in found]
    assert any(words in text for where, text in found if where == place)


def test_places_are_those_of_the_json_although_help_and_hidden_texts_are_left_out() -> None:
    hidden = [{"url": f"{CORE}questionnaire-hidden", "valueBoolean": True}]
    text = {"linkId": "t", "type": "display", "text": "internal", "extension": hidden}
    wrong = {**ABOUT, "repeats": True}
    inner = {**YES_NO, "item": [text, wrong]}
    assert faults_of(text | {"linkId": "t2"}, inner) == [
        ("item[1].item[1].repeats", "only a choice repeats: ask for the rest in words")
    ]


def test_whole_questionnaire_that_is_none_is_refused() -> None:
    assert faults_of(YES_NO, resourceType="Patient") == [("resourceType", "Patient is no Questionnaire")]
    assert faults_of(YES_NO, implicitRules="http://example.org/rules")[0][0] == "implicitRules"
    assert faults_of(status="active")[0][0] == "item"
    assert faults_of(YES_NO, status="new")[0][0] == "status"
    deep: dict[str, Any] = dict(YES_NO)
    for number in range(2000):
        deep = {"linkId": f"g{number}", "type": "group", "item": [deep]}
    assert faults_of(deep)


def test_file_has_the_line_of_each_fault(tmp_path: Path) -> None:
    path = tmp_path / "form.json"
    path.write_text(json.dumps(foreign(YES_NO, {**ABOUT, "repeats": True}), indent="\t"), encoding="utf-8")
    with pytest.raises(QuestionnaireError, match=r"^form\.json: line 15: item\[1\]\.repeats: ") as caught:
        load_fhir(path)
    [problem] = caught.value.problems
    assert path.read_text(encoding="utf-8").splitlines()[problem.line - 1].strip() == '"repeats": true'


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "line 1: .*not readable as JSON"),
        ("[]", "one object"),
        ('{"a": NaN}', "NaN is no number"),
        ("[" * 9999, "JSON"),
    ],
)
def test_file_that_holds_no_questionnaire_is_refused(tmp_path: Path, content: str, words: str) -> None:
    path = tmp_path / "form.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(QuestionnaireError, match=rf"^form\.json: .*{words}|^form\.json: {words}"):
        load_fhir(path)
