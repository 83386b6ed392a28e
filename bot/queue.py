"""Settles how work is announced: PgQueuer jobs, inserted in the transaction that stores the row they are about.

A job is only a wake-up with a conversation's id. It may come twice or be lost; the rows say what is to do.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from pgqueuer.db import AsyncpgDriver
from pgqueuer.queries import Queries
from sqlalchemy.ext.asyncio import AsyncSession

TURN = "turn"
DELIVER = "deliver"


async def enqueue(
    session: AsyncSession, entrypoint: str, conversation_ids: Sequence[int], *, after: timedelta | None = None
) -> None:
    """Announce work for conversations, within the session's transaction (a statement must have run in it already)."""
    if not conversation_ids:
        return
    connection = await (await session.connection()).get_raw_connection()
    driver_connection = connection.driver_connection
    if driver_connection is None or not driver_connection.is_in_transaction():
        raise RuntimeError("no transaction has begun: the job would be announced before its row is there")
    count = len(conversation_ids)
    await Queries(AsyncpgDriver(driver_connection)).enqueue(
        [entrypoint] * count,
        [str(conversation_id).encode() for conversation_id in conversation_ids],
        [0] * count,
        [after] * count,
    )
