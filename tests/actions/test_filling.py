from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from actions.filling import Half, Heard, Reader, question_of
from actions.judging import join_halves
from nlu.understanding import understand
from records.questionnaires import Answers, Value
from tests.support.forms import HARM, PILLS, PRESSURE, RATE, SYMPTOMS, WEIGHT
from tests.support.people import definition
from tests.support.talks import plain

FORM = definition([SYMPTOMS, PRESSURE, RATE, WEIGHT, PILLS, HARM])
MORNING = datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def reader(**fields: Any) -> Reader:
    return Reader(now=MORNING, **fields)


def heard(asked: str | None, said: str, **fields: Any) -> Heard:
    return reader(**fields).read(FORM.questions, FORM.find(asked) if asked else None, understand(said))


def filled(asked: str | None, said: str) -> dict[str, Any]:
    found = heard(asked, said)
    assert not found.refused
    assert not found.halves
    return {said.item.link_id: plain(said.value) if said.value else said.absent for said in found.filled}


def judged(link_id: str, value: Value, **fields: Any) -> str:
    found = reader(**fields).judge(FORM.find(link_id), value)
    [kind] = [name for name in ("filled", "doubtful", "refused", "halves") if getattr(found, name)]
    return kind


def test_one_message_answers_the_asked_question_and_those_that_it_names() -> None:
    assert filled("pressure", "血压135/85，心率72，没有不舒服") == {
        "pressure": "135/85",
        "rate": 72,
        "symptoms": ["无症状"],
    }


def test_bare_number_belongs_to_the_asked_question_only() -> None:
    assert filled("rate", "72") == {"rate": 72}
    assert filled(None, "72") == {}


def test_bare_yes_or_no_belongs_to_the_asked_question_only() -> None:
    assert filled("symptoms", "没有") == {"symptoms": ["无症状"]}
    assert filled(None, "没有") == {}


def test_question_that_is_not_open_is_left_alone() -> None:
    open_items = [FORM.find("rate")]
    found = reader().read(open_items, open_items[0], understand("血压135/85，心率72"))
    assert [said.item.link_id for said in found.filled] == ["rate"]


@pytest.mark.parametrize(
    ("said", "reason"), [("不想说", "asked-declined"), ("没称", "not-performed"), ("不知道", "asked-unknown")]
)
def test_having_no_value_is_an_answer_with_a_reason(said: str, reason: str) -> None:
    assert filled("weight", said) == {"weight": reason}
    assert filled(None, said) == {}


@pytest.mark.parametrize(
    ("link_id", "value", "kind"),
    [
        ("rate", {"value": 19}, "refused"),
        ("rate", {"value": 20}, "doubtful"),
        ("rate", {"value": 39}, "doubtful"),
        ("rate", {"value": 40}, "filled"),
        ("rate", {"value": 150}, "filled"),
        ("rate", {"value": 151}, "doubtful"),
        ("rate", {"value": 250}, "doubtful"),
        ("rate", {"value": 251}, "refused"),
        ("rate", {"value": 70, "upper": 80}, "filled"),
        ("rate", {"value": 140, "upper": 160}, "doubtful"),
        ("rate", {"value": 240, "upper": 260}, "refused"),
        ("pressure", {"systolic": 145, "diastolic": 90}, "filled"),
        ("pressure", {"systolic": 145}, "halves"),
        ("pressure", {"systolic": 301}, "refused"),
        ("pressure", {"systolic": 85, "diastolic": 135}, "refused"),
        ("pressure", {"systolic": 90, "diastolic": 90}, "refused"),
        ("pressure", {"systolic": 79, "diastolic": 50}, "doubtful"),
        ("pressure", {"systolic": 130, "diastolic": 80, "upper": {"systolic": 140, "diastolic": 85}}, "filled"),
        ("pressure", {"systolic": 130, "diastolic": 80, "upper": {"systolic": 225}}, "doubtful"),
        ("pressure", {"systolic": 130, "diastolic": 80, "upper": {"systolic": 301}}, "refused"),
    ],
)
def test_value_stands_waits_or_is_refused_by_its_limits(link_id: str, value: Value, kind: str) -> None:
    assert judged(link_id, value) == kind


