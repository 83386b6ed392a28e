"""Settles what every step of a turn shares: the form as it stands, what is recorded, what is said, how it goes on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from actions.alarms import raise_alerts, raise_flags
from actions.asking import ask, brief, button, buttons_of, joined, question_back
from actions.carrying import carry_forward
from actions.filling import Filled, Half, Reader
from actions.form import Form, current_rows
from actions.measuring import Measured
from actions.once import Context, Outcome
from actions.recording import drop_answers, end_response, raise_alert, record_answers
from actions.times import local, put_again_at
from actions.whose import Person, person_of
from nlu.red_flags import screen
from records.models import AlertLevel, Message, ResponseStatus, TaskStatus
from records.questionnaires import Item, is_enabled

FORM = "followup_form"
SLOT = "answer"


@dataclass(kw_only=True)
class Turn:
    """One message to a form. `said` collects the reply's lines; `form` is replaced as answers are recorded."""

    context: Context
    form: Form
    message: Message
    said: list[str] = field(default_factory=list)
    stopped_by: str | None = None  # code of the phrase that says why the form waits
    has_told: bool = False  # something was recorded, or a question of the patient's was answered
    opened: str | None = None  # linkId of the question that was open when the message came
    revising: bool = False  # the open question is answered, the patient went back to it

    @property
    def text(self) -> str:
        """What the patient wrote."""
        return self.context.understanding.text

    @property
    def now(self) -> datetime:
        """Now, where the patient is."""
        return local(self.context.now, self.form.patient.timezone)

    @property
    def person(self) -> Person:
        """Who the patient is, as far as a value may be his or hers."""
        return person_of(self.form.patient, self.now.date())

    @property
    def pending(self) -> Mapping[str, Any]:
        """What waits for a yes or for its other half; empty where nothing does."""
        return self.form.response.pending or {}

    @property
    def waiting_for(self) -> set[str]:
        """LinkIds of the items that `pending` is about."""
        pending = self.pending
        kept = {value["link_id"] for value in pending.get("values", ())} | set(pending.get("trusted", ()))
        return kept | ({pending["link_id"]} if "link_id" in pending else set())

    @property
    def is_emergency(self) -> bool:
        """Whether the message holds a red flag that has been answered already."""
        return any(flag.level == "immediate" for flag in screen(self.context.body))

    def say_day(self, day: date) -> str:
        """A day in words, with its year where that is another one."""
        return self.context.phrases.day(day, today=self.now.date())

    def say(self, code: str, **values: Any) -> None:
        """Add a phrase to the reply."""
        self.said.append(self.context.phrases(code, **values))

    def reader(self) -> Reader:
        """How this message is read."""
        halves = {self.pending["link_id"]: self.pending["value"]} if self.pending.get("kind") == "half" else {}
        return Reader(
            now=self.now,
            earlier=self.form.earlier,
            trusted=frozenset(self.pending.get("trusted", ())),
            halves=halves,
            person=self.person,
        )

    async def record(self, filled: Sequence[Filled]) -> None:
        """Write answers, raise the alerts that they call for, drop answers whose question no longer applies."""
        context, response = self.context, self.form.response
        await record_answers(context.session, response, filled, self.message, context.now)
        self.has_told = True
        await self.reload()
        await raise_flags(self, filled)
        await raise_alerts(self, [answer.item for answer in filled if answer.value is not None])
        while gone := self._without_question():  # what is dropped may have opened further questions
            await drop_answers(context.session, response, gone, context.now)
            await self.reload()
        if await carry_forward(context.session, self.form):
            await self.reload()

    def _without_question(self) -> list[str]:
        """LinkIds of answers whose question no longer belongs to the form."""
        form, known = self.form, self.form.known
        return [item.link_id for item in form.answered() if not is_enabled(form.definition, item, known)]

    async def alert(self, rule: str, level: AlertLevel) -> None:
        """Put this message before a person."""
        await raise_alert(
            self.context.session,
            patient_id=self.form.patient.id,
            rule=rule,
            level=level,
            message=self.message,
            words=self.context.body,
            now=self.context.now,
        )

    async def reload(self) -> None:
        """Take the answers as they stand now."""
        rows = await current_rows(self.context.session, self.form.response.id)
        self.form = replace(self.form, rows=tuple(rows))

    def wait_for_yes(self, doubtful: Sequence[Filled], *, code: str, measured_again: bool = False) -> None:
        """Keep values until they are confirmed; `code` is the phrase that reads them back."""
        values = [
            {"link_id": answer.item.link_id, "value": answer.value} | _kept(answer.measured) for answer in doubtful
        ]
        pending = {"kind": "confirm", "code": code, "values": values, "measured_again": measured_again}
        self.form.response.pending = pending
        self.ask_next(doubtful[0].item)

    def wait_for_half(self, half: Half) -> None:
        """Keep half a pressure until the other half is said."""
        pending = {"kind": "half", "link_id": half.item.link_id, "value": half.value}
        self.form.response.pending = pending | _kept(half.measured)
        self.ask_next(half.item)

    def ask_next(self, item: Item) -> None:
        """Make this the question that is open."""
        response = self.form.response
        if response.asking != item.link_id:
            response.asking, response.misses, response.puts = item.link_id, 0, 0

    def doubtful(self) -> list[Filled]:
        """The values that wait for a yes."""
        find = self.form.definition.find
        return [
            Filled(item=find(kept["link_id"]), value=kept["value"], measured=Measured.from_json(kept.get("measured")))
            for kept in self.pending.get("values", ())
        ]

    def question(self, item: Item, again: str = "") -> Outcome:
        """The reply with a question: the one that is open, or the value that waits for a yes."""
        context, response = self.context, self.form.response
        self.ask_next(item)
        response.resume_at = put_again_at(context.now, self.form.patient.timezone)
        code = self.stopped_by or ("paused_for_emergency" if self.is_emergency else None)
        response.paused = code is not None
        response.puts += int(not response.paused)
        if code:
            return Outcome(text=joined([*self.said, context.phrases(code)]), events=go_on_events())
        if waiting := self.doubtful():
            text = question_back(waiting, context.phrases, code=self.pending["code"])
            yes_no = [button(context.phrases("button_right")), button(context.phrases("button_wrong"))]
            return Outcome(text=joined([*self.said, text]), buttons=yes_no, events=go_on_events())
        was_open = item.link_id == self.opened and self.has_told
        text = again or (brief(item) if was_open else ask(self.form.definition, item, context.phrases))
        buttons = buttons_of(item, context.phrases, misses=response.misses)
        return Outcome(text=joined([*self.said, text]), buttons=buttons, events=go_on_events())

    async def hand_over(self) -> Outcome:
        """The form has taken too long: a person goes on with it. Of the reply stays what was recorded or answered."""
        context = self.context
        self.said = self.said if self.has_told else []
        await self.alert("form_handed_over", AlertLevel.URGENT)
        await end_response(
            context.session,
            self.form.response,
            status=ResponseStatus.STOPPED,
            task=TaskStatus.MISSED,
            now=context.now,
            reason="handed_over",
        )
        self.say("emergency_passed_on" if self.is_emergency else "handed_over")
        return Outcome(text=joined(self.said), events=end_events())


def _kept(measured: Measured | None) -> dict[str, Any]:
    """The time of a value that waits."""
    return {"measured": measured.to_json()} if measured else {}


def go_on_events() -> list[dict[str, Any]]:
    """The form asks on."""
    return [_slot(SLOT, None), _slot("requested_slot", SLOT)]


def end_events() -> list[dict[str, Any]]:
    """The form has ended."""
    return [_slot(SLOT, None), _slot("requested_slot", None)]


def _slot(name: str, value: str | None) -> dict[str, Any]:
    return {"event": "slot", "timestamp": None, "name": name, "value": value}
