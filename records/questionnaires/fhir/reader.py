"""Settles where in the JSON a fault lies that was found in what was made of it."""

from __future__ import annotations

from typing import Any

from records.questionnaires.errors import Path, Problem

Json = dict[str, Any]


class Reader:
    """Collects faults while FHIR's JSON becomes a definition, and remembers which place each part came from."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.units: list[tuple[str, Json, Path]] = []  # conditions on a quantity: linkId, Quantity, place
        self._origins: dict[tuple[int, str | int], Path] = {}
        self._kept: list[Any] = []  # an id belongs to one part only while the part lives

    def fault(self, path: Path, text: str) -> None:
        """Note a fault at a place of the JSON."""
        self.problems.append(Problem(path=path, text=text))

    def mark(self, part: Json | list[Any], key: str | int, path: Path) -> None:
        """Remember that `part[key]` came from this place of the JSON."""
        self._kept.append(part)
        self._origins[id(part), key] = path

    def origin(self, part: Json | list[Any], key: str | int) -> Path:
        """The place that `part[key]` came from. Raises KeyError."""
        return self._origins[id(part), key]

    def merge(self, raw: Json, more: Json) -> None:
        """Put `more` into `raw`, with the places that it came from."""
        for name, value in more.items():
            raw[name] = value
            if (id(more), name) in self._origins:
                self.mark(raw, name, self._origins[id(more), name])

    def translate(self, raw: Json, problem: Problem) -> Problem:
        """A fault of the definition, at the JSON's place instead."""
        node: Any = raw
        place: Path = ()
        for key in problem.path:
            if not isinstance(node, (dict, list)):
                break  # pydantic also names the member of a union that did not fit
            place = self._origins.get((id(node), key), (*place, key))
            node = _inner(node, key)
        return Problem(path=place, text=problem.text)


def _inner(node: Json | list[Any], key: str | int) -> Any:
    if isinstance(node, dict):
        return node.get(str(key))
    return node[key] if isinstance(key, int) and key < len(node) else None
