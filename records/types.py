"""Settles the column types that the records share: encrypted text and JSON, aware timestamps, and the ids' types."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Annotated, Any

from sqlalchemy import BigInteger, DateTime, Identity, LargeBinary
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.orm import mapped_column
from sqlalchemy.types import TypeDecorator

from records.cipher import Keyring

# SQLAlchemy builds column types at import, before any secret is read; the keyring is therefore bound per process by
# bind_keyring and looked up when a value is sealed or opened.
_process_keyring: list[Keyring] = []


def bind_keyring(keyring: Keyring) -> None:
    """Use this ring for every encrypted column in this process."""
    _process_keyring[:] = [keyring]


def keyring() -> Keyring:
    """The bound ring. Raises RuntimeError when none is bound: plain text must never be stored by accident."""
    bound = _process_keyring[0] if _process_keyring else None
    if bound is None:
        raise RuntimeError("no keyring is bound: call records.types.bind_keyring first")
    return bound


class EncryptedText(TypeDecorator[str]):
    """Text sealed with AES-GCM; `place` (table.column) is authenticated with it."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        return None if value is None else keyring().encrypt(value.encode(), context=self.place.encode())

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        return None if value is None else keyring().decrypt(value, context=self.place.encode()).decode()


class EncryptedBytes(TypeDecorator[bytes]):
    """Bytes, such as a recording, sealed with AES-GCM."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        return None if value is None else keyring().encrypt(value, context=self.place.encode())

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        return None if value is None else keyring().decrypt(value, context=self.place.encode())


class EncryptedJSON(TypeDecorator[Any]):
    """A JSON value sealed with AES-GCM."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:
        if value is None:
            return None
        return keyring().encrypt(json.dumps(value, ensure_ascii=False).encode(), context=self.place.encode())

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(keyring().decrypt(value, context=self.place.encode()))


def index_of(place: str, value: str) -> bytes:
    """Blind index of a value for a look-up in `place`."""
    return keyring().blind_index(value, context=place.encode())


Key = Annotated[int, mapped_column(BigInteger, Identity(always=True), primary_key=True)]
Instant = Annotated[datetime, mapped_column(DateTime(timezone=True))]
MaybeInstant = Annotated[datetime | None, mapped_column(DateTime(timezone=True))]
