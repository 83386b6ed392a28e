from __future__ import annotations

from datetime import timedelta

import pytest

from records.database import Sessions
from records.models import Message
from tests.support.acting import FORM, PHRASES, act, action_of, run, tracker_of
from tests.support.forms import PILLS, RATE
from tests.support.people import NOW, Known, definition, messages_of, rows_of, say
from tests.support.talks import Talk, begin_talk


async def test_three_answers_that_are_not_understood_leave_the_question_to_a_nurse_and_the_form_goes_on(
    talk: Talk,
) -> None:
    first = await talk.says("今天天气不错")
    assert (first.text, first.buttons) == (PHRASES("not_understood_1") + "请说两个数。", [])
    second = await talk.says("外面下雨了")
    assert second.text == PHRASES("not_understood_2") + "请说两个数。"
    assert second.buttons == [PHRASES("button_unknown"), PHRASES("button_skip"), PHRASES("button_person")]
    assert await talk.answers() == {}
    third = await talk.says("哈哈")
    assert third.text == PHRASES("not_understood_3") + "\n心率多少？"
    assert await talk.answers() == {"pressure": "as-text"}
    assert await talk.state() == ("in-progress", "rate", 0)
    assert await talk.alerts() == [("answer_unclear", "routine")]


async def test_question_with_options_names_them_after_the_second_miss_and_offers_a_person(
    sessions: Sessions, known: Known
) -> None:
    talk = await begin_talk(sessions, known, definition([PILLS, RATE]))
    assert talk.buttons == ["每天吃", "有时会忘", "没吃"]
    first = await talk.says("今天天气不错")
    assert first.buttons == ["每天吃", "有时会忘", "没吃"]
    second = await talk.says("哈哈")
    assert second.text.endswith(PHRASES("options_hint", options="每天吃、有时会忘、没吃"))
    assert second.buttons == ["每天吃", "有时会忘", "没吃", PHRASES("button_person")]


@pytest.mark.parametrize(("button", "reason"), [("button_unknown", "asked-unknown"), ("button_skip", "asked-declined")])
async def test_buttons_of_the_simplified_question_are_answers(talk: Talk, button: str, reason: str) -> None:
    await talk.says("今天天气不错", "哈哈")
    assert (await talk.says(PHRASES(button))).text.endswith("心率多少？")
    assert await talk.answers() == {"pressure": reason}
    assert await talk.alerts() == []


async def test_answer_in_between_forgives_the_misses(talk: Talk) -> None:
    last = await talk.says("今天天气不错", "外面下雨了", "145/90", "哈哈", "呵呵")
    assert last.text == PHRASES("not_understood_2") + "请说一个数。"
    assert await talk.state() == ("in-progress", "rate", 2)
    assert await talk.alerts() == []


async def test_answer_to_another_question_is_no_miss(talk: Talk) -> None:
    await talk.says("今天天气不错")
    said = await talk.says("心率72")
    assert said.text == "记下了，心率72次/分。\n血压多少？"
    assert (await talk.state())[2] == 1


async def test_question_that_was_put_four_times_is_left_to_a_nurse_whatever_came_between(talk: Talk) -> None:
    for _ in range(3):
        assert (await talk.says("再说一遍")).text.endswith("血压多少？")
    said = await talk.says("什么意思")
    assert said.text.endswith("心率多少？")
    assert await talk.answers() == {"pressure": "as-text"}
    assert await talk.alerts() == [("answer_unclear", "routine")]


async def test_every_message_counts_and_too_many_hand_the_form_to_a_person(sessions: Sessions, known: Known) -> None:
    talk = await begin_talk(sessions, known, definition([RATE, PILLS]))
    for turn, words in enumerate(["再说一遍", "再说一遍", "72", "你好", "谢谢"], start=1):
        said = await talk.says(words)
        assert said.goes_on
        assert (await talk.response()).turns == turn
    last = await talk.says("你好")
    assert last.text.endswith(PHRASES("handed_over"))
    assert not last.goes_on
    row = await talk.response()
    assert (row.status, row.reason, row.asking, row.pending) == ("stopped", "handed_over", None, None)
    assert await talk.alerts() == [("form_handed_over", "urgent")]
    [task] = await talk.tasks()
    assert (task.status, task.reason) == ("missed", "handed_over")
    assert await talk.answers() == {"rate": 72}


async def test_patient_is_not_promised_another_question_by_a_form_that_is_handed_over(
    sessions: Sessions, known: Known
) -> None:
    talk = await begin_talk(sessions, known, definition([RATE, PILLS]))
    last = await talk.says("再说一遍", "再说一遍", "72", "你好", "谢谢", "半小时后再问我")
    assert last.text == PHRASES("handed_over") or (await talk.response()).status == "in-progress"


