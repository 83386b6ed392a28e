from __future__ import annotations

from bot.locks import Lock, try_lock
from records.database import Sessions


async def test_lock_is_taken_by_one_until_its_transaction_ends(sessions: Sessions) -> None:
    async with sessions() as one, sessions() as two:
        assert await try_lock(one, Lock.TURN, 700_001)
        assert not await try_lock(two, Lock.TURN, 700_001)
        assert await try_lock(two, Lock.DELIVERY, 700_001)
        assert await try_lock(two, Lock.TURN, 700_002)
        await one.rollback()
        assert await try_lock(two, Lock.TURN, 700_001)
