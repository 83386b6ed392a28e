"""One role of the system as a child process: started, asked whether it is ready, ended with all it started."""

import asyncio
import contextlib
import os
import shutil
import signal
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from bot.supervisor.errors import RoleFailed
from bot.supervisor.logfile import last_line, log_size, open_log
from bot.supervisor.parentage import bound_to_us

POLL_SECONDS = 0.1
SETTLE_SECONDS = 0.5  # a role without a question is up when it has lived this long
PROBE_SECONDS = 5.0  # one question "are you ready?" may take this long
FIRST_ATTEMPTS = 5
KILLED_SECONDS = 5.0  # longer than that only a process stuck in the kernel needs
KILLED_POLL_SECONDS = 0.02


@dataclass(frozen=True, kw_only=True)
class Role:
    """What to run and how to know that it is up.

    Args:
        command: program and arguments, the program with its full path.
        env: the whole environment of the process; None: ours.
        ready: asked again and again until True, an exception is a no; None: up when it has lived for 0.5 s.
        start_timeout: seconds within which it must be ready.
    """

    name: str
    command: Sequence[str]
    env: Mapping[str, str] | None = None
    cwd: Path | None = None
    ready: Callable[[], Awaitable[bool]] | None = None
    start_timeout: float = 60.0


class RoleProcess:
    """A role's child process and its log; a `Service`."""

    first_attempts = FIRST_ATTEMPTS

    def __init__(self, role: Role, log_dir: Path) -> None:
        self.role = role
        self.log_file = log_dir / f"{role.name}.log"
        self._process: asyncio.subprocess.Process | None = None
        self._log_start = 0  # byte in the log where this run begins

    @property
    def name(self) -> str:
        return self.role.name

    @property
    def pid(self) -> int | None:
        """The child's pid while it runs."""
        return self._process.pid if self._process and self._process.returncode is None else None

    async def start(self) -> None:
        """Start the process and return once it is ready.

        Raises:
            RoleFailed: it ended or was not ready in time; nothing of it runs any more.
        """
        await self._launch()
        try:
            async with asyncio.timeout(self.role.start_timeout):
                await self._until_ready()
        except TimeoutError as exc:
            await self._end_group()
            sentence = f"{self.name} was not ready after {self.role.start_timeout:g} s{self._quote()}."
            raise RoleFailed(sentence, retryable=False) from exc

    async def wait(self) -> str:
        """Wait for the process's end, end what it left behind, and say how it ended."""
        how = _describe(await self._running().wait())
        await self._end_group()
        return f"{how}{self._quote()}"

    async def stop(self, grace_seconds: float) -> None:
        """SIGTERM to the whole group, SIGKILL after `grace_seconds`; returns when all of it is gone."""
        if self._process is None:
            return
        self._signal(signal.SIGTERM)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._process.wait(), grace_seconds)
        await self._end_group()

    def kill(self) -> None:
        """SIGKILL to the whole group, whether or not its leader still lives."""
        self._signal(signal.SIGKILL)

    async def _launch(self) -> None:
        self._log_start = log_size(self.log_file)
        if shutil.which(self.role.command[0]) is None:
            raise RoleFailed(f"{self.name} cannot be started: there is no program {self.role.command[0]}.")
        try:
            with open_log(self.log_file) as log:
                self._log_start = min(self._log_start, log_size(self.log_file))
                self._process = await asyncio.create_subprocess_exec(
                    *bound_to_us(self.role.command, signal.SIGKILL),
                    stdin=asyncio.subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    env=None if self.role.env is None else dict(self.role.env),
                    cwd=self.role.cwd,
                    process_group=0,  # the terminal's Ctrl-C is for the supervisor
                )
        except OSError as exc:
            raise RoleFailed(f"{self.name} cannot be started: {exc.strerror}: {exc.filename}.") from exc

    async def _until_ready(self) -> None:
        process = self._running()
        pause_seconds = POLL_SECONDS if self.role.ready else SETTLE_SECONDS
        while process.returncode is None:
            if await self._is_ready():
                return
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), pause_seconds)
                break
            if self.role.ready is None:
                return
        how = _describe(await process.wait())
        await self._end_group()
        raise RoleFailed(f"{self.name} ended with {how}{self._quote()}.")

    async def _is_ready(self) -> bool:
        if self.role.ready is None:
            return False
        try:
            return await asyncio.wait_for(self.role.ready(), PROBE_SECONDS)
        except Exception:  # nobody listens yet, half an answer: all of it means "not yet"
            return False

    def _running(self) -> asyncio.subprocess.Process:
        if self._process is None:
            raise RuntimeError(f"{self.name} has not been started")
        return self._process

    async def _end_group(self) -> None:
        """SIGKILL what is left of the group and wait until it is gone; its number may belong to others from then on.

        A killed process still runs for a moment: until then it holds its ports, files and locks.
        """
        process = self._process
        if process is None:
            return
        self.kill()
        await process.wait()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(KILLED_SECONDS):
                while await asyncio.to_thread(_lives, process.pid):  # noqa: ASYNC110  # another process sets no event
                    await asyncio.sleep(KILLED_POLL_SECONDS)
        self._process = None

    def _signal(self, number: signal.Signals) -> None:
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, number)

    def _quote(self) -> str:
        line = last_line(self.log_file, since=self._log_start)
        return f"; its last line in {self.log_file}: {line}" if line else f"; nothing in {self.log_file}"


def _lives(group: int) -> bool:
    """Whether a process of the group still runs; one that only waits for its parent's notice does not."""
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, ProcessLookupError):
            if os.getpgid(process.pid) == group and process.status() != psutil.STATUS_ZOMBIE:
                return True
    return False


def _describe(code: int) -> str:
    if code >= 0:
        return f"exit code {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"
