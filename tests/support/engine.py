"""Starts the real dialogue engine for tests: its own interpreter, process, port and log."""

from __future__ import annotations

import contextlib
import os
import secrets
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from bot.engine.model import ROOT, model_path
from records.cipher import Keyring

START_SECONDS = 120.0
TRAIN_SECONDS = 300.0
POLL_SECONDS = 0.1


@dataclass(kw_only=True)
class Engine:
    """A running engine. `log` is the file that its standard output and error go to."""

    port: int
    token: str
    log: Path
    environ: dict[str, str] = field(repr=False)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The channel's address."""
        return f"http://127.0.0.1:{self.port}/webhooks/suifang"

    @property
    def headers(self) -> dict[str, str]:
        """What a caller who may must send."""
        return {"Authorization": f"Bearer {self.token}"}

    def start(self) -> None:
        """Start the process; it answers 503 until `wait_until_ready` returns."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [engine_python(), "-m", "bot.engine"], cwd=ROOT, env=self.environ, stdout=log, stderr=log
            )

    def wait_until_ready(self, timeout_seconds: float = START_SECONDS) -> None:
        """Return once health answers 200."""
        give_up_at = time.monotonic() + timeout_seconds
        while time.monotonic() < give_up_at:
            if self.process is None or self.process.poll() is not None:
                raise RuntimeError(f"the engine ended: {self.log.read_text()[-2000:]}")
            with contextlib.suppress(httpx.TransportError):
                if httpx.get(f"{self.url}/health").status_code == 200:
                    return
            time.sleep(POLL_SECONDS)
        raise RuntimeError(f"the engine was not ready after {timeout_seconds:g} s: {self.log.read_text()[-2000:]}")

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End the process and wait for it."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(how)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def turn(
        self, conversation_id: str, message_id: str, text: str, *, control: bool = False, **options: Any
    ) -> httpx.Response:
        """Post one turn. `options` go to httpx, e.g. headers or timeout."""
        body = {"conversation_id": conversation_id, "message_id": message_id, "text": text, "control": control}
        return httpx.post(f"{self.url}/turn", json=body, **{"headers": self.headers, "timeout": 30, **options})


def engine_python() -> str:
    """The engine's interpreter: SUIFANG_ENGINE_PYTHON, else the project's."""
    return os.environ.get("SUIFANG_ENGINE_PYTHON") or str(ROOT / ".venv-engine" / "bin" / "python")


def ensure_model() -> Path:
    """The model of the project's present state, trained now if it is missing."""
    path = model_path(ROOT)
    if not path.is_file():
        subprocess.run([engine_python(), "-m", "bot.engine.train"], cwd=ROOT, check=True, timeout=TRAIN_SECONDS)
    return path


@contextlib.contextmanager
def running_engine(
    folder: Path, *, database_url: str, action_url: str, action_token: str, keyring: Path | None = None
) -> Iterator[Engine]:
    """An engine that is ready, stopped afterwards.

    Args:
        folder: for its log and, where none is given, its keyring.
        database_url: with driver psycopg2.
    """
    engine = make_engine(
        folder, database_url=database_url, action_url=action_url, action_token=action_token, keyring=keyring
    )
    try:
        engine.start()
        engine.wait_until_ready()
        yield engine
    finally:
        engine.stop()


def make_engine(
    folder: Path, *, database_url: str, action_url: str, action_token: str, keyring: Path | None = None
) -> Engine:
    """An engine that is not started yet."""
    token, port = secrets.token_hex(16), free_port()
    if keyring is None:
        keyring = folder / "keyring.json"
        keyring.write_text(Keyring.generate().dump())
    own = {
        "SUIFANG_ENGINE_HOST": "127.0.0.1",
        "SUIFANG_ENGINE_PORT": str(port),
        "SUIFANG_ENGINE_TOKEN": token,
        "SUIFANG_ENGINE_DATABASE_URL": database_url,
        "SUIFANG_ACTION_URL": action_url,
        "SUIFANG_ACTION_TOKEN": action_token,
        "SUIFANG_KEYRING": str(keyring),
        "SUIFANG_MODEL": str(ensure_model()),
    }
    return Engine(port=port, token=token, log=folder / "engine.log", environ={**os.environ, **own})


def free_port() -> int:
    """A TCP port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
