from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from actions.times import put_again_at
from records.database import Sessions
from records.models import Alert, Goal, Medication, Message, Task
from records.questionnaires import Definition
from tests.support.acting import PHRASES
from tests.support.forms import HARM, PILLS, PRESSURE, RATE, WEIGHT, yes_or_no
from tests.support.people import NOW, Known, add_task, definition, make_patient, rows_of
from tests.support.talks import Talk, begin_talk

HIGH = [
    {"question": "pressure.systolic", "operator": ">=", "answer": 140, "goal": "systolic"},
    {"question": "pressure.diastolic", "operator": ">=", "answer": 90},
]
LOW = [
    {"question": "pressure.systolic", "operator": "<", "answer": 140, "goal": "systolic"},
    {"question": "pressure.diastolic", "operator": "<", "answer": 90},
]
CLASS: dict[str, Any] = {
    "linkId": "class", "type": "choice", "text": "分类", "readOnly": True, "inSummary": False,
    "answerOption": [
        {"code": "2", "label": "不满意", "when": HIGH, "whenBehavior": "any", "say": "这次偏高，记作不满意。"},
        {"code": "1", "label": "满意", "when": LOW, "say": "这次在目标以内，记作满意。"},
    ],
}  # fmt: skip
NOT_WELL = {"question": "class", "operator": "=", "answer": "不满意"}
RULES = [
    {"code": "refer", "source": "规范第三条", "when": [NOT_WELL, NOT_WELL | {"previous": True}], "withinDays": 14,
     "questionnaire": "referral", "alert": {"rule": "referral_due", "level": "urgent"}, "say": "建议转诊，{date}问。"},
    {"code": "soon", "source": "规范第二条", "when": [NOT_WELL], "withinDays": 14,
     "alert": {"rule": "to_review", "level": "routine"}, "say": "两周内再问一次，{date}。"},
    {"code": "regular", "source": "规范第一条", "withinDays": 90, "say": "下次随访是{date}。"},
]  # fmt: skip


def classified(**fields: Any) -> Definition:
    return definition([PRESSURE, CLASS], followUp=RULES, **fields)


def planned(talk: Talk, days: int) -> Any:
    return put_again_at(talk.now, "Asia/Shanghai", after=timedelta(days=days))


def said_day(talk: Talk, days: int) -> str:
    return PHRASES.day(planned(talk, days).date(), today=talk.now.date())


async def next_tasks(talk: Talk) -> list[tuple[str, str | None, Any]]:
    return [(row.questionnaire, row.rule, row.due_at) for row in await talk.tasks() if row.status == "pending"]


async def test_completed_form_thanks_sums_up_and_says_what_to_do_in_an_emergency(
    sessions: Sessions, known: Known
) -> None:
    talk = await begin_talk(sessions, known, definition([PRESSURE, RATE, WEIGHT, PILLS, HARM]))
    last = await talk.says("145/90", "72", "没称", "没吃")
    thanks = "记下了，服药：没吃。\n谢谢您。\n"
    assert last.text.startswith(thanks)
    assert last.text.endswith(PHRASES("left_empty", what="体重") + "\n" + PHRASES("in_an_emergency"))
    summary = last.text.removeprefix(thanks)
    places = [summary.index(said) for said in ("血压145/90", "心率72次/分", "服药：没吃")]
    assert places == sorted(places)
    assert not last.goes_on
    row = await talk.response()
    assert (row.status, row.ended_at, row.reason) == ("completed", talk.now, None)
    assert (row.asking, row.pending, row.resume_at) == (None, None, None)
    [task] = await talk.tasks()
    assert (task.status, task.ended_at) == ("completed", talk.now)


@pytest.mark.parametrize(
    ("said", "label", "meaning"),
    [
        ("145/85", "不满意", "这次偏高，记作不满意。"),
        ("135/95", "不满意", "这次偏高，记作不满意。"),
        ("140/80", "不满意", "这次偏高，记作不满意。"),
        ("139/89", "满意", "这次在目标以内，记作满意。"),
    ],
)
async def test_class_follows_from_the_answers_and_is_said_in_the_forms_words(
    sessions: Sessions, known: Known, said: str, label: str, meaning: str
) -> None:
    talk = await begin_talk(sessions, known, classified())
    last = await talk.says(said)
    assert meaning in last.text.split("\n")
    assert (await talk.answers())["class"] == [label]


