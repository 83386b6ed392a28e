"""PostgreSQL: the embedded server, and the databases on it or on an outside one."""

from bot.postgres.databases import ensure_database
from bot.postgres.errors import NotAllowed, PostgresError, ServerBusy, ServerMissing, WrongData
from bot.postgres.server import EmbeddedPostgres
from bot.postgres.service import PostgresService
from bot.postgres.temporary import temporary_postgres

__all__ = [
    "EmbeddedPostgres",
    "NotAllowed",
    "PostgresError",
    "PostgresService",
    "ServerBusy",
    "ServerMissing",
    "WrongData",
    "ensure_database",
    "temporary_postgres",
]
