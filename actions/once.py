"""Settles that an action happens once for a message, whatever dies.

The outcome (events, responses) is stored in the transaction that writes the records. The same message again gives the
stored outcome and writes nothing; two calls at the same time meet at the primary key, and the loser's work is rolled
back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.asking import Button
from actions.phrases import Phrasebook, Phrases
from nlu.findings import Reading, Symptom, Understanding
from nlu.understanding import MAX_LENGTH
from records.database import Sessions
from records.models import Conversation, Message, Patient, Turn

Clock = Callable[[], datetime]
Events = list[dict[str, Any]]


class NoSuchMessage(Exception):
    """The engine called an action for a conversation or message that the records do not have."""


@dataclass(frozen=True, kw_only=True)
class Context:
    """What an action may use. `message` is None when the engine starts a session by itself."""

    session: AsyncSession
    patient: Patient
    conversation: Conversation
    message: Message | None
    understanding: Understanding
    intent: str
    confidence: float  # of the intent, 0..1
    phrases: Phrases
    now: datetime

    @property
    def body(self) -> str:
        """The message as it came: all of it, where only the beginning was read."""
        return self.message.body if self.message else self.understanding.text


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What an action leads to: one bubble at the most, its buttons, and events for the engine's tracker."""

    text: str = ""
    buttons: tuple[Button, ...] | list[Button] = ()
    events: tuple[dict[str, Any], ...] | list[dict[str, Any]] = ()


class Act(Protocol):
    """An action's substance; writes through `context.session`, in the caller's transaction."""

    async def __call__(self, context: Context) -> Outcome: ...


class OnceAction(Action):  # type: ignore[misc]  # rasa_sdk is untyped
    """A Rasa custom action around an `Act`."""

    def __init__(self, name: str, act: Act, *, sessions: Sessions, phrases: Phrasebook, clock: Clock) -> None:
        self._name = name
        self._act = act
        self._sessions = sessions
        self._phrases = phrases
        self._clock = clock

    def name(self) -> str:
        """The action's name in domain.yml."""
        return self._name

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Do it, or say again what was done."""
        key = message_key(tracker)
        async with self._sessions.begin() as session:
            turn = await session.get(Turn, (key, self._name))
            if turn is None:
                outcome = await self._act(await self._context(session, tracker, key))
                stored = {"events": list(outcome.events), "responses": _responses(outcome)}
                turn = Turn(message_key=key, action=self._name, outcome=stored, at=self._clock())
                session.add(turn)
        for response in turn.outcome["responses"]:
            dispatcher.messages.append(dict(response))
        return [dict(event) for event in turn.outcome["events"]]

    async def _context(self, session: AsyncSession, tracker: Tracker, key: str) -> Context:
        conversation = await session.get(Conversation, _number(tracker.sender_id))
        message = await session.get(Message, _number(key[1:])) if key[0] in "ms" else None
        if conversation is None or (message is None and key[0] in "ms"):
            raise NoSuchMessage
        if message and message.conversation_id != conversation.id:
            raise NoSuchMessage
        patient = await session.scalar(select(Patient).where(Patient.id == conversation.patient_id))
        assert patient is not None  # noqa: S101  # the foreign key says so
        intent = tracker.latest_message.get("intent") or {}
        return Context(
            session=session,
            patient=patient,
            conversation=conversation,
            message=message,
            understanding=_understanding(tracker, message),
            intent=str(intent.get("name") or ""),
            confidence=float(intent.get("confidence", 1.0)),
            phrases=self._phrases.of(patient.language),
            now=self._clock(),
        )


def message_key(tracker: Tracker) -> str:
    """The id that the worker gave to this engine call: m<message> for a turn, s<message> for a session start."""
    metadata = (tracker.latest_message or {}).get("metadata") or tracker.get_slot("session_started_metadata") or {}
    key = metadata.get("message_id")
    if not isinstance(key, str) or not key:
        raise NoSuchMessage
    return key


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError as exc:
        raise NoSuchMessage from exc


def _understanding(tracker: Tracker, message: Message | None) -> Understanding:
    entities = tracker.latest_message.get("entities") or []
    values = {kind: [e["value"] for e in entities if e.get("entity") == kind] for kind in ("reading", "symptom")}
    body = message.body if message else ""
    return Understanding(
        text=body[:MAX_LENGTH],
        readings=tuple(Reading.from_entity(value) for value in values["reading"]),
        symptoms=tuple(Symptom.from_entity(value) for value in values["symptom"]),
        truncated=len(body) > MAX_LENGTH,
    )


def _responses(outcome: Outcome) -> list[dict[str, Any]]:
    return [{"text": outcome.text, "buttons": list(outcome.buttons)}] if outcome.text else []
