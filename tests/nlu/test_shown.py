"""What a longer answer reads off an instrument or a note is the value asked for; what is less sure is asked again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nlu.answers import Question
from tests.nlu.questions import answer, read

FASTING = Question(
    link_id="fasting", kind="reading", reading="glucose", unit="mmol/L", mentions=("空腹血糖", "空腹"), low=1, high=40,
    context="fasting",
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("屏幕最下边画着个爱心，边上显示的是76", 76),
        ("量完以后机器念的，我听见是八十一", 81),
        ("我自己摸着数了一分钟，数到69", 69),
        ("量了两回，显示都是七十四", 74),
        ("那个小格子里是66", 66),
        ("护士早上给我数的是七二", 72),
    ],
)
def test_a_number_read_off_is_the_heart_rate(text: str, value: float) -> None:
    found = answer("heart_rate", text)
    assert found is not None
    assert found.value == {"value": value}


@pytest.mark.parametrize(
    "text",
    [
        "我都七十六了，哪里会数这个",
        "我爸量的是70",
        "低压那边写的是70",
        "书上写的标准是75",
        "血氧仪上血氧写的是97",
        "这个药写的是20毫克",
        "写的是70还是90，忘了",
        "门牌写的是68",
    ],
)
def test_a_number_of_something_else_is_no_heart_rate(text: str) -> None:
    found = answer("heart_rate", text)
    assert found is None or found.value is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("我记在小本上了，等下啊，昨天早上没吃饭扎的是5.9", 5.9),
        ("空着肚子去卫生站测的，七点四", 7.4),
        ("起来还没吃东西就测了，本子上记的是6.8", 6.8),
        ("吃了早饭以后量的是9.6", None),
        ("吃完晚饭测的，十点二", None),
        ("中午饭前量的是6.1", None),
    ],
)
def test_fasting_is_heard_in_the_patients_words(text: str, value: float | None) -> None:
    found = read(FASTING, text)
    assert (found.value if found else None) == ({"value": value} if value else None)


def test_a_glucose_value_without_its_meal_is_fasting_only_where_that_was_asked() -> None:
    assert read(FASTING, "血糖8.3", asked=False) is None
    assert read(FASTING, "空腹血糖8.3", asked=False) is not None
    assert read(FASTING, "血糖8.3") is not None


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("66到72之间", 66, 72),
        ("平时都在七十到八十之间", 70, 80),
        ("在68和74之间", 68, 74),
        ("65-70这个范围吧", 65, 70),
        ("六十八九", 68, 69),
        ("八十三四下", 83, 84),
    ],
)
def test_a_range_of_heart_rates_keeps_both_ends(text: str, low: float, high: float) -> None:
    found = answer("heart_rate", text)
    assert found is not None
    assert (found.value, found.upper) == ({"value": low}, {"value": high})


def test_of_both_arms_the_higher_pressure_counts() -> None:
    found = answer("blood_pressure", "右胳膊138/82，左胳膊146/88")
    assert found is not None
    assert found.value == {"systolic": 146, "diastolic": 88}


def test_the_upper_and_the_lower_number_are_the_two_pressures() -> None:
    found = answer("blood_pressure", "上面那个是一百五十二，下面那个是八十八")
    assert found is not None
    assert found.value == {"systolic": 152, "diastolic": 88}


def test_a_laboratory_value_may_stand_alone_in_its_clause() -> None:
    hba1c = Question(link_id="hba1c", kind="quantity", unit="%", mentions=("糖化",), low=3, high=20)
    for text, value in (
        ("前两天在医院抽的，百分之七点一", 7.1),
        ("百分之六点四，大夫挺满意", 6.4),
        ("邻居是6.4", None),
    ):
        found = read(hba1c, text)
        assert (found.value if found else None) == value
    assert read(replace(hba1c, mentions=()), "空腹抽的，血糖是6.4") is None
