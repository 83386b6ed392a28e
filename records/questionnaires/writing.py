"""Settles how a questionnaire is written as a file to edit: keys in the schema's order, short parts in one line."""

from __future__ import annotations

from typing import Any

import yaml

from records.questionnaires.definition import Definition

LINE_CHARS = 110
WIDE = 0x2E80  # Chinese counts twice


def to_yaml(definition: Definition) -> str:
    """The YAML of a questionnaire; reading it gives the same definition."""
    said = definition.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return yaml.dump(_plain(said), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10 * LINE_CHARS)


class _Dumper(yaml.SafeDumper):
    """Short lists and mappings in one line; no anchors, for they are hard to edit."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def represent_sequence(self, tag: str, sequence: Any, flow_style: bool | None = None) -> yaml.SequenceNode:
        values = list(sequence)
        return super().represent_sequence(tag, values, flow_style=not any(isinstance(v, (dict, list)) for v in values))

    def represent_mapping(self, tag: str, mapping: Any, flow_style: bool | None = None) -> yaml.MappingNode:
        return super().represent_mapping(tag, mapping, flow_style=_is_short(mapping))


_Dumper.add_representer(dict, lambda dumper, data: dumper.represent_mapping("tag:yaml.org,2002:map", data.items()))
_Dumper.add_representer(list, lambda dumper, data: dumper.represent_sequence("tag:yaml.org,2002:seq", data))


def _is_short(mapping: Any) -> bool:
    pairs = list(mapping)
    nested = any(isinstance(value, dict) or (isinstance(value, list) and _has_parts(value)) for _, value in pairs)
    return not nested and _width(str(pairs)) <= LINE_CHARS


def _has_parts(values: list[Any]) -> bool:
    return any(isinstance(value, (dict, list)) for value in values)


def _width(text: str) -> int:
    return sum(2 if ord(character) >= WIDE else 1 for character in text)


def _plain(value: Any) -> Any:
    """Whole numbers without their point: 120, not 120.0."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else value
