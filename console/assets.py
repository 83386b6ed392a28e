"""Settles what the browser loads: named files of node_modules and of our own, each with its hash in the URL."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from console.errors import NotThere

STATIC = Path(__file__).parent / "static"
FROM_NODE_MODULES = {
    "tabler.css": "@tabler/core/dist/css/tabler.min.css",
    "htmx.js": "htmx.org/dist/htmx.min.js",
    "hx-upsert.js": "htmx.org/dist/ext/hx-upsert.min.js",
}
FROM_STATIC = ("console.css", "console.js", "favicon.svg")
MEDIA_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
SOURCE_MAP = b"sourceMappingURL="


@dataclass(frozen=True, kw_only=True)
class Asset:
    """One file, read once, with its gzip form."""

    body: bytes
    zipped: bytes
    media_type: str
    version: str


class Assets:
    """The console's browser files by name."""

    def __init__(self, node_modules: Path) -> None:
        """Read them all.

        Raises:
            FileNotFoundError: `npm ci` has not been run.
        """
        paths = {name: node_modules / path for name, path in FROM_NODE_MODULES.items()}
        paths |= {name: STATIC / name for name in FROM_STATIC}
        self._assets = {name: _read(path) for name, path in paths.items()}

    def url(self, name: str) -> str:
        """Where a page finds the file; another content is another URL."""
        return f"/staff/assets/{name}?v={self._assets[name].version}"

    def respond(self, request: Request, name: str) -> Response:
        """The file. With its version in the URL it may be kept for ever.

        Raises:
            NotThere: no such name.
        """
        asset = self._assets.get(name)
        if asset is None:
            raise NotThere
        is_versioned = request.query_params.get("v") == asset.version
        headers = {
            "Cache-Control": "public, max-age=31536000, immutable" if is_versioned else "no-cache",
            "Vary": "Accept-Encoding",
        }
        body = asset.body
        if "gzip" in request.headers.get("accept-encoding", ""):
            body, headers["Content-Encoding"] = asset.zipped, "gzip"
        return Response(body, media_type=asset.media_type, headers=headers)


def _read(path: Path) -> Asset:
    body = b"\n".join(line for line in path.read_bytes().splitlines() if SOURCE_MAP not in line[:64])
    return Asset(
        body=body,
        zipped=gzip.compress(body, mtime=0),
        media_type=MEDIA_TYPES[path.suffix],
        version=hashlib.sha256(body).hexdigest()[:12],
    )
