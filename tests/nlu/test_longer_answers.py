"""Choices in longer answers: what comes to “nothing”, what a feeling overflows with, what belongs to another word."""

from __future__ import annotations

import pytest

from nlu.answers import Question
from tests.nlu.questions import answer, options, read

WORSE = Question(
    link_id="worse", kind="choice",
    options=options(("1", "无加重", "一样 没有 没"), ("2", "略加重", "有点重 有一点 有点"), ("3", "明显加重", "厉害")),
)  # fmt: skip
NIGHT = Question(
    link_id="night",
    kind="choice",
    options=options(("1", "无", "没有 没 没憋醒 没醒"), ("2", "有", "有的 憋醒了 醒了一次")),
)
BREATH = Question(
    link_id="breath", kind="choice", mentions=("喘", "气短"),
    options=options(("1", "无", "没有 没 没喘 不喘"), ("2", "轻微活动时", "平地走就喘")),
)  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "最近身体挺不错，能吃能睡，没有哪里难受",
        "我倒是还好，耳朵也灵，腿脚也利索，没什么不舒服的",
        "天天去公园，身上没啥毛病",
        "年纪大了就这样，没觉得哪儿不舒服",
        "老了总是这里那里的，不过最近没有什么不舒服",
    ],
)
def test_a_longer_answer_may_come_to_nothing(text: str) -> None:
    found = answer("symptoms", text)
    assert found is not None
    assert found.value == ("1",)


@pytest.mark.parametrize(
    "text",
    ["胳膊有点酸，没有哪里不舒服", "没有哪里不舒服，就是腿有点沉", "没有哪里不舒服吗", "腰酸得很，没有哪里难受"],
)
def test_what_may_be_a_complaint_is_not_nothing(text: str) -> None:
    found = answer("symptoms", text)
    assert found is None or found.value != ("1",)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("头晕吗？没有，腿倒是肿", ("9",)),
        ("头疼？没有啊，就是心慌", ("6",)),
        ("恶心吗，没有，有点耳鸣", ("4",)),
        ("以前老头晕，吃了药以后没有哪里不舒服了", ("1",)),
        ("头晕？有的", ("2",)),
        ("脚肿吗？没法走路了", ("9",)),
    ],
)
def test_a_question_read_out_and_answered_with_no_is_a_no(text: str, value: tuple[str, ...]) -> None:
    found = answer("symptoms", text)
    assert found is not None
    assert found.value == value


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("孙女结婚，我高兴得不得了", "1"),
        ("好得不得了", "1"),
        ("心里愁得不得了", "3"),
        ("时不时心烦", "3"),
        ("动不动就发愁", "3"),
    ],
)
def test_a_feeling_that_overflows_is_the_feeling(text: str, code: str | None) -> None:
    found = answer("mood", text)
    assert (found.value if found else None) == ((code,) if code else None)


@pytest.mark.parametrize(("text", "wrong"), [("怎么也高兴不起来", "1"), ("我蛮自在的，没得啥子烦心事", "3")])
def test_a_feeling_that_is_denied_is_not_the_feeling(text: str, wrong: str) -> None:
    found = answer("mood", text)
    assert found is None or found.value != (wrong,)


@pytest.mark.parametrize(("text", "code"), [("不淡也不咸", "2"), ("不淡又不咸", "2"), ("不咸", "1")])
def test_salt_is_what_is_meant(text: str, code: str | None) -> None:
    found = answer("salt", text)
    assert (found.value if found else None) == ((code,) if code else None)


@pytest.mark.parametrize(
    ("question", "text", "code"),
    [
        (WORSE, "有点", "2"),
        (WORSE, "有一点吧", "2"),
        (WORSE, "有点黄", None),
        (WORSE, "有一点甜", None),
        (NIGHT, "小腿有点肿", None),
        (NIGHT, "没憋醒", "1"),
        (NIGHT, "憋醒了", "2"),
        (BREATH, "没憋醒，能平躺", None),
        (BREATH, "没有气喘", "1"),
        (BREATH, "没有", "1"),
    ],
)
def test_a_short_word_beside_another_thing_is_no_answer(question: Question, text: str, code: str | None) -> None:
    found = read(question, text)
    assert (found.value if found else None) == ((code,) if code else None)


def test_a_symptom_is_an_adverse_reaction_where_that_is_asked() -> None:
    for text in ("没有，就是有点干咳", "脚有点肿"):
        found = answer("adverse_reaction", text)
        assert found is not None
        assert found.value == ("2",)


def test_salt_that_must_be_is_not_little_salt() -> None:
    found = answer("salt", "不咸不行")
    assert found is None or found.value != ("1",)


@pytest.mark.parametrize(
    ("text", "code"), [("没打胰岛素", "1"), ("不打胰岛素", "1"), ("胰岛素没打", "1"), ("胰岛素多少钱", None)]
)
def test_a_word_around_its_mention_answers_unasked(text: str, code: str | None) -> None:
    insulin = Question(
        link_id="insulin", kind="choice", mentions=("胰岛素",),
        options=options(("1", "未使用", "没打 不打了 没有"), ("2", "使用", "打 在打 打着")),
    )  # fmt: skip
    found = read(insulin, text, asked=False)
    assert (found.value if found else None) == ((code,) if code else None)
