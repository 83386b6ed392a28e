"""Settles how the sealed engine is started: its own interpreter, and everything it may know in its environment."""

from __future__ import annotations

import os
from pathlib import Path

from bot.database import engine_database_url
from bot.engine.model import model_path
from bot.errors import OperatorError
from bot.secrets import Secrets
from bot.settings import ROOT, Settings

INHERITED = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT", "LD_LIBRARY_PATH")


def engine_command() -> list[str]:
    """The command of the engine's process.

    Raises:
        OperatorError: its environment is not there.
    """
    python = engine_python()
    if not python.is_file():
        raise OperatorError(f"the dialogue engine's environment is missing ({python}): run make setup")
    return [str(python), "-m", "bot.engine"]


def engine_python() -> Path:
    """The engine's Python 3.10."""
    return Path(os.environ.get("SUIFANG_ENGINE_PYTHON") or ROOT / ".venv-engine" / "bin" / "python")


def engine_environment(settings: Settings, secrets: Secrets, *, database_url: str) -> dict[str, str]:
    """The engine's whole environment: our secrets for it, and nothing else of ours."""
    inherited = {name: os.environ[name] for name in INHERITED if name in os.environ}
    return inherited | {
        "PYTHONPATH": str(ROOT),
        "SUIFANG_ENGINE_HOST": "127.0.0.1",
        "SUIFANG_ENGINE_PORT": str(settings.engine_port),
        "SUIFANG_ENGINE_TOKEN": secrets.engine_token,
        "SUIFANG_ENGINE_DATABASE_URL": engine_database_url(database_url),
        "SUIFANG_ACTION_URL": settings.webhook_url,
        "SUIFANG_ACTION_TOKEN": secrets.action_token,
        "SUIFANG_KEYRING": str(secrets.keyring_path),
        "SUIFANG_MODEL": str(model_path()),
    }
