from __future__ import annotations

import asyncio
from pathlib import Path

import yaml
from sqlalchemy import text

from bot.clock import FrozenClock
from bot.engine_client import Reply
from bot.screening import Screening
from bot.secrets import Secrets
from bot.settings import ROOT, Settings
from bot.turns import Turns
from bot.wiring import ACTS, build
from nlu.red_flags import screen
from records.database import Sessions
from speech.protocol import no_recogniser
from tests.support.acting import BOOK
from tests.support.people import NOW, make_patient, messages_of, say


def test_every_action_of_the_domain_has_its_act() -> None:
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    assert set(ACTS) == set(domain["actions"])


class ActingEngine:
    """Takes a connection of its own for its action, once every conversation is in its turn."""

    def __init__(self, sessions: Sessions, conversations: int) -> None:
        self._sessions = sessions
        self._together = asyncio.Barrier(conversations)

    async def turn(self, conversation_id: int, message_id: str, text_: str, *, control: bool = False) -> list[Reply]:
        if control:
            return []
        await self._together.wait()
        async with self._sessions.begin() as session:
            await session.execute(text("select 1"))
        return [Reply(text="好")]


async def test_smallest_setting_leaves_connections_for_the_actions_of_the_turns(
    database_url: str, private_secrets: Secrets, tmp_path: Path
) -> None:
    settings = Settings(home=tmp_path, database_url=database_url, worker_concurrency=1)
    clock = FrozenClock(NOW)
    async with build(settings, private_secrets, database_url=database_url, clock=clock) as system:
        people = [await make_patient(system.sessions) for _ in range(2)]
        screening = Screening(system.sessions, screen=screen, hear=no_recogniser, phrases=BOOK, clock=clock)
        engine = ActingEngine(system.sessions, 2)
        turns = Turns(system.sessions, engine, screening=screening, phrases=BOOK, clock=clock)
        for known in people:
            await say(system.sessions, known, "你好")
        async with asyncio.timeout(5):
            await asyncio.gather(*(turns.handle(known.conversation_id) for known in people))
        assert [[m.body for m in await messages_of(system.sessions, k, "out")] for k in people] == [["好"], ["好"]]
