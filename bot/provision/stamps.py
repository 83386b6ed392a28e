"""Is what was made from a lock file still what the lock file asks for?

A stamp lies inside the folder it vouches for, so it goes when the folder goes. It is written after the work and removed
before it: an interrupted set-up leaves none.
"""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from bot.provision.layout import Layout, python_of

NAME = ".suifang-stamp.json"


def digest(files: Iterable[Path], *facts: str) -> str:
    """One hash over the files' bytes and the facts; a missing file counts as empty."""
    total = hashlib.sha256()
    for file in files:
        total.update(hashlib.sha256(file.read_bytes() if file.is_file() else b"").digest())
    for fact in facts:
        total.update(fact.encode() + b"\0")
    return total.hexdigest()


def read(folder: Path) -> dict[str, str]:
    """The folder's stamp; empty when there is none or it cannot be read."""
    try:
        stamp = json.loads((folder / NAME).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(key): str(value) for key, value in stamp.items()} if isinstance(stamp, dict) else {}


def write(folder: Path, **facts: str) -> None:
    """Vouch for the folder."""
    (folder / NAME).write_text(json.dumps(facts, indent=1) + "\n", "utf-8")


def clear(folder: Path) -> None:
    """Withdraw the stamp: work on the folder begins."""
    (folder / NAME).unlink(missing_ok=True)


def environment_digest(layout: Layout, lock: str, venv: Path, version: str) -> str:
    """What an environment made from `lock` must carry: a moved or re-based environment is another one."""
    return digest([layout.lock(lock)], version, str(venv))


def environment_is_current(layout: Layout, venv: Path, locks: Iterable[str], version: str | None) -> bool:
    """Whether the environment satisfies one of the lock files.

    Args:
        version: what the environment's interpreter says it is; None when it does not run.
    """
    stamp = read(venv)
    lock = stamp.get("lock", "")
    if version is None or lock not in locks or not python_of(venv).exists():
        return False
    return stamp.get("digest") == environment_digest(layout, lock, venv, version)


def project_digest(layout: Layout) -> str:
    """What the installed project itself hangs on: its script and its packages."""
    return digest([layout.root / "pyproject.toml"])


def assets_digest(layout: Layout) -> str:
    """What node_modules hangs on."""
    return digest([layout.root / "package-lock.json", layout.root / "package.json"])