async def test_last_answer_at_the_limit_still_completes_the_form(sessions: Sessions, known: Known) -> None:
    talk = await begin_talk(sessions, known, definition([RATE]))
    await talk.says("你好", "谢谢", "72")
    assert (await talk.response()).turns == 3
    assert (await talk.state())[0] == "completed"
    assert await talk.alerts() == []


async def bot_says(talk: Talk, words: str, *, reply_to: int | None = None) -> None:
    """The answer to the first message, or the immediate one to a red flag (`reply_to`)."""
    first = (await messages_of(talk.sessions, talk.known, "in"))[0].id
    fields = {"direction": "out", "author": "bot", "status": "sent", "channel": "memory", "created_at": talk.now}
    fields |= {"reply_to": reply_to or first, "ordinal": 0 if reply_to else 1}
    async with talk.sessions.begin() as session:
        session.add(Message(conversation_id=talk.known.conversation_id, body=words, **fields))


@pytest.mark.parametrize("said", ["72", "没有", "说错了，是135", "跳过", "上一题", "什么意思", "对", "哈哈"])
async def test_word_written_before_the_question_came_is_no_answer_to_it(talk: Talk, said: str) -> None:
    await talk.says("145/90")
    receipt = await say(talk.sessions, talk.known, said, now=talk.now)
    await bot_says(talk, "心率多少？")
    action = action_of(talk.sessions, FORM, now=talk.now)
    reply = await run(action, tracker_of(talk.known.conversation_id, f"m{receipt.message_id}", said))
    assert reply.text == "心率多少？"
    assert await talk.answers() == {"pressure": "145/90"}
    assert await talk.state() == ("in-progress", "rate", 0)


async def test_word_that_names_its_question_counts_whenever_it_was_written(talk: Talk) -> None:
    receipt = await say(talk.sessions, talk.known, "心率72", now=NOW)
    await bot_says(talk, "血压多少？")
    action = action_of(talk.sessions, FORM)
    reply = await run(action, tracker_of(talk.known.conversation_id, f"m{receipt.message_id}", "心率72"))
    assert reply.text.startswith("记下了，心率72次/分。")
    assert await talk.answers() == {"rate": 72}
    assert (await talk.state())[1] == "pressure"


async def test_yes_that_was_written_before_the_value_was_read_back_confirms_nothing(talk: Talk) -> None:
    await talk.says("145/90")
    receipt = await say(talk.sessions, talk.known, "对", now=talk.now)
    await talk.says("180")
    await bot_says(talk, "对吗？")
    action = action_of(talk.sessions, FORM, now=talk.now)
    reply = await run(action, tracker_of(talk.known.conversation_id, f"m{receipt.message_id}", "对"))
    assert reply.text == PHRASES("confirm", what="心率180次/分")
    assert "rate" not in await talk.answers()


async def test_reply_to_a_red_flag_alone_does_not_make_the_question_unseen(talk: Talk) -> None:
    receipt = await say(talk.sessions, talk.known, "145/90", now=NOW)
    await bot_says(talk, PHRASES("emergency"), reply_to=receipt.message_id)
    action = action_of(talk.sessions, FORM)
    await run(action, tracker_of(talk.known.conversation_id, f"m{receipt.message_id}", "145/90"))
    assert await talk.answers() == {"pressure": "145/90"}


async def test_stop_counts_whenever_it_was_written(talk: Talk) -> None:
    receipt = await say(talk.sessions, talk.known, "今天不想答了", now=NOW)
    await bot_says(talk, "心率多少？")
    action = action_of(talk.sessions, FORM)
    await run(action, tracker_of(talk.known.conversation_id, f"m{receipt.message_id}", "今天不想答了"))
    assert (await talk.response()).reason == "refused_this_time"


async def test_silence_and_words_count_together(talk: Talk) -> None:
    await talk.says("145/90", after=timedelta(days=1))
    row = await talk.response()
    assert (row.turns, row.nudges) == (1, 0)
    assert (await act(talk.sessions, talk.known, "72", now=talk.now)).goes_on
    assert len(await rows_of(talk.sessions, Message, Message.conversation_id == talk.known.conversation_id)) == 2


async def test_word_written_before_the_form_was_opened_is_no_answer_to_it(sessions: Sessions, known: Known) -> None:
    receipt = await say(sessions, known, "72", now=NOW - timedelta(minutes=1))
    talk = await begin_talk(sessions, known, definition([RATE, PILLS]))
    fields = {"direction": "out", "author": "bot", "status": "sent", "channel": "memory", "created_at": talk.now}
    async with sessions.begin() as session:
        session.add(Message(conversation_id=known.conversation_id, body=talk.opening, **fields))
    await run(action_of(sessions, FORM), tracker_of(known.conversation_id, f"m{receipt.message_id}", "72"))
    assert await talk.answers() == {}
