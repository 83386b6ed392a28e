"""Settles how a questionnaire file is read: YAML with the line of every fault, all faults at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path as FilePath
from typing import Any

import yaml
from pydantic import ValidationError

from records.questionnaires.checks import check
from records.questionnaires.definition import Definition
from records.questionnaires.errors import Path, Problem, QuestionnaireError

# `rasa train` reads every YAML below data/ and takes these top-level keys for its own.
RASA_KEYS = frozenset(
    [
        "nlu",
        "rules",
        "stories",
        "responses",
        "intents",
        "entities",
        "slots",
        "forms",
        "actions",
        "session_config",
        "e2e_actions",
    ]
)
MOST_BYTES = 1_000_000
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MEMBERS = ("bool", "float", "str")  # of a union, as pydantic names them
# What pydantic says in a programmer's words.
WORDS = {
    "missing": "is missing",
    "extra_forbidden": "there is no such key here",
    "too_short": "at least one is needed",
    "tuple_type": "must be a list",
    "model_type": "must hold keys and values",
    "string_type": "must be words: put a number or a date in quotes",
    "union": "must be words, a number, true or false",
}


def parse_definition(raw: Mapping[str, Any], *, place: str) -> Definition:
    """Check one questionnaire.

    Raises:
        QuestionnaireError: with the place and the reason of the first fault; `problems` has them all.
    """
    definition, problems = examine(raw)
    if definition is None or problems:
        raise error_of(place, problems)
    return definition


def load_definition(path: FilePath) -> Definition:
    """Read one file.

    Raises:
        QuestionnaireError: the file is not readable or wrong; `problems` has a line for each fault.
    """
    text = read_text(path)
    try:
        raw, node = _parse(text)
        lines = lines_of(node)
    except yaml.MarkedYAMLError as exc:
        line = exc.problem_mark.line + 1 if exc.problem_mark else 0
        problem = Problem(path=(), text=f"not readable as YAML: {exc.problem or exc.context}", line=line)
        raise error_of(path.name, [problem]) from exc
    except (yaml.YAMLError, RecursionError, ValueError) as exc:
        raise error_of(path.name, [Problem(path=(), text="not readable as YAML")]) from exc
    if not isinstance(raw, dict):
        raise error_of(path.name, [Problem(path=(), text="must hold one mapping")])
    definition, problems = examine(raw)
    problems = [*_twice(node), *(with_line(problem, lines) for problem in problems)]
    if definition is None or problems:
        raise error_of(path.name, problems)
    return definition


def _parse(text: str) -> tuple[Any, yaml.Node | None]:
    """The content and the tree with the places. The loader in C is fast; it places some faults a line off."""
    try:
        return yaml.load(text, LOADER), yaml.compose(text, LOADER)  # noqa: S506  # both loaders are safe ones
    except yaml.YAMLError:
        return yaml.safe_load(text), yaml.compose(text, yaml.SafeLoader)


def load_definitions(folder: FilePath) -> dict[str, Definition]:
    """All questionnaires of a folder by id. Raises QuestionnaireError."""
    found: dict[str, Definition] = {}
    for path in sorted(folder.glob("*.yml")):
        definition = load_definition(path)
        if definition.id in found:
            raise error_of(
                path.name, [Problem(path=("id",), text=f"{definition.id} belongs to another file already", line=0)]
            )
        found[definition.id] = definition
    return found


def examine(raw: Mapping[str, Any]) -> tuple[Definition | None, list[Problem]]:
    """The definition, as far as it can be read, and everything that is wrong with it."""
    if clash := RASA_KEYS.intersection(map(str, raw)):
        key = sorted(clash)[0]
        return None, [Problem(path=(key,), text="this top-level key belongs to Rasa's training data")]
    try:
        definition = Definition.model_validate(raw)
    except ValidationError as exc:
        return None, _faults(raw, exc)
    return definition, check(definition)


def _faults(raw: Mapping[str, Any], exc: ValidationError) -> list[Problem]:
    """One fault a place: pydantic names each member of a union that did not fit, and lists that lost a wrong member."""
    found: dict[Path, str] = {}
    for error in exc.errors():
        path, value = _place(raw, error["loc"])
        if error["type"] == "too_short" and value:
            continue
        text = WORDS.get(error["type"]) or error["msg"].removeprefix("Value error, ")
        found[path] = WORDS["union"] if path in found else text
    return [Problem(path=path, text=text) for path, text in found.items()]


def _place(raw: Mapping[str, Any], location: Path) -> tuple[Path, Any]:
    """As much of a location as stands in the file, and what stands there."""
    node: Any = raw
    path: Path = ()
    for key in location:
        if isinstance(node, Mapping) and (key in node or key not in MEMBERS):
            node = node.get(key)
        elif isinstance(node, (list, tuple)) and isinstance(key, int):
            node = node[key] if key < len(node) else None
        else:
            break
        path = (*path, key)
    return path, node


def read_text(path: FilePath) -> str:
    """A file's words. Raises QuestionnaireError."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise error_of(path.name, [Problem(path=(), text=f"larger than {MOST_BYTES} bytes")])
        return path.read_text(encoding="utf-8")
    except OSError as exc:
        raise error_of(path.name, [Problem(path=(), text=exc.strerror or "not readable")]) from exc
    except UnicodeDecodeError as exc:
        raise error_of(path.name, [Problem(path=(), text="not UTF-8")]) from exc


def error_of(place: str, problems: Sequence[Problem]) -> QuestionnaireError:
    """The error of a file with these faults; its message has the first."""
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    return QuestionnaireError(f"{place}: {problems[0]}{more}", problems)


def lines_of(node: yaml.Node | None, path: Path = ()) -> dict[Path, int]:
    """The line of every place of a YAML document, from 1."""
    if node is None:
        return {}
    lines = {path: node.start_mark.line + 1}
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            lines |= lines_of(value, (*path, str(key.value))) | {(*path, str(key.value)): key.start_mark.line + 1}
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            lines |= lines_of(value, (*path, number))
    return lines


def _twice(node: yaml.Node | None, path: Path = ()) -> Iterator[Problem]:
    """Keys that stand twice: YAML would silently take the last."""
    seen: set[str] = set()
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        place = (*path, str(key.value))
        if str(key.value) in seen:
            yield Problem(path=place, text="this key stands twice", line=key.start_mark.line + 1)
        seen.add(str(key.value))
        yield from _twice(value, place)
    for number, value in enumerate(node.value if isinstance(node, yaml.SequenceNode) else ()):
        yield from _twice(value, (*path, number))


def with_line(problem: Problem, lines: Mapping[Path, int]) -> Problem:
    """The fault with the line of its place, or of the mapping where something is missing."""
    path = problem.path
    while path and path not in lines:  # a missing key has no line: the mapping that misses it has
        path = path[:-1]
    return Problem(path=problem.path, text=problem.text, line=lines.get(path, 0))
