"""Settles which roles a process of the application may have."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a process does. Any number of each may run on one database."""

    WEB = "web"
    WORKER = "worker"
    ALL = "all"
