"""Settles how a test calls an action as the engine does, with what `nlu` finds in the message."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.once import Act, OnceAction
from actions.phrases import load_phrasebook
from bot.clock import FrozenClock
from bot.settings import PHRASES as PHRASES_FOLDER
from bot.wiring import ACTS
from nlu.understanding import understand
from records.database import Sessions
from records.models import Message, MessageStatus
from tests.support.people import NOW, Known, say

BOOK = load_phrasebook(PHRASES_FOLDER, hospital="示范医院")
PHRASES = BOOK.of("zh")
FORM = "validate_followup_form"


@dataclass(frozen=True)
class Said:
    """What an action answered."""

    key: str
    text: str
    buttons: list[str]
    events: list[dict[str, Any]]

    @property
    def goes_on(self) -> bool:
        """Whether the form asks on."""
        return {"requested_slot": "answer"} in [{e.get("name"): e.get("value")} for e in self.events]


def tracker_of(conversation_id: object, key: object, said: str = "", intent: str = "") -> Tracker:
    """The engine's view of one message."""
    found = understand(said)
    entities = [{"entity": "reading", "value": reading.to_entity()} for reading in found.readings]
    entities += [{"entity": "symptom", "value": symptom.to_entity()} for symptom in found.symptoms]
    latest = {
        "text": said,
        "intent": {"name": intent},
        "entities": entities,
        "metadata": {} if key is None else {"message_id": key},
    }
    return Tracker(str(conversation_id), {}, latest, [], False, None, {}, None)


def action_of(sessions: Sessions, name: str, *, act: Act | None = None, now: datetime = NOW) -> OnceAction:
    """One of the domain's actions, or another act under its name."""
    return OnceAction(name, act or ACTS[name], sessions=sessions, phrases=BOOK, clock=FrozenClock(now))


async def run(action: OnceAction, tracker: Tracker) -> Said:
    """Call it."""
    dispatcher = CollectingDispatcher()
    events = await action.run(dispatcher, tracker, {})
    [message] = dispatcher.messages or [{"text": "", "buttons": []}]
    key = str((tracker.latest_message.get("metadata") or {}).get("message_id"))
    return Said(key, message["text"], [button["title"] for button in message["buttons"]], events)


async def act(
    sessions: Sessions, known: Known, said: str, *, name: str = FORM, intent: str = "", now: datetime = NOW
) -> Said:
    """The patient writes, the engine calls the action for it, and the message is handled."""
    receipt = await say(sessions, known, said, now=now)
    tracker = tracker_of(known.conversation_id, f"m{receipt.message_id}", said, intent)
    done = await run(action_of(sessions, name, now=now), tracker)
    async with sessions.begin() as session:
        (await session.get_one(Message, receipt.message_id)).status = MessageStatus.HANDLED
    return done
