"""Settles how a test talks through a questionnaire, action by action, and looks at what is on record afterwards."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from actions.opening import begin
from records.database import Sessions
from records.models import (
    Alert,
    Observation,
    QuestionnaireResponse,
    ResponseItem,
    Task,
)
from records.questionnaires import Definition
from tests.support.acting import BOOK, Said, act
from tests.support.people import NOW, Known, open_form, rows_of

MINUTE = timedelta(minutes=1)


@dataclass(kw_only=True)
class Talk:
    """One patient's way through one form. A minute passes before each message."""

    sessions: Sessions
    known: Known
    response_id: int
    opening: str
    buttons: list[str] = field(default_factory=list)
    now: datetime = NOW

    async def says(self, *said: str, intent: str = "", after: timedelta = MINUTE) -> Said:
        """The patient writes, message by message; the reply to the last one."""
        for words in said:
            self.now += after
            reply = await act(self.sessions, self.known, words, intent=intent, now=self.now)
        return reply

    async def outside(self, said: str, *, intent: str = "", after: timedelta = MINUTE) -> Said:
        """The patient writes after the form has ended."""
        self.now += after
        return await act(self.sessions, self.known, said, name="action_free_message", intent=intent, now=self.now)

    async def response(self) -> QuestionnaireResponse:
        """The response's row."""
        [row] = await rows_of(self.sessions, QuestionnaireResponse, QuestionnaireResponse.id == self.response_id)
        return row  # type: ignore[no-any-return]

    async def state(self) -> tuple[str, str | None, int]:
        """Status, open question, misses."""
        row = await self.response()
        return row.status, row.asking, row.misses

    async def rows(self) -> list[ResponseItem]:
        """All answers, superseded ones too, in the order in which they were written."""
        return await rows_of(self.sessions, ResponseItem, ResponseItem.response_id == self.response_id)

    async def answers(self) -> dict[str, Any]:
        """The answers that stand: values as they are kept, numbers and pressures plainly, or the absent reason."""
        rows = [row for row in await self.rows() if row.superseded_at is None]
        return {row.link_id: plain(row.value) if row.value is not None else row.data_absent_reason for row in rows}

    async def superseded(self) -> list[tuple[str, Any]]:
        """The answers that no longer stand."""
        rows = [row for row in await self.rows() if row.superseded_at is not None]
        return [(row.link_id, plain(row.value) if row.value else row.data_absent_reason) for row in rows]

    async def readings(self, *, superseded: bool = False) -> list[tuple[str, Any]]:
        """The observations that stand, or those that were taken back."""
        rows = await rows_of(self.sessions, Observation, Observation.patient_id == self.known.patient_id)
        kept = [row for row in rows if (row.superseded_at is not None) == superseded]
        return [(row.kind, f"{row.systolic:g}/{row.diastolic:g}" if row.systolic else row.value) for row in kept]

    async def approximate(self) -> list[bool]:
        """Of each observation whether it was said as about so much."""
        rows = await rows_of(self.sessions, Observation, Observation.patient_id == self.known.patient_id)
        return [row.approximate for row in rows]

    async def alerts(self) -> list[tuple[str, str]]:
        """Rule and level of what was put before a person."""
        rows = await rows_of(self.sessions, Alert, Alert.patient_id == self.known.patient_id)
        return [(row.rule, row.level) for row in rows]

    async def tasks(self) -> list[Task]:
        """The patient's tasks, oldest first."""
        return await rows_of(self.sessions, Task, Task.patient_id == self.known.patient_id)


def plain(value: Any) -> Any:
    """145/90, 72, ["头痛头晕"], True; whatever else is kept with a value stays: {"value": 72, "approximate": True}."""
    keys = set(value)
    if keys == {"systolic", "diastolic"}:
        return f"{value['systolic']:g}/{value['diastolic']:g}"
    if keys == {"codes", "labels"}:
        return value["labels"]
    if len(keys) == 1 or keys == {"value", "unit"}:
        return value.get("value", next(iter(value.values())))
    return {key: part for key, part in value.items() if key not in ("unit", "codes")}


async def begin_talk(sessions: Sessions, known: Known, form: Definition, *, now: datetime = NOW) -> Talk:
    """The form is due: it is opened with its first question, as the clock does it."""
    response_id = await open_form(sessions, known, form, now=now)
    async with sessions.begin() as session:
        response = await session.get_one(QuestionnaireResponse, response_id)
        text, item, buttons = await begin(session, response, BOOK, now=now)
        response.asking = item.link_id
    titles = [button["title"] for button in buttons]
    return Talk(sessions=sessions, known=known, response_id=response_id, opening=text, buttons=titles, now=now)
