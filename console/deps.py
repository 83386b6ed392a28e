"""Settles what the console is given: it opens no database, reads no settings and owns no clock of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from console.targets import PressureTarget
from records.database import Sessions
from records.feed import Feed

NODE_MODULES = Path(__file__).resolve().parent.parent / "node_modules"


@dataclass(frozen=True, kw_only=True)
class ConsoleDeps:
    """The console's collaborators.

    Attributes:
        sessions: the records database.
        feed: wakes open pages when a conversation or an alert changed.
        clock: the present, aware UTC.
        secure_cookies: True where pages are reached over https.
        hospital: the hospital's name, for the header.
        node_modules: where npm put the browser assets.
        target: the limit from which a pressure is marked.
    """

    sessions: Sessions
    feed: Feed
    clock: Callable[[], datetime]
    secure_cookies: bool
    hospital: str
    node_modules: Path = NODE_MODULES
    target: PressureTarget = field(default_factory=PressureTarget)
