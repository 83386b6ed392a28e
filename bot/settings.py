"""Settles what an operator can set, by environment variable (`SUIFANG_…`, `DATABASE_URL`) or a `.env` file."""

from __future__ import annotations

from pathlib import Path

from pydantic import AliasChoices, Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.errors import OperatorError

ROOT = Path(__file__).resolve().parent.parent
PHRASES = ROOT / "data" / "phrases"
QUESTIONNAIRES = ROOT / "data" / "questionnaires"
DATABASE = "suifang"
ENGINE_DATABASE = "suifang_engine"


class Settings(BaseSettings):
    """Everything that differs between installations. Secrets are not here: see bot/secrets.py."""

    model_config = SettingsConfigDict(env_prefix="SUIFANG_", env_file=ROOT / ".env", extra="ignore", frozen=True)

    home: Path = Field(default=ROOT / "var", description="run-time state: database, logs, secrets")
    database_url: str | None = Field(
        default=None,
        repr=False,
        validation_alias=AliasChoices("SUIFANG_DATABASE_URL", "DATABASE_URL"),
        description="PostgreSQL to use instead of the embedded one",
    )
    web_host: str = "127.0.0.1"
    web_port: int = Field(default=8000, ge=1, le=65535)
    public_url: str | None = Field(default=None, description="address that patients and staff use, without final slash")
    action_port: int = Field(default=5055, ge=1, le=65535, description="action webhook, on 127.0.0.1 only")
    action_url: str | None = Field(default=None, description="where the engine finds the action webhook")
    engine_port: int = Field(default=5005, ge=1, le=65535, description="dialogue engine, on 127.0.0.1 only")
    hospital: str = Field(default="市第一医院", description="the hospital's name, as patients know it")
    engine_timeout_seconds: float = Field(default=20.0, gt=0)
    worker_concurrency: int = Field(default=16, ge=1, le=40, description="conversations handled at once")

    @field_validator("database_url")
    @classmethod
    def _must_be_postgresql(cls, url: str | None) -> str | None:
        if url and not url.startswith(("postgresql://", "postgres://", "postgresql+")):
            raise ValueError("must begin with postgresql://")
        try:
            return make_url(url).render_as_string(hide_password=False) if url else None
        except (ArgumentError, ValueError):
            raise ValueError("is not an address as in postgresql://user:password@host:5432/database") from None

    @property
    def root(self) -> Path:
        """The project's folder."""
        return ROOT

    @property
    def secrets_dir(self) -> Path:
        """Keys and passwords, readable by the owner alone."""
        return self.home / "secrets"

    @property
    def log_dir(self) -> Path:
        """One log a role."""
        return self.home / "log"

    @property
    def run_dir(self) -> Path:
        """Pid files."""
        return self.home / "run"

    @property
    def base_url(self) -> str:
        """Where links point to."""
        return self.public_url or f"http://{self.web_host}:{self.web_port}"

    @property
    def engine_url(self) -> str:
        """The dialogue engine."""
        return f"http://127.0.0.1:{self.engine_port}"

    @property
    def webhook_url(self) -> str:
        """The action webhook as the engine sees it."""
        return self.action_url or f"http://127.0.0.1:{self.action_port}/webhook"


def load_settings() -> Settings:
    """The settings of this process.

    Raises:
        OperatorError: a variable has an impossible value; the message names it.
    """
    try:
        return Settings()
    except ValidationError as exc:
        first = exc.errors()[0]
        raise OperatorError(f"setting {'.'.join(map(str, first['loc']))}: {first['msg']}") from exc
