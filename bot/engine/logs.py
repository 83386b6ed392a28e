"""Settles what the engine's process may write to its log: never what a patient said.

Rasa, Sanic and Python's warnings format texts, slots and events into their messages. Of those only the place and the
kind of error are written; the engine's own messages (loggers below `suifang`) are written in full.
"""

from __future__ import annotations

import logging
import sys
import time
from typing import Any

import structlog

OWN = "suifang"


class PlaceOnly(logging.Formatter):
    """`2026-11-20T01:00:00Z WARNING rasa.core.processor processor.py:812 KeyError`."""

    converter = time.gmtime

    def format(self, record: logging.LogRecord) -> str:
        """One line, without the message of a foreign logger."""
        when = self.formatTime(record, "%Y-%m-%dT%H:%M:%SZ")
        own = record.name == OWN or record.name.startswith(OWN + ".")
        what = record.getMessage() if own else f"{record.filename}:{record.lineno}"
        kind = f" {error_path(record.exc_info[1])}" if record.exc_info and record.exc_info[1] else ""
        return f"{when} {record.levelname} {record.name} {what}{kind}"


def error_path(error: BaseException) -> str:
    """The kinds of an error and its causes, and the line where the first was raised: no message."""
    kinds = []
    seen: BaseException | None = error
    last = error
    while seen is not None:
        kinds.append(type(seen).__name__)
        last, seen = seen, seen.__cause__ or seen.__context__
    frame = last.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    place = f" at {frame.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{frame.tb_lineno}" if frame else ""
    return " from ".join(kinds) + place


def configure(level: int = logging.WARNING) -> None:
    """Send warnings and errors of every library to standard error, by place only."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(PlaceOnly())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    logging.captureWarnings(True)
    logging.getLogger("py.warnings").disabled = True  # old libraries' deprecations, and Rasa's quotations of texts
    logging.getLogger(OWN).setLevel(logging.INFO)
    logging.getLogger("jieba").setLevel(level)  # imported later, it would bring its own handler and level
    logging.getLogger("jieba").disabled = True
    structlog.configure(
        processors=[_drop_fields],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )


def _drop_fields(_: Any, __: str, event: dict[str, Any]) -> str:
    return str(event.get("event", ""))
