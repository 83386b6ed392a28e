"""Settles what a golden conversation is: YAML with the patient, what is said, and what must be on record."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

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


def _days(value: Any) -> Any:
    """YAML's own dates as ISO text, as the records are compared."""
    if isinstance(value, dict):
        return {key: _days(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_days(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value


Piece = Annotated[str, BeforeValidator(_text)]


class Medicine(_Strict):
    """A medicine in the patient's records."""

    name: str
    dosage: str


class Person(_Strict):
    """The patient; a goal stands in place of the usual limit of what it names."""

    name: str
    birth_date: Annotated[str, BeforeValidator(str)] | None = None
    sex: str = "unknown"
    conditions: tuple[str, ...] = ()
    language: str = "zh"
    medications: tuple[Medicine, ...] = ()
    goals: dict[str, float] = {}


class VoiceMessage(_Strict):
    """A recording beside the file."""

    voice: str


class Turn(_Strict):
    """One line: what the bot said since the last line, the patient says something, time passes, or a form falls due.

    Attributes:
        bot: pieces that its messages hold; none at all: it says nothing.
        not_said: pieces that they do not hold (`not`).
        buttons: titles of buttons that are there; none at all: there are no buttons.
    """

    bot: tuple[Piece, ...] | None = None
    not_said: tuple[Piece, ...] = Field(default=(), alias="not")
    buttons: tuple[Piece, ...] | None = None
    patient: Annotated[str | VoiceMessage, BeforeValidator(_text)] | None = None
    wait: Annotated[timedelta, BeforeValidator(_duration)] | None = None
    due: str | None = None

    @model_validator(mode="after")
    def _one(self) -> Turn:
        if sum(value is not None for value in (self.bot, self.patient, self.wait, self.due)) != 1:
            raise ValueError("a turn is one of bot, patient, wait, due")
        if self.bot is None and (self.not_said or self.buttons is not None):
            raise ValueError("not and buttons belong to bot")
        return self


class Expected(_Strict):
    """What must be on record at the end; what is left out is not checked.

    Attributes:
        task: the status of the first task, `reason` why it ended so.
        tasks: those beyond the first, all of them: questionnaire, status, rule, due (the patient's day).
    """

    observations: tuple[dict[str, Any], ...] | None = None
    answers: Annotated[dict[str, Any], BeforeValidator(_days)] | None = None
    alerts: tuple[Any, ...] | None = None
    task: str | None = None
    reason: str | None = None
    tasks: Annotated[tuple[dict[str, Any], ...], BeforeValidator(_days)] | None = None


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
