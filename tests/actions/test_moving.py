from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from actions.times import local, put_again_at
from records.database import Sessions
from tests.support.acting import PHRASES
from tests.support.forms import PILLS, RATE, WEIGHT, yes_or_no
from tests.support.people import NOW, Known, definition
from tests.support.talks import Talk, begin_talk

SHANGHAI = "Asia/Shanghai"


@pytest.mark.parametrize("said", ["上一题", "返回上一题", "回到上一个问题"])
async def test_back_puts_the_question_before_again_with_what_was_answered(talk: Talk, said: str) -> None:
    await talk.says("145/90")
    reply = await talk.says(said)
    assert reply.text == PHRASES("back_to", what="145/90") + "\n血压多少？"
    assert await talk.state() == ("in-progress", "pressure", 0)
    assert await talk.answers() == {"pressure": "145/90"}
    assert (await talk.says("135/85")).text == "改好了，血压135/85。\n心率多少？"
    assert await talk.readings(superseded=True) == [("blood_pressure", "145/90")]


async def test_back_twice_goes_back_two_questions(talk: Talk) -> None:
    await talk.says("145/90", "72")
    assert (await talk.says("上一题")).text.endswith("心率多少？")
    assert (await talk.says("上一题")).text.endswith("血压多少？")


async def test_back_on_the_first_question_says_so_and_puts_it_again(talk: Talk) -> None:
    assert (await talk.says("上一题")).text == PHRASES("first_question") + "\n血压多少？"
    assert await talk.state() == ("in-progress", "pressure", 0)


@pytest.mark.parametrize("said", ["跳过", "继续", "没问题，不用改", "下一题"])
async def test_answer_that_was_gone_back_to_stays_where_nothing_new_is_said(talk: Talk, said: str) -> None:
    await talk.says("145/90", "上一题")
    reply = await talk.says(said)
    assert reply.text.endswith("心率多少？")
    assert await talk.answers() == {"pressure": "145/90"}
    assert await talk.superseded() == []


async def test_back_to_a_question_without_a_value_says_that_there_is_none(talk: Talk) -> None:
    await talk.says("没量")
    reply = await talk.says("上一题")
    assert reply.text == PHRASES("back_to", what=PHRASES("nothing_yet")) + "\n血压多少？"
    await talk.says("145/90")
    assert await talk.answers() == {"pressure": "145/90"}
    assert await talk.superseded() == [("pressure", "not-performed")]


async def test_question_that_was_gone_back_to_goes_on_with_the_old_answer_after_three_misses(talk: Talk) -> None:
    await talk.says("145/90", "上一题")
    reply = await talk.says("今天天气不错", "哈哈", "嘿嘿")
    assert reply.text.endswith("心率多少？")
    assert await talk.answers() == {"pressure": "145/90"}


@pytest.mark.parametrize(
    ("said", "phrase"),
    [("跳过", "skipped"), ("下一题", "skipped"), ("不想说", "declined"), ("这个不方便说", "declined")],
)
async def test_question_that_is_skipped_or_declined_is_an_answer_of_its_own(talk: Talk, said: str, phrase: str) -> None:
    reply = await talk.says(said)
    assert reply.text == PHRASES(phrase) + "\n心率多少？"
    assert await talk.answers() == {"pressure": "asked-declined"}
    assert await talk.alerts() == []


async def test_value_beside_a_move_is_recorded_all_the_same(talk: Talk) -> None:
    reply = await talk.says("145/90，等会儿再说")
    assert reply.text.startswith("记下了，血压145/90。")
    assert await talk.answers() == {"pressure": "145/90"}
    assert (await talk.response()).snoozed


@pytest.mark.parametrize("said", ["再说一遍", "没听清，再说一次", "你刚才问什么"])
async def test_repeat_puts_the_same_question_without_a_miss(talk: Talk, said: str) -> None:
    assert (await talk.says(said)).text == "血压多少？"
    assert await talk.state() == ("in-progress", "pressure", 0)
    assert await talk.answers() == {}


@pytest.mark.parametrize("said", ["什么意思", "什么意识", "不懂", "没看懂"])
async def test_explanation_goes_before_the_question_without_a_miss(talk: Talk, said: str) -> None:
    assert (await talk.says(said)).text == "血压有两个数，大的叫高压。\n血压多少？"
    assert await talk.state() == ("in-progress", "pressure", 0)


