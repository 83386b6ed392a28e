"""What holds for every number and every text: a number reads back the same however it is written, nothing crashes."""

from __future__ import annotations

import json
import time

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from nlu.findings import Reading, Symptom, Understanding
from nlu.red_flags import screen
from nlu.understanding import understand
from tests.support.numerals import decimal_forms, in_chinese, integer_forms

LONGEST_READ = 2_000  # characters
CPU_SECONDS = 1.0  # far above what a text may take, far below what a runaway pattern takes

#: kind, the key of the value, the smallest and largest value, and the words around it.
WHOLE = (
    ("blood_pressure", "systolic", 90, 220, ("高压{}", "收缩压是{}mmHg", "上压{}", "今天高压有{}")),
    ("blood_pressure", "diastolic", 50, 119, ("低压{}", "舒张压{}毫米汞柱", "我的低压是{}")),
    ("heart_rate", "value", 45, 160, ("心率{}", "脉搏{}次", "心跳一分钟{}下", "心率每分钟{}次")),
    ("weight", "value", 35, 120, ("体重{}公斤", "称了体重，{}kg", "现在体重是{}千克")),
    ("spo2", "value", 80, 100, ("血氧{}", "血氧饱和度是{}", "血氧百分之{}")),
    ("height", "value", 140, 195, ("身高{}厘米", "我身高{}公分")),
    ("waist", "value", 60, 120, ("腰围{}厘米", "腰围是{}cm")),
    ("sleep", "value", 3, 12, ("昨晚睡了{}个小时", "每天睡眠{}小时")),
)
TENTHS = (
    ("glucose", "value", 30, 250, ("血糖{}", "空腹血糖{}", "餐后两小时血糖是{}mmol/L", "刚测的血糖{}，不高吧")),
    ("temperature", "value", 355, 410, ("体温{}", "体温{}度", "量了体温是{}℃")),
    ("weight", "value", 400, 990, ("体重{}公斤", "体重是{}kg")),
    ("hba1c", "value", 45, 130, ("糖化血红蛋白{}", "糖化{}%")),
)
SEPARATED = (
    *("血压{}/{}", "{}/{}", "血压{}-{}", "血压{} {}", "血压{}，{}"),
    *("血压{}、{}", "血压{}杠{}", "血压{}比{}", "血压是{}和{}"),
)
NAMED = ("高压{}低压{}", "高压{}，低压{}", "收缩压{} 舒张压{}", "高{}低{}", "上压是{}，下压是{}", "高的{}低的{}")
#: The diastolic comes first.
TURNED = ("低压{}高压{}", "舒张压{}，收缩压{}", "低{}高{}", "下压{}上压{}", "量了血压{}/{}")
WORDS = (
    *("血压", "高压", "低压", "血糖", "空腹", "餐后两小时", "心率", "体重", "体温", "度", "公斤", "斤", "mg"),
    *("一百", "四十五", "幺", "零", "点", "/", "-", "、", "，", "。", " ", "\n", "145", "90", "7.5", "３８", "9" * 20),
    *("我妈", "孩子", "昨晚", "周一", "没有", "不", "头晕", "胸闷", "胸口疼", "出汗", "晕倒", "除了", "都没有"),
    *("了", "吗", "三天", "左", "(", "[", "\\", "*", "+?", "😀", "\x00", "\u200b"),
)

