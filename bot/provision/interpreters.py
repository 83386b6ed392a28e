"""Which Python runs which environment?"""

import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from bot.provision.layout import ENGINE_PYTHON

PROBE = "import sys; print('.'.join(map(str, sys.version_info[:3])))"
PROBE_TIMEOUT_SECONDS = 20


def version_of(python: Path) -> str | None:
    """What an interpreter says it is, e.g. "3.10.13"; None when it does not run (a pyenv shim often does not)."""
    try:
        answer = subprocess.run(
            [str(python), "-I", "-c", PROBE], capture_output=True, text=True, timeout=PROBE_TIMEOUT_SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return answer.stdout.strip() or None


def is_version(python: Path, wanted: tuple[int, int]) -> bool:
    """Whether the interpreter runs and is of the wanted minor version."""
    found = version_of(python)
    return found is not None and tuple(map(int, found.split(".")[:2])) == wanted


def pyenv_roots(environ: Mapping[str, str]) -> Iterator[Path]:
    """The folders where pyenv may keep its versions."""
    if environ.get("PYENV_ROOT"):
        yield Path(environ["PYENV_ROOT"])
    if environ.get("HOME"):
        yield Path(environ["HOME"]) / ".pyenv"
    pyenv = shutil.which("pyenv", path=environ.get("PATH"))
    if pyenv:
        answer = subprocess.run([pyenv, "root"], capture_output=True, text=True, timeout=20, check=False)
        if answer.stdout.strip():
            yield Path(answer.stdout.strip())


def pyenv_pythons(roots: Iterable[Path], wanted: tuple[int, int]) -> Iterator[Path]:
    """Interpreters in pyenv's versions folders, the newest patch first."""
    name = f"{wanted[0]}.{wanted[1]}"
    for root in roots:
        found = [path for path in (root / "versions").glob(f"{name}*") if path.name.split(".")[:2] == name.split(".")]
        for folder in sorted(found, key=_patch, reverse=True):
            yield folder / "bin" / f"python{name}"


def _patch(folder: Path) -> int:
    patch = folder.name.split(".")[2:3]
    return int(patch[0]) if patch and patch[0].isdigit() else -1


def path_pythons(environ: Mapping[str, str], wanted: tuple[int, int]) -> Iterator[Path]:
    """Every `python3.x` of the wanted version on PATH, in its order."""
    for folder in environ.get("PATH", "").split(os.pathsep):
        candidate = Path(folder or ".") / f"python{wanted[0]}.{wanted[1]}"
        if candidate.is_file() and os.access(candidate, os.X_OK):
            yield candidate


def local_engine_python(environ: Mapping[str, str]) -> Path | None:
    """A Python 3.10 on this machine: pyenv's versions folder first, then PATH; None when there is none that runs."""
    for candidate in pyenv_pythons(pyenv_roots(environ), ENGINE_PYTHON):
        if is_version(candidate, ENGINE_PYTHON):
            return candidate
    for candidate in path_pythons(environ, ENGINE_PYTHON):
        if is_version(candidate, ENGINE_PYTHON):
            return candidate
    return None
