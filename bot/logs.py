"""Settles what a log line looks like: one JSON object with ids and codes, never what a patient wrote."""

from __future__ import annotations

import json
import logging
import sys
import traceback
from pathlib import Path

import structlog

FRAMES = 3


def configure_logs(level: int = logging.INFO) -> None:
    """Our lines as JSON on standard error; libraries from WARNING on, without their tracebacks' local values."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(PlaceOnly())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for name in ("apscheduler", "rasa_sdk", "asyncio"):
        logging.getLogger(name).setLevel(logging.ERROR)
    # It reports every beat that it cannot send while PostgreSQL is away; the worker says once that the queue ended.
    logging.getLogger("pgqueuer").setLevel(logging.CRITICAL)


class PlaceOnly(logging.Formatter):
    """A library's line: who, where and which error. Never its words: they may quote what a patient wrote."""

    def format(self, record: logging.LogRecord) -> str:
        line = {"level": record.levelname.lower(), "logger": record.name, "place": f"{record.filename}:{record.lineno}"}
        if record.exc_info and record.exc_info[1] is not None:
            line |= describe(record.exc_info[1])
        return json.dumps(line)


def describe(exc: BaseException) -> dict[str, str]:
    """An unexpected error for a log line: its class, the driver's class and SQL state, and where it was raised.

    Never its message: that may quote what a patient wrote.
    """
    cause = getattr(exc, "orig", None) or exc.__cause__
    frames = traceback.extract_tb(exc.__traceback__)
    ours = [frame for frame in frames if "site-packages" not in frame.filename] or frames
    places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in ours[: -FRAMES - 1 : -1]]
    fields = {"error": type(exc).__name__, "at": " < ".join(places)}
    if cause is not None:
        fields["cause"] = type(cause.__cause__ or cause).__name__
        fields["sqlstate"] = str(getattr(cause, "sqlstate", ""))
    return fields
