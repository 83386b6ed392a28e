"""How much of a conversation a turn looks at: bot/engine/history.py, without Rasa."""

from __future__ import annotations

from typing import Any

from bot.engine.history import KEPT_EXCHANGES, LISTENING, shortened

SESSION: list[dict[str, Any]] = [
    {"event": "session_started"},
    {"event": "active_loop", "name": "followup_form"},
    {"event": "slot", "name": "requested_slot", "value": "answer"},
    LISTENING,
]


def exchange(number: int) -> list[dict[str, Any]]:
    return [
        {"event": "user", "text": str(number)},
        {"event": "slot", "name": "answer", "value": number},
        {"event": "bot", "text": "?"},
        LISTENING,
    ]


def test_short_session_is_seen_whole() -> None:
    events = [*SESSION, *(event for number in range(KEPT_EXCHANGES) for event in exchange(number))]
    assert shortened(events) == events


def test_long_session_is_its_state_and_the_last_exchanges() -> None:
    events = [*SESSION, *(event for number in range(40) for event in exchange(number))]
    recent = [event for number in range(40 - KEPT_EXCHANGES, 40) for event in exchange(number)]
    last_answer = {"event": "slot", "name": "answer", "value": 39 - KEPT_EXCHANGES}
    assert shortened(events) == [*SESSION[:3], last_answer, LISTENING, *recent]


def test_form_that_ended_long_ago_stays_ended() -> None:
    ended = {"event": "active_loop", "name": None}
    events = [*SESSION, *exchange(0), ended, *(event for number in range(10) for event in exchange(number))]
    loops = [event for event in shortened(events) if event["event"] == "active_loop"]
    assert loops == [ended]


def test_nothing_stored_is_nothing() -> None:
    assert shortened([]) == []
