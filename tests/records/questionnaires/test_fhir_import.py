"""Questionnaires of other programs: what they become here."""

from __future__ import annotations

from typing import Any

import pytest

from records.questionnaires import Definition, QuestionnaireError
from records.questionnaires.fhir import from_fhir, to_fhir
from tests.records.questionnaires.foreign import CORE, KG, WEIGHT, YES_NO, foreign
from tests.records.questionnaires.support import SMOKES, form


def read(*items: dict[str, Any], **fields: Any) -> Definition:
    return from_fhir(foreign(*items, **fields))


def test_questionnaire_of_others_gets_what_every_file_has() -> None:
    found = read(YES_NO, title="Daily check", publisher="A clinic", copyright="CC0", url="https://example.org/daily")
    assert (found.id, found.version, found.status, found.language) == ("daily_check_2", "1", "active", "en")
    assert (found.title, found.licence) == ("Daily check", "CC0")
    assert found.source == "A clinic https://example.org/daily CC0"
    assert found.opening == "Hello {name}, this is {hospital}. May I ask you some questions: Daily check."
    assert found.closing
    assert found.item[0].required is False


def test_chinese_questionnaire_opens_in_chinese() -> None:
    found = read({"linkId": "1", "type": "boolean", "text": "您抽烟吗？"}, title="每日{检查}")
    assert found.language == "zh-CN"
    assert found.opening.format(name="王秀英", hospital="市医院").endswith("请您回答几个问题：每日{检查}。")


def test_comes_back_from_its_own_export() -> None:
    found = read(YES_NO, WEIGHT)
    assert from_fhir(to_fhir(found)) == found


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"id": "PHQ-9"}, "phq_9"),
        ({"id": "12345"}, "q_12345"),
        ({"id": "-"}, None),
        ({"id": None, "name": "DailyCheck"}, "dailycheck"),
        ({"id": None, "url": "https://example.org/Questionnaire/heart/"}, "heart"),
    ],
)
def test_id_is_made_to_fit_or_asked_for(fields: dict[str, Any], expected: str | None) -> None:
    said = {key: value for key, value in {**foreign(YES_NO), **fields}.items() if value is not None}
    if expected:
        assert from_fhir(said).id == expected
    else:
        with pytest.raises(QuestionnaireError, match=r"^id: what is it called"):
            from_fhir(said)


def test_status_unknown_is_a_draft() -> None:
    assert read(YES_NO, status="unknown").status == "draft"


def test_options_may_be_codings_or_bare_values_and_have_scores_in_either_place() -> None:
    score = {"url": f"{CORE}ordinalValue", "valueDecimal": 2}
    exclusive = {"url": f"{CORE}questionnaire-optionExclusive", "valueBoolean": True}
    options = [
        {
            "valueCoding": {"system": "http://loinc.org", "code": "LA6568-5", "display": "Not at all"},
            "extension": [score],
        },
        {"valueCoding": {"code": "LA6569-3", "display": "Several days", "extension": [score]}},
        {"valueCoding": {"display": "Every day"}, "extension": [exclusive]},
        {"valueString": "Rarely"},
        {"valueInteger": 4},
    ]
    [item] = read(
        {"linkId": "1", "type": "choice", "text": "How often?", "repeats": True, "answerOption": options}
    ).item
    assert [(option.code, option.label) for option in item.answer_option] == [
        ("LA6568-5", "Not at all"),
        ("LA6569-3", "Several days"),
        ("Every day", "Every day"),
        ("Rarely", "Rarely"),
        ("4", "4"),
    ]
    assert [option.score for option in item.answer_option] == [2, 2, None, None, None]
    assert [option.exclusive for option in item.answer_option] == [False, False, True, False, False]


def test_one_limit_leaves_the_other_side_open() -> None:
    low = {"url": f"{CORE}minValue", "valueInteger": 0}
    [item] = read({"linkId": "1", "type": "integer", "text": "How many?", "extension": [low]}).item
    assert item.possible == (0, 1e9)


