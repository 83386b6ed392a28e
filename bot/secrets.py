"""Settles where secrets come from: made at the first run, into a folder that only the owner reads."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from bot.errors import OperatorError
from records.cipher import CipherError, Keyring

_NAMES = ("engine_token", "action_token", "postgres_password", "link_key")


@dataclass(frozen=True, kw_only=True)
class Secrets:
    """The installation's secrets. Their values do not show when printed."""

    keyring: Keyring
    keyring_path: Path
    engine_token: str
    action_token: str
    postgres_password: str
    link_key: str

    def __repr__(self) -> str:
        return "Secrets(…)"


def load_secrets(folder: Path) -> Secrets:
    """Read the secrets, making those that are not there yet.

    A secret is written to a temporary file, flushed, and linked into place, so that a crash leaves either none or a
    whole one, and two processes that start together end up with the same.

    Raises:
        OperatorError: the folder cannot be written, or the keyring is damaged.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder.chmod(0o700)
        keyring_path = folder / "keyring.json"
        make_once(keyring_path, Keyring.generate().dump())
        for name in _NAMES:
            make_once(folder / name, secrets.token_urlsafe(32))
        values = {name: (folder / name).read_text(encoding="ascii") for name in _NAMES}
        if empty := [name for name, value in values.items() if not value]:
            raise OperatorError(f"the secret {folder / empty[0]} is empty: restore it from your backup or remove it")
        return Secrets(keyring=Keyring.load(keyring_path), keyring_path=keyring_path, **values)
    except (OSError, UnicodeDecodeError) as exc:
        raise OperatorError(f"the private folder {folder} cannot be used: {exc}") from exc
    except CipherError as exc:
        raise OperatorError(f"{exc}: restore {folder} from your backup; without it the records stay closed") from exc


def make_once(path: Path, content: str) -> None:
    """Write a secret whole or not at all; one that is there already stays."""
    if path.exists():
        return
    temporary = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(temporary, path)
    except FileExistsError:
        pass  # another process was first; its secret counts
    finally:
        temporary.unlink()