async def test_question_without_an_explanation_is_explained_by_its_hint_or_in_general(
    sessions: Sessions, known: Known
) -> None:
    talk = await begin_talk(sessions, known, definition([RATE, PILLS]))
    assert (await talk.says("什么意思")).text == "请说一个数。\n心率多少？"
    await talk.says("72")
    reply = await talk.says("什么意思")
    assert reply.text == PHRASES("no_explanation") + "\n按时吃药吗？"
    assert reply.buttons == ["每天吃", "有时会忘", "没吃"]


async def test_snooze_names_the_time_and_keeps_the_question_open(talk: Talk) -> None:
    reply = await talk.says("半小时后再问我")
    assert reply.text == PHRASES("snoozed", when="9点31分")
    assert reply.goes_on
    row = await talk.response()
    assert (row.status, row.asking, row.misses, row.snoozed) == ("in-progress", "pressure", 0, True)
    assert row.resume_at == talk.now + timedelta(minutes=30)


async def test_snooze_to_another_day_says_the_day(talk: Talk) -> None:
    reply = await talk.says("明天早上八点再问我")
    assert reply.text == PHRASES("snoozed", when="明天8点")
    assert local((await talk.response()).resume_at, SHANGHAI).hour == 8  # type: ignore[arg-type]  # it was just set


async def test_answer_ends_a_snooze(talk: Talk) -> None:
    await talk.says("等会儿再说")
    assert (await talk.response()).snoozed
    await talk.says("145/90")
    row = await talk.response()
    assert (row.snoozed, row.asking) == (False, "rate")
    assert row.resume_at == put_again_at(talk.now, SHANGHAI)


async def test_snooze_while_a_value_waits_keeps_it_waiting(talk: Talk) -> None:
    await talk.says("145/90", "180", "等会儿再说")
    assert (await talk.response()).pending is not None
    assert (await talk.says("对")).text.startswith("记下了，心率180次/分。")


@pytest.mark.parametrize(
    ("sent", "put_again"),
    [
        ("2026-11-20 01:00", "2026-11-21 09:00"),
        ("2026-11-20 11:59", "2026-11-21 19:59"),
        ("2026-11-20 12:00", "2026-11-22 09:00"),  # eight in the evening: the morning after
        ("2026-11-20 15:30", "2026-11-22 09:00"),
        ("2026-11-20 16:30", "2026-11-22 09:00"),  # half past midnight
        ("2026-11-20 00:59", "2026-11-21 09:00"),  # a minute before nine
    ],
)
def test_open_question_is_put_again_a_day_later_in_daytime_only(sent: str, put_again: str) -> None:
    moment = put_again_at(datetime.fromisoformat(sent).replace(tzinfo=UTC), SHANGHAI)
    assert f"{moment:%Y-%m-%d %H:%M}" == put_again


@pytest.mark.parametrize("said", ["今天不想答了", "这次算了", "别问了"])
async def test_refusal_ends_this_form_and_the_follow_up_goes_on(talk: Talk, said: str) -> None:
    await talk.says("145/90")
    reply = await talk.says(said)
    assert reply.text == PHRASES("refused_this_time")
    assert not reply.goes_on
    row = await talk.response()
    assert (row.status, row.reason, row.ended_at) == ("stopped", "refused_this_time", talk.now)
    assert (row.asking, row.pending, row.resume_at) == (None, None, None)
    [task] = await talk.tasks()
    assert (task.status, task.reason) == ("refused", "refused_this_time")
    assert await talk.alerts() == [("refused_this_time", "routine")]
    assert await talk.answers() == {"pressure": "145/90"}
    assert (await talk.outside("心率72")).text == PHRASES("outside_noted", what="心率72次/分")


@pytest.mark.parametrize(
    ("said", "phrase"), [("谢谢", "you_are_welcome"), ("你好", "hello"), ("好的", "take_your_time"), ("继续", "go_on")]
)
async def test_nod_is_answered_and_is_no_miss(talk: Talk, said: str, phrase: str) -> None:
    reply = await talk.says(said)
    assert reply.text == PHRASES(phrase, name="王秀英") + "\n血压多少？"
    assert await talk.state() == ("in-progress", "pressure", 0)


async def test_move_that_is_an_answer_too_is_taken_as_the_answer(sessions: Sessions, known: Known) -> None:
    talk = await begin_talk(sessions, known, definition([yes_or_no(), WEIGHT]))
    await talk.says("没有")
    assert await talk.answers() == {"dizzy": False}
    assert talk.now > NOW
