from __future__ import annotations

from datetime import timedelta

import pytest

from records.database import Sessions
from records.models import Alert, Medication
from tests.support.acting import PHRASES, act
from tests.support.forms import HARM, PILLS, RATE
from tests.support.people import NOW, Known, add_task, definition, make_patient, rows_of
from tests.support.talks import Talk, begin_talk

QUESTION = "血压多少？"


async def prescribe(sessions: Sessions, known: Known, name: str, dosage: str, *, active: bool = True) -> None:
    async with sessions.begin() as session:
        row = Medication(patient_id=known.patient_id, name=name, dosage=dosage, active=active, recorded_at=NOW)
        session.add(row)


@pytest.mark.parametrize(
    ("said", "phrase"),
    [
        ("你是机器人吗？", "identity"),
        ("你是真人吗", "identity"),
        ("你们问这些干什么？", "purpose"),
        ("我说的话谁能看到？", "privacy"),
        ("怎么联系护士？", "contact"),
    ],
)
async def test_question_about_the_follow_up_is_answered_and_the_form_goes_on_where_it_was(
    talk: Talk, said: str, phrase: str
) -> None:
    reply = await talk.says(said)
    assert reply.text == PHRASES(phrase) + "\n" + QUESTION
    assert await talk.state() == ("in-progress", "pressure", 0)
    assert await talk.answers() == {}
    assert await talk.alerts() == []


async def test_question_about_a_medicine_is_answered_with_the_prescription(talk: Talk) -> None:
    await prescribe(talk.sessions, talk.known, "氨氯地平片", "早饭后吃，每日1次")
    await prescribe(talk.sessions, talk.known, "停了的药", "每日2次", active=False)
    reply = await talk.says("这个药饭前还是饭后吃？")
    assert reply.text == PHRASES("your_medicines", what="氨氯地平片，早饭后吃，每日1次") + "\n" + QUESTION
    assert await talk.alerts() == []


async def test_what_the_prescription_does_not_say_is_asked_of_the_team(talk: Talk) -> None:
    await prescribe(talk.sessions, talk.known, "氨氯地平片", "每日1次")
    reply = await talk.says("这个药饭前还是饭后吃？")
    assert reply.text.split("\n") == [
        PHRASES("your_medicines", what="氨氯地平片，每日1次"),
        PHRASES("not_in_records"),
        QUESTION,
    ]
    [alert] = await rows_of(talk.sessions, Alert, Alert.patient_id == talk.known.patient_id)
    assert (alert.rule, alert.level, alert.words) == ("question_for_team", "routine", "这个药饭前还是饭后吃？")


async def test_medicine_question_of_a_patient_without_a_prescription_goes_to_the_team(talk: Talk) -> None:
    reply = await talk.says("这个药一天吃几片？")
    assert reply.text == PHRASES("question_to_team") + "\n" + QUESTION
    assert await talk.alerts() == [("question_for_team", "routine")]
    assert (await talk.state())[2] == 0


async def test_day_of_the_next_follow_up_is_named(talk: Talk) -> None:
    await add_task(talk.sessions, talk.known, "other", due_at=NOW + timedelta(days=30))
    reply = await talk.says("你们下次什么时候随访？")
    assert reply.text == PHRASES("next_follow_up", date="12月20日") + "\n" + QUESTION
    assert await talk.alerts() == []


async def test_day_at_the_hospital_is_the_teams_to_say(talk: Talk) -> None:
    reply = await talk.says("下次什么时候复查？")
    assert reply.text == PHRASES("visit_to_team") + "\n" + QUESTION
    assert await talk.alerts() == [("question_for_team", "routine")]


async def test_earlier_value_is_read_from_the_records(sessions: Sessions) -> None:
    known = await make_patient(sessions)
    await act(sessions, known, "血压132/84，心率70", name="action_free_message")
    talk = await begin_talk(sessions, known, definition([RATE, PILLS]))
    assert (await talk.says("我上次血压是多少？")).text.startswith(
        PHRASES("last_reading", date="今天", what="血压132/84")
    )
    reply = await talk.says("上次是多少？")
    assert reply.text == PHRASES("last_reading", date="今天", what="心率70次/分") + "\n心率多少？"
    assert await talk.answers() == {}


