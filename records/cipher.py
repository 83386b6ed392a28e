"""Settles how personal fields are encrypted at rest, for both environments.

AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce. A sealed value names the key that sealed it, so keys
rotate: the newest key seals, every key in the ring opens. A blind index (HMAC-SHA-256, truncated) lets a row be found
by an encrypted value without storing the value. The engine's environment imports this file too: Python 3.10 syntax.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
NONCE_BYTES = 12
INDEX_BYTES = 16
FORMAT = 1


class CipherError(Exception):
    """The sealed value cannot be opened: unknown key, damaged bytes or the wrong place."""


@dataclass(frozen=True)
class Keyring:
    """The keys of one installation.

    Args:
        keys: key number (1..255) to 32 secret bytes; the highest number seals.
        index_key: 32 secret bytes for blind indexes; it does not rotate, since every index would change.
    """

    keys: Mapping[int, bytes]
    index_key: bytes

    def __post_init__(self) -> None:
        if not self.keys or any(not 1 <= number <= 255 or len(key) != KEY_BYTES for number, key in self.keys.items()):
            raise CipherError("the keyring needs keys numbered 1 to 255 of 32 bytes each")
        if len(self.index_key) != KEY_BYTES:
            raise CipherError("the keyring needs an index key of 32 bytes")

    def __repr__(self) -> str:
        return f"Keyring(keys={sorted(self.keys)}, index_key=…)"

    @classmethod
    def generate(cls) -> Keyring:
        """A new ring with one random key."""
        return cls(keys={1: secrets.token_bytes(KEY_BYTES)}, index_key=secrets.token_bytes(KEY_BYTES))

    @classmethod
    def load(cls, path: Path | str) -> Keyring:
        """Read a ring from its JSON file.

        Raises:
            CipherError: the file is missing or damaged.
        """
        try:
            raw = json.loads(Path(path).read_text(encoding="utf-8"))
            keys = {int(number): base64.b64decode(key) for number, key in raw["keys"].items()}
            return cls(keys=keys, index_key=base64.b64decode(raw["index_key"]))
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as exc:
            raise CipherError(f"the keyring cannot be read ({type(exc).__name__})") from exc

    def dump(self) -> str:
        """The ring as the JSON text that `load` reads."""
        keys = {str(number): base64.b64encode(key).decode() for number, key in self.keys.items()}
        return json.dumps({"keys": keys, "index_key": base64.b64encode(self.index_key).decode()})

    def rotated(self) -> Keyring:
        """The same ring with one more key, which seals from now on."""
        return Keyring(keys={**self.keys, max(self.keys) + 1: secrets.token_bytes(KEY_BYTES)}, index_key=self.index_key)

    def encrypt(self, plain: bytes, *, context: bytes) -> bytes:
        """Seal bytes. `context` (table and column) is authenticated: a value moved elsewhere does not open."""
        number = max(self.keys)
        nonce = os.urandom(NONCE_BYTES)
        return bytes([FORMAT, number]) + nonce + AESGCM(self.keys[number]).encrypt(nonce, plain, context)

    def decrypt(self, sealed: bytes, *, context: bytes) -> bytes:
        """Open what `encrypt` sealed.

        Raises:
            CipherError: unknown format or key, damaged bytes, or another context.
        """
        key = self.keys.get(sealed[1]) if len(sealed) > 2 + NONCE_BYTES and sealed[0] == FORMAT else None
        if key is None:
            raise CipherError("sealed with an unknown key or format")
        try:
            return AESGCM(key).decrypt(sealed[2 : 2 + NONCE_BYTES], sealed[2 + NONCE_BYTES :], context)
        except InvalidTag as exc:
            raise CipherError("damaged, or sealed for another place") from exc

    def blind_index(self, text: str, *, context: bytes = b"") -> bytes:
        """16 bytes that are equal for equal text (blanks at the ends aside) in the same context."""
        normal = text.strip().encode()
        return hmac.new(self.index_key, context + b"\x00" + normal, hashlib.sha256).digest()[:INDEX_BYTES]
