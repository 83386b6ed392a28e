"""Settles how one conversation goes: the actions as the engine calls them, the real tick, the rows after each step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.once import OnceAction
from bot.clock import FrozenClock
from bot.engine_client import Reply
from bot.inbox import Inbox
from bot.replies import queue_reply
from bot.tick import Tick
from bot.wiring import ACTS
from nlu.red_flags import screen
from records.database import Sessions
from records.models import Message, MessageStatus, QuestionnaireResponse, ResponseItem, ResponseStatus
from records.questionnaires import Definition
from tests.properties import endings, replies, values
from tests.properties.background import Background
from tests.properties.steps import Patient, Step
from tests.properties.words import Moment, words_of
from tests.support.acting import BOOK, FORM, run, tracker_of
from tests.support.people import Known, inbound

OUTSIDE = "action_free_message"
A_MESSAGE = timedelta(seconds=20)
GIVE_UP = 3  # messages and silences beyond the bound, after which a form is said never to end


@dataclass(kw_only=True)
class Played:
    """What was said and what was wrong with it."""

    definition: Definition
    patient: Patient
    transcript: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    count: int = 0  # messages and silences
    kinds: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        faults = "\n".join(f"  ! {fault}" for fault in self.faults)
        head = f"{self.definition.id} ({self.patient.style}, salt {self.patient.salt}, {self.count} messages)"
        return "\n".join([head, *self.transcript, faults])


@dataclass(kw_only=True)
class State:
    """The form as it stands after a step."""

    response: QuestionnaireResponse
    rows: list[ResponseItem]

    @property
    def is_open(self) -> bool:
        return self.response.status == ResponseStatus.IN_PROGRESS

    @property
    def standing(self) -> list[ResponseItem]:
        return [row for row in self.rows if row.superseded_at is None]


@dataclass(frozen=True, kw_only=True)
class Ward:
    """What a conversation needs of the world."""

    sessions: Sessions
    clock: FrozenClock
    inbox: Inbox
    tick: Tick


@dataclass
class Play:
    ward: Ward
    known: Known
    background: Background
    played: Played
    buttons: list[str] = field(default_factory=list)
    in_form: set[int] = field(default_factory=set)  # ids of the messages that the form was given
    last_bot: int = 0

    async def through(self) -> None:
        await self.ward.tick.open_due()
        before = await self._state()
        if before is None:
            self.played.faults.append("the form was not opened")
            return
        asked = replies.Asked()
        self._judge(before, [text for text, _ in await self._heard()], asked, nudged=True)
        most = 3 * len(self.played.definition.questions)
        for step in self._steps():
            if self.played.faults or not before.is_open:
                break
            spoken, after = await self._do(step, before)
            self.played.faults += values.kept_rows(before.rows, after.rows)
            self._judge(after, spoken, asked, nudged=step.kind == "silence")
            if self.played.count > most:
                self.played.faults.append(f"{self.played.count} messages and silences for {most // 3} questions")
            before = after
        if not self.played.faults:
            await self._afterwards(before)

    def _steps(self) -> Iterable[Step]:
        yield from self.played.patient.steps
        for salt in range(3 * len(self.played.definition.questions) + GIVE_UP):
            yield Step(kind="silence", salt=salt)

    def _judge(self, state: State, spoken: list[str], asked: replies.Asked, *, nudged: bool) -> None:
        definition, said = self.played.definition, self.played.transcript
        self.played.faults += values.rows(definition, state.rows)
        self.played.faults += replies.reply(definition, state.response, spoken, silent=nudged)
        self.played.faults += asked.again(definition, state.response, spoken)
        if state.is_open and state.response.resume_at is None:
            self.played.faults.append("nothing would ever put the open question again")
        if not state.is_open:
            said.append(f"    = {state.response.status} {state.response.reason or ''}")

    async def _do(self, step: Step, state: State) -> tuple[list[str], State]:
        """What the bot says to a step, and how the form stands then."""
        self.played.kinds.append(step.kind)
        texts = words_of(step, self._moment(state))
        if not texts:
            return await self._silence(state)
        sent = [(await self._write(step, text), text) for text in texts]
        if any(screen(text) for text in texts):
            await self._heard()  # the immediate answer to a red flag
        spoken = []
        for message_id, text in sent:
            said, state = await self._act(message_id, text, state)
            spoken.append(said)
        return spoken, state

    async def _write(self, step: Step, text: str) -> int:
        self.played.transcript.append(f"  患者 [{step.kind}] {text!r}")
        self.ward.clock.advance(A_MESSAGE)
        return (await self.ward.inbox(inbound(self.known, text, now=self.ward.clock()))).message_id

    async def _act(self, message_id: int, text: str, state: State) -> tuple[str, State]:
        """The engine has the message: the form's action while a form is open, else the one for all the rest."""
        name = FORM if state.is_open else OUTSIDE
        if name == FORM:
            self.played.count += 1
            self.in_form.add(message_id)
        action = OnceAction(name, ACTS[name], sessions=self.ward.sessions, phrases=BOOK, clock=self.ward.clock)
        said = await run(action, tracker_of(self.known.conversation_id, f"m{message_id}", text))
        async with self.ward.sessions.begin() as session:
            message = await session.get_one(Message, message_id)
            message.status = MessageStatus.HANDLED
            await queue_reply(session, message, Reply(text=said.text), ordinal=1, now=self.ward.clock())
            await session.flush()
            after = await self._read(session)
        assert after is not None
        self.buttons = said.buttons
        self.played.transcript.append(f"  随访 {said.text!r} {said.buttons or ''}")
        if name == FORM and said.goes_on != after.is_open:
            self.played.faults.append(f"the engine's form goes on: {said.goes_on}, the records' {after.is_open}")
        return said.text, after

    async def _silence(self, state: State) -> tuple[list[str], State]:
        self.played.count += 1
        until = max(state.response.resume_at or self.ward.clock(), self.ward.clock())
        self.ward.clock.set(until)
        self.played.transcript.append(f"  （沉默到 {until:%m-%d %H:%M}）")
        await self.ward.tick.resume()
        await self.ward.tick.open_due()
        heard = await self._heard()
        if heard:
            self.buttons = heard[-1][1]
        after = await self._state()
        assert after is not None
        return [text for text, _ in heard], after

    async def _heard(self) -> list[tuple[str, list[str]]]:
        """What the bot wrote by itself since the last look."""
        query = select(Message).where(Message.conversation_id == self.known.conversation_id, Message.author == "bot")
        async with self.ward.sessions() as session:
            news = (await session.scalars(query.where(Message.id > self.last_bot).order_by(Message.id))).all()
        self.last_bot = max((message.id for message in news), default=self.last_bot)
        fresh = [message for message in news if not (message.reply_to and message.ordinal)]
        self.played.transcript += [f"  随访* {message.body!r}" for message in fresh]
        return [(m.body, [b["title"] for b in m.quick_replies or ()]) for m in fresh if not m.reply_to]

    def _moment(self, state: State) -> Moment:
        definition, asking = self.played.definition, state.response.asking
        return Moment(
            definition=definition,
            item=definition.find(asking) if asking else None,
            answers={row.link_id: row.value for row in state.standing},
            buttons=self.buttons,
            bot_said=self.played.transcript[-1][6:60],
            today=self.today,
        )

    @property
    def today(self) -> datetime:
        return self.ward.clock().astimezone(ZoneInfo(self.background.timezone)).date()

    async def _state(self) -> State | None:
        async with self.ward.sessions() as session:
            return await self._read(session)

    async def _read(self, session: AsyncSession) -> State | None:
        response = await session.scalar(
            select(QuestionnaireResponse).where(QuestionnaireResponse.task_id == self.background.task_id)
        )
        if response is None:
            return None
        rows = select(ResponseItem).where(ResponseItem.response_id == response.id).order_by(ResponseItem.id)
        return State(response=response, rows=list((await session.scalars(rows)).all()))

    async def _afterwards(self, state: State) -> None:
        for step in self.played.patient.after:
            _, after = await self._do(step, state)
            self.played.faults += values.kept_rows(state.rows, after.rows)
            self.played.faults += values.rows(self.played.definition, after.rows)
            state = after
        async with self.ward.sessions() as session:
            self.played.faults += await endings.ended(session, state.response, self.in_form, now=self.ward.clock())
