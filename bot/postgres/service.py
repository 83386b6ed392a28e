"""The embedded server as the supervisor runs it: watched, and started again with recovery when it dies."""

import asyncio
from pathlib import Path

from bot.postgres.errors import PostgresError, ServerBusy
from bot.postgres.server import EmbeddedPostgres
from bot.supervisor.errors import RoleFailed

POLL_SECONDS = 0.1


class PostgresService:
    """A supervisor's `Service` around an `EmbeddedPostgres`."""

    name = "postgres"
    first_attempts = 5

    def __init__(self, server: EmbeddedPostgres) -> None:
        self.server = server

    @property
    def log_file(self) -> Path:
        return self.server.log_file

    async def start(self) -> None:
        """Start it; the process itself in this thread, the slow parts in another.

        Raises:
            RoleFailed: with PostgreSQL's sentence; trying again helps only where another server still ends.
        """
        try:
            await asyncio.to_thread(self.server.prepare)
            self.server.launch()
            await asyncio.to_thread(self.server.wait_until_ready)
        except PostgresError as exc:
            await asyncio.to_thread(self.server.stop)
            raise RoleFailed(str(exc), retryable=isinstance(exc, ServerBusy)) from exc

    async def wait(self) -> str:
        """Wait for the server's end and say how it ended."""
        while (code := self.server.returncode) is None:  # noqa: ASYNC110  # the child is a plain Popen
            await asyncio.sleep(POLL_SECONDS)
        return f"exit code {code}" if code >= 0 else f"signal {-code}"

    async def stop(self, grace_seconds: float) -> None:
        """Fast shutdown, by force after `grace_seconds`."""
        await asyncio.to_thread(self.server.stop, grace_seconds)

    def kill(self) -> None:
        """End server and sessions at once; the next start recovers."""
        self.server.kill()
