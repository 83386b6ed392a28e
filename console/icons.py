"""Settles how an icon comes into a page: the SVG of @tabler/icons, inline and hidden from screen readers."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from markupsafe import Markup

FOLDER = "@tabler/icons/icons/outline"
NAME = re.compile(r"[a-z0-9-]+")


class Icons:
    """Icons by name, each read once."""

    def __init__(self, node_modules: Path) -> None:
        self._read = cache(lambda name: _read(node_modules / FOLDER, name))

    def __call__(self, name: str) -> Markup:
        """The icon. An unknown name gives nothing: an icon only ever stands beside words."""
        return self._read(name)


def _read(folder: Path, name: str) -> Markup:
    if not NAME.fullmatch(name):
        return Markup()
    path = folder / f"{name}.svg"
    if not path.is_file():
        return Markup()
    svg = re.sub(r"\s+", " ", path.read_text(encoding="utf-8"))
    svg = re.sub(r'class="[^"]*"', 'class="icon" aria-hidden="true" focusable="false"', svg, count=1)
    return Markup(svg)  # noqa: S704  (a file of an installed package, by a name of our own)
