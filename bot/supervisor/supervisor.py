"""Everything that `suifang up` runs: brought up in order, kept up, and brought down in reverse order.

Whatever ends it (a signal, a step or a role that cannot work), nothing it started is left running.
"""

import asyncio
import contextlib
import signal
import time
from collections.abc import Callable, Sequence

from bot.supervisor.backoff import Backoff
from bot.supervisor.errors import RoleFailed
from bot.supervisor.logfile import trim_log
from bot.supervisor.pidfile import PidFile
from bot.supervisor.service import Service, Step

STOP_SECONDS = 10.0  # between SIGTERM and SIGKILL
TRIM_EVERY_SECONDS = 60.0
SAME_KEYSTROKE_SECONDS = 0.5  # one Ctrl-C may arrive twice, from the terminal and from a wrapper
END_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Supervisor:
    """Runs services and steps.

    Args:
        parts: in the order in which they come up; the first started is the last stopped.
        pid_file: held while it runs, so that a second one is refused.
        on_ready: called once, when all parts are up.
        say: prints one line for the person at the terminal.
    """

    def __init__(
        self,
        parts: Sequence[Service | Step],
        *,
        pid_file: PidFile,
        on_ready: Callable[[], None] = lambda: None,
        say: Callable[[str], None] = print,
        backoff: Callable[[], Backoff] = Backoff,
        stop_seconds: float = STOP_SECONDS,
    ) -> None:
        self._parts = parts
        self._pid_file = pid_file
        self._on_ready = on_ready
        self._print = say
        self._backoff = backoff
        self._stop_seconds = stop_seconds
        self._started: list[Service] = []
        self._keepers: list[asyncio.Task[None]] = []
        self._end = asyncio.Event()
        self._hurry = asyncio.Event()
        self._asked_at = 0.0

    async def run(self) -> None:
        """Bring everything up and keep it up until a signal comes; from the main thread only.

        Raises:
            SupervisorError: another one runs, or a role cannot work. What a step raises comes through unchanged.
        """
        self._pid_file.acquire()
        loop = asyncio.get_running_loop()
        for number in END_SIGNALS:
            loop.add_signal_handler(number, self.ask_to_end)
        try:
            await self._until_asked_to_end()
        finally:
            await self._bring_down()
            for number in END_SIGNALS:
                loop.remove_signal_handler(number)
            self._pid_file.release()

    def ask_to_end(self) -> None:
        """End gently; asked a second time, at once."""
        now = time.monotonic()
        if not self._end.is_set():
            self._end.set()
            self._asked_at = now
        elif now - self._asked_at > SAME_KEYSTROKE_SECONDS:
            self._hurry.set()

    async def _until_asked_to_end(self) -> None:
        work = asyncio.create_task(self._bring_up_and_watch())
        end = asyncio.create_task(self._end.wait())
        await asyncio.wait({work, end}, return_when=asyncio.FIRST_COMPLETED)
        end.cancel()
        if work.done():
            work.result()  # raises: it has no other end
        else:
            self._say("Stopping …")
            await _cancel(work)

    async def _bring_up_and_watch(self) -> None:
        for part in self._parts:
            if isinstance(part, Step):
                await part.run()
            else:
                self._started.append(part)
                await self._first_start(part)
                self._keepers.append(asyncio.create_task(self._keep_up(part)))
        self._on_ready()
        while True:
            await asyncio.sleep(TRIM_EVERY_SECONDS)
            for service in self._started:
                await asyncio.to_thread(trim_log, service.log_file)

    async def _first_start(self, service: Service) -> None:
        backoff = self._backoff()
        for attempt in range(1, service.first_attempts + 1):
            try:
                await service.start()
            except RoleFailed as exc:
                if attempt == service.first_attempts or not exc.retryable:
                    raise
            else:
                return
            await asyncio.sleep(backoff.delay(lived_seconds=0))

    async def _keep_up(self, service: Service) -> None:
        backoff = self._backoff()
        while True:
            ready_at = time.monotonic()
            how = await service.wait()
            pause_seconds = backoff.delay(lived_seconds=time.monotonic() - ready_at)
            self._say(f"{service.name} ended ({how}); starting it again in {pause_seconds:g} s.")
            await asyncio.sleep(pause_seconds)
            await self._start_again(service, backoff)

    async def _start_again(self, service: Service, backoff: Backoff) -> None:
        while True:
            try:
                await service.start()
            except RoleFailed as exc:
                pause_seconds = backoff.delay(lived_seconds=0)
                self._say(f"{exc} Trying again in {pause_seconds:g} s.")
                await asyncio.sleep(pause_seconds)
            else:
                self._say(f"{service.name} is up again.")
                return

    async def _bring_down(self) -> None:
        for keeper in self._keepers:
            await _cancel(keeper)
        hurry = asyncio.create_task(self._hurry.wait())
        for service in reversed(self._started):
            stop = asyncio.create_task(service.stop(self._stop_seconds))
            await asyncio.wait({stop, hurry}, return_when=asyncio.FIRST_COMPLETED)
            if hurry.done():
                service.kill()
            try:
                await stop
            except Exception as exc:  # the others must end all the same
                self._say(f"{service.name} was not stopped: {exc}")
        hurry.cancel()

    def _say(self, line: str) -> None:
        with contextlib.suppress(OSError, ValueError):  # the terminal may be gone
            self._print(line)


async def _cancel(task: asyncio.Task[None]) -> None:
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError, Exception):
        await task
