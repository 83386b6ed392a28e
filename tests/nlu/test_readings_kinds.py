"""Readings of every kind in the forms that hasty hands and recognisers give them; what stands far from its name."""

from __future__ import annotations

import pytest

from nlu.findings import Reading
from nlu.readings import find_readings, said_upper


def _values(text: str) -> list[tuple[str, list[float]]]:
    return [(r.kind, [*r.values.values(), *said_upper(r).values()]) for r in find_readings(text)]


def _only(text: str) -> Reading:
    (reading,) = find_readings(text)
    return reading


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("上个月开始测，血压85.135正常吗", [135, 85]),
        ("高压一百五，底压一百", [150, 100]),
        ("收宿压150舒张压90", [150, 90]),
        ("高压低压分别是150和95", [150, 95]),
        ("血压最高170最低110", [170, 110]),
        ("血压是一百五十二然后低的是九十六", [152, 96]),
        ("血压16/10.7kpa", [120, 80]),
        ("幺四二斜杠九零", [142, 90]),
        ("血压又升到190了", [190]),
        ("我高血压，老是降不下来，一直170", [170]),
        ("这回血压是155，96", [155, 96]),
        ("血压90145", [145, 90]),
    ],
)
def test_pressure_is_read_as_it_is_typed_and_dictated(text: str, values: list[float]) -> None:
    assert _values(text) == [("blood_pressure", values)]


@pytest.mark.parametrize("text", ["肺动脉高压45", "颅内高压30", "两次压差40", "血压降了20"])
def test_other_pressures_are_no_blood_pressure(text: str) -> None:
    assert find_readings(text) == ()


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("今早36.9，中午37.4，晚上38", [[36.9], [37.4], [38]]),
        ("一会37.3一会36.8", [[37.3], [36.8]]),
        ("量了体温，38.1", [[38.1]]),
        ("38,7度", [[38.7]]),
        ("39度3、4的样子", [[39.3, 39.4]]),
        ("烧到三十九度一二", [[39.1, 39.2]]),
        ("37度4到38度", [[37.4, 38]]),
        ("T38.4", [[38.4]]),
        ("从39.2退到37.6", [[39.2], [37.6]]),
        ("额温枪测的36.7", [[36.7]]),
        ("发烧四十度两天", [[40]]),
        ("测了体温37.6，37.6算烧吗", [[37.6]]),
    ],
)
def test_temperature_is_read_far_from_its_name_and_without_one(text: str, values: list[list[float]]) -> None:
    assert _values(text) == [("temperature", value) for value in values]


@pytest.mark.parametrize(
    "text", ["水温39度", "屋里38度", "孕酮38.4", "总抗体36.5是高吗", "花了37.5元", "近视400度", "体重指数36.5"]
)
def test_other_degrees_and_tenths_are_no_temperature(text: str) -> None:
    assert find_readings(text) == ()


@pytest.mark.parametrize(
    ("text", "value", "context"),
    [
        ("空腹葡萄糖6.9", 6.9, "fasting"),
        ("血糖9个多", 9, None),
        ("怎么把血糖降下来呀，我都8.6了", 8.6, None),
        ("血糖7.4(空腹)", 7.4, "fasting"),
        ("晚饭后两个小时测的血糖10.1", 10.1, "postprandial_2h"),
        ("餐后1小时11.8", 11.8, "postprandial_1h"),
        ("睡觉前血糖8.2", 8.2, "bedtime"),
        ("血糖144mg/dl", 8.0, None),
        ("血糖降到5、6，还吃药吗", 5.6, None),
    ],
)
def test_glucose_is_read_with_its_context(text: str, value: float, context: str | None) -> None:
    reading = _only(text)
    assert (reading.kind, reading.values, reading.context) == ("glucose", {"value": value}, context)


def test_hours_of_a_tolerance_test_count_from_its_glucose() -> None:
    assert [r.context for r in find_readings("空腹5.3，1小时9.8，2小时7.6")] == [
        "fasting",
        "postprandial_1h",
        "postprandial_2h",
    ]