@pytest.mark.parametrize(("number", "kind"), [(112, "filled"), (113, "doubtful"), (40, "filled")])
def test_leap_from_the_last_value_is_doubted(number: float, kind: str) -> None:
    earlier: Answers = {"rate": {"value": 72, "unit": "/min"}}
    assert judged("rate", {"value": number}, earlier=earlier) == kind


def test_leap_is_not_looked_for_where_there_was_no_value() -> None:
    assert judged("rate", {"value": 120}, earlier={"rate": None}) == "filled"


def test_value_that_was_questioned_once_is_trusted_but_never_beyond_the_possible() -> None:
    assert judged("rate", {"value": 180}, trusted=frozenset({"rate"})) == "filled"
    assert judged("rate", {"value": 300}, trusted=frozenset({"rate"})) == "refused"


def test_newer_half_goes_before_the_older_one() -> None:
    assert join_halves({"systolic": 145}, {"diastolic": 90}) == {"systolic": 145, "diastolic": 90}
    assert join_halves({"systolic": 145}, {"systolic": 135}) == {"systolic": 135}
    assert join_halves(None, {"systolic": 135}) == {"systolic": 135}


def test_half_that_was_said_before_is_joined_and_judged_with_the_new_one() -> None:
    [whole] = heard("pressure", "低压90", halves={"pressure": {"systolic": 145}}).filled
    assert whole.value == {"systolic": 145, "diastolic": 90}
    assert judged("pressure", {"diastolic": 150}, halves={"pressure": {"systolic": 145}}) == "refused"


def test_refusal_says_what_was_heard_and_what_would_be_possible() -> None:
    [rate] = reader().judge(FORM.find("rate"), {"value": 300.0}).refused
    assert (rate.item.link_id, rate.said, rate.low, rate.high) == ("rate", "300", 20, 250)
    [low] = reader().judge(FORM.find("pressure"), {"systolic": 150, "diastolic": 10}).refused
    assert (low.item.link_id, low.said, low.low, low.high) == ("pressure.diastolic", "10", 20, 200)
    [order] = reader().judge(FORM.find("pressure"), {"systolic": 85, "diastolic": 135}).refused
    assert (order.item.link_id, order.said, order.low, order.high) == ("pressure", "85/135", None, None)


def test_what_was_heard_adds_up_and_says_whether_an_item_was_spoken_of() -> None:
    assert not Heard()
    both = heard("rate", "72") + Heard(halves=[Half(item=FORM.find("pressure"), value={"systolic": 145})])
    assert both
    assert both.answers(FORM.find("rate"))
    assert not both.answers(FORM.find("pressure"))


@pytest.mark.parametrize(
    ("part", "kind"),
    [
        (RATE, "reading"),
        (SYMPTOMS, "multi-choice"),
        (PILLS, "choice"),
        (PILLS | {"type": "open-choice"}, "open-choice"),
        (PILLS | {"type": "open-choice", "repeats": True}, "open-multi-choice"),
        ({"linkId": "words", "type": "string", "text": "?"}, "text"),
        ({"linkId": "day", "type": "date", "text": "?"}, "date"),
        ({"linkId": "count", "type": "integer", "text": "?"}, "integer"),
    ],
)
def test_item_is_handed_to_the_reader_of_its_kind(part: dict[str, Any], kind: str) -> None:
    [item] = definition([part]).item
    assert question_of(item).kind == kind


def test_item_is_handed_to_the_reader_with_all_that_it_needs() -> None:
    symptoms, weight = question_of(FORM.find("symptoms")), question_of(FORM.find("weight"))
    assert symptoms.exclusive == ("1",)
    assert {"头晕", "头痛头晕"} <= {*symptoms.options[1].synonyms, symptoms.options[1].label}
    assert "都没有" in symptoms.options[0].synonyms
    assert (weight.low, weight.high, weight.unit, weight.mentions) == (20, 250, "kg", ("体重",))
