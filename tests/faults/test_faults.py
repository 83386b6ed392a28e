"""Nothing is lost, doubled or out of order while every part of the system is killed under load.

`SUIFANG_FAULT_PATIENTS` and `SUIFANG_FAULT_ROUNDS` make a longer run by hand.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select

from bot.clock import system_clock
from bot.secrets import Secrets, load_secrets
from channels.web.links import make_link, open_link
from records.database import Sessions, create_engine, create_sessions, is_away
from records.models import Conversation, Direction, Message, Task
from records.registration import NewPatient, first_contact, register
from tests.faults.house import House, open_house
from tests.faults.ledger import faults_of, handled
from tests.faults.patients import LINK_IDS, SimulatedPatient

PATIENTS = int(os.environ.get("SUIFANG_FAULT_PATIENTS", "100"))
ROUNDS = int(os.environ.get("SUIFANG_FAULT_ROUNDS", "1"))
WATCH_SECONDS = 0.3
UNREACHABLE_SECONDS = 5
GIVE_UP_SECONDS = 400


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("apps", [1, 2], ids=["one application process", "two application processes"])
async def test_every_message_is_answered_once_whatever_is_killed(
    apps: int, tmp_path: Path, private_secrets: Secrets
) -> None:
    _share(private_secrets, tmp_path)
    secrets = load_secrets(tmp_path / "secrets")
    async with open_house(tmp_path, secrets, apps=apps) as house:
        engine = create_engine(house.url)
        sessions = create_sessions(engine)
        patients = await _register(house, sessions)
        started = time.monotonic()
        await _run(house, sessions, patients)
        await _until(lambda: _all_sent(sessions))
        seconds = time.monotonic() - started
        faults = [fault for patient in patients for fault in await faults_of(sessions, patient)]
        answered = await handled(sessions)
        await engine.dispose()
    print(
        f"\n{apps} application process(es), {len(patients)} conversations at once, {ROUNDS} round(s) of kills: "
        f"{answered} of {len(patients) * len(LINK_IDS)} messages answered, {len(faults)} faults, "
        f"{sum(patient.retries for patient in patients)} posts repeated, {seconds:.0f} s"
    )
    assert faults == []
    assert answered == len(patients) * len(LINK_IDS)


def _share(secrets: Secrets, home: Path) -> None:
    """The processes read the rows with the keyring that this test run has bound."""
    folder = home / "secrets"
    folder.mkdir(mode=0o700)
    for path in secrets.keyring_path.parent.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())


async def _register(house: House, sessions: Sessions) -> list[SimulatedPatient]:
    patients = []
    for number in range(PATIENTS):
        now = system_clock()
        async with sessions.begin() as session:
            new = NewPatient(name=f"压测{number}", conditions=("hypertension",), demo=True)
            patient = await register(session, new, channel="web", address=f"fault-{number}", now=now)
            point = await first_contact(session, patient.id, "web")
            assert point is not None
            key = house.secrets.link_key
            token = await make_link(session, point.id, link_key=key, now=now)
            cookie = await open_link(session, token, link_key=key, now=now)
            conversation = await session.scalar(select(Conversation.id).where(Conversation.patient_id == patient.id))
            session.add(Task(patient_id=patient.id, questionnaire="hypertension", due_at=now))
        assert cookie is not None
        assert conversation is not None
        patients.append(
            SimulatedPatient(
                number=number,
                patient_id=patient.id,
                conversation_id=conversation,
                cookie=cookie,
                base_url=house.web_urls[number % len(house.web_urls)],
            )
        )
    await _until(lambda: _all_opened(sessions))
    return patients


async def _run(house: House, sessions: Sessions, patients: list[SimulatedPatient]) -> None:
    limits = httpx.Limits(max_connections=len(patients))
    async with httpx.AsyncClient(trust_env=False, timeout=10, limits=limits) as client:
        watch = asyncio.create_task(_watch(sessions, patients))
        havoc = asyncio.create_task(_havoc(house, sessions, total=len(patients) * len(LINK_IDS)))
        try:
            async with asyncio.timeout(GIVE_UP_SECONDS * ROUNDS):
                await asyncio.gather(*(patient.talk(client) for patient in patients))
                await havoc
        finally:
            watch.cancel()
            havoc.cancel()


async def _watch(sessions: Sessions, patients: list[SimulatedPatient]) -> None:
    """Tell the patients which of their messages are answered; one query for all of them."""
    by_conversation = {patient.conversation_id: patient for patient in patients}
    seen = 0
    while True:
        await asyncio.sleep(WATCH_SECONDS)
        query = select(Message.id, Message.conversation_id, Message.reply_to).where(Message.reply_to.is_not(None))
        try:
            async with sessions() as session:
                rows = (await session.execute(query)).all()
                names = dict((await session.execute(select(Message.id, Message.external_id))).all())
        except Exception as exc:
            if not is_away(exc):
                raise
            continue
        if len(rows) == seen:
            continue
        seen = len(rows)
        for row in rows:
            patient = by_conversation[row.conversation_id]
            patient.replied.add(str(names[row.reply_to]).rpartition(":")[2])
        for patient in patients:
            patient.changed.set()


async def _havoc(house: House, sessions: Sessions, *, total: int) -> None:
    """Kill each part when the load has come a certain way, in the middle of what it does."""
    for number in range(ROUNDS):
        begin, share = number / ROUNDS, 1 / ROUNDS
        for app in range(len(house.apps)):  # one after the other, the second soon after the first is back
            await _until_handled(sessions, total * (begin + (0.10 + 0.10 * app) * share))
            house.kill_app(app)
        await _until_handled(sessions, total * (begin + 0.30 * share))
        house.kill_engine()
        await _until_handled(sessions, total * (begin + 0.55 * share))
        house.kill_postgres()
        await _until_handled(sessions, total * (begin + 0.80 * share))
        await house.proxy.refuse_for(UNREACHABLE_SECONDS)


async def _until_handled(sessions: Sessions, count: float) -> None:
    async def reached() -> bool:
        return await handled(sessions) >= count

    await _until(reached)


async def _all_opened(sessions: Sessions) -> bool:
    async with sessions() as session:
        return await session.scalar(select(Task.id).where(Task.status == "pending").limit(1)) is None


async def _all_sent(sessions: Sessions) -> bool:
    waiting = select(Message.id).where(Message.direction == Direction.OUT, Message.status == "queued").limit(1)
    async with sessions() as session:
        return await session.scalar(waiting) is None


async def _until(condition: Callable[[], Awaitable[bool]], *, seconds: float = 120) -> None:
    async with asyncio.timeout(seconds):
        while True:
            try:
                if await condition():
                    return
            except Exception as exc:
                if not is_away(exc):
                    raise
            await asyncio.sleep(0.1)
