"""Settles what a link's token is: 128 random bits and their signature, so that a forged one never reaches the database.

The signature is HMAC-SHA-256 cut to 128 bits (RFC 2104, section 5, allows half of the digest): the address stays short
enough for a text message. The database holds the SHA-256 of a token, so that its rows open nothing.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets

RANDOM_BYTES = 16
SIGNATURE_BYTES = 16
TOKEN_CHARS = 43  # base64url of 32 bytes, without padding


def new_link_token(link_key: str) -> str:
    """A signed token for a link: 43 characters that are safe in an address."""
    body = secrets.token_bytes(RANDOM_BYTES)
    return base64.urlsafe_b64encode(body + _signature(body, link_key)).rstrip(b"=").decode()


def is_link_token(token: str, link_key: str) -> bool:
    """True when this installation signed the token."""
    if len(token) != TOKEN_CHARS or not token.isascii():
        return False
    try:
        raw = base64.b64decode(token + "=", altchars=b"-_", validate=True)
    except binascii.Error:
        return False
    return hmac.compare_digest(raw[RANDOM_BYTES:], _signature(raw[:RANDOM_BYTES], link_key))


def new_session_token() -> str:
    """A token for a browser's cookie."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> bytes:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()


def _signature(body: bytes, link_key: str) -> bytes:
    return hmac.new(link_key.encode(), b"web-link\x00" + body, hashlib.sha256).digest()[:SIGNATURE_BYTES]
