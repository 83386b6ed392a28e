"""Settles how a part that FHIR has no place for becomes extensions, and back: driven by the pydantic models.

A field is an extension of its name, a list the same extension several times, a part of parts an extension that holds
extensions. A value has its FHIR type: valueBoolean, valueInteger, valueDecimal, valueCode (of a closed list),
valueString. FHIR has neither empty words nor empty lists: an inner extension `empty` says which of them it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from records.questionnaires.errors import Path
from records.questionnaires.fhir.addresses import OURS
from records.questionnaires.fhir.reader import Json, Reader
from records.questionnaires.parts import Part

MISSING = object()
EMPTY: Mapping[str, Callable[[], Any]] = {"list": list, "text": str, "part": dict, "none": lambda: None}


def difference(model: type[Part], part: Part, native: Json, *, apart: Iterable[str] = ()) -> list[Json]:
    """Extensions for each field that reading the FHIR elements alone would not give back as it was.

    Args:
        model: the part's model.
        part: what is written.
        native: what reading its FHIR elements gave, by the file's keys, without defaults.
        apart: fields that are written elsewhere.
    """
    said = part.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    found: list[Json] = []
    for name, field in fields_of(model).items():
        default = _default(field)
        value = said.get(name, default)
        if name not in apart and not same(value, native.get(name, default)):
            found += _encode(field.annotation, value, f"{OURS}{name}")
    return found


def read_ours(model: type[Part], body: Json, path: Path, raw: Json, reader: Reader) -> None:
    """Put into `raw` the fields that extensions of ours give, by the file's keys."""
    known = [
        (ext["url"].removeprefix(OURS), ext, (*path, "extension", number))
        for number, ext in enumerate(body.get("extension", ()))
        if ext["url"].startswith(OURS)
    ]
    reader.merge(raw, _fields(model, known, reader))


@cache
def fields_of(model: type[Part]) -> dict[str, FieldInfo]:
    """A model's fields by the file's keys."""
    model.model_rebuild()  # a part that is defined further down in its module
    return {field.alias or name: field for name, field in model.model_fields.items()}


def same(one: Any, other: Any) -> bool:
    """Whether two JSON values are the same; 1 is 1.0, but not true."""
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(value, other[key]) for key, value in one.items())
    return isinstance(one, bool) == isinstance(other, bool) and bool(one == other)


def _default(field: FieldInfo) -> Any:
    if field.is_required():
        return MISSING
    default = field.get_default(call_default_factory=False)
    return list(default) if isinstance(default, tuple) else default


def _encode(annotation: Any, value: Any, url: str) -> list[Json]:
    many, inner = _shape(annotation)
    if not many:
        return [{"url": url, **_body(inner, value)}]
    return [{"url": url, **_body(inner, one)} for one in value] or [{"url": url, **_empty("list")}]


def _body(annotation: Any, value: Any) -> Json:
    if isinstance(value, dict):
        fields = fields_of(annotation)
        inner = [ext for name, one in value.items() for ext in _encode(fields[name].annotation, one, name)]
        return {"extension": inner} if inner else _empty("part")
    if value is None or value == "":
        return _empty("text" if value == "" else "none")
    return {_value_key(annotation, value): value}


def _value_key(annotation: Any, value: bool | int | float | str) -> str:
    if isinstance(value, bool):
        return "valueBoolean"
    if isinstance(value, str):
        return "valueCode" if get_origin(annotation) is Literal else "valueString"
    return "valueInteger" if annotation is int else "valueDecimal"


def _empty(kind: str) -> Json:
    return {"extension": [{"url": "empty", "valueCode": kind}]}


def _shape(annotation: Any) -> tuple[bool, Any]:
    """Whether a field holds several values, and what one of them is."""
    if get_origin(annotation) in (Union, UnionType):
        inner = [one for one in get_args(annotation) if one is not type(None)]
        return _shape(inner[0]) if len(inner) == 1 else (False, annotation)
    if get_origin(annotation) is tuple:
        return True, get_args(annotation)[0]
    return False, annotation


def _fields(model: type[Part], known: Iterable[tuple[str, Json, Path]], reader: Reader) -> Json:
    raw: Json = {}
    fields = fields_of(model)
    for name, ext, path in known:
        if name not in fields:
            reader.fault((*path, "url"), f"there is no {name} here")
            continue
        many, inner = _shape(fields[name].annotation)
        for value, place in _read(inner, ext, path, reader):
            if many:
                if name not in raw:
                    raw[name] = []
                    reader.mark(raw, name, path)
                _add(raw[name], value, place, reader)
            elif name in raw:
                reader.fault(path, f"{name} stands twice")
            else:
                raw[name] = value
                reader.mark(raw, name, place)
    return raw


def _add(values: list[Any], value: Any, place: Path, reader: Reader) -> None:
    if not isinstance(value, list):  # else it says that there are none
        reader.mark(values, len(values), place)
        values.append(value)


def _read(annotation: Any, ext: Json, path: Path, reader: Reader) -> Iterator[tuple[Any, Path]]:
    inner = ext.get("extension", [])
    if [one["url"] for one in inner] == ["empty"]:
        yield EMPTY.get(inner[0].get("valueCode"), str)(), path
    elif isinstance(annotation, type) and issubclass(annotation, Part):
        known = [(one["url"], one, (*path, "extension", number)) for number, one in enumerate(inner)]
        yield _fields(annotation, known, reader), path
    else:
        keys = [key for key in ext if key.startswith("value") and isinstance(ext[key], (bool, int, float, str))]
        if keys:
            yield ext[keys[0]], (*path, keys[0])
        else:
            reader.fault(path, "a number, words or a truth value is expected")
