"""Settles what the patient's page is given by the composition root, and where its files are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from channels.protocol import Receiver
from records.database import Sessions
from records.feed import Feed

STATIC_DIR = Path(__file__).parent / "static"  # served at STATIC_URL
STATIC_URL = "/static/web"
CHANNEL = "web"


@dataclass(frozen=True, kw_only=True)
class WebDeps:
    """The page's collaborators.

    Attributes:
        sessions: the records database.
        feed: wakes open pages; its `run` belongs to the composition root.
        receive: stores an inbound message and wakes a worker.
        link_key: secret that signs links.
        clock: aware UTC now.
        secure_cookies: True where patients come over https.
        hospital: the hospital's name, as patients know it.
    """

    sessions: Sessions
    feed: Feed
    receive: Receiver
    link_key: str
    clock: Callable[[], datetime]
    secure_cookies: bool
    hospital: str

    def __repr__(self) -> str:
        return "WebDeps(…)"
