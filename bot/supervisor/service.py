"""What the supervisor runs: services that stay up, and steps done once between two of them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


class Service(Protocol):
    """Something that is started, watched, started again when it dies, and stopped.

    `first_attempts` is how often it may fail before it has ever been ready.
    """

    @property
    def name(self) -> str: ...

    @property
    def log_file(self) -> Path: ...

    @property
    def first_attempts(self) -> int: ...

    async def start(self) -> None:
        """Return once it is ready. Raises `RoleFailed` with one sentence, and leaves nothing running then."""

    async def wait(self) -> str:
        """Return when it has died, with how ("exit code 1"), and with nothing of it left."""

    async def stop(self, grace_seconds: float) -> None:
        """End it gently, after `grace_seconds` by force; also in the middle of a start."""

    def kill(self) -> None:
        """End it at once."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """Done once, when everything before it is ready; what it raises ends the run (migrations, demo data).

    It shares the event loop with the watching of the roles: anything slow belongs into a thread or a process.
    """

    name: str
    run: Callable[[], Awaitable[None]]
