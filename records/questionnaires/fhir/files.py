"""Settles how a FHIR JSON file is read: every fault with its line."""

from __future__ import annotations

import json
from pathlib import Path as FilePath
from typing import NoReturn

import yaml

from records.questionnaires.definition import Definition
from records.questionnaires.errors import Path, Problem, QuestionnaireError
from records.questionnaires.fhir.intake import from_fhir
from records.questionnaires.files import error_of, lines_of, read_text, with_line


def load_fhir(path: FilePath) -> Definition:
    """Read one file.

    Raises:
        QuestionnaireError: the file is not readable or wrong; `problems` has a line for each fault.
    """
    text = read_text(path)
    try:
        resource = json.loads(text, parse_constant=_refuse)
    except json.JSONDecodeError as exc:
        problem = Problem(path=(), text=f"not readable as JSON: {exc.msg}", line=exc.lineno)
        raise error_of(path.name, [problem]) from exc
    except (ValueError, RecursionError) as exc:
        raise error_of(path.name, [Problem(path=(), text=f"not readable as JSON: {exc}")]) from exc
    if not isinstance(resource, dict):
        raise error_of(path.name, [Problem(path=(), text="must hold one object")])
    try:
        return from_fhir(resource)
    except QuestionnaireError as exc:
        lines = _lines(text)
        raise error_of(path.name, [with_line(problem, lines) for problem in exc.problems]) from exc


def _lines(text: str) -> dict[Path, int]:
    """JSON is YAML, but for the tabs that some programs indent it with."""
    try:
        return lines_of(yaml.compose(text.replace("\t", " "), Loader=yaml.SafeLoader))
    except (yaml.YAMLError, RecursionError):
        return {}


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number of JSON")
