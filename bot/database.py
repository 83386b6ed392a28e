"""Settles where the databases are: the embedded server's socket, or the server that DATABASE_URL names."""

from __future__ import annotations

from sqlalchemy.engine import make_url

from bot.postgres import EmbeddedPostgres, ensure_database
from bot.secrets import Secrets
from bot.settings import DATABASE, ENGINE_DATABASE, Settings
from records import migrate
from records.database import plain_url


def embedded_server(settings: Settings, secrets: Secrets) -> EmbeddedPostgres:
    """The embedded server of this installation; not started."""
    return EmbeddedPostgres(
        settings.home / "postgres", settings.run_dir, secrets.postgres_password, log_dir=settings.log_dir
    )


def records_url(settings: Settings, secrets: Secrets) -> str:
    """The records database."""
    if settings.database_url:
        return plain_url(settings.database_url)
    return plain_url(embedded_server(settings, secrets).url(DATABASE))


def engine_database_url(records: str) -> str:
    """The engine's own database on the same server, for its SQLAlchemy 1.4."""
    url = make_url(records).set(drivername="postgresql+psycopg2", database=ENGINE_DATABASE)
    return url.render_as_string(hide_password=False)


async def prepare_databases(records: str) -> None:
    """Create both databases if they are missing, and bring the records to the newest revision."""
    await ensure_database(records, make_url(records).database or DATABASE)
    await ensure_database(records, ENGINE_DATABASE)
    await migrate.upgrade(records)
