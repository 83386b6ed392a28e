"""Where a role's output goes, and how that file is kept small.

A role writes to its file directly, in append mode, so nothing is lost when the supervisor dies; a file past the
limit is moved aside to `<name>.log.1` at the role's start, and cut in place while the role runs.
"""

import os
import shutil
from pathlib import Path
from typing import BinaryIO

MAX_LOG_BYTES = 5 * 1024 * 1024  # 5 MB, one older file of that size is kept
TAIL_BYTES = 8 * 1024  # 8 KB, enough for the last lines
MAX_QUOTE_CHARS = 300


def open_log(path: Path, *, limit_bytes: int = MAX_LOG_BYTES) -> BinaryIO:
    """Open a log for appending, readable by its owner only; an overlong one is moved aside first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and path.stat().st_size > limit_bytes:
        os.replace(path, _older(path))
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    return os.fdopen(descriptor, "ab", buffering=0)


def trim_log(path: Path, *, limit_bytes: int = MAX_LOG_BYTES) -> bool:
    """Copy an overlong log aside and empty it under its writer; True if that was needed.

    The writer appends, so it goes on at the start of the emptied file. Lines written between copy and cut are lost.
    """
    try:
        if path.stat().st_size <= limit_bytes:
            return False
    except FileNotFoundError:
        return False
    shutil.copyfile(path, _older(path))
    _older(path).chmod(0o600)
    os.truncate(path, 0)
    return True


def tail(path: Path, *, since: int = 0) -> list[str]:
    """The last non-empty lines of a log, at most 8 KB of them, none from before the byte `since`."""
    try:
        with path.open("rb") as log:
            size = log.seek(0, os.SEEK_END)
            log.seek(max(size - TAIL_BYTES, since if since <= size else 0))  # smaller: it was cut meanwhile
            text = log.read().decode("utf-8", errors="replace")
    except OSError:
        return []
    return [line.strip() for line in text.splitlines() if line.strip()]


def last_line(path: Path, *, since: int = 0) -> str | None:
    """The last non-empty line of a log, cut to one that fits into a sentence; None where there is none."""
    lines = tail(path, since=since)
    return lines[-1][:MAX_QUOTE_CHARS] if lines else None


def log_size(path: Path) -> int:
    """Bytes in the log now, 0 where there is none."""
    return path.stat().st_size if path.exists() else 0


def _older(path: Path) -> Path:
    return path.with_name(path.name + ".1")