often = settings(max_examples=300, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
any_character = st.characters(categories=("L", "M", "N", "P", "S", "Z", "C"))  # lone surrogates and controls too
any_text = st.one_of(
    st.text(any_character, max_size=300),
    st.lists(st.sampled_from(WORDS), max_size=60).map("".join),
    st.text("0123456789.。、/-", max_size=200),
    st.text(".^$*+?{}[]()|\\", max_size=200),
)
long_text = st.builds(
    lambda piece, size: (piece * size)[:size],
    st.one_of(st.sampled_from(WORDS), st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map("".join)),
    st.integers(1_500, 5_000),
)


@st.composite
def said_values(draw: st.DrawFn) -> tuple[str, str, dict[str, float]]:
    """A text with one value in it, its kind and what must be read."""
    tenths = draw(st.booleans())
    kind, key, low, high, templates = draw(st.sampled_from(TENTHS if tenths else WHOLE))
    number = draw(st.integers(low, high))
    form = draw(st.sampled_from(decimal_forms(number) if tenths else integer_forms(number)))
    return draw(st.sampled_from(templates)).format(form), kind, {key: number / 10 if tenths else number}


@st.composite
def said_pairs(draw: st.DrawFn) -> tuple[str, dict[str, float]]:
    """A text with a blood pressure in it, and what must be read."""
    diastolic = draw(st.integers(50, 110))
    systolic = draw(st.integers(max(95, diastolic + 20), 200))
    upper, lower = draw(st.sampled_from(integer_forms(systolic))), draw(st.sampled_from(integer_forms(diastolic)))
    template = draw(st.sampled_from((*SEPARATED, *NAMED, *TURNED)))
    said = (lower, upper) if template in TURNED else (upper, lower)
    return template.format(*said), {"systolic": systolic, "diastolic": diastolic}


@st.composite
def joined_pairs(draw: st.DrawFn) -> tuple[str, dict[str, float]]:
    """A blood pressure said without anything between the numbers: 一百四十五九十, 幺四五九零."""
    diastolic = draw(st.integers(50, 99))
    systolic = draw(st.integers(max(101, diastolic + 20), 199))
    pair = draw(st.sampled_from((in_chinese(systolic) + in_chinese(diastolic), *_digits(systolic, diastolic))))
    return draw(st.sampled_from(("血压{}", "{}", "今早量的血压{}"))).format(pair), {
        "systolic": systolic,
        "diastolic": diastolic,
    }


def _findings(understood: Understanding) -> list[Reading | Symptom]:
    return [*understood.readings, *understood.symptoms]


def _digits(systolic: int, diastolic: int) -> list[str]:
    spoken = "".join("零一二三四五六七八九"[int(digit)] for digit in f"{systolic}{diastolic}")
    return [spoken, spoken.replace("一", "幺")]


@given(said_values())
@often
def test_number_reads_back_the_same_in_every_writing_and_template(said: tuple[str, str, dict[str, float]]) -> None:
    text, kind, values = said
    (reading,) = understand(text).readings
    assert (reading.kind, reading.values, reading.upper) == (kind, values, {})


@given(said_pairs())
@often
def test_pressure_reads_back_the_same_in_every_order_and_separator(said: tuple[str, dict[str, float]]) -> None:
    text, values = said
    (reading,) = understand(text).readings
    assert (reading.kind, reading.values, reading.upper) == ("blood_pressure", values, {})


@given(joined_pairs())
@often
def test_pressure_without_separator_reads_back_the_same(said: tuple[str, dict[str, float]]) -> None:
    text, values = said
    (reading,) = understand(text).readings
    assert (reading.kind, reading.values, reading.upper) == ("blood_pressure", values, {})


@given(any_text)
@example("\ud83d")
@example("")
@often
def test_every_finding_lies_where_it_says(text: str) -> None:
    understood = understand(text)
    for found in _findings(understood):
        assert text[found.start : found.end] == found.surface != ""
    for flag in screen(text):
        assert flag.start == -1 or text[flag.start : flag.end] == flag.surface


@given(any_text)
@often
def test_short_text_is_read_to_its_end(text: str) -> None:
    assert not understand(text[:LONGEST_READ]).truncated


@given(long_text)
@settings(often, max_examples=60)
def test_long_text_is_cut_and_said_to_be_and_takes_no_time(text: str) -> None:
    began = time.process_time()
    understood = understand(text)
    screen(text)
    assert time.process_time() - began < CPU_SECONDS
    assert understood.truncated == (len(text) > LONGEST_READ)
    assert all(found.end <= LONGEST_READ for found in _findings(understood))


@given(any_text)
@often
def test_findings_come_out_of_json_as_they_went_in(text: str) -> None:
    understood = understand(text)
    for reading in understood.readings:
        assert Reading.from_entity(json.loads(json.dumps(reading.to_entity()))) == reading
    for symptom in understood.symptoms:
        assert Symptom.from_entity(json.loads(json.dumps(symptom.to_entity()))) == symptom
