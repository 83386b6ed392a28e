"""Are the databases there? Made where they are missing, on the embedded server and on an outside one alike."""

import contextlib
import re
from collections.abc import AsyncIterator, Iterator
from urllib.parse import urlsplit

import asyncpg

from bot.postgres.errors import NotAllowed, PostgresError

CONNECT_SECONDS = 10.0
MAINTENANCE = ("postgres", "template1")  # where one connects to create another database


async def ensure_database(url: str, name: str) -> None:
    """Create the database `name` on the server of `url` if it is not there; an existing one needs no rights to create.

    Args:
        url: of any database there, with or without an SQLAlchemy driver in its scheme.

    Raises:
        PostgresError: with one sentence that names the server, never the password.
    """
    dsn = re.sub(r"^postgres(ql)?(\+\w+)?://", "postgresql://", url)
    with _translated(dsn, name):
        if await _exists(dsn, name):
            return
        async with _maintenance(dsn) as connection:
            with contextlib.suppress(asyncpg.DuplicateDatabaseError, asyncpg.UniqueViolationError):  # another was first
                await connection.execute('CREATE DATABASE "{}"'.format(name.replace('"', '""')))


async def _exists(dsn: str, name: str) -> bool:
    try:
        connection = await _connect(dsn, name)
    except asyncpg.InvalidCatalogNameError:
        return False
    await connection.close()
    return True


@contextlib.asynccontextmanager
async def _maintenance(dsn: str) -> AsyncIterator[asyncpg.Connection]:
    """A session in the URL's own database, or where that is what is missing, in one that every server has."""
    connection = None
    for database in (None, *MAINTENANCE):
        with contextlib.suppress(asyncpg.InvalidCatalogNameError):
            connection = await _connect(dsn, database)
            break
    if connection is None:
        raise PostgresError(f"On {_server(dsn)} there is no database to connect to: create one named postgres.")
    try:
        yield connection
    finally:
        await connection.close()


async def _connect(dsn: str, database: str | None) -> asyncpg.Connection:
    # no statement cache: poolers in front of outside servers often forbid it
    return await asyncpg.connect(dsn, database=database, timeout=CONNECT_SECONDS, statement_cache_size=0)


@contextlib.contextmanager
def _translated(dsn: str, name: str) -> Iterator[None]:
    try:
        yield
    except asyncpg.InsufficientPrivilegeError as exc:
        raise NotAllowed(
            f"On {_server(dsn)} the database {name} is missing and this user may not create it: have it created."
        ) from exc
    except (asyncpg.InvalidPasswordError, asyncpg.InvalidAuthorizationSpecificationError) as exc:
        raise NotAllowed(f"PostgreSQL on {_server(dsn)} refuses the user or the password of DATABASE_URL.") from exc
    except (OSError, TimeoutError) as exc:
        raise PostgresError(f"No PostgreSQL answers on {_server(dsn)}: check DATABASE_URL.") from exc
    except (asyncpg.PostgresError, asyncpg.InterfaceError, ValueError) as exc:
        raise PostgresError(f"PostgreSQL on {_server(dsn)} cannot be used: {exc}.") from exc


def _server(dsn: str) -> str:
    """The server as messages name it, without user and password."""
    parts = urlsplit(dsn)
    socket = re.search(r"(?:^|&)host=([^&]*)", parts.query)
    return parts.netloc.rpartition("@")[2] or (socket[1] if socket else "this machine")
