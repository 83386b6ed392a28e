"""The application's process with a fault: one action call in twenty raises, by turns before and after its commit.

Run as `python -m tests.faults.app`; settings come from the environment as for `suifang serve`.
"""

from __future__ import annotations

import asyncio
import itertools
from dataclasses import replace
from typing import Any

from actions.once import OnceAction
from bot.database import records_url
from bot.logs import configure_logs
from bot.roles import Role
from bot.secrets import load_secrets
from bot.serve import serve
from bot.settings import load_settings
from bot.wiring import build

EVERY = 20


class Sabotage(RuntimeError):
    """What the faulty action raises."""


class FaultyAction(OnceAction):
    """An action that fails on every twentieth call of its process: the first time before, the next after its commit."""

    _calls = itertools.count(1)

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> Any:
        number = next(FaultyAction._calls)
        if number % (2 * EVERY) == 0:
            return await self._fail_inside(dispatcher, tracker, domain)
        events = await super().run(dispatcher, tracker, domain)
        if number % (2 * EVERY) == EVERY:
            raise Sabotage
        return events

    async def _fail_inside(self, dispatcher: Any, tracker: Any, domain: Any) -> Any:
        act = self._act

        async def failing(context: Any) -> Any:
            await act(context)
            raise Sabotage

        broken = OnceAction(self._name, failing, sessions=self._sessions, phrases=self._phrases, clock=self._clock)
        return await broken.run(dispatcher, tracker, domain)


async def main() -> None:
    """Serve all roles with faulty actions."""
    configure_logs()
    settings = load_settings()
    secrets = load_secrets(settings.secrets_dir)
    async with build(settings, secrets, database_url=records_url(settings, secrets)) as system:
        faulty = []
        for action in system.actions:
            action.__class__ = FaultyAction
            faulty.append(action)
        await serve(replace(system, actions=faulty), Role.ALL)


if __name__ == "__main__":
    asyncio.run(main())