def test_each_of_two_glucose_values_has_its_own_context() -> None:
    for text in ("空腹6.3餐后血糖8.8", "空腹6.3 餐后8.8", "空腹和餐后分别是6.3和8.8"):
        assert [(r.values["value"], r.context) for r in find_readings(text)] == [
            (6.3, "fasting"),
            (8.8, "postprandial"),
        ]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("心跳加快，95-125", [95, 125]),
        ("心率失常，118了", [118]),
        ("脉 76", [76]),
        ("一分钟110下", [110]),
        ("静息心率在五十五到六十之间", [55, 60]),
        ("心率60到70多", [60, 70]),
        ("P 88", [88]),
    ],
)
def test_heart_rate_is_read_far_from_its_name(text: str, values: list[float]) -> None:
    assert _values(text) == [("heart_rate", values)]


def test_breaths_are_no_heart_rate() -> None:
    assert find_readings("呼吸每分钟22次") == ()


@pytest.mark.parametrize(
    ("text", "kilograms"),
    [
        ("宝宝五个月，8.2kg", 8.2),
        ("儿子三岁，30斤", 15),
        ("出生时体重6斤4两", 3.2),
        ("体重快二十斤了", 10),
        ("体重15千克", 15),
        ("胖到了170斤", 85),
        ("体重65。5公斤", 65.5),
    ],
)
def test_weight_is_read_of_children_too_and_in_jin_and_liang(text: str, kilograms: float) -> None:
    assert _values(text) == [("weight", [kilograms])]


@pytest.mark.parametrize("text", ["体重增加了6斤", "体重下降5公斤", "想减20斤", "买了10斤大米", "体重128"])
def test_a_change_of_weight_is_no_weight(text: str) -> None:
    assert find_readings(text) == ()


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("身高一米七二", "height", 172),
        ("身高1.68米", "height", 168),
        ("身高165", "height", 165),
        ("腰围二尺七", "waist", 90),
        ("腰围86cm", "waist", 86),
        ("糖化血红蛋白6，8", "hba1c", 6.8),
        ("24小时尿量1800毫升", "urine_volume", 1800),
        ("走了一万两千步", "steps", 12000),
        ("昨晚睡了六个半小时", "sleep", 6.5),
    ],
)
def test_what_questionnaires_ask_is_read_as_a_kind_of_its_own(text: str, kind: str, value: float) -> None:
    assert _values(text) == [(kind, [value])]


def test_height_beside_a_weight_is_no_pressure() -> None:
    assert _values("172/68kg") == [("height", [172]), ("weight", [68])]
    assert _values("身高160体重55公斤") == [("height", [160]), ("weight", [55])]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("血压12080，心率72，血氧98", ["blood_pressure", "heart_rate", "spo2"]),
        ("早上130 80 晚上 140 85", ["blood_pressure", "blood_pressure"]),
        ("雪压一百三八十，麦搏七十", ["blood_pressure", "heart_rate"]),
        ("T36.8 P80 BP120/70", ["temperature", "heart_rate", "blood_pressure"]),
    ],
)
def test_several_readings_of_one_text_are_all_found(text: str, kinds: list[str]) -> None:
    assert [reading.kind for reading in find_readings(text)] == kinds


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("昨天血压160/100", "past"),
        ("上周去医院，量的血压160/100", "past"),
        ("血压超过160/100就吃药", "hypothetical"),
        ("心率如果躺着不动，在70左右", "stated"),
        ("应该有160/100", "stated"),
        ("140/90算不算高血压", "asked"),
        ("想减到120斤", "hypothetical"),
    ],
)
def test_status_tells_the_past_and_the_supposed(text: str, status: str) -> None:
    assert [reading.status for reading in find_readings(text)] == [status]


def test_the_open_end_of_eighty_odd_was_not_said() -> None:
    assert _only("心率八十多").upper == {"value": 89}
    assert said_upper(_only("心率八十多")) == {}
    assert said_upper(_only("心率大概80到90")) == {"value": 90}


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("今早血压142/88", ["今早"]),
        ("下午四点37度，晚上8点还38度", ["下午四点", "晚上8点"]),
        ("目前的体温37.2", ["目前"]),
        ("昨天早上150/90，晚上140/85", ["昨天早上", "昨天晚上"]),
        ("血压144/91，早上七点测的", ["早上七点"]),
        ("昨晚8点量了一下，血压150/95，心率80", ["昨晚8点", "昨晚8点"]),
        ("这一周血压130/80左右", ["这一周"]),
        ("血压130/80", [None]),
    ],
)
def test_reading_says_when_it_was_measured(text: str, times: list[str | None]) -> None:
    assert [reading.when for reading in find_readings(text)] == times


def test_reading_says_whose_it_is() -> None:
    assert [r.subject for r in find_readings("我妈血压150/90，我自己130/80")] == ["母亲", "self"]
