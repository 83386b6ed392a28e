"""Settles what can end a request early, and which page each of these becomes.

ConsoleError
├── LoginRequired   nobody is logged in: to the log-in page and back
├── Forged          a form without our token, or from another site: 403
└── NotThere        no such page or alert: 404, like records.access.NotAccessible
"""

from __future__ import annotations


class ConsoleError(Exception):
    """Root of the console's errors."""


class LoginRequired(ConsoleError):
    """Nobody is logged in with this browser."""


class Forged(ConsoleError):
    """A form came without the session's token, or from another site."""


class NotThere(ConsoleError):
    """There is no such thing, or none that may be seen."""
