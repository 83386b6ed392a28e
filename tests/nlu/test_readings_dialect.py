"""Values as they are said aloud: glucose as money, hours of the clock that are none, a finger clip, dialect days."""

from __future__ import annotations

import time

import pytest

from nlu.findings import Reading
from nlu.readings import find_readings


def _said(text: str) -> list[tuple[str, float]]:
    """Kind and first value of every reading."""
    return [(reading.kind, next(iter(reading.values.values()))) for reading in find_readings(text)]


def _only(text: str) -> Reading:
    (reading,) = find_readings(text)
    assert text[reading.start : reading.end] == reading.surface
    return reading


@pytest.mark.parametrize(
    ("text", "value", "context"),
    [
        ("空腹六块三", 6.3, "fasting"),
        ("大清早空着肚子扎的七块零", 7.0, "fasting"),
        ("晚饭前才三块九", 3.9, "before_meal"),
        ("饭后十一块", 11.0, "postprandial"),
        ("血糖12块6 咋整", 12.6, None),
        ("随机测的八块八", 8.8, "random"),
        ("空腹五块七 一支笔六十八块钱", 5.7, "fasting"),
        ("今早空腹六块一 坐车花了七块五", 6.1, "fasting"),
    ],
)
def test_a_glucose_may_be_said_like_money(text: str, value: float, context: str | None) -> None:
    reading = _only(text)
    assert (reading.kind, reading.values["value"], reading.context) == ("glucose", value, context)


@pytest.mark.parametrize(
    "text",
    [
        "今天花了七块一",
        "一支笔六十八块五",
        "测一次血糖要五块二",
        "血糖试纸一片两块八",
        "空腹血糖检查费七块五",
        "饭前吃了两块五的烧饼",
        "量了血压 药十八块五",
        "测了下体温 退烧药九块八",
        "空腹去的医院 打车十二块三",
        "血糖针一针十八块五",
        "饭后吃了三块西瓜",
        "买菜掏了152 90",
        "药费加起来145 88",
        "手机号尾数138 76",
        "血氧仪花了98",
        "买了个夹手指的 花了89块",
        "今天跳绳300跳",
    ],
)
def test_money_and_food_and_numbers_of_a_telephone_are_no_reading(text: str) -> None:
    assert _said(text) == []


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("空腹一直八九点", 8, 9), ("饭后十一二点吧", 11, 12), ("空腹老是九十点 咋办", 9, 10), ("空腹六七点 药照吃", 6, 7)],
)
def test_two_hours_behind_a_name_of_glucose_are_a_range(text: str, low: float, high: float) -> None:
    reading = _only(text)
    assert (reading.kind, reading.values["value"], reading.upper["value"]) == ("glucose", low, high)


@pytest.mark.parametrize("text", ["空腹八九点抽血行吗", "饭后七八点遛弯", "晚上八九点吃的药", "空腹早上六七点去医院"])
def test_hours_at_which_something_is_done_stay_hours(text: str) -> None:
    assert _said(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("吃了碗面条 两个钟头后测十二点四", 12.4),
        ("喝完稀饭俩小时后扎手指11.7", 11.7),
        ("吃罢饭俩钟头十二点一", 12.1),
        ("中午吃的饺子 2个小时后测9.6", 9.6),
    ],
)
def test_hours_after_some_food_are_after_a_meal(text: str, value: float) -> None:
    reading = _only(text)
    assert (reading.kind, reading.values["value"]) == ("glucose", value)
    assert (reading.context or "").startswith("postprandial")


@pytest.mark.parametrize("text", ["吃了退烧药1个小时后38.1", "吃完面两小时后量体温36.8"])
def test_hours_after_a_medicine_or_before_a_temperature_are_not(text: str) -> None:
    assert _only(text).kind == "temperature"


