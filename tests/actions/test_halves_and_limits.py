from __future__ import annotations

import pytest

from records.database import Sessions
from tests.support.acting import PHRASES
from tests.support.forms import PILLS, WEIGHT
from tests.support.people import Known, definition
from tests.support.talks import Talk, begin_talk

HALF = PHRASES("half_missing", heard="高压145", what="低压")


async def test_half_a_pressure_is_kept_and_only_the_other_half_is_asked_for(talk: Talk) -> None:
    said = await talk.says("高压145")
    assert said.text == HALF
    assert await talk.answers() == {}
    assert await talk.readings() == []
    assert (await talk.response()).pending == {"kind": "half", "link_id": "pressure", "value": {"systolic": 145}}
    assert await talk.state() == ("in-progress", "pressure", 0)


@pytest.mark.parametrize("said", ["90", "低压90", "九十", "低压是90"])
async def test_half_is_completed_with_or_without_its_name(talk: Talk, said: str) -> None:
    await talk.says("高压145")
    assert (await talk.says(said)).text == "记下了，血压145/90。\n心率多少？"
    assert await talk.readings() == [("blood_pressure", "145/90")]
    assert (await talk.response()).pending is None


async def test_lower_half_first_asks_for_the_upper_one(talk: Talk) -> None:
    assert (await talk.says("低压90")).text == PHRASES("half_missing", heard="低压90", what="高压")
    assert (await talk.says("145")).text == "记下了，血压145/90。\n心率多少？"


async def test_whole_pressure_takes_the_place_of_the_half(talk: Talk) -> None:
    await talk.says("高压145")
    assert (await talk.says("135/85")).text == "记下了，血压135/85。\n心率多少？"
    assert await talk.readings() == [("blood_pressure", "135/85")]


async def test_halves_in_the_wrong_order_are_refused(talk: Talk) -> None:
    await talk.says("高压145")
    said = await talk.says("160")
    assert PHRASES("pressure_order") in said.text
    assert await talk.answers() == {}
    assert (await talk.says("145/90")).text == "记下了，血压145/90。\n心率多少？"


async def test_other_answer_in_between_leaves_the_half_waiting(talk: Talk) -> None:
    await talk.says("高压145")
    said = await talk.says("心率72")
    assert said.text == "记下了，心率72次/分。\n" + HALF
    await talk.says("90")
    assert await talk.answers() == {"rate": 72, "pressure": "145/90"}


@pytest.mark.parametrize(("said", "reason"), [("跳过", "asked-declined"), ("不想说", "asked-declined")])
async def test_half_that_is_skipped_is_no_answer_at_all(talk: Talk, said: str, reason: str) -> None:
    await talk.says("高压145")
    assert (await talk.says(said)).text.endswith("心率多少？")
    assert await talk.answers() == {"pressure": reason}
    assert (await talk.response()).pending is None


async def test_half_that_stays_alone_is_left_to_a_nurse_after_three_misses(talk: Talk) -> None:
    await talk.says("高压145")
    last = await talk.says("今天天气不错", "哈哈", "嘿嘿")
    assert last.text == PHRASES("not_understood_3") + "\n心率多少？"
    assert await talk.answers() == {"pressure": "as-text"}
    assert await talk.alerts() == [("answer_unclear", "routine")]
    assert await talk.readings() == []


async def test_unknown_other_half_leaves_the_pressure_without_a_value(talk: Talk) -> None:
    await talk.says("高压145")
    assert (await talk.says("不知道")).text.endswith("心率多少？")
    assert await talk.answers() == {"pressure": "asked-unknown"}


@pytest.mark.parametrize(
    ("said", "what", "low", "high"),
    [("高压40，低压30", "高压40", 50, 300), ("高压150，低压10", "低压10", 20, 200)],
)
async def test_impossible_half_is_refused_with_its_range(talk: Talk, said: str, what: str, low: int, high: int) -> None:
    reply = await talk.says(said)
    assert reply.text == PHRASES("impossible", what=what, low=low, high=high) + "\n血压多少？"
    assert await talk.answers() == {}
    assert await talk.state() == ("in-progress", "pressure", 1)


async def test_impossible_value_is_refused_while_what_came_with_it_is_kept(talk: Talk) -> None:
    said = await talk.says("血压145/90，心率500")
    assert said.text.startswith("记下了，血压145/90。\n" + PHRASES("impossible", what="心率500", low=20, high=250))
    assert await talk.answers() == {"pressure": "145/90"}
    assert await talk.readings() == [("blood_pressure", "145/90")]
    assert (await talk.state())[1] == "rate"


async def test_impossible_value_three_times_is_left_to_a_nurse(talk: Talk) -> None:
    await talk.says("145/90")
    last = await talk.says("500", "600", "700")
    assert last.text.endswith(PHRASES("not_understood_3") + "\n按时吃药吗？")
    assert await talk.answers() == {"pressure": "145/90", "rate": "as-text"}
    assert await talk.alerts() == [("answer_unclear", "routine")]


async def test_range_is_kept_as_one_and_is_no_measurement(talk: Talk) -> None:
    said = await talk.says("高压130到140，低压80到85")
    assert said.text == "记下了，血压130/80到140/85。\n心率多少？"
    [row] = await talk.rows()
    assert row.value == {"systolic": 130, "diastolic": 80, "upper": {"systolic": 140, "diastolic": 85}}
    assert (await talk.says("70到80")).text.startswith("记下了，心率70到80次/分。")
    assert (await talk.rows())[1].value == {"value": 70, "unit": "/min", "upper": 80}
    assert await talk.readings() == []


async def test_about_so_much_is_kept_and_said_as_such(talk: Talk) -> None:
    await talk.says("145/90")
    said = await talk.says("大概72")
    assert said.text == "记下了，心率：大约72次/分。\n按时吃药吗？"
    assert (await talk.rows())[1].value == {"value": 72, "unit": "/min", "approximate": True}
    assert await talk.readings() == [("blood_pressure", "145/90"), ("heart_rate", 72)]
    assert await talk.approximate() == [False, True]


async def test_range_that_reaches_beyond_the_plausible_is_read_back(talk: Talk) -> None:
    await talk.says("145/90")
    assert (await talk.says("140到160")).text == PHRASES("confirm", what="心率140到160次/分")
    await talk.says("对")
    assert (await talk.rows())[1].value == {"value": 140, "unit": "/min", "upper": 160}
    assert await talk.readings() == [("blood_pressure", "145/90")]


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("没量", "not-performed"),
        ("不知道", "asked-unknown"),
        ("记不清了", "asked-unknown"),
        ("不想说", "asked-declined"),
    ],
)
async def test_reason_for_no_value_is_kept_as_such(talk: Talk, said: str, reason: str) -> None:
    reply = await talk.says(said)
    assert reply.text.endswith("心率多少？")
    assert await talk.answers() == {"pressure": reason}
    assert await talk.readings() == []
    assert await talk.alerts() == []


async def test_value_without_a_unit_that_could_be_two_things_is_asked_for_again(
    sessions: Sessions, known: Known
) -> None:
    talk = await begin_talk(sessions, known, definition([WEIGHT, PILLS]))
    assert (await talk.says("130")).text == PHRASES("not_understood_1") + "请说公斤。"
    assert await talk.answers() == {}
    await talk.says("130斤")
    assert await talk.answers() == {"weight": 65}


async def test_pressure_range_with_an_improbable_end_is_read_back(talk: Talk) -> None:
    said = await talk.says("高压70到90，低压50")
    assert said.text.startswith("我听到的是血压70/50到90")
    assert await talk.answers() == {}
