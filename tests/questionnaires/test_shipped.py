"""What holds of every shipped questionnaire: sources, words for the ear, mentions, nothing said that is a diagnosis."""

from __future__ import annotations

import pytest

from tests.questionnaires.cases import completed, forms, heard, led_to

NAMES = [
    "copd",
    "diabetes_type_2",
    "fall_risk",
    "heart_failure_daily",
    "hypertension",
    "medication_adherence",
    "phq_2",
    "phq_9",
    "post_operative_wound",
    "referral_visit",
    "satisfaction",
]
ABOUT_BOTH = ("不抽不喝", "烟酒")  # of smoking and drinking in one word
ONE_AFTER_THE_OTHER = {"exercise_frequency", "exercise_minutes"}  # 每天走路半小时 answers both


def test_every_shipped_questionnaire_loads() -> None:
    assert sorted(forms()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_source_and_licence_are_named(name: str) -> None:
    assert forms()[name].source
    assert forms()[name].licence


@pytest.mark.parametrize("name", NAMES)
def test_each_question_has_a_name_simpler_words_an_explanation_and_words_for_the_ear(name: str) -> None:
    for item in forms()[name].questions:
        assert all([item.short, item.hint, item.explain, item.spoken]), item.link_id


@pytest.mark.parametrize("name", NAMES)
def test_no_word_names_two_questions(name: str) -> None:
    seen: dict[str, str] = {}
    for item in forms()[name].questions:
        for word in item.mentions:
            other = seen.setdefault(word, item.link_id)
            assert word in ABOUT_BOTH or other == item.link_id or {other, item.link_id} == ONE_AFTER_THE_OTHER, word


@pytest.mark.parametrize("name", NAMES)
def test_nothing_that_is_said_is_a_diagnosis(name: str) -> None:
    form = forms()[name]
    said = [form.opening, form.closing, *(rule.say or "" for rule in form.follow_up)]
    for item in form.walk():
        said += [item.text, item.hint or "", item.explain or "", *(alert.say or "" for alert in item.alert)]
        said += [part.say or "" for part in (*item.answer_option, *item.interpretation)]
    assert not [text for text in said if any(word in text for word in ("诊断", "患有", "抑郁", "您得了"))]


@pytest.mark.parametrize("name", NAMES)
def test_what_follows_names_a_questionnaire_that_is_there_and_its_source(name: str) -> None:
    for rule in forms()[name].follow_up:
        assert rule.source
        assert rule.questionnaire is None or rule.questionnaire in NAMES


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ("phq_2", "phq_9", "satisfaction")])
def test_form_that_is_asked_again_never_ends_without_a_next_step(name: str) -> None:
    last = forms()[name].follow_up[-1]
    assert not last.when
    assert last.within_days


@pytest.mark.parametrize("name", ["copd", "fall_risk", "heart_failure_daily", "medication_adherence",
                                  "post_operative_wound", "referral_visit"])  # fmt: skip
def test_form_that_was_left_open_is_put_before_a_nurse(name: str) -> None:
    rule = led_to(name, completed(name, {}))
    assert rule
    assert rule.alert
    assert rule.alert.rule == "form_handed_over"


def test_last_sentence_fits_the_form() -> None:
    last = {name: form.emergency for name, form in forms().items() if form.emergency is not None}
    assert sorted(last) == ["fall_risk", "phq_2", "phq_9", "post_operative_wound", "satisfaction"]
    assert last["satisfaction"] == ""
    assert all(number in last[name] for name in ("phq_2", "phq_9") for number in ("12356", "120"))


@pytest.mark.parametrize("name", NAMES)
def test_yes_and_no_are_read_back_as_a_sentence(name: str) -> None:
    bare = {"有", "没有", "会", "不会", "都没有", "打", "不打", "去了"}
    options = [option for item in forms()[name].questions for option in item.answer_option]
    assert not [option.code for option in options if option.title in bare and not option.said]


@pytest.mark.parametrize("name", ["hypertension", "diabetes_type_2"])
def test_times_a_week_are_whole_and_a_pill_is_no_cigarette(name: str) -> None:
    assert heard(name, "exercise_frequency", "7.2") is None
    assert heard(name, "exercise_frequency", "天天走路") == 7
    assert heard(name, "smoking", "早晚各一颗") is None
