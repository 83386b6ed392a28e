"""How is a called tool run so that a person sees that it goes on, and finds all it said afterwards?"""

import os
import queue
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from bot.provision.failures import SetupError, reason
from bot.provision.layout import Layout

STILL_EVERY_SECONDS = 15.0  # a line that it goes on, where the output is not a terminal
TAIL_LINES = 300
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
HIDDEN_VARIABLES = ("VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME", "CONDA_PREFIX", "UV_PROJECT_ENVIRONMENT")


@dataclass(kw_only=True)
class Console:
    """The lines a person sees: elapsed seconds, then what is being done."""

    layout: Layout
    started: float = field(default_factory=time.monotonic)
    terminal: bool = field(default_factory=sys.stdout.isatty)

    def say(self, text: str) -> None:
        """One line."""
        wipe = "\r\x1b[K" if self.terminal else ""
        print(f"{wipe}[{time.monotonic() - self.started:6.1f} s] {text}", flush=True)

    def pulse(self, text: str) -> None:
        """Where things are now: the same line again on a terminal, a further one elsewhere."""
        if not self.terminal:
            return self.say(f"  ... {text}")
        line = f"[{time.monotonic() - self.started:6.1f} s]   ... {text}"
        print("\r\x1b[K" + line[: shutil.get_terminal_size().columns - 1], end="", flush=True)
        return None

    def run(
        self,
        command: Sequence[str | Path],
        *,
        what: str,
        lock: str = "the lock file",
        environ: dict[str, str] | None = None,
        echo: bool = False,
        timeout_seconds: float | None = None,
    ) -> str:
        """Run a tool, its words going to the set-up log.

        Args:
            what: the work in a few words, for the line and for the error's sentence.
            lock: the lock file to name when it is at fault.
            echo: show the tool's own lines as they come.

        Returns:
            What it printed (the last 300 lines).

        Raises:
            SetupError: it failed, did not start, or took longer than allowed.
        """
        log = self.layout.log_file
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8") as record:
            record.write(f"\n$ {' '.join(map(str, command))}\n")
            code, lines = self._follow(command, record, environ, echo, timeout_seconds)
            record.write(f"exit {code}\n")
        output = "\n".join(lines)
        if code != 0:
            raise SetupError(self._sentence(what, output, code, lock))
        return output

    def _sentence(self, what: str, output: str, code: int | None, lock: str) -> str:
        why = "it took too long" if code is None else reason(output, lock=lock) or f"it ended with code {code}"
        return f"{what} failed: {why} (details: {self.layout.log_file})."

    def _follow(
        self,
        command: Sequence[str | Path],
        record: IO[str],
        environ: dict[str, str] | None,
        echo: bool,
        timeout_seconds: float | None,
    ) -> tuple[int | None, list[str]]:
        with subprocess.Popen(
            [str(part) for part in command],
            cwd=self.layout.root,
            env=clean_environ() | (environ or {}),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
        ) as process:
            try:
                lines = self._listen(process, record, echo, timeout_seconds)
            except BaseException:
                process.terminate()
                raise
        return (None if lines is None else process.returncode), lines or []

    def _listen(
        self, process: "subprocess.Popen[str]", record: IO[str], echo: bool, timeout_seconds: float | None
    ) -> list[str] | None:
        """Its lines; None when the time was up and it was ended."""
        spoken: queue.Queue[str | None] = queue.Queue()
        threading.Thread(target=_pump, args=(process.stdout, spoken), daemon=True).start()
        lines: list[str] = []
        begun = said = time.monotonic()
        while True:
            try:
                line = spoken.get(timeout=0.5)
            except queue.Empty:
                line = ""
            if line is None:
                return lines
            if line:
                record.write(line + "\n")
                lines = [*lines[-TAIL_LINES + 1 :], line]
            now = time.monotonic()
            if timeout_seconds is not None and now - begun > timeout_seconds:
                process.kill()
                return None
            if line and echo:
                self.say("  " + line)
                said = now
            elif now - said > (1.0 if self.terminal else STILL_EVERY_SECONDS):
                self.pulse(lines[-1] if lines else "working")
                said = now


def _pump(stream: IO[str] | None, spoken: "queue.Queue[str | None]") -> None:
    for line in stream or ():
        spoken.put(ESCAPES.sub("", line).strip())
    spoken.put(None)


def clean_environ() -> dict[str, str]:
    """Our environment variables less those that would send a tool to somebody else's packages."""
    return {key: value for key, value in os.environ.items() if key not in HIDDEN_VARIABLES}