@pytest.mark.parametrize("said", ["没量", "高压135到145，低压80到85"])
async def test_class_stays_empty_where_no_rule_holds(sessions: Sessions, known: Known, said: str) -> None:
    talk = await begin_talk(sessions, known, classified())
    last = await talk.says(said)
    assert "class" not in await talk.answers()
    assert "满意" not in last.text
    assert await next_tasks(talk) == [(talk_form(await talk.tasks()), "regular", planned(talk, 90))]


def talk_form(tasks: list[Task]) -> str:
    return tasks[0].questionnaire


async def test_patients_own_goal_takes_the_place_of_the_usual_limit(sessions: Sessions, known: Known) -> None:
    async with sessions.begin() as session:
        session.add(Goal(patient_id=known.patient_id, measure="systolic", value=130, set_at=NOW))
    talk = await begin_talk(sessions, known, classified())
    await talk.says("135/85")
    assert (await talk.answers())["class"] == ["不满意"]


async def test_first_unsatisfactory_form_is_followed_up_within_two_weeks_by_its_rule(
    sessions: Sessions, known: Known
) -> None:
    form = classified()
    talk = await begin_talk(sessions, known, form)
    last = await talk.says("155/95")
    assert f"两周内再问一次，{said_day(talk, 14)}。" in last.text
    assert last.text.count(said_day(talk, 14)) == 1
    assert await next_tasks(talk) == [(form.id, "soon", planned(talk, 14))]
    [alert] = await rows_of(sessions, Alert, Alert.patient_id == known.patient_id)
    [message] = await rows_of(sessions, Message, Message.conversation_id == known.conversation_id)
    assert (alert.rule, alert.level, alert.message_id) == ("to_review", "routine", message.id)


async def test_second_unsatisfactory_form_running_leads_to_a_referral(sessions: Sessions, known: Known) -> None:
    form = classified()
    first = await begin_talk(sessions, known, form)
    await first.says("155/95")
    second = await begin_talk(sessions, known, form, now=first.now + timedelta(days=14))
    last = await second.says("150/92")
    assert f"建议转诊，{said_day(second, 14)}问。" in last.text
    assert ("referral", "refer", planned(second, 14)) in await next_tasks(second)
    assert await second.alerts() == [("to_review", "routine"), ("referral_due", "urgent")]


async def test_satisfactory_form_in_between_breaks_the_row(sessions: Sessions, known: Known) -> None:
    form = classified()
    now = NOW
    for said in ("155/95", "130/80", "155/95"):
        talk = await begin_talk(sessions, known, form, now=now)
        await talk.says(said)
        now = talk.now + timedelta(days=14)
    assert await talk.alerts() == [("to_review", "routine"), ("to_review", "routine")]


async def test_satisfactory_form_is_asked_again_after_the_usual_time(sessions: Sessions, known: Known) -> None:
    form = classified()
    talk = await begin_talk(sessions, known, form)
    last = await talk.says("130/80")
    assert f"下次随访是{said_day(talk, 90)}。" in last.text
    assert await next_tasks(talk) == [(form.id, "regular", planned(talk, 90))]
    assert await talk.alerts() == []


async def test_task_that_is_due_earlier_stands_and_no_second_one_is_made(sessions: Sessions, known: Known) -> None:
    form = classified()
    talk = await begin_talk(sessions, known, form)
    await add_task(sessions, known, form.id, due_at=NOW + timedelta(days=7))
    last = await talk.says("155/95")
    assert await next_tasks(talk) == [(form.id, None, NOW + timedelta(days=7))]
    assert "11月27日" in last.text


async def test_task_that_is_due_later_stays_beside_the_one_that_the_rule_makes(
    sessions: Sessions, known: Known
) -> None:
    form = classified()
    talk = await begin_talk(sessions, known, form)
    await add_task(sessions, known, form.id, due_at=NOW + timedelta(days=30))
    await talk.says("155/95")
    due = [(rule, due) for _, rule, due in await next_tasks(talk)]
    assert due == [(None, NOW + timedelta(days=30)), ("soon", planned(talk, 14))]


async def test_form_without_rules_names_the_day_of_the_next_one_that_is_planned(
    sessions: Sessions, known: Known
) -> None:
    form = definition([RATE])
    talk = await begin_talk(sessions, known, form)
    await add_task(sessions, known, form.id, due_at=NOW + timedelta(days=30))
    assert PHRASES("next_follow_up", date="12月20日") in (await talk.says("72")).text


