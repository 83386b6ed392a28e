"""Does `suifang doctor` see what is there, and say how to get what is not?"""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import doctor
from bot.doctor import Check
from bot.provision import interpreters, stamps
from bot.provision.layout import Layout, python_of
from bot.settings import Settings


class Elsewhere(Settings):
    """Settings of an empty folder."""

    folder: Path

    @property
    def root(self) -> Path:
        return self.folder


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Elsewhere(folder=tmp_path, home=tmp_path / "var", _env_file=None)  # type: ignore[call-arg]


def look(settings: Settings, name: str) -> Check:
    return next(check for check in doctor.checks(settings) if check.name.startswith(name))


def test_an_empty_folder_lacks_what_setup_makes(settings: Settings) -> None:
    found = doctor.checks(settings)
    missing = {check.name.split(" (")[0] for check in found if check.needed and not check.ok}
    assert {"Application environment", "Engine environment", "Browser assets", "Dialogue model"} <= missing
    assert not doctor.passed(found)
    assert all(check.remedy for check in found if not check.ok)


def test_an_environment_that_no_longer_matches_its_lock_is_called_older(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    layout = Layout(root=settings.root, home=settings.home)
    python_of(layout.engine_venv).parent.mkdir(parents=True)
    python_of(layout.engine_venv).touch()
    layout.lock("engine").parent.mkdir()
    layout.lock("engine").write_text("rasa==3.6.21\n")
    monkeypatch.setattr(interpreters, "version_of", lambda python: "3.10.13")
    digest = stamps.environment_digest(layout, "engine", layout.engine_venv, "3.10.13")
    stamps.write(layout.engine_venv, lock="engine", digest=digest)
    assert look(settings, "Engine environment").ok

    layout.lock("engine").write_text("rasa==3.6.20\n")
    check = look(settings, "Engine environment")
    assert not check.ok
    assert "older than its lock file" in check.found
    assert "make setup" in check.remedy


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_taken_port_is_told_with_the_setting_that_moves_it(settings: Settings, taken_port: int) -> None:
    check = look(settings.model_copy(update={"web_port": taken_port}), "Port of the pages")
    assert not check.ok
    assert str(taken_port) in check.found
    assert "SUIFANG_WEB_PORT" in check.found


def test_secrets_that_others_can_read_are_named(settings: Settings) -> None:
    settings.secrets_dir.mkdir(parents=True, mode=0o700)
    key = settings.secrets_dir / "keyring.json"
    key.touch(mode=0o644)
    check = look(settings, "Private folder")
    assert not check.ok
    assert "keyring.json" in check.found
    key.chmod(0o600)
    settings.secrets_dir.chmod(0o700)
    assert look(settings, "Private folder").ok


def test_a_server_of_ones_own_needs_no_embedded_one(settings: Settings) -> None:
    own = settings.model_copy(update={"database_url": "postgresql://db.example/suifang"})
    assert "DATABASE_URL" in look(own, "PostgreSQL").found


def test_a_chromium_that_does_not_run_is_none(tmp_path: Path) -> None:
    stub = tmp_path / "chromium"
    stub.write_text("#!/bin/sh\nexit 1\n")
    stub.chmod(0o755)
    assert doctor.find_chromium({"SUIFANG_CHROMIUM": str(stub)}, which=lambda name: None) is None


def test_the_report_gives_remedies_only_where_something_is_missing() -> None:
    text = doctor.render(
        [
            Check(name="Disk", ok=True, found="80 GB free", remedy="free some"),
            Check(name="Dialogue model", ok=False, found="not trained yet", remedy="run: make setup"),
            Check(name="Chromium", ok=False, found="none", remedy="apt-get install chromium", needed=False),
        ]
    )
    assert "free some" not in text
    assert "MISSING  Dialogue model  not trained yet; run: make setup" in text
    assert "without  Chromium" in text
    assert text.endswith("1 to put right.")
