"""A reason why there is no value belongs to the thing that the message names, not to the question that is open."""

from __future__ import annotations

import pytest

from nlu.answers import Question
from tests.nlu.questions import answer, read

HBA1C = Question(link_id="hba1c", kind="quantity", unit="%", mentions=("糖化", "糖化血红蛋白"), low=3, high=20)
KIND = Question(link_id="kind", kind="text", max_length=100)


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("height", "糖化要空着肚子去抽血，太麻烦，一直没去查"),
        ("weight", "血压这个礼拜没量"),
        ("blood_pressure", "体重没称过"),
        ("blood_pressure", "体重我说不上来，家里秤坏了，没称"),
        ("heart_rate", "血压没量"),
        ("height", "血压多少我记不清了"),
    ],
)
def test_what_another_thing_lacks_leaves_the_open_question_open(asked: str, text: str) -> None:
    assert answer(asked, text) is None


@pytest.mark.parametrize(
    ("asked", "text", "reason"),
    [
        ("weight", "血压量了挺好，体重没称", "not-performed"),
        ("weight", "血压138/80，没称", "not-performed"),
        ("weight", "血压还行，没称", "not-performed"),
        ("blood_pressure", "血压计坏了，没量", "not-performed"),
        ("heart_rate", "没有血压计", "not-performed"),
        ("height", "身高不知道，血压也没量", "asked-unknown"),
        ("height", "记不清了", "asked-unknown"),
    ],
)
def test_what_is_asked_for_may_be_missing(asked: str, text: str, reason: str) -> None:
    found = answer(asked, text)
    assert found is not None
    assert (found.value, found.absent) == (None, reason)


@pytest.mark.parametrize("text", ["糖化没查", "糖化这个我嫌麻烦，半年都没去查", "身高一米六，糖化没做过"])
def test_a_thing_that_names_itself_as_not_measured_is_answered_unasked(text: str) -> None:
    found = read(HBA1C, text, asked=False)
    assert found is not None
    assert found.absent == "not-performed"


@pytest.mark.parametrize(
    ("link_id", "text"),
    [
        ("blood_pressure", "血压没量准"),
        ("blood_pressure", "血压还没量，我再去量一下"),
        ("blood_pressure", "血压挺好的，没称体重"),
        ("blood_pressure", "血压没问题"),
        ("blood_pressure", "昨天血压没量，今天量了"),
        ("weight", "没称"),
        ("heart_rate", "心率不知道正不正常"),
    ],
)
def test_nothing_looser_closes_a_question_that_was_not_asked(link_id: str, text: str) -> None:
    assert answer(link_id, text, asked=False) is None


def test_a_forgotten_name_is_no_name() -> None:
    for text in ("忘了叫什么", "忘记是哪个了"):
        found = read(KIND, text)
        assert found is not None
        assert (found.value, found.absent) == (None, "asked-unknown")


def test_shame_is_a_reason_too() -> None:
    found = answer("alcohol", "喝酒这个事我不好意思跟你们说")
    assert found is not None
    assert found.absent == "asked-declined"


def test_who_will_not_or_cannot_measure_has_not_measured() -> None:
    for text in ("今天不想量", "我不会用那个机器", "不愿意称"):
        found = answer("weight" if "称" in text else "blood_pressure", text)
        assert found is not None
        assert found.absent == "not-performed"
