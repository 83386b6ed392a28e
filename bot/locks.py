"""Settles that one worker at a time has a conversation: a PostgreSQL advisory lock that ends with its transaction.

An advisory lock, not a row lock: the action that runs inside the turn writes rows that refer to the conversation, in
another transaction, and would wait for a row lock for ever. A worker that dies loses the lock with its connection.
"""

from __future__ import annotations

from enum import IntEnum

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession


class Lock(IntEnum):
    """Name spaces of advisory locks."""

    TURN = 1
    DELIVERY = 2
    INBOX = 3


async def take_lock(session: AsyncSession, kind: Lock, conversation_id: int) -> None:
    """Wait for the lock and keep it until the transaction ends."""
    await session.execute(select(func.pg_advisory_xact_lock((conversation_id << 4) | kind)))


async def try_lock(session: AsyncSession, kind: Lock, conversation_id: int) -> bool:
    """Take the lock until the transaction ends; False when somebody else has it."""
    key = (conversation_id << 4) | kind
    return bool(await session.scalar(select(func.pg_try_advisory_xact_lock(key))))