async def test_what_is_computed_is_recorded_at_the_end_one_from_the_other(sessions: Sessions, known: Known) -> None:
    fixed: dict[str, Any] = {"readOnly": True, "inSummary": False}
    form = definition(
        [
            WEIGHT,
            {"linkId": "bmi", "type": "decimal", "text": "BMI", "calculate": "round(weight / 1.6 ** 2, 1)", **fixed},
            {"linkId": "twice", "type": "decimal", "text": "?", "calculate": "bmi * 2", **fixed},
            {"linkId": "day", "type": "date", "text": "日期", "calculate": "today", **fixed},
            {"linkId": "next", "type": "date", "text": "下次", "calculate": "next_visit", **fixed},
            {"linkId": "medicines", "type": "text", "text": "用药", "calculate": "medications", **fixed},
            {"linkId": "aim", "type": "quantity", "text": "目标", "calculate": "goal.weight", **fixed},
            {"linkId": "change", "type": "quantity", "text": "变化", "calculate": "weight - previous.weight", **fixed},
            {"linkId": "staff", "type": "text", "text": "签名", **fixed},
        ],
        followUp=[{"code": "regular", "source": "规范", "withinDays": 90}],
    )
    async with sessions.begin() as session:
        session.add(Goal(patient_id=known.patient_id, measure="weight", value=60, set_at=NOW))
        rows = [("氨氯地平片", "每日1次", True), ("旧药", "每日2次", False)]
        session.add_all(
            Medication(patient_id=known.patient_id, name=name, dosage=dosage, active=active, recorded_at=NOW)
            for name, dosage, active in rows
        )
    first = await begin_talk(sessions, known, form)
    assert "BMI" not in (await first.says("65公斤")).text
    found = await first.answers()
    assert (found["bmi"], found["twice"], found["aim"]) == (25.4, 50.8, 60)
    assert (found["day"], found["medicines"]) == ("2026-11-20", "氨氯地平片，每日1次")
    assert found["next"] == planned(first, 90).date().isoformat()
    assert not {"change", "staff"} & set(found)
    second = await begin_talk(sessions, known, form, now=first.now + timedelta(days=90))
    await second.says("67公斤")
    assert (await second.answers())["change"] == 2


async def test_nothing_is_computed_from_an_answer_without_a_value(sessions: Sessions, known: Known) -> None:
    bmi = {"linkId": "bmi", "type": "decimal", "text": "BMI", "calculate": "weight / 2", "readOnly": True}
    talk = await begin_talk(sessions, known, definition([WEIGHT, bmi]))
    await talk.says("没称")
    assert await talk.answers() == {"weight": "not-performed"}


async def test_score_is_explained_in_the_words_of_its_band(sessions: Sessions, known: Known) -> None:
    options = [{"code": str(n), "label": word, "score": n} for n, word in enumerate(["从不", "有时", "总是"])]
    asked = {"type": "choice", "text": "难受吗？", "answerOption": options}
    bands = [
        {"code": "low", "label": "低", "high": 2, "say": "分数不高。"},
        {"code": "high", "label": "高", "low": 3, "say": "分数偏高，请让医生看看。"},
    ]
    score = {"linkId": "score", "type": "integer", "text": "总分", "calculate": "a + b", "readOnly": True,
             "interpretation": bands}  # fmt: skip
    talk = await begin_talk(sessions, known, definition([{"linkId": "a", **asked}, {"linkId": "b", **asked}, score]))
    last = await talk.says("有时", "总是")
    assert (await talk.answers())["score"] == 3
    assert "分数偏高，请让医生看看。" in last.text.split("\n")
    assert "分数不高。" not in last.text


async def test_text_that_is_only_shown_stands_before_the_next_question(sessions: Sessions, known: Known) -> None:
    note = {"linkId": "note", "type": "display", "text": "下面问问心跳。"}
    talk = await begin_talk(sessions, known, definition([PRESSURE, note, RATE, yes_or_no()]))
    assert "下面问问心跳" not in talk.opening
    assert (await talk.says("145/90")).text == "记下了，血压145/90。\n下面问问心跳。\n心率多少？"
    assert (await talk.says("72")).text == "记下了，心率72次/分。\n头晕吗？"
    assert "note" not in await talk.answers()


async def test_next_day_is_counted_where_the_patient_is(sessions: Sessions) -> None:
    known = await make_patient(sessions)
    late = NOW.replace(hour=15, minute=30)  # half past eleven at night in Shanghai
    talk = await begin_talk(sessions, known, classified(), now=late)
    await talk.says("130/80")
    [(_, _, due)] = await next_tasks(talk)
    assert (due.astimezone(planned(talk, 0).tzinfo).date(), due.hour) == (date(2027, 2, 19), 1)
