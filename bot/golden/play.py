"""Settles how a golden conversation is played and compared with what was said and what is on record."""

from __future__ import annotations

import itertools
from dataclasses import asdict, dataclass, field
from typing import Any

from bot.golden.compare import compare
from bot.golden.found import find_records
from bot.golden.script import Person, Script, Turn, VoiceMessage
from bot.golden.stage import Stage
from channels.protocol import InboundMessage
from records.models import Goal, Medication, Task
from records.registration import NewPatient, register

_addresses = itertools.count(1)


@dataclass(kw_only=True)
class Line:
    """One message of the transcript; `wrong` says what was expected and is not there."""

    who: str
    text: str
    buttons: list[str] = field(default_factory=list)
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
        self._patient_id = 0
        self.played = Played()

    async def play(self) -> Played:
        """Play it to the end, whatever differs on the way."""
        stage, script = self._stage, self._script
        stage.clock.set(script.at)
        self._patient_id = await self._register(script.patient)
        if script.due:
            await self._make_due(script.due)
        for number, turn in enumerate(script.turns, start=1):
            await self._turn(number, turn)
        self._hear()
        async with stage.system.sessions() as session:
            self.played.records = await find_records(session, self._patient_id)
        self.played.differences += compare(script.records, self.played.records)
        return self.played

    async def _turn(self, number: int, turn: Turn) -> None:
        if turn.wait is not None:
            await self._wait(turn.wait)
        elif turn.due is not None:
            await self._make_due(turn.due)
        elif turn.patient is not None:
            await self._say(turn.patient)
        else:
            self._expect(number, turn)

    async def _register(self, person: Person) -> int:
        now = self._stage.clock()
        async with self._stage.system.sessions.begin() as session:
            new = NewPatient(**person.model_dump(include={"name", "birth_date", "sex", "conditions"}))
            patient = await register(session, new, channel="memory", address=self._address, now=now)
            patient.language = person.language
            for medicine in person.medications:
                session.add(Medication(patient_id=patient.id, recorded_at=now, **medicine.model_dump()))
            for measure, value in person.goals.items():
                session.add(Goal(patient_id=patient.id, measure=measure, value=value, set_at=now))
            return patient.id

    async def _make_due(self, questionnaire: str) -> None:
        self._hear()
        async with self._stage.system.sessions.begin() as session:
            session.add(Task(patient_id=self._patient_id, questionnaire=questionnaire, due_at=self._stage.clock()))
        await self._beat()

    async def _beat(self) -> None:
        """One beat of the clock: what is due is opened, what waited is put again."""
        tick = self._stage.system.tick
        for conversation_id in [*await tick.open_due(), *await tick.resume()]:
            await self._stage.settle(conversation_id)

    async def _wait(self, duration: Any) -> None:
        self._hear()
        self._stage.clock.advance(duration)
        self.played.transcript.append(Line(who="clock", text=f"{self._stage.clock().isoformat()}"))
        await self._beat()

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
        await self._stage.settle(receipt.conversation_id)

    def _hear(self) -> list[Line]:
        """Put what the bot sent since the last look into the transcript."""
        sent = self._stage.channel.to(self._address)[self._heard :]
        self._heard += len(sent)
        lines = [Line(who="bot", text=m.text, buttons=[reply.title for reply in m.quick_replies]) for m in sent]
        self.played.transcript += lines
        return lines

    def _expect(self, number: int, turn: Turn) -> None:
        lines = self._hear()
        wrong = [f"turn {number}: {what}" for what in find_objections(turn, lines)]
        self.played.differences += wrong
        if wrong:
            (lines or self.played.transcript or [Line(who="bot", text="")])[-1].wrong = "; ".join(wrong)


def find_objections(turn: Turn, lines: list[Line]) -> list[str]:
    """What a bot turn asks for and the bot's messages do not keep."""
    heard = "\n".join(line.text for line in lines)
    titles = {title for line in lines for title in line.buttons}
    missing = [piece for piece in turn.bot or () if piece not in heard]
    unwanted = [piece for piece in turn.not_said if piece in heard]
    no_buttons = [title for title in turn.buttons or () if title not in titles]
    found = [f"the bot did not say {'、'.join(missing)}"] if missing else []
    found += [f"the bot should not say {'、'.join(unwanted)}"] if unwanted else []
    found += [f"there is no button {'、'.join(no_buttons)}"] if no_buttons else []
    found += ["the bot should be silent"] if turn.bot == () and lines else []
    found += ["there should be no buttons"] if turn.buttons == () and titles else []
    return found
