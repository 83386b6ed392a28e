"""Settles what a golden conversation is: YAML with the patient, what is said, and what must be on record."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, ValidationError, model_validator

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


class ScriptError(Exception):
    """The file is not a golden conversation; the message says where."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _duration(value: Any) -> Any:
    match = re.fullmatch(r"(\d+)\s*([smhdw])", str(value).strip())
    if not match:
        raise ValueError("a wait is a number with s, m, h, d or w, such as 26h")
    return timedelta(**{_UNITS[match[2]]: int(match[1])})


def _text(value: Any) -> Any:
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value


class Person(_Strict):
    """The patient."""

    name: str
    birth_date: Annotated[str, BeforeValidator(str)] | None = None
    sex: str = "unknown"
    conditions: tuple[str, ...] = ()


class VoiceMessage(_Strict):
    """A recording beside the file."""

    voice: str


class Turn(_Strict):
    """One line: the bot's next messages hold each piece, or the patient says something, or time passes."""

    bot: tuple[Annotated[str, BeforeValidator(_text)], ...] | None = None
    patient: Annotated[str | VoiceMessage, BeforeValidator(_text)] | None = None
    wait: Annotated[timedelta, BeforeValidator(_duration)] | None = None

    @model_validator(mode="after")
    def _one(self) -> Turn:
        if sum(value is not None for value in (self.bot, self.patient, self.wait)) != 1:
            raise ValueError("a turn is one of bot, patient, wait")
        return self


class Expected(_Strict):
    """What must be on record at the end; what is left out is not checked."""

    observations: tuple[dict[str, Any], ...] | None = None
    answers: dict[str, Any] | None = None
    alerts: tuple[Any, ...] | None = None
    task: str | None = None


class Script(_Strict):
    """A whole golden conversation."""

    patient: Person
    due: str | None = None
    at: AwareDatetime
    turns: tuple[Turn, ...]
    records: Expected = Expected()


def load_script(path: Path) -> Script:
    """Read one file.

    Raises:
        ScriptError: with the file, the place and the reason.
    """
    try:
        return Script.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except OSError as exc:
        raise ScriptError(f"{path}: {exc.strerror}") from exc
    except (yaml.YAMLError, UnicodeDecodeError) as exc:
        raise ScriptError(f"{path}: {_yaml_place(exc)}not readable as YAML") from exc
    except ValidationError as exc:
        first = exc.errors()[0]
        place = ".".join(map(str, first["loc"])) or "the whole file"
        raise ScriptError(f"{path}: {place}: {first['msg']}") from exc


def _yaml_place(exc: Exception) -> str:
    mark = getattr(exc, "problem_mark", None)
    return f"line {mark.line + 1}: " if mark else ""
