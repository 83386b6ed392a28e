"""Is another one of us alive? Settled by a lock that the kernel drops with its holder, not by a number in a file.

The pid inside is for people and messages. After a SIGKILL the lock is free, whoever has got the old pid since.
"""

import fcntl
import json
import os
from pathlib import Path

import psutil

from bot.supervisor.errors import AlreadyRunning, SupervisorError


class PidFile:
    """A file that one live process at a time holds locked.

    Args:
        path: the file; it is removed on release.
        name: who is running, as the message says it ("suifang").
    """

    def __init__(self, path: Path, name: str) -> None:
        self.path = path
        self._name = name
        self._descriptor: int | None = None

    def acquire(self) -> None:
        """Take the lock and write our pid and start time.

        Raises:
            AlreadyRunning: a live process holds it.
            SupervisorError: the file cannot be written.
        """
        if self._descriptor is not None:
            return
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            while self._descriptor is None:
                self._descriptor = self._lock()
        except OSError as exc:
            raise SupervisorError(f"{self.path} cannot be written: {exc.strerror}.") from exc
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, _our_identity(), 0)

    def release(self) -> None:
        """Remove the file and give the lock back; does nothing if it is not ours."""
        if self._descriptor is None:
            return
        self.path.unlink(missing_ok=True)
        os.close(self._descriptor)
        self._descriptor = None

    def holder(self) -> int | None:
        """The pid of the live process that wrote the file, None if there is none."""
        try:
            identity = json.loads(self.path.read_text())
            process = psutil.Process(identity["pid"])
            return process.pid if abs(process.create_time() - identity["started"]) < 2 else None
        except (OSError, ValueError, KeyError, TypeError, psutil.Error):
            return None

    def _lock(self) -> int | None:
        """The descriptor of the locked file; None if it was removed meanwhile and has to be opened again."""
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as exc:
            os.close(descriptor)
            raise AlreadyRunning(self._name, self.holder()) from exc
        if self.path.exists() and os.path.samestat(os.fstat(descriptor), self.path.stat()):
            return descriptor
        os.close(descriptor)
        return None


def _our_identity() -> bytes:
    return json.dumps({"pid": os.getpid(), "started": psutil.Process().create_time()}).encode()
