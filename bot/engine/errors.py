"""Settles how a turn can fail, and which failure is worth retrying soon.

EngineError
├── SettingsError   the process cannot start: a variable is missing or wrong
├── TurnFailed      answered 500 turn_failed: the turn raised, nothing was saved
├── Unavailable     answered 503 unavailable: database or action webhook cannot be reached
└── TurnSaved       another process saved this very turn first: its replies count
"""

from __future__ import annotations


class EngineError(Exception):
    """The root of the engine's errors. Messages never hold a patient's text."""


class SettingsError(EngineError):
    """The engine cannot start with this environment."""


class TurnFailed(EngineError):
    """The turn raised, and nothing of it is saved."""


class Unavailable(EngineError):
    """The database or the action webhook cannot be reached now."""


class TurnSaved(EngineError):
    """The turn stands in the tracker already."""
