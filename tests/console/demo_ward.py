"""Settles one whole demonstration ward: the nurse's list with alerts, a talk in progress and a completed form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from records.models import Author, Conversation, Message, MessageStatus, Patient, Questionnaire, Staff
from tests.console.demo_rows import Ward

HISTORY = ((152, 96), (148, 94), (150, 92), (143, 91), (138, 88), (141, 86), (136, 84), (132, 82), (139, 88), (134, 83))
ANSWERS = (
    ("heart_rate", {"value": 72, "unit": "/min"}, "72"),
    ("weight", {"value": 65.5, "unit": "kg"}, "一百三十一斤"),
    ("height", {"value": 171, "unit": "cm"}, "一米七一"),
    ("symptoms", {"codes": ["2", "9"], "labels": ["头痛头晕", "下肢水肿"]}, "头有点晕，脚也有点肿"),
    ("adherence", {"codes": ["1"], "labels": ["规律"]}, "天天按时吃"),
    ("adverse_reaction", {"codes": ["1"], "labels": ["无"]}, "没有"),
    ("smoking", {"value": 0, "unit": "支"}, "不抽"),
    ("exercise_frequency", {"value": 5, "unit": "次/周"}, "一周五次，走路"),
    ("exercise_minutes", {"value": 30, "unit": "分钟"}, "半个小时"),
    ("bedtime", {"time": "22:00"}, "十点"),
    ("checkup", {"date": "2026-08-20"}, "八月二十号"),
    ("fell", {"boolean": False}, "没有摔过"),
)


@dataclass(frozen=True, kw_only=True)
class Ids:
    """What the tests look for."""

    nurse: Staff
    talking: int
    talking_conversation: int
    completed: int
    foreign: int
    alert: int


async def build_ward(session: AsyncSession, now: datetime, suffix: str = "") -> Ids:
    """All rows, in the caller's transaction."""
    ward = Ward(session=session, now=now, suffix=suffix)
    form = await ward.questionnaire()
    team, nurse = await ward.team("心内科一组", "nurse", "李护士")
    other_team, _ = await ward.team("心内科二组", "other", "赵护士")
    talking, conversation = await ward.patient(team, "王秀英")
    await _in_progress(ward, form, talking, conversation)
    done, done_conversation = await ward.patient(team, "张建国", "male", "1958-11-02")
    await _completed(ward, form, done, done_conversation)
    ill, ill_conversation = await ward.patient(team, "刘桂兰", "female", "1949-06-17")
    words = await ward.says(ill_conversation, "胸口像压了块石头，出冷汗", now - timedelta(minutes=12))
    help_text = "您说的情况可能很危险，请马上拨打120，不要等这里的回复。"
    await ward.says(ill_conversation, help_text, now - timedelta(minutes=12), author=Author.BOT)
    alert = await ward.alert(ill, "chest_pain", "emergency", words, words.body, words.created_at)
    asking, asking_conversation = await ward.patient(team, "阿依古丽·买买提依明", "female", "1961-01-30")
    wish = await ward.says(asking_conversation, "我想跟医生说话", now - timedelta(hours=2))
    await ward.alert(asking, "person_requested", "urgent", wish, wish.body, wish.created_at)
    await ward.task(asking, "refused", now - timedelta(hours=2))
    for name, sex, status, days in (
        ("陈志强", "male", "pending", -1),
        ("赵淑芬", "female", "missed", -3),
        ("孙德福", "male", "pending", 6),
        ("周美玲", "female", "completed", -4),
    ):
        patient, talk = await ward.patient(team, name, sex, None if name == "孙德福" else "1955-08-09")
        await ward.task(patient, status, now + timedelta(days=days))
        said = await ward.says(talk, "血压148，94", now - timedelta(days=20))
        await ward.pressure(said, patient, 148 if sex == "male" else 128, 94 if sex == "male" else 79)
    foreign, _ = await ward.patient(other_team, "吴小梅")
    return Ids(
        nurse=nurse,
        talking=talking.id,
        talking_conversation=conversation.id,
        completed=done.id,
        foreign=foreign.id,
        alert=alert.id,
    )


