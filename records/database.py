"""Settles how the application talks to PostgreSQL: one async engine a process, and dead connections are noticed."""

from __future__ import annotations

import asyncpg
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

Sessions = async_sessionmaker[AsyncSession]

POOL_TIMEOUT_SECONDS = 10
COMMAND_TIMEOUT_SECONDS = 60
CONNECT_TIMEOUT_SECONDS = 5

# What a caller sees when PostgreSQL is away or goes away in the middle; asyncpg raises OSError when it cannot connect.
DATABASE_AWAY: tuple[type[Exception], ...] = (OperationalError, InterfaceError, OSError, TimeoutError, PoolTimeout)

# Classes of SQLSTATE (PostgreSQL manual, appendix A) that say the same in asyncpg's plain Error: connection exception,
# insufficient resources, and shutting down or starting up.
AWAY_STATES = ("08", "53", "57P")


def create_engine(url: str, *, pool_size: int = 10) -> AsyncEngine:
    """An engine on asyncpg. A connection that died is replaced before use (pre-ping)."""
    return create_async_engine(
        async_url(url),
        pool_size=pool_size,
        max_overflow=pool_size,
        pool_timeout=POOL_TIMEOUT_SECONDS,
        pool_pre_ping=True,
        connect_args={
            "timeout": CONNECT_TIMEOUT_SECONDS,
            "command_timeout": COMMAND_TIMEOUT_SECONDS,
            "server_settings": {"timezone": "UTC", "application_name": "suifang"},
        },
        hide_parameters=True,  # an error message must not carry what a patient wrote
    )


def create_sessions(engine: AsyncEngine) -> Sessions:
    """A factory of sessions whose objects stay readable after commit."""
    return async_sessionmaker(engine, expire_on_commit=False)


def async_url(url: str) -> str:
    """The same database for SQLAlchemy's asyncpg dialect."""
    return make_url(url).set(drivername="postgresql+asyncpg").render_as_string(hide_password=False)


def plain_url(url: str, database: str | None = None) -> str:
    """The same server as a libpq address (postgresql://), for asyncpg itself; optionally another database of it."""
    parsed = make_url(url).set(drivername="postgresql")
    return (parsed.set(database=database) if database else parsed).render_as_string(hide_password=False)


def is_away(exc: BaseException) -> bool:
    """True when PostgreSQL did not answer, is starting or stopping, or has no connection to spare."""
    if isinstance(exc, DBAPIError):
        state = getattr(exc.orig, "sqlstate", None) or ""
        away = isinstance(exc, (OperationalError, InterfaceError)) or state.startswith(AWAY_STATES)
        return exc.connection_invalidated or away
    return isinstance(exc, (*DATABASE_AWAY, PoolTimeout, asyncpg.OperatorInterventionError, asyncpg.InterfaceError))


async def notify(session: AsyncSession, channel: str, payload: str) -> None:
    """Wake listeners when the transaction commits. The payload holds ids only."""
    await session.execute(text("select pg_notify(:channel, :payload)"), {"channel": channel, "payload": payload})
