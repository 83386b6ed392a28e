"""Settles which trained model belongs to the project's present state. Standard library only: the app asks it too."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
MODELS = "models"
HASH_DIGITS = 16
#: What a model depends on: training data, configuration, our components and the engine's lock.
FILES = ("config.yml", "domain.yml", "requirements/engine.txt")
FOLDERS = (("data/nlu", "*.yml"), ("data/rules", "*.yml"), ("nlu", "*.py"), ("data/lexicon", "*"))


def fingerprint(root: Path = ROOT) -> str:
    """The hash that names the model: equal for equal inputs, whatever their dates and order on disk."""
    digest = hashlib.sha256()
    for path in model_inputs(root):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(root).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:HASH_DIGITS]


def model_path(root: Path = ROOT) -> Path:
    """Where the model of the project's present state lies, once trained."""
    return root / MODELS / f"{fingerprint(root)}.tar.gz"


def model_inputs(root: Path) -> Iterator[Path]:
    """The files a model depends on, in a stable order."""
    for name in FILES:
        if (root / name).is_file():
            yield root / name
    for folder, pattern in FOLDERS:
        yield from sorted(path for path in (root / folder).rglob(pattern) if _counts(path))


def _counts(path: Path) -> bool:
    return path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
