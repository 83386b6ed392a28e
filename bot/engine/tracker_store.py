"""Settles where conversations of the engine lie: in PostgreSQL, sealed, and nowhere else.

Rasa's own SQL store writes patients' words in clear, finds the latest session by wall-clock time, and is wrapped so
that a dead database silently becomes a dictionary in memory. This one seals the `data` column, orders by row number,
writes each turn's message id beside its events (unique: a turn is saved once even by two engines), and raises when the
database is away. The tables are made at the first connection, so the engine starts before its database.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, SessionStarted, UserUttered, deserialise_events
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bot.engine.errors import TurnSaved, Unavailable
from bot.engine.history import KEPT_EXCHANGES, STATE_EVENTS, shortened
from records.cipher import Keyring

CONTEXT = b"tracker"
CONNECT_TIMEOUT_SECONDS = 3
STATEMENT_TIMEOUT_MS = 5000
POOL_SIZE = 8
TABLES_LOCK = 7_264_001  # advisory lock: two engines that start together make the tables once

metadata = sa.MetaData()
events_table = sa.Table(
    "events",
    metadata,
    sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
    sa.Column("sender_id", sa.String(255), nullable=False, comment="the conversation"),
    sa.Column("message_id", sa.String(255), nullable=False, comment="the turn's message, on every event of the turn"),
    sa.Column("type_name", sa.String(64), nullable=False, comment="Rasa's name of the event's class"),
    sa.Column("timestamp", sa.Float, comment="seconds since 1970, UTC"),
    sa.Column("data", sa.LargeBinary, nullable=False, comment="the event as JSON, sealed by records.cipher"),
    sa.Index("events_of_conversation", "sender_id", "id"),
    sa.Index("events_by_kind", "sender_id", "type_name", "id"),
    sa.Index("events_of_turn", "sender_id", "message_id"),
)
sa.Index(
    "one_turn_a_message",
    events_table.c.sender_id,
    events_table.c.message_id,
    unique=True,
    postgresql_where=events_table.c.type_name == UserUttered.type_name,
)

Result = TypeVar("Result")


def _session() -> Any:
    """The rows of the latest session that a turn needs: those that set the state, and the last exchanges."""
    columns, earlier = events_table.c, events_table.alias("earlier")
    mine = earlier.c.sender_id == sa.bindparam("sender_id")
    opened = sa.select(sa.func.max(earlier.c.id)).where(mine, earlier.c.type_name == SessionStarted.type_name)
    said = sa.select(earlier.c.id).where(mine, earlier.c.type_name == UserUttered.type_name)
    recent = said.order_by(earlier.c.id.desc()).offset(KEPT_EXCHANGES).limit(1)
    return (
        sa.select(columns.data)
        .where(columns.sender_id == sa.bindparam("sender_id"))
        .where(columns.id >= sa.func.coalesce(opened.scalar_subquery(), 0))
        .where(columns.type_name.in_(STATE_EVENTS) | (columns.id >= sa.func.coalesce(recent.scalar_subquery(), 0)))
        .order_by(columns.id)
    )


SESSION = _session()
TURN = (
    sa.select(events_table.c.data)
    .where(events_table.c.sender_id == sa.bindparam("sender_id"))
    .where(events_table.c.message_id == sa.bindparam("message_id"))
    .order_by(events_table.c.id)
)


class EncryptedTrackerStore(TrackerStore):
    """Conversations of the engine in PostgreSQL.

    Args:
        host: an SQLAlchemy URL (the parameter's name is Rasa's, who passes the endpoint's `url` by it).
        keyring: path of the keyring file.
    """

    def __init__(
        self,
        domain: Domain | None = None,
        host: str = "",
        event_broker: EventBroker | None = None,
        keyring: str = "",
        **_: Any,
    ) -> None:
        super().__init__(domain, event_broker)
        self._keyring = Keyring.load(keyring)
        self._has_tables = False
        self.engine = sa.create_engine(
            host,
            pool_size=POOL_SIZE,
            max_overflow=POOL_SIZE,
            pool_timeout=CONNECT_TIMEOUT_SECONDS,
            pool_pre_ping=True,
            hide_parameters=True,
            connect_args={
                "connect_timeout": CONNECT_TIMEOUT_SECONDS,
                "options": f"-c statement_timeout={STATEMENT_TIMEOUT_MS}",
            },
        )

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation's latest session, or None where nothing is stored."""
        events = await self._in_thread(lambda db: self._session_events(db, sender_id))
        return self._tracker(sender_id, events) if events else None

    async def open_turn(self, sender_id: str, message_id: str) -> tuple[list[Event], DialogueStateTracker]:
        """The events that this turn has already saved (none: it is new), and the tracker to take it with."""
        saved, events = await self._in_thread(
            lambda db: (self._turn_events(db, sender_id, message_id), self._session_events(db, sender_id))
        )
        return deserialise_events(saved), self._tracker(sender_id, events)

    async def append(self, sender_id: str, message_id: str, events: Sequence[Event]) -> None:
        """Save a turn's events together.

        Raises:
            TurnSaved: the message's turn is stored already. Unavailable: the database is away.
        """
        rows = [self._row(sender_id, message_id, event) for event in events]
        await self._in_thread(lambda db: db.execute(events_table.insert(), rows))

    async def forget(self, sender_id: str) -> int:
        """Delete a conversation; the number of deleted events."""
        which = events_table.c.sender_id == sender_id
        deleted = await self._in_thread(lambda db: db.execute(events_table.delete().where(which)).rowcount)
        return int(deleted)

    def _row(self, sender_id: str, message_id: str, event: Event) -> dict[str, Any]:
        data = json.dumps(event.as_dict(), ensure_ascii=False).encode()
        return {
            "sender_id": sender_id,
            "message_id": message_id,
            "type_name": event.type_name,
            "timestamp": event.timestamp,
            "data": self._keyring.encrypt(data, context=CONTEXT),
        }

    def _turn_events(self, db: sa.engine.Connection, sender_id: str, message_id: str) -> list[dict[str, Any]]:
        return self._opened(db.execute(TURN, {"sender_id": sender_id, "message_id": message_id}))

    def _session_events(self, db: sa.engine.Connection, sender_id: str) -> list[dict[str, Any]]:
        return shortened(self._opened(db.execute(SESSION, {"sender_id": sender_id})))

    def _opened(self, rows: Iterable[Any]) -> list[dict[str, Any]]:
        return [json.loads(self._keyring.decrypt(bytes(row.data), context=CONTEXT)) for row in rows]

    def _tracker(self, sender_id: str, events: list[dict[str, Any]]) -> DialogueStateTracker:
        return DialogueStateTracker.from_dict(sender_id, events, self.domain.slots)

    async def _in_thread(self, work: Callable[[sa.engine.Connection], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(None, self._in_transaction, work)

    def _in_transaction(self, work: Callable[[sa.engine.Connection], Result]) -> Result:
        try:
            with _translated(), self.engine.begin() as db:
                if not self._has_tables:
                    make_tables(db)
                result = work(db)
        except ProgrammingError:
            self._has_tables = False  # the database may be a new one
            raise
        self._has_tables = True
        return result


def make_tables(db: sa.engine.Connection) -> None:
    """Create what is missing, one process at a time."""
    db.execute(sa.select(sa.func.pg_advisory_xact_lock(TABLES_LOCK)))
    metadata.create_all(db)


@contextmanager
def _translated() -> Iterator[None]:
    """Database errors as the engine's."""
    try:
        yield
    except IntegrityError as exc:
        raise TurnSaved("the turn is stored already") from exc
    except (OperationalError, InterfaceError, PoolTimeout) as exc:
        raise Unavailable("the engine's database cannot be reached") from exc
    except DBAPIError as exc:
        if exc.connection_invalidated:
            raise Unavailable("the engine's database went away") from exc
        raise