def test_conditions_compare_with_answers_of_every_type() -> None:
    smokes = {"question": "smokes", "operator": "=", "answerBoolean": True}
    heavy = {"question": "weight", "operator": ">", "answerQuantity": KG}
    last = {"linkId": "3", "type": "text", "text": "Why?", "enableWhen": [smokes, heavy], "enableBehavior": "any"}
    item = read(YES_NO, WEIGHT, last).item[-1]
    assert [(one.question, one.operator, one.answer) for one in item.enable_when] == [
        ("smokes", "=", True),
        ("weight", ">", 80),
    ]
    assert item.enable_behavior == "any"


def test_link_ids_lose_their_blanks_wherever_they_stand() -> None:
    last = {"linkId": "how many", "type": "integer", "text": "How many?"}
    when = [{"question": "do you smoke", "operator": "=", "answerBoolean": True}]
    one, other = read({**YES_NO, "linkId": "do you smoke"}, {**last, "enableWhen": when}).item
    assert (one.link_id, other.link_id, other.enable_when[0].question) == ("do_you_smoke", "how_many", "do_you_smoke")


def test_questions_below_a_question_are_a_group_that_is_asked_as_a_whole_or_not_at_all() -> None:
    below = {"linkId": "how_many", "type": "integer", "text": "How many?"}
    when = [{"question": "smokes", "operator": "=", "answerBoolean": True}]
    outer = {"linkId": "again", "type": "boolean", "text": "Every day?", "enableWhen": when, "item": [below]}
    group = read(YES_NO, outer).item[1]
    assert (group.type, group.link_id, [child.link_id for child in group.item]) == (
        "group",
        "again.group",
        ["again", "how_many"],
    )
    assert [one.question for one in group.enable_when] == ["smokes"]
    assert not group.item[0].enable_when


def test_groups_in_groups_and_texts_stay_and_help_becomes_the_explanation() -> None:
    def control(code: str) -> list[dict[str, Any]]:
        return [{"url": f"{CORE}questionnaire-itemControl", "valueCodeableConcept": {"coding": [{"code": code}]}}]

    text = {"linkId": "hello", "type": "display", "text": "Now your weight."}
    help_ = {"linkId": "h", "type": "display", "text": "Without shoes.", "extension": control("help")}
    unit = {"linkId": "u", "type": "display", "text": "kg", "extension": control("unit")}
    inner = {"linkId": "inner", "type": "group", "item": [text, {**WEIGHT, "item": [help_, unit]}]}
    found = read({"linkId": "outer", "type": "group", "text": "Body", "item": [inner]})
    [question] = found.questions
    assert question.explain == "Without shoes."
    assert [item.text for item in found.displays_before(question)] == ["Now your weight."]


def test_hidden_items_are_not_asked() -> None:
    hidden = [{"url": f"{CORE}questionnaire-hidden", "valueBoolean": True}]
    text = {"linkId": "t", "type": "display", "text": "internal"}
    group = {"linkId": "g", "type": "group", "text": "internal", "extension": hidden, "item": [{**WEIGHT}, text]}
    found = read(YES_NO, group)
    assert [question.link_id for question in found.questions] == ["smokes"]
    assert [item.link_id for item in found.walk()] == ["smokes", "g", "weight"]


def test_usual_answer_of_a_choice_may_be_selected_or_stand_in_initial() -> None:
    options = [{"valueCoding": {"code": "a", "display": "A"}}, {"valueCoding": {"code": "b", "display": "B"}}]
    selected = {
        "linkId": "1",
        "type": "choice",
        "text": "A?",
        "answerOption": [options[0], {**options[1], "initialSelected": True}],
    }
    initial = {
        "linkId": "2",
        "type": "choice",
        "text": "B?",
        "answerOption": options,
        "initial": [{"valueCoding": {"code": "a"}}],
    }
    assert [item.initial for item in read(selected, initial).item] == ["b", "a"]


def test_extension_of_ours_says_more_than_fhirs_own_element() -> None:
    resource = to_fhir(form({**SMOKES, "required": False, "spoken": "您抽不抽烟？"}))
    assert from_fhir(resource).item[0].spoken == "您抽不抽烟？"
    del resource["item"][0]["extension"]
    assert from_fhir(resource).item[0].spoken is None
