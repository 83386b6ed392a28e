"""Settles how a word is looked for in files: in every form in which a program may have written it."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

BASE64_SHIFTS = 3  # a word's base64 depends on how many bytes stand before it, modulo three


def forms(word: str) -> set[bytes]:
    """The word as UTF-8, UTF-16, GB 18030, JSON and percent escapes, hexadecimal, and base64 of UTF-8."""
    plain = word.encode()
    escaped = json.dumps(word)[1:-1]
    upper = re.sub(r"\\u[0-9a-f]{4}", lambda match: "\\u" + match.group()[2:].upper(), escaped)
    percent = quote(word, safe="")
    texts = {escaped, upper, escaped.replace("\\", "\\\\"), percent, percent.lower(), plain.hex(), plain.hex().upper()}
    found = {plain, word.encode("utf-16-le"), word.encode("utf-16-be"), word.encode("gb18030")}
    return found | {text.encode() for text in texts} | set(_in_base64(plain))


def _in_base64(plain: bytes) -> Iterator[bytes]:
    """The characters that are the same whatever stands around the word."""
    for shift in range(BASE64_SHIFTS):
        coded = base64.b64encode(b"\0" * shift + plain)
        first = -(-shift * 8 // 6)
        last = (shift + len(plain)) * 8 // 6
        yield coded[first:last]
        yield coded[first:last].replace(b"+", b"-").replace(b"/", b"_")


def find(words: Iterable[str], places: Iterable[Path]) -> list[str]:
    """`word: file` for each word that stands in a file, folders searched through."""
    wanted = [(word, forms(word)) for word in words]
    found = []
    for path in _files(places):
        try:
            content = path.read_bytes()
        except FileNotFoundError:  # the server recycles its files
            continue
        found += [f"{word}: {path.name}" for word, ways in wanted if any(way in content for way in ways)]
    return found


def _files(places: Iterable[Path]) -> Iterator[Path]:
    for place in places:
        yield from (path for path in place.rglob("*") if path.is_file()) if place.is_dir() else (place,)
