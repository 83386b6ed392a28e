"""Settles how much of a conversation a turn looks at: its state, and the last few exchanges.

Rasa replays and featurises the whole session for each prediction, so a turn would get slower with every turn before it.
Our rules look one exchange back and the form one; what else matters is the state, which stands in few events. Works on
serialised events, without Rasa.
"""

from __future__ import annotations

from typing import Any

KEPT_EXCHANGES = 4  # patient's messages with all that followed them
#: Events that set the state and are loaded from the whole session.
STATE_EVENTS = ("session_started", "active_loop", "slot")
LISTENING = {"event": "action", "name": "action_listen"}


def shortened(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The session's events without the exchanges before the last few, whose effect on the state stays."""
    start = window_start(events)
    if start == 0:
        return events
    return [*_last_of_each(events[:start]), LISTENING, *events[start:]]


def window_start(events: list[dict[str, Any]]) -> int:
    """Where the kept exchanges begin; 0 if there are no more than are kept."""
    messages = [index for index, event in enumerate(events) if event["event"] == "user"]
    return messages[-KEPT_EXCHANGES] if len(messages) > KEPT_EXCHANGES else 0


def _last_of_each(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The last event that set each part of the state, in order."""
    last: dict[tuple[Any, ...], int] = {}
    for index, event in enumerate(events):
        kind = event["event"]
        if kind in STATE_EVENTS:
            last[(kind, event["name"] if kind == "slot" else None)] = index
    return [events[index] for index in sorted(last.values())]
