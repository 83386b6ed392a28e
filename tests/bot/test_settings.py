from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import OperatorError
from bot.settings import ROOT, Settings, load_settings


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setitem(Settings.model_config, "env_file", None)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SUIFANG_WEB_PORT", "0"),
        ("SUIFANG_WEB_PORT", "65536"),
        ("SUIFANG_WEB_PORT", "eighty"),
        ("SUIFANG_ENGINE_PORT", "-1"),
        ("SUIFANG_ENGINE_TIMEOUT_SECONDS", "0"),
        ("SUIFANG_WORKER_CONCURRENCY", "0"),
        ("DATABASE_URL", "mysql://me:geheim@host/db"),
        ("DATABASE_URL", "postgresql://me:geheim@host:port/db"),
        ("SUIFANG_DATABASE_URL", "postgresql"),
    ],
)
def test_impossible_value_is_one_sentence_that_names_the_setting(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(OperatorError) as caught:
        load_settings()
    sentence = str(caught.value)
    assert name.removeprefix("SUIFANG_").lower() in sentence.lower()
    assert "\n" not in sentence
    assert "geheim" not in sentence


def test_defaults_reach_this_machine_only() -> None:
    settings = load_settings()
    assert (settings.web_host, settings.web_port, settings.database_url) == ("127.0.0.1", 8000, None)
    assert settings.engine_url == "http://127.0.0.1:5005"
    assert settings.webhook_url == "http://127.0.0.1:5055/webhook"
    assert settings.base_url == "http://127.0.0.1:8000"
    assert settings.secrets_dir == ROOT / "var" / "secrets"


def test_environment_moves_the_state_and_names_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUIFANG_HOME", "/srv/suifang")
    monkeypatch.setenv("DATABASE_URL", "postgresql://me@host/records")
    monkeypatch.setenv("SUIFANG_PUBLIC_URL", "https://follow.example.org")
    settings = load_settings()
    assert (settings.log_dir, settings.run_dir) == (Path("/srv/suifang/log"), Path("/srv/suifang/run"))
    assert settings.database_url == "postgresql://me@host/records"
    assert settings.base_url == "https://follow.example.org"
    monkeypatch.setenv("DATABASE_URL", "")
    assert load_settings().database_url is None
