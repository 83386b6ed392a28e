"""Settles how a golden conversation is played and compared with what was said and what is on record."""

from __future__ import annotations

import itertools
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import select

from bot.golden.script import Expected, Script, VoiceMessage
from bot.golden.stage import Stage
from channels.protocol import InboundMessage
from records.models import Alert, Observation, QuestionnaireResponse, ResponseItem, Task
from records.registration import NewPatient, register

_addresses = itertools.count(1)


@dataclass(kw_only=True)
class Line:
    """One message of the transcript; `wrong` says what was expected and is not there."""

    who: str
    text: str
    wrong: str | None = None


@dataclass(kw_only=True)
class Played:
    """A played conversation."""

    transcript: list[Line] = field(default_factory=list)
    records: dict[str, Any] = field(default_factory=dict)
    differences: list[str] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """Transcript, records and differences as JSON-safe data."""
        return asdict(self)


class Player:
    """Plays one script on a stage."""

    def __init__(self, stage: Stage, script: Script) -> None:
        self._stage = stage
        self._script = script
        self._address = f"golden-{next(_addresses)}"
        self._heard = 0
        self._said = 0
        self._conversation_id: int | None = None
        self.played = Played()

    async def play(self) -> Played:
        """Play it to the end, whatever differs on the way."""
        stage, script = self._stage, self._script
        stage.clock.set(script.at)
        async with stage.system.sessions.begin() as session:
            new = NewPatient(**script.patient.model_dump())
            patient = await register(session, new, channel="memory", address=self._address, now=stage.clock())
            if script.due:
                session.add(Task(patient_id=patient.id, questionnaire=script.due, due_at=stage.clock()))
        await self._open_due()
        for number, turn in enumerate(script.turns, start=1):
            if turn.wait is not None:
                await self._wait(turn.wait)
            elif turn.patient is not None:
                await self._say(turn.patient)
            else:
                self._expect(number, turn.bot or ())
        self._hear()
        self.played.records = await self._records(patient.id)
        self.played.differences += compare(script.records, self.played.records)
        return self.played

    async def _open_due(self) -> None:
        for conversation_id in await self._stage.system.tick.open_due():
            await self._stage.settle(conversation_id)

    async def _wait(self, duration: Any) -> None:
        self._hear()
        self._stage.clock.advance(duration)
        self.played.transcript.append(Line(who="clock", text=f"{self._stage.clock().isoformat()}"))
        await self._open_due()
        if self._conversation_id is not None:
            await self._stage.settle(self._conversation_id)

    async def _say(self, said: str | VoiceMessage) -> None:
        self._hear()
        text = said if isinstance(said, str) else ""
        self._said += 1
        self.played.transcript.append(Line(who="patient", text=text or f"[{said}]"))
        if isinstance(said, VoiceMessage):
            self.played.differences.append("voice messages cannot be played yet")
            return
        receipt = await self._stage.system.inbox(
            InboundMessage(
                channel="memory",
                address=self._address,
                external_id=f"{self._address}-{self._said}",
                text=text,
                received_at=self._stage.clock(),
            )
        )
        self._conversation_id = receipt.conversation_id
        await self._stage.settle(receipt.conversation_id)

    def _hear(self) -> list[Line]:
        """Put what the bot sent since the last look into the transcript."""
        sent = self._stage.channel.to(self._address)[self._heard :]
        self._heard += len(sent)
        lines = [Line(who="bot", text=message.text) for message in sent]
        self.played.transcript += lines
        return lines

    def _expect(self, number: int, pieces: tuple[str, ...]) -> None:
        lines = self._hear()
        heard = "\n".join(line.text for line in lines)
        missing = [piece for piece in pieces if piece not in heard]
        if missing:
            what = f"turn {number}: the bot did not say {'、'.join(missing)}"
            self.played.differences.append(what)
            (lines or self.played.transcript or [Line(who="bot", text="")])[-1].wrong = what

    async def _records(self, patient_id: int) -> dict[str, Any]:
        async with self._stage.system.sessions() as session:
            observations = await session.scalars(
                select(Observation).where(Observation.patient_id == patient_id).order_by(Observation.id)
            )
            answers = await session.scalars(
                select(ResponseItem)
                .join(QuestionnaireResponse, QuestionnaireResponse.id == ResponseItem.response_id)
                .where(QuestionnaireResponse.patient_id == patient_id, ResponseItem.superseded_at.is_(None))
                .order_by(ResponseItem.id)
            )
            alerts = await session.scalars(select(Alert).where(Alert.patient_id == patient_id).order_by(Alert.id))
            task = await session.scalar(
                select(Task.status).where(Task.patient_id == patient_id).order_by(Task.id).limit(1)
            )
            return {
                "observations": [_observation(row) for row in observations],
                "answers": {row.link_id: _answer(row) for row in answers},
                "alerts": [{"rule": row.rule, "level": row.level, "status": row.status} for row in alerts],
                "task": task,
            }


def _observation(row: Observation) -> dict[str, Any]:
    if row.systolic is not None:
        return {"kind": row.kind, "systolic": row.systolic, "diastolic": row.diastolic, "unit": row.unit}
    return {"kind": row.kind, "value": row.value, "unit": row.unit}


def _answer(row: ResponseItem) -> Any:
    """The option labels, the number, the pressure, the words, or {absent: reason}."""
    if row.value is None:
        return {"absent": row.data_absent_reason}
    for key in ("labels", "boolean", "text", "value"):
        if key in row.value:
            return row.value[key]
    return row.value


def compare(expected: Expected, found: dict[str, Any]) -> list[str]:
    """What is expected and not found. Observations and alerts must be all there are; answers only those named."""
    differences = []
    if expected.observations is not None:
        differences += _compare_lists("observations", expected.observations, found["observations"])
    if expected.alerts is not None:
        differences += _compare_lists("alerts", expected.alerts, found["alerts"])
    for link_id, value in (expected.answers or {}).items():
        if not _same_answer(value, found["answers"].get(link_id)):
            differences.append(f"answer {link_id}: expected {value}, found {found['answers'].get(link_id)}")
    if expected.task is not None and expected.task != found["task"]:
        differences.append(f"task: expected {expected.task}, found {found['task']}")
    return differences


def _compare_lists(name: str, expected: tuple[Any, ...], found: list[dict[str, Any]]) -> list[str]:
    left = list(found)
    differences = []
    for wanted in expected:
        wanted = {"rule": wanted} if isinstance(wanted, str) else wanted
        match = next((row for row in left if wanted.items() <= row.items()), None)
        if match is None:
            differences.append(f"{name}: expected {wanted}, found {found}")
        else:
            left.remove(match)
    return differences + [f"{name}: not expected: {row}" for row in left]


def _same_answer(expected: Any, found: Any) -> bool:
    if isinstance(found, list):
        return sorted(found) == sorted(expected if isinstance(expected, list) else [expected])
    if isinstance(expected, dict) and isinstance(found, dict):
        return expected.items() <= found.items()
    return bool(expected == found)
