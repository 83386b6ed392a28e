"""Settles how staff passwords are kept and checked: argon2id, in a thread, as slowly for a user who is not there."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_HASHER = PasswordHasher()  # argon2id with the library's parameters (RFC 9106, low-memory profile)
_NOBODYS_HASH = _HASHER.hash("nobody has this password")
MAX_PASSWORD_CHARS = 256
_CHECKERS = ThreadPoolExecutor(max_workers=2, thread_name_prefix="password")  # each check takes 64 MiB


def hash_password(password: str) -> str:
    """The argon2id hash to store, with its parameters and salt."""
    return _HASHER.hash(password)


async def verify_password(stored_hash: str | None, password: str) -> bool:
    """Whether the password is the right one. `None` (no such user) takes the same time and is never right."""
    known, given = stored_hash or _NOBODYS_HASH, password[:MAX_PASSWORD_CHARS]
    right = await asyncio.get_running_loop().run_in_executor(_CHECKERS, _matches, known, given)
    return right and stored_hash is not None


def _matches(stored_hash: str, password: str) -> bool:
    try:
        return _HASHER.verify(stored_hash, password)
    except (VerificationError, InvalidHashError):
        return False
