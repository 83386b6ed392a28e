"""Values as they are typed in haste: a dot for a dash, a clock's 点 for a point, the end of a range cut short."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest

from nlu.findings import Reading
from nlu.readings import find_readings
from nlu.readings.shape import shape_of


def _only(text: str) -> Reading:
    (reading,) = find_readings(text)
    assert text[reading.start : reading.end] == reading.surface
    return reading


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("空腹血糖6点12高不高", 6.12),
        ("血糖8点05要紧吗", 8.05),
        ("饭后两小时血糖9点85", 9.85),
        ("血糖测出来是11点25，怎么办", 11.25),
        ("血糖7点15测的，是6.3", 6.3),
        ("血糖早上7点30量的6.8", 6.8),
        ("7点15血糖6.3", 6.3),
    ],
)
def test_point_between_digits_is_a_decimal_unless_a_clock_is_meant(text: str, value: float) -> None:
    assert (_only(text).kind, _only(text).values) == ("glucose", {"value": value})


def test_hours_that_no_clock_has_are_decimals() -> None:
    assert _only("体温37点25").values == {"value": 37.25}


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("血糖高一点（6.85）要吃药吗", "glucose", 6.85),
        ("血糖偏高一点点(7.9)", "glucose", 7.9),
        ("体温有点高（37.6）", "temperature", 37.6),
        ("心率偏快（108）", "heart_rate", 108),
    ],
)
def test_value_in_brackets_behind_a_verdict_is_read(text: str, kind: str, value: float) -> None:
    assert (_only(text).kind, _only(text).values) == (kind, {"value": value})


@pytest.mark.parametrize(
    ("text", "systolic"),
    [("血压又升高了。到170，头疼", 170), ("最近血压高。升到了165", 165), ("血压不稳。有时候飙到180", 180)],
)
def test_pressure_reached_in_the_next_sentence_is_one(text: str, systolic: float) -> None:
    assert _only(text).values == {"systolic": systolic}


@pytest.mark.parametrize(
    ("text", "key", "low", "high"),
    [
        ("一爬楼心率就到130.140", "value", 130, 140),
        ("血氧95.97之间", "value", 95, 97),
        ("血压150.160之间", "systolic", 150, 160),
        ("高压140.150", "systolic", 140, 150),
        ("体温37.1到4", "value", 37.1, 37.4),
        ("体温一直37.2-5", "value", 37.2, 37.5),
        ("烧38.1~3", "value", 38.1, 38.3),
        ("早上36.3到6", "value", 36.3, 36.6),
        ("体温37.5-38", "value", 37.5, 38),
    ],
)
def test_range_written_short_has_both_ends(text: str, key: str, low: float, high: float) -> None:
    assert (_only(text).values, _only(text).upper) == ({key: low}, {key: high})


def test_dot_between_the_parts_of_a_pressure_is_a_slash() -> None:
    assert _only("血压140.90吃什么药").values == {"systolic": 140, "diastolic": 90}


@pytest.mark.parametrize(
    "text",
    [
        "今天35度，热得不行",
        "外面40度",
        "35度的天出门头晕",
        "天太热38度左右",
        "空调温度开到30度",
        "40度热水泡脚",
        "高温天37度",
    ],
)
def test_warmth_of_air_and_water_is_no_body_temperature(text: str) -> None:
    assert find_readings(text) == ()


@pytest.mark.parametrize(
    "text", ["没有高血压，51了", "我没有高血压，今年63了", "高血压，55了，头晕", "血压正常，都70了"]
)
def test_age_behind_a_comma_is_no_pressure(text: str) -> None:
    assert find_readings(text) == ()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("早上37.8，晚上37.2，37.8是发烧吗", 2),
        ("38.2有三天了，晚上量的38.2", 1),
        ("早上150/90，晚上还是150/90", 2),
    ],
)
def test_value_that_is_only_named_again_counts_once(text: str, number: int) -> None:
    assert len(find_readings(text)) == number


@pytest.mark.parametrize(
    ("text", "context"),
    [
        ("血糖6.6高吗？空腹测的", "fasting"),
        ("血糖5.9正常吗，空腹", "fasting"),
        ("血糖7.2严重吗？早上没吃饭量的", "fasting"),
        ("血糖8.1怎么办？餐后两小时测的", "postprandial_2h"),
        ("血糖11.2，是饭后一小时量的", "postprandial_1h"),
        ("血糖6.6正常吗？空腹还是餐后", None),
    ],
)
def test_meal_named_behind_the_question_belongs_to_the_value(text: str, context: str | None) -> None:
    assert _only(text).context == context


def test_meal_in_front_of_the_next_value_is_not_the_first_ones() -> None:
    assert [reading.context for reading in find_readings("血糖6.6正常吗？餐后9.1")] == [None, "postprandial"]


@pytest.mark.parametrize("text", ["血压145/90/72", "血压145/90，72", "145/90 72", "血压 145 90 72", "血压145/90/72次"])
def test_third_number_beside_a_pressure_is_the_heart_rate(text: str) -> None:
    pressure, pulse = find_readings(text)
    assert pressure.values == {"systolic": 145, "diastolic": 90}
    assert (pulse.kind, pulse.values, pulse.surface) == ("heart_rate", {"value": 72}, "72")


@pytest.mark.parametrize("text", ["145/90，140/85", "血压145/90，62公斤", "血压145/90，72岁", "血压145/90，72，80，66"])
def test_other_numbers_beside_a_pressure_are_no_heart_rate(text: str) -> None:
    assert all(reading.kind != "heart_rate" for reading in find_readings(text))


@pytest.mark.parametrize(
    ("text", "steps"),
    [("走了一万两千步", 12000), ("今天走了一万二", 12000), ("走了三万五", 35000), ("走了一万两千五百步", 12500)],
)
def test_steps_are_counted_in_ten_thousands(text: str, steps: float) -> None:
    assert (_only(text).kind, _only(text).values) == ("steps", {"value": steps})


@pytest.mark.parametrize(("text", "kilograms"), [("体重廿三公斤", 23), ("体重卅公斤", 30)])
def test_old_words_for_twenty_and_thirty_are_numbers(text: str, kilograms: float) -> None:
    assert _only(text).values == {"value": kilograms}


@pytest.mark.parametrize(
    ("text", "celsius"),
    [("体温100.4华氏度", 38.0), ("烧到101F", 38.3), ("101°F", 38.3), ("华氏100度", 37.8), ("体温98.6℉", 37.0)],
)
def test_fahrenheit_is_converted(text: str, celsius: float) -> None:
    assert _only(text).values == {"value": celsius}


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("前天发烧，体温最高39.5，今天不烧了", ["stated"]),
        ("三天前开始发热，体温38.6", ["stated"]),
        ("今天比昨天高，血压150/95", ["stated"]),
        ("昨天血压150/90", ["past"]),
        ("目前咳嗽，昨日自测血氧92", ["past"]),
        ("前期血糖12.5，近三日空腹6.8", ["past", "stated"]),
        ("上周血压150/90，这周140/85", ["past", "stated"]),
        ("满月体检时体重4.8公斤，现在6公斤", ["past", "stated"]),
        ("测了一次37.5，后来就没烧过", ["past"]),
        ("血压150/90，吃药以后没降", ["stated"]),
    ],
)
def test_time_named_last_tells_whether_a_value_is_past(text: str, statuses: list[str]) -> None:
    assert [reading.status for reading in find_readings(text)] == statuses


@pytest.mark.parametrize("text", ["血压14O/90", "血压l40/90", "血压 l4O/9O", "高140 低 90", "高的 140低的 90"])
def test_letters_typed_for_digits_and_loose_spacing_are_seen_through(text: str) -> None:
    assert _only(text).values == {"systolic": 140, "diastolic": 90}


def test_oxygen_at_the_finger_is_read() -> None:
    assert (_only("指脉氧94").kind, _only("指脉氧94").values) == ("spo2", {"value": 94})


@pytest.mark.parametrize("piece", ["37度", "3公斤宝宝", "145/90/72 ", "血糖7点16", "7.1吗？空腹", "前天38，", "廿"])
def test_two_thousand_characters_of_one_piece_said_over_and_over_are_read_at_once(piece: str) -> None:
    def seconds(characters: int) -> float:
        text = (piece * characters)[:characters]
        started = [time.perf_counter()]
        for _ in range(3):
            shape_of.cache_clear()
            find_readings(text)
            started.append(time.perf_counter())
        return min(later - earlier for earlier, later in pairwise(started))

    assert seconds(2000) < 0.25
