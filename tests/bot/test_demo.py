from __future__ import annotations

import stat
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.clock import FrozenClock
from bot.demo import USERNAME, load_demo
from bot.secrets import Secrets
from bot.settings import Settings
from bot.wiring import System, build
from console.passwords import verify_password
from records.access import access_patients
from records.database import Sessions
from records.models import Observation, Patient, Staff, Task, WebLink
from tests.support.people import NOW, rows_of


@pytest.fixture
async def system(quiet: tuple[str, Sessions], private_secrets: Secrets, tmp_path: Path) -> AsyncIterator[System]:
    settings = Settings(home=tmp_path, database_url=quiet[0])
    settings.secrets_dir.mkdir()
    async with build(settings, private_secrets, database_url=quiet[0], clock=FrozenClock(NOW)) as system:
        yield system


async def test_demonstration_is_loaded_once_and_its_nurse_sees_its_patients(system: System) -> None:
    first, again = await load_demo(system), await load_demo(system)
    assert (again.username, again.password) == (first.username, first.password) == (USERNAME, first.password)
    assert first.patient_url != again.patient_url
    assert first.patient_url.startswith("http://127.0.0.1:8000/c/")
    patients = await rows_of(system.sessions, Patient)
    assert len(patients) == 3
    assert all(patient.demo for patient in patients)
    assert first.patient_name == patients[0].name
    [nurse] = await rows_of(system.sessions, Staff)
    assert nurse.demo
    assert await verify_password(nurse.password_hash, first.password)
    async with system.sessions.begin() as session:
        assert len(await access_patients(session, nurse, now=NOW)) == 3
    tasks = await rows_of(system.sessions, Task)
    assert [task.due_at <= NOW for task in tasks] == [True, False, True]
    assert len(await rows_of(system.sessions, Observation)) == 36
    async with system.sessions() as session:
        assert await session.scalar(select(func.count()).select_from(WebLink)) == 2
    assert first.password not in repr(first)


async def test_demo_password_is_private_and_an_interrupted_first_run_leaves_none(
    system: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object) -> None:
        raise KeyboardInterrupt

    path = system.settings.secrets_dir / "demo_password"
    with monkeypatch.context() as patch:
        patch.setattr("os.link", die)
        with pytest.raises(KeyboardInterrupt):
            await load_demo(system)
    assert not path.exists()
    login = await load_demo(system)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_text() == login.password
    assert len(login.password) >= 12