@pytest.mark.parametrize(
    ("text", "oxygen", "pulse"),
    [
        ("夹手指 上面95 底下82", 95, 82),
        ("手指夹显示97 74", 97, 74),
        ("夹子夹的 上边96 底下105 没喘", 96, 105),
        ("血氧仪上面94 下面102", 94, 102),
        ("夹手指 心率88 血氧96", 96, 88),
        ("血氧97 72", 97, 72),
    ],
)
def test_a_finger_clip_shows_oxygen_and_pulse(text: str, oxygen: float, pulse: float) -> None:
    assert sorted(_said(text)) == [("heart_rate", pulse), ("spo2", oxygen)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("氧饱91 吸着氧2升", 91),
        ("爸的血样93", 93),
        ("饱和度95", 95),
        ("氧88 喘得厉害", 88),
        ("这两天氧饱94", 94),
    ],
)
def test_oxygen_has_short_names(text: str, value: float) -> None:
    assert _said(text) == [("spo2", value)]


@pytest.mark.parametrize("text", ["我爸氧饱这几天都是91到93", "血氧91 93这样", "血氧九十一九十三 不吸氧"])
def test_two_near_values_of_oxygen_are_a_range(text: str) -> None:
    reading = _only(text)
    assert (reading.kind, reading.values["value"], reading.upper) == ("spo2", 91, {"value": 93})


@pytest.mark.parametrize("text", ["抽血样5管", "血样送检95号", "转铁蛋白饱和度35"])
def test_samples_and_other_saturations_are_no_oxygen(text: str) -> None:
    assert _said(text) == []


@pytest.mark.parametrize(
    "text", ["今儿个头晌142 83", "后晌142 83", "今朝142 83", "上面142 底下83", "上头一百四十二 底头八十三"]
)
def test_a_pressure_beside_a_dialect_day_or_place(text: str) -> None:
    assert _only(text).values == {"systolic": 142, "diastolic": 83}


def test_beats_may_be_called_jumps() -> None:
    assert _said("妈今天118/70 66跳") == [("blood_pressure", 118), ("heart_rate", 66)]


def test_a_pressure_stands_beside_other_numbers() -> None:
    assert _said("上面151底下79 饭后血糖8.8") == [("blood_pressure", 151), ("glucose", 8.8)]
    assert _said("血压计269买的 138 85") == [("blood_pressure", 138)]
    assert _said("血氧96 130/80") == [("spo2", 96), ("blood_pressure", 130)]
    assert _said("空腹六点八 一百三十斤") == [("glucose", 6.8), ("weight", 65)]


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("空腹8.4 目标7以内", ["stated", "hypothetical"]),
        ("大夫让减到140斤", ["hypothetical"]),
        ("医生让空腹降到7以下 我现在8.1", ["hypothetical", "stated"]),
        ("目标体重60公斤 现在67公斤", ["hypothetical", "stated"]),
        ("得降到130/80以下 今天142/88", ["hypothetical", "stated"]),
        ("是不是要到180/110才算危险", ["hypothetical"]),
        ("现在减到140斤了", ["stated"]),
        ("体重从112斤掉到102斤", ["past", "stated"]),
        ("夜个晚上155/93 今早142/86", ["past", "stated"]),
        ("空腹9.2 是不是药量不够", ["stated"]),
    ],
)
def test_a_target_is_no_value_of_today(text: str, statuses: list[str]) -> None:
    assert [reading.status for reading in find_readings(text)] == statuses


@pytest.mark.parametrize("words", ["空腹七块一", "夹手指 上面", "吃了碗面 ", "血氧97 98", "从让降到 ", "吃", "夹手"])
def test_long_texts_are_read_in_linear_time(words: str) -> None:
    def seconds(text: str) -> float:
        start = time.perf_counter()
        find_readings(text)
        return time.perf_counter() - start

    short, long = (words * (size // len(words)) for size in (500, 2000))
    seconds("热身")
    assert min(seconds(long + "。" * i) for i in range(3)) < 12 * max(
        min(seconds(short + "。" * i) for i in range(3)), 0.004
    )
