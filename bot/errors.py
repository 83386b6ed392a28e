"""Settles what can go wrong, in one tree. Adapters translate a library's exceptions into these with `from exc`.

SuifangError
├── OperatorError        someone who runs the system must act; the message is one sentence for them
├── Retryable            the same call may succeed later; `code` says why it did not now
│   └── EngineUnavailable   the engine, its database or the action webhook did not answer
├── TurnFailed           the engine ran the turn and it failed; saved nothing
└── Undeliverable        a message can never be delivered this way; `code` says why
"""

from __future__ import annotations


class SuifangError(Exception):
    """Root of all errors of this system."""


class OperatorError(SuifangError):
    """Someone who runs the system must act. The message is one sentence for them."""


class Retryable(SuifangError):
    """The same call may succeed later."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class EngineUnavailable(Retryable):
    """The dialogue engine, its database or the action webhook did not answer."""


class TurnFailed(SuifangError):
    """The engine ran the turn and it failed; nothing of it was saved."""

    def __init__(self, code: str = "turn_failed") -> None:
        super().__init__(code)
        self.code = code


class Undeliverable(SuifangError):
    """A message can never be delivered this way."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
