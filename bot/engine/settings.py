"""Settles what the engine's process takes from its environment. It does not know the application's settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.engine.errors import SettingsError

DEFAULT_PORT = 5005
#: Read by endpoints.yml and credentials.yml, so they must be there before Rasa reads those files.
REQUIRED = (
    "SUIFANG_ENGINE_TOKEN",
    "SUIFANG_ENGINE_DATABASE_URL",
    "SUIFANG_ACTION_URL",
    "SUIFANG_ACTION_TOKEN",
    "SUIFANG_KEYRING",
    "SUIFANG_MODEL",
)


@dataclass(frozen=True)
class EngineSettings:
    """The launcher's own part of the environment."""

    host: str
    port: int
    model: Path
    token: str = field(repr=False)

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> EngineSettings:
        """Read the variables.

        Raises:
            SettingsError: a variable is missing, or a file that one names does not exist.
        """
        missing = [name for name in REQUIRED if not environ.get(name)]
        if missing:
            raise SettingsError(f"the dialogue engine needs {', '.join(missing)} in its environment")
        return cls(
            host=environ.get("SUIFANG_ENGINE_HOST") or "127.0.0.1",
            port=_port(environ.get("SUIFANG_ENGINE_PORT") or str(DEFAULT_PORT)),
            model=_existing("SUIFANG_MODEL", environ["SUIFANG_MODEL"], "run make setup"),
            token=environ["SUIFANG_ENGINE_TOKEN"],
        )


def _port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise SettingsError("SUIFANG_ENGINE_PORT must be a number from 1 to 65535")
    return int(text)


def _existing(name: str, value: str, remedy: str) -> Path:
    path = Path(value)
    if not path.is_file():
        raise SettingsError(f"{name} names {path}, which is not there: {remedy}")
    return path