async def test_earlier_value_that_is_not_there_is_said_so(talk: Talk) -> None:
    assert (await talk.says("我上次血压是多少？")).text == PHRASES("no_earlier") + "\n" + QUESTION


async def test_earlier_value_that_was_taken_back_is_not_told(sessions: Sessions, talk: Talk) -> None:
    await talk.says("154/90", "刚才说错了，是145/90", "72")
    reply = await talk.says("我上次血压是多少？")
    assert "145/90" in reply.text
    assert "154" not in reply.text


async def test_how_much_is_left_is_said_in_questions_and_minutes(talk: Talk) -> None:
    await talk.says("145/90")
    reply = await talk.says("还有几个问题？")
    assert reply.text == PHRASES("progress", left=2, minutes=1) + "\n心率多少？"


@pytest.mark.parametrize("said", ["高血压会遗传吗？", "吃这个药会不会伤肝啊？", "我能不能喝点酒？"])
async def test_medical_question_is_never_answered_but_put_to_the_team(talk: Talk, said: str) -> None:
    reply = await talk.says(said)
    assert reply.text == PHRASES("question_to_team") + "\n" + QUESTION
    [alert] = await rows_of(talk.sessions, Alert, Alert.patient_id == talk.known.patient_id)
    assert (alert.rule, alert.words) == ("question_for_team", said)
    assert await talk.state() == ("in-progress", "pressure", 0)


async def test_answer_with_a_question_beside_it_gets_both(talk: Talk) -> None:
    reply = await talk.says("145/90，高吗？")
    assert reply.text == f"记下了，血压145/90。\n{PHRASES('question_to_team')}\n心率多少？"
    assert await talk.answers() == {"pressure": "145/90"}
    assert await talk.alerts() == [("question_for_team", "routine")]


async def test_question_is_not_kept_as_the_answer_to_an_open_question(sessions: Sessions, known: Known) -> None:
    talk = await begin_talk(sessions, known, definition([PILLS, HARM]))
    await talk.says("每天吃")
    reply = await talk.says("你是机器人吗？")
    assert reply.text == PHRASES("identity") + "\n吃药后哪里不对劲？"
    assert await talk.answers() == {"pills": ["规律"]}


async def test_question_is_no_answer_after_going_back_either(talk: Talk) -> None:
    await talk.says("145/90", "上一题")
    reply = await talk.says("你是机器人吗？")
    assert reply.text == PHRASES("identity") + "\n" + QUESTION
    assert await talk.answers() == {"pressure": "145/90"}


async def test_asking_for_a_person_raises_an_alert_and_repeats_the_question(talk: Talk) -> None:
    reply = await talk.says("我要找护士", intent="human")
    assert reply.text.split("\n") == [PHRASES("person_requested"), PHRASES("then_continue"), QUESTION]
    assert reply.goes_on
    assert await talk.alerts() == [("person_requested", "urgent")]
    assert await talk.state() == ("in-progress", "pressure", 0)


@pytest.mark.parametrize("said", ["人工", "叫护士给我打个电话", "转人工"])
async def test_plain_word_fetches_a_person_whatever_the_classifier_makes_of_it(talk: Talk, said: str) -> None:
    reply = await talk.says(said, intent="out_of_scope")
    assert reply.text.startswith(PHRASES("person_requested"))


async def test_talk_about_a_doctor_fetches_nobody(talk: Talk) -> None:
    await talk.says("145/90", "72")
    reply = await talk.says("医生让我停药了")
    assert PHRASES("person_requested") not in reply.text
    assert "person_requested" not in [rule for rule, _ in await talk.alerts()]


@pytest.mark.parametrize("said", ["退订", "TD", "Stop。", "别再给我发消息了"])
async def test_leaving_ends_the_questionnaire_and_the_consent(talk: Talk, said: str) -> None:
    await talk.says("145/90")
    reply = await talk.says(said, intent="out_of_scope")
    assert reply.text == PHRASES("stopped")
    assert not reply.goes_on
    row = await talk.response()
    assert (row.status, row.reason) == ("stopped", "consent_withdrawn")
    [task] = await talk.tasks()
    assert (task.status, task.reason) == ("refused", "consent_withdrawn")
    assert await talk.alerts() == [("left_follow_up", "routine")]
    assert await talk.answers() == {"pressure": "145/90"}
