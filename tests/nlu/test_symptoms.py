"""Symptoms in everyday words, and whether they are there."""

from __future__ import annotations

import pytest

from nlu.symptoms import find_symptoms, names

PRESENT = [
    ("头晕", "头晕"), ("头有点晕", "头晕"), ("发飘", "头晕"), ("头昏", "头晕"), ("上不来气", "呼吸困难"),
    ("喘不上气", "呼吸困难"), ("心慌", "心悸"), ("心口扑通扑通的", "心悸"), ("脚肿", "水肿"), ("腿有点肿", "水肿"),
    ("手脚发麻", "麻木"), ("流鼻血", "鼻出血"), ("睡不着", "失眠"), ("没力气", "乏力"), ("没胃口", "食欲减退"),
    ("眼睛花", "视物模糊"), ("耳朵嗡嗡响", "耳鸣"), ("胸口闷", "胸闷"), ("老是咳", "咳嗽"), ("没睡好", "失眠"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), PRESENT)
def test_everyday_words_name_a_present_symptom(text: str, name: str) -> None:
    assert [(symptom.name, symptom.status) for symptom in find_symptoms(text)] == [(name, "present")]


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("没有头晕、恶心和胸闷", {"头晕": "denied", "恶心": "denied", "胸闷": "denied"}),
        ("没有头晕，恶心，胸闷", {"头晕": "denied", "恶心": "denied", "胸闷": "denied"}),
        ("头晕恶心都没有", {"头晕": "denied", "恶心": "denied"}),
        ("头晕什么的都没有", {"头晕": "denied"}),
        ("胸闷倒没有", {"胸闷": "denied"}),
        ("头不晕", {"头晕": "denied"}),
        ("头不疼，腿有点肿", {"头痛": "denied", "水肿": "present"}),
        ("不咳嗽但有痰", {"咳嗽": "denied", "咳痰": "present"}),
        ("没有头晕，就是有点恶心", {"头晕": "denied", "恶心": "present"}),
        ("有点头晕，没有恶心", {"头晕": "present", "恶心": "denied"}),
        ("除了头晕都没有", {"头晕": "present"}),
        ("除了有点头晕，其他都没有", {"头晕": "present"}),
        ("已经不晕了", {"头晕": "resolved"}),
        ("头不晕了", {"头晕": "resolved"}),
        ("头晕已经好了", {"头晕": "resolved"}),
        ("没有再头晕", {"头晕": "resolved"}),
        ("头晕没有好", {"头晕": "present"}),
        ("头晕好多了", {"头晕": "present"}),
        ("不但头晕还恶心", {"头晕": "present", "恶心": "present"}),
        ("动不动就头疼", {"头痛": "present"}),
        ("副作用会头晕吗", {"头晕": "asked"}),
        ("如果头晕怎么办", {"头晕": "asked"}),
        ("晕车", {}),
        ("高血压", {}),
    ],
)
def test_negation_and_time_are_read_over_lists(text: str, statuses: dict[str, str]) -> None:
    assert {symptom.name: symptom.status for symptom in find_symptoms(text)} == statuses


def test_vague_word_counts_only_where_nothing_else_is_there() -> None:
    assert [symptom.name for symptom in find_symptoms("头晕难受")] == ["头晕"]
    assert [symptom.name for symptom in find_symptoms("浑身难受")] == ["难受"]


def test_lexicon_knows_the_symptoms_of_the_form() -> None:
    assert {"头痛", "头晕", "恶心", "呕吐", "耳鸣", "呼吸困难", "心悸", "胸闷", "鼻出血", "麻木", "水肿"} <= names()


def test_getting_up_often_at_night_and_cotton_underfoot_have_names() -> None:
    assert [s.name for s in find_symptoms("半夜起来三四回上厕所")] == ["尿频尿急"]
    assert [s.name for s in find_symptoms("走路像踩棉花")] == ["麻木"]
    assert find_symptoms("晚上起来一次喝水") == ()


def test_a_symptom_that_is_only_less_is_still_there() -> None:
    assert [s.status for s in find_symptoms("以前头晕，现在没那么厉害")] == ["present"]
    assert [s.status for s in find_symptoms("以前头晕，吃药之后没有了")] == ["resolved"]
