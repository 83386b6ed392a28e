from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.filling import Value, open_items, question_of, read_answers, say_number
from nlu.understanding import understand
from records.questionnaires import Definition, Item
from tests.support.people import definition, hypertension

FORM = hypertension()


def names(items: list[Item]) -> list[str]:
    return [item.link_id for item in items]


def gated(operator: str, answer: object) -> Definition:
    condition = {"question": "first", "operator": operator, "answer": answer}
    return definition(
        [
            {"linkId": "first", "type": "quantity", "text": "?"},
            {"linkId": "second", "type": "text", "text": "?", "enableWhen": [condition]},
        ]
    )


CHOSEN: Value = {"codes": ["3"], "labels": ["不服药"]}


@pytest.mark.parametrize(
    ("operator", "answer", "value", "asked"),
    [
        ("exists", True, {"value": 5}, True),
        ("exists", True, None, False),
        ("exists", False, {"value": 5}, False),
        ("exists", False, None, True),
        ("=", "不服药", CHOSEN, True),
        ("=", "3", CHOSEN, True),
        ("=", "规律", CHOSEN, False),
        ("=", True, {"boolean": True}, True),
        ("=", True, {"boolean": False}, False),
        ("=", "不服药", None, False),
        ("!=", "不服药", CHOSEN, False),
        ("!=", "规律", CHOSEN, True),
        ("!=", "规律", None, False),
        (">", 0, {"value": 0}, False),
        (">", 0, {"value": 0.5}, True),
        ("<", 5, {"value": 5}, False),
        ("<", 5, {"value": 4}, True),
        (">=", 5, {"value": 5}, True),
        (">=", 5, {"value": 4}, False),
        ("<=", 5, {"value": 5}, True),
        ("<=", 5, {"value": 6}, False),
        (">", 0, None, False),
        (">", 0, {"text": "很多"}, False),
        (">", "many", {"value": 5}, False),
    ],
)
def test_question_is_asked_only_if_its_condition_holds(
    operator: str, answer: object, value: Value | None, asked: bool
) -> None:
    form = gated(operator, answer)
    assert names(open_items(form, {"first": value})) == (["second"] if asked else [])


def test_all_conditions_must_hold() -> None:
    conditions = [
        {"question": "a", "operator": ">", "answer": 0},
        {"question": "b", "operator": "=", "answer": True},
    ]
    form = definition(
        [
            {"linkId": "a", "type": "quantity", "text": "?"},
            {"linkId": "b", "type": "boolean", "text": "?"},
            {"linkId": "c", "type": "text", "text": "?", "enableWhen": conditions},
        ]
    )
    assert names(open_items(form, {"a": {"value": 1}, "b": {"boolean": False}})) == []
    assert names(open_items(form, {"a": {"value": 1}, "b": {"boolean": True}})) == ["c"]


VALUES: st.SearchStrategy[Value | None] = st.one_of(
    st.none(),
    st.builds(lambda n: {"value": n}, st.integers(0, 20)),
    st.builds(lambda b: {"boolean": b}, st.booleans()),
    st.sampled_from([{"codes": ["1"], "labels": ["无"]}, CHOSEN, {"text": "脚肿"}, {"systolic": 145, "diastolic": 90}]),
)


@settings(max_examples=150, deadline=None)
@given(answered=st.dictionaries(st.sampled_from(names(list(FORM.item))), VALUES))
def test_open_questions_are_unanswered_in_order_and_asking_them_comes_to_an_end(
    answered: Mapping[str, Value | None],
) -> None:
    given_answers: dict[str, Value | None] = dict(answered)
    order = names(list(FORM.item))
    for _ in range(len(order) + 1):
        left = names(open_items(FORM, given_answers))
        assert not set(left) & set(given_answers)
        assert left == sorted(left, key=order.index)
        if not left:
            break
        given_answers[left[0]] = None
    assert open_items(FORM, given_answers) == []


def filled(asked: str | None, said: str, answered: Mapping[str, Any] | None = None) -> dict[str, Any]:
    item = FORM.find(asked) if asked else None
    found, refused = read_answers(open_items(FORM, answered or {}), item, understand(said))
    assert refused == []
    return {answer.item.link_id: answer.value or answer.absent for answer in found}


def test_one_message_answers_the_asked_question_and_those_that_it_names() -> None:
    assert filled("blood_pressure", "血压135/85，心率72，没有头晕，哪里都没有不舒服") == {
        "blood_pressure": {"systolic": 135, "diastolic": 85},
        "heart_rate": {"value": 72, "unit": "/min"},
        "symptoms": {"codes": ["1"], "labels": ["无症状"]},
    }


def test_bare_number_belongs_to_the_asked_question_only() -> None:
    assert filled("heart_rate", "72") == {"heart_rate": {"value": 72, "unit": "/min"}}
    assert filled(None, "72") == {}


def test_question_that_is_answered_already_is_left_alone() -> None:
    assert "blood_pressure" not in filled("heart_rate", "血压135/85，心率72", {"blood_pressure": None})


def test_declining_is_an_answer_without_a_value() -> None:
    assert filled("weight", "不想说") == {"weight": "asked-declined"}
    assert filled("weight", "没称") == {"weight": "not-performed"}


@pytest.mark.parametrize(
    ("asked", "said", "item", "number", "limits"),
    [
        ("heart_rate", "心率300", "heart_rate", "300", (20, 250)),
        ("blood_pressure", "高压350，低压85", "blood_pressure.systolic", "350", (50, 300)),
        ("blood_pressure", "高压150，低压10", "blood_pressure.diastolic", "10", (20, 200)),
        ("blood_pressure", "高压150", "blood_pressure.diastolic", "", (None, None)),
        ("blood_pressure", "高压85，低压135", "blood_pressure", "85/135", (None, None)),
    ],
)
def test_value_that_cannot_stand_is_refused_with_what_was_said(
    asked: str, said: str, item: str, number: str, limits: tuple[float | None, float | None]
) -> None:
    found, refused = read_answers([], FORM.find(asked), understand(said))
    assert found == []
    assert [(r.item.link_id, r.said, (r.low, r.high)) for r in refused] == [(item, number, limits)]


def test_quantity_outside_its_limits_is_refused() -> None:
    found, [refused] = read_answers([], FORM.find("smoking"), understand("500支"))
    assert (found, refused.item.link_id, refused.said, refused.high) == ([], "smoking", "500", 120)


def test_item_is_handed_to_the_reader_with_all_that_it_needs() -> None:
    symptoms = question_of(FORM.find("symptoms"))
    assert (symptoms.kind, symptoms.exclusive) == ("multi-choice", ("1",))
    assert "头晕" in symptoms.options[1].synonyms
    assert question_of(FORM.find("adherence")).kind == "choice"
    assert (question_of(FORM.find("smoking")).low, question_of(FORM.find("smoking")).high) == (0, 120)
    assert question_of(FORM.find("blood_pressure")).kind == "reading"


def test_numbers_are_said_as_a_person_writes_them() -> None:
    assert [say_number(72.0), say_number(36.5), say_number("a")] == ["72", "36.5", "a"]
