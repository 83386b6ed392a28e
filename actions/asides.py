"""Settles what is said to a question that the patient asks inside a form: from the records, or put to the care team.

Never advice: the records' own words, the form's dates, what the bot is. Everything else goes to a person.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from sqlalchemy import select

from actions.recalling import last_reading
from actions.times import local
from actions.turn import Turn
from nlu.side_questions import SideQuestion, find_side_question
from records.codes import READING_CODES
from records.models import AlertLevel, Medication, Task, TaskStatus

SECONDS_A_QUESTION = 15
# What a question may want to know; a prescription that holds one word of a group answers the others too.
PRECISE = (("饭", "餐", "空腹"), ("早", "晨", "晚", "睡前", "中午"))
BEYOND_TASKS = ("复查", "门诊", "挂号", "看病", "化验", "检查")


async def answer(turn: Turn) -> bool:
    """Answer the message's question; False where it holds none."""
    asked = find_side_question(turn.text)
    if asked is None:
        return False
    turn.has_told = True
    reply = _REPLIES.get(asked.topic)
    if reply is None or not await reply(turn, asked):
        await _to_team(turn)
    return True


async def _to_team(turn: Turn) -> bool:
    await turn.alert("question_for_team", AlertLevel.ROUTINE)
    turn.say("question_to_team")
    return True


async def _medication(turn: Turn, asked: SideQuestion) -> bool:
    """The prescription as it stands in the records; what it does not say, the team says."""
    query = select(Medication).where(Medication.patient_id == turn.form.patient.id, Medication.active)
    rows = (await turn.context.session.scalars(query.order_by(Medication.id))).all()
    if not rows:
        return False
    turn.say("your_medicines", what="；".join(f"{row.name}，{row.dosage}" for row in rows))
    wanted = [group for group in PRECISE if any(word in asked.surface for word in group)]
    if not all(any(word in row.dosage for word in group for row in rows) for group in wanted):
        await turn.alert("question_for_team", AlertLevel.ROUTINE)
        turn.say("not_in_records")
    return True


async def _next_visit(turn: Turn, asked: SideQuestion) -> bool:
    query = select(Task.due_at).where(Task.patient_id == turn.form.patient.id, Task.status == TaskStatus.PENDING)
    due = await turn.context.session.scalar(query.order_by(Task.due_at).limit(1))
    if due is not None:
        turn.say("next_follow_up", date=turn.say_day(local(due, turn.form.patient.timezone).date()))
    if due is None or any(word in asked.surface for word in BEYOND_TASKS):
        await turn.alert("question_for_team", AlertLevel.ROUTINE)
        turn.say("visit_to_team")
    return True


async def _earlier_value(turn: Turn, asked: SideQuestion) -> bool:
    """The last reading of the kind that is named, or of the one that is being asked."""
    named = [kind for kind, code in READING_CODES.items() if code.name_zh in asked.surface]
    item = turn.form.asked
    kind = named[0] if named else item.reading if item else None
    if kind is None:
        return False
    context = item.context if item and not named else None
    row = await last_reading(turn.context.session, turn.form.patient.id, kind, context=context)
    if row is None:
        turn.say("no_earlier")
        return True
    unit = turn.context.phrases.unit(READING_CODES[kind].unit)
    said = f"{row.systolic:g}/{row.diastolic:g}" if row.systolic is not None else f"{row.value:g}{unit}"
    day = turn.say_day(local(row.effective_at, turn.form.patient.timezone).date())
    turn.say("last_reading", date=day, what=f"{turn.context.phrases.reading(kind)}{said}")
    return True


async def _progress(turn: Turn, _: SideQuestion) -> bool:
    left = len(turn.form.open_items())
    minutes = max(1, round(left * SECONDS_A_QUESTION / 60))
    turn.say("progress", left=left, minutes=minutes)
    return True


def _fixed(code: str) -> Callable[[Turn, SideQuestion], Awaitable[bool]]:
    async def reply(turn: Turn, _: SideQuestion) -> bool:
        turn.say(code)
        return True

    return reply


_REPLIES: dict[str, Callable[[Turn, SideQuestion], Awaitable[bool]]] = {
    "medication": _medication,
    "next_visit": _next_visit,
    "earlier_value": _earlier_value,
    "progress": _progress,
    "identity": _fixed("identity"),
    "purpose": _fixed("purpose"),
    "privacy": _fixed("privacy"),
    "contact": _fixed("contact"),
}
