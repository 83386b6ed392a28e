"""Which intents a message has: the rules beside the classifier, and the features that it learns from."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from nlu.findings import Reading, Symptom
from nlu.intents import OUT_OF_SCOPE, Said, decide, features
from nlu.intents.courtesy import courtesies
from nlu.intents.terms import mask
from nlu.text import clauses as clauses_of
from nlu.text import normalise
from nlu.understanding import understand

Scores = dict[str, float]
UNSURE = {"greeting": 0.2, "medication_question": 0.19, "stop": 0.1}


def said_in(text: str) -> Said:
    understood = understand(text)
    return Said(text=text, readings=understood.readings, symptoms=understood.symptoms)


def intents(
    text: str, scores: Scores | None = None, *, clauses: Sequence[Scores] = (), flagged: bool = False
) -> list[str]:
    signs = features(said_in(text))
    found = decide(text, scores or UNSURE, signs=signs, clauses=clauses, flagged=flagged)
    return [scored.name for scored in found]


@pytest.mark.parametrize("text", ["谢谢", "谢谢您啊医生", "好的，知道了，谢谢大夫", "嗯嗯明白了，太感谢了！"])
def test_yes_and_thanks_alone_are_thanks(text: str) -> None:
    assert intents(text)[0] == "thanks"


@pytest.mark.parametrize("text", ["您好", "王医生您好！", "你好，大夫", "医生，早上好"])
def test_greeting_alone_is_a_greeting(text: str) -> None:
    assert intents(text)[0] == "greeting"


@pytest.mark.parametrize("text", ["您好医生，降压药怎么吃，谢谢", "大夫你好，请问降压药怎么吃？"])
def test_courtesies_stand_behind_what_the_message_wants(text: str) -> None:
    found = intents(text, {"greeting": 0.2, "medication_question": 0.9})
    assert found[0] == "medication_question"
    assert "greeting" in found


@pytest.mark.parametrize("text", ["138/86", "高压一百五，低压九十", "今天血压135/85", "血糖6.8，心率72"])
def test_bare_reading_is_a_reading_report_whatever_the_scores_say(text: str) -> None:
    assert intents(text, {"snooze": 0.9, "reading_report": 0.1})[0] == "reading_report"


def test_bare_symptom_is_a_symptom_report_unless_it_is_asked_about() -> None:
    assert intents("头晕，恶心")[0] == "symptom_report"
    assert intents("头晕怎么回事", {"disease_knowledge_question": 0.9})[0] == "disease_knowledge_question"


@pytest.mark.parametrize("text", ["退订", "别再给我发消息了", "TD"])
def test_plain_word_leaves_for_certain(text: str) -> None:
    assert intents(text)[0] == "stop"


def test_classifier_alone_must_be_sure_to_end_a_follow_up() -> None:
    text = "我不搞这个名堂了"
    assert intents(text, {"stop": 0.55, "complaint": 0.3})[0] != "stop"
    assert intents(text, {"stop": 0.7, "complaint": 0.3})[0] == "stop"


def test_nobody_leaves_beside_a_red_flag_and_none_is_out_of_scope() -> None:
    assert intents("别再发了，我不想活了", {"stop": 0.9, "complaint": 0.3}, flagged=True)[0] == "symptom_report"
    assert intents("活着没意思", {"goodbye": 0.01}, flagged=True)[0] == "symptom_report"


@pytest.mark.parametrize(
    ("text", "intent"), [("转人工", "human"), ("我要找护士", "human"), ("我要找医生", "ask_doctor")]
)
def test_person_is_the_nurse_and_the_doctor_is_asked_for_by_name(text: str, intent: str) -> None:
    assert intents(text)[0] == intent


@pytest.mark.parametrize("text", ["刚才说错了，是135", "不对，血压是128/80", "体重说错了"])
def test_correction_is_known_by_rule(text: str) -> None:
    assert intents(text)[0] == "correct"


@pytest.mark.parametrize("text", ["不是", "不对", "没有"])
def test_mere_no_corrects_nothing(text: str) -> None:
    assert intents(text, {"deny": 0.8})[0] == "deny"


@pytest.mark.parametrize("text", ["叽里呱啦", "天地玄黄宇宙洪荒", "lorem ipsum dolor"])
def test_what_resembles_nothing_is_out_of_scope(text: str) -> None:
    assert intents(text, {"medication_question": 0.03, "greeting": 0.04})[0] == OUT_OF_SCOPE


def test_little_evidence_suffices_where_health_is_named() -> None:
    scores = {"diet_lifestyle_question": 0.1, "greeting": 0.02}
    assert intents("糖尿病火龙果", scores)[0] == "diet_lifestyle_question"
    assert intents("隔壁新开的店", scores)[0] == OUT_OF_SCOPE


def test_second_intent_comes_from_the_whole_or_from_a_clause() -> None:
    text = "药吃完了，什么时候复查"
    assert intents(text, {"medication_refill": 0.8, "recheck_question": 0.5}) == [
        "medication_refill",
        "recheck_question",
    ]
    parts = [{"medication_refill": 0.9, "recheck_question": 0.1}, {"medication_refill": 0.1, "recheck_question": 0.9}]
    whole = {"medication_refill": 0.8, "recheck_question": 0.2}
    assert intents(text, whole, clauses=parts) == ["medication_refill", "recheck_question"]
    assert intents(text, whole) == ["medication_refill"]


def test_courtesy_is_no_second_intent_of_a_clause() -> None:
    parts = [{"affirm": 0.9, "recheck_question": 0.1}, {"affirm": 0.0, "recheck_question": 0.9}]
    assert intents("好，什么时候复查", {"recheck_question": 0.9, "affirm": 0.5}, clauses=parts) == ["recheck_question"]


@pytest.mark.parametrize(
    ("text", "core"),
    [
        ("您好医生，请问血压高吃什么，谢谢", "血压高吃什么"),
        ("谢谢，血压135/85", "血压135/85"),
        ("李主任：我头晕。辛苦您了！", "我头晕"),
        ("感谢信写好了", "感谢信写好了"),
        ("", ""),
    ],
)
def test_core_of_a_message_is_what_stands_between_courtesies(text: str, core: str) -> None:
    plain = normalise(text)
    found = courtesies(plain)
    assert plain[found.start : found.end] == core


def test_names_and_findings_stand_for_their_kind() -> None:
    assert mask("吃了二甲双胍3天") == "吃了M0天"
    assert mask("糖尿病能吃火龙果吗") == "D能吃F吗"
    assert mask("血压135/85高吗", [(0, 8, "R")]) == "R高吗"


def test_sentences_that_differ_in_a_name_have_the_same_pieces() -> None:
    one, other = (
        {sign for sign in features(Said(text=f"{name}能和头孢一起吃吗")) if sign.startswith("m ")}
        for name in ("缬沙坦", "阿司匹林")
    )
    assert one == other


def test_part_of_a_message_keeps_its_findings() -> None:
    text = "早上血压135/85，现在头晕"
    words, starts = ("早上", "血压", "135/85", "现在", "头晕"), (0, 2, 4, 11, 13)
    understood = understand(text)
    said = Said(text=text, words=words, starts=starts, readings=understood.readings, symptoms=understood.symptoms)
    first, second = (said.part(*span) for span in clauses_of(text))
    assert [type(found) for found in (*first.readings, *first.symptoms)] == [Reading]
    assert [type(found) for found in (*second.readings, *second.symptoms)] == [Symptom]
    assert second.text[second.symptoms[0].start : second.symptoms[0].end] == second.symptoms[0].surface
    assert (first.words, second.words) == (words[:3], words[3:])


@pytest.mark.parametrize("text", ["", " ", "。" * 2000, "1." * 1000, "谢谢" * 1000, "您好，" * 600, "😀\u200b\n" * 300])
def test_no_text_breaks_it(text: str) -> None:
    assert intents(text)
