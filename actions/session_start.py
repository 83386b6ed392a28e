"""Settles what the engine knows when a session starts: whether a questionnaire is being asked."""

from __future__ import annotations

from rasa_sdk.events import ActionExecuted, ActiveLoop, SessionStarted, SlotSet

from actions.once import Context, Outcome
from actions.recording import open_response
from actions.turn import FORM, SLOT


async def session_start(context: Context) -> Outcome:
    """Open the form if a questionnaire is in progress, so that the next message is its answer."""
    events = [SessionStarted()]
    if await open_response(context.session, context.patient.id):
        events += [ActiveLoop(FORM), SlotSet("requested_slot", SLOT)]
    return Outcome(events=[*events, ActionExecuted("action_listen")])
