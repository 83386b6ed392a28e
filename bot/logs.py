"""Settles what a log line looks like: one JSON object with ids and codes, never what a patient wrote."""

from __future__ import annotations

import logging
import sys

import structlog


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
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s %(message)s")
    for name in ("apscheduler", "rasa_sdk", "pgqueuer", "asyncio"):
        logging.getLogger(name).setLevel(logging.ERROR)