async def _history(ward: Ward, patient: Patient, conversation: Conversation) -> None:
    times = [ward.now - timedelta(days=9 * (len(HISTORY) - index), hours=index % 3) for index in range(len(HISTORY))]
    said = [
        ward.message(conversation, f"高压{systolic}，低压{diastolic}", at)
        for at, (systolic, diastolic) in zip(times, HISTORY, strict=True)
    ]
    await ward.put(*said)
    await ward.put(
        *(ward.reading(message, patient, *pair) for message, pair in zip(said, HISTORY, strict=True)),
        *(ward.message(conversation, "记下了，谢谢您。", at, author=Author.BOT) for at in times),
    )


async def _in_progress(ward: Ward, form: Questionnaire, patient: Patient, conversation: Conversation) -> None:
    await _history(ward, patient, conversation)
    start = ward.now - timedelta(minutes=8)
    task = await ward.task(patient, "in_progress", start)
    response = await ward.response(task, form, asking="symptoms", at=start)
    response.resume_at = ward.now + timedelta(hours=4)  # if nothing is said: no pause that the patient asked for
    await ward.says(
        conversation,
        "王秀英您好，我是市第一医院的随访助手。到了高血压随访的时间。\n请问您最近一次量的血压是多少？（例如：高压135，低压85）",
        start,
        author=Author.BOT,
    )
    first = await ward.says(conversation, "高压一百五十四低压九十", start + timedelta(minutes=2))
    await ward.says(
        conversation, "记下了，血压154/90。您的心率是多少？", start + timedelta(minutes=2), author=Author.BOT
    )
    second = await ward.says(conversation, "刚才说错了，是145", start + timedelta(minutes=3))
    await ward.says(conversation, "好的，改成145/90。您的心率是多少？", start + timedelta(minutes=3), author=Author.BOT)
    await ward.answer(response, first, "blood_pressure", {"systolic": 154, "diastolic": 90}, superseded=True)
    wrong = await ward.pressure(first, patient, 154, 90)
    wrong.superseded_at = second.created_at
    await ward.answer(response, second, "blood_pressure", {"systolic": 145, "diastolic": 90})
    await ward.pressure(second, patient, 145, 90)
    third = await ward.says(conversation, "没量，也没称体重", start + timedelta(minutes=4))
    await ward.answer(response, third, "heart_rate", absent="not-performed")
    await ward.answer(response, third, "weight", absent="asked-declined")
    await ward.says(
        conversation,
        "没关系。最近有没有哪里不舒服？比如头痛头晕、恶心呕吐、眼花耳鸣。",
        start + timedelta(minutes=4),
        author=Author.BOT,
        quick_replies=("都没有", "头痛头晕", "心悸胸闷"),
    )
    await ward.says(conversation, "头有点晕，别的没啥", ward.now - timedelta(seconds=5), status=MessageStatus.RECEIVED)


async def _completed(ward: Ward, form: Questionnaire, patient: Patient, conversation: Conversation) -> None:
    await _history(ward, patient, conversation)
    start = ward.now - timedelta(hours=5)
    task = await ward.task(patient, "completed", start)
    response = await ward.response(task, form, asking=None, at=start)
    said: Message = await ward.says(conversation, "135，85", start)
    await ward.pressure(said, patient, 135, 85)
    await ward.answer(response, said, "blood_pressure", {"systolic": 135, "diastolic": 85})
    for index, (link_id, value, words) in enumerate(ANSWERS):
        said = await ward.says(conversation, words, start + timedelta(seconds=30 * (index + 1)))
        await ward.answer(response, said, link_id, value)
        await ward.says(conversation, "好的，记下了。", said.created_at, author=Author.BOT)
    await ward.answer(response, said, "mood", absent="asked-unknown")
    await ward.says(
        conversation,
        "都记下了，谢谢您。",
        start + timedelta(minutes=6),
        author=Author.BOT,
        status=MessageStatus.FAILED,
        reason="timeout",
    )
