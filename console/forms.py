"""Settles what a request may bring: a POST of our own page (its origin, the browser's token), an id, a way back."""

from __future__ import annotations

import secrets
from urllib.parse import urlsplit

from starlette.requests import Request

from console.errors import Forged

TOKEN_FIELD = "csrf_token"  # noqa: S105  (a form field's name)
TOKEN_HEADER = "x-csrf-token"  # noqa: S105  (a header's name)
MAX_ID = 2**63 - 1
TRUSTED_FETCH_SITES = (None, "same-origin", "none")


async def check_form(request: Request, token: str | None) -> None:
    """Accept a form of our own.

    Raises:
        Forged: another site's origin, or not `token` in the field or the header.
    """
    if not is_same_origin(request):
        raise Forged
    given = request.headers.get(TOKEN_HEADER) or str((await request.form()).get(TOKEN_FIELD, ""))
    if not token or not secrets.compare_digest(given.encode(), token.encode()):
        raise Forged


def is_same_origin(request: Request) -> bool:
    """By Origin, which browsers send with every POST; without it by Sec-Fetch-Site."""
    origin = request.headers.get("origin")
    if origin is None:
        return request.headers.get("sec-fetch-site") in TRUSTED_FETCH_SITES
    return urlsplit(origin).netloc == request.headers.get("host")


async def field(request: Request, name: str, max_chars: int = 200) -> str:
    """A text field of the form, cut to a sensible length; empty when it is not there."""
    value = (await request.form()).get(name, "")
    return value[:max_chars].replace("\x00", "") if isinstance(value, str) else ""


def known_id(number: int) -> int:
    """An id that the database can hold; any other is nobody's, and is refused like one."""
    return number if 0 < number <= MAX_ID else 0


def local_path(path: str | None, fallback: str = "/staff/") -> str:
    """`path` if it is one of the console's own pages, else `fallback`: never a way to another site."""
    if not path or any(ord(character) < 33 or character == "\\" for character in path):
        return fallback
    parts = urlsplit(path)
    is_own = not parts.scheme and not parts.netloc and parts.path.startswith("/staff/") and "//" not in parts.path
    return path if is_own and not parts.path.startswith("/staff/login") else fallback
