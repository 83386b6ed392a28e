"""Are the application's and the engine's environments there and right, and if not, who makes them?"""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from bot.provision import interpreters, stamps
from bot.provision.failures import SetupError
from bot.provision.installer import mirror
from bot.provision.layout import APP_PYTHON, ENGINE_PYTHON, ROOM_BYTES, Layout, dotted, python_of
from bot.provision.process import Console

DOWNLOAD_SECONDS = 180.0
HTTP_TIMEOUT_SECONDS = 20
NO_ENGINE_PYTHON = (
    "Python 3.10 is needed for the dialogue engine and none was found: get it with `uv python install 3.10`,"
    " `pyenv install 3.10` or your system's python3.10 package, and run this again."
)
FindUv = Callable[[], Path]


def ensure_app(layout: Layout, console: Console, uv: FindUv, *, dev: bool) -> None:
    """`.venv` from app.txt or dev.txt, with the project itself in it; what serves development serves running too."""
    lock, accepted = ("dev", ("dev",)) if dev else ("app", ("app", "dev"))
    _ensure(layout, console, uv, venv=layout.venv, lock=lock, accepted=accepted, name="Application environment")
    _ensure_project(layout, console, uv)


def ensure_engine(layout: Layout, console: Console, uv: FindUv) -> None:
    """`.venv-engine` from engine.txt, on Python 3.10."""
    venv = layout.engine_venv
    _ensure(layout, console, uv, venv=venv, lock="engine", accepted=("engine",), name="Engine environment")


def _ensure(
    layout: Layout, console: Console, uv: FindUv, *, venv: Path, lock: str, accepted: tuple[str, ...], name: str
) -> None:
    version = interpreters.version_of(python_of(venv))
    if stamps.environment_is_current(layout, venv, accepted, version):
        return console.say(f"{name}: unchanged")
    if not _is_usable(venv, version, lock):
        _check_room(layout)
        python = _engine_python(console, uv()) if lock == "engine" else _app_python()
        console.say(f"{name}: new, with {python}")
        console.run([uv(), "venv", "--clear", "--no-project", "--python", python, venv], what=f"{name}: making it")
    _sync(layout, console, uv(), venv, lock, name)
    return None


def _is_usable(venv: Path, version: str | None, lock: str) -> bool:
    """Whether what is there can be brought up to date; else it is made anew."""
    if version is None or stamps.read(venv).get("path", str(venv)) != str(venv):
        return False
    minor = tuple(map(int, version.split(".")[:2]))
    return minor == ENGINE_PYTHON if lock == "engine" else minor >= APP_PYTHON


def _sync(layout: Layout, console: Console, uv: Path, venv: Path, lock: str, name: str) -> None:
    file = layout.lock(lock)
    try:
        packages = sum(1 for line in file.read_text("utf-8").splitlines() if line[:1].isalnum())
    except (OSError, UnicodeDecodeError) as exc:
        raise SetupError(f"requirements/{file.name} cannot be read; restore it with git.") from exc
    console.say(f"{name}: up to {packages} packages from requirements/{file.name}")
    stamps.clear(venv)
    # Compiled now: TensorFlow and Rasa load in 5 s instead of 20 s, each time.
    options: list[str | Path] = ["--require-hashes", "--compile-bytecode", "--python", python_of(venv)]
    command: list[str | Path] = [uv, "pip", "sync", *options, file]
    console.run(command, what=f"{name}: installing", lock=f"requirements/{file.name}", environ=mirror())
    version = interpreters.version_of(python_of(venv)) or ""
    facts = {"lock": lock, "digest": stamps.environment_digest(layout, lock, venv, version), "path": str(venv)}
    stamps.write(venv, **facts)
    console.say(f"{name}: ready")


def _ensure_project(layout: Layout, console: Console, uv: FindUv) -> None:
    """The project itself, editable, so that `.venv/bin/suifang` exists; syncing the lock took it out."""
    stamp = stamps.read(layout.venv)
    wanted = stamps.project_digest(layout)
    if stamp.get("project") == wanted and (layout.venv / "bin" / "suifang").exists():
        return
    command: list[str | Path] = [uv(), "pip", "install", "--no-deps", "--no-build-isolation", "--offline"]
    command += ["--python", python_of(layout.venv), "-e", layout.root]
    console.run(command, what="Installing the project itself")
    stamps.write(layout.venv, **{**stamp, "project": wanted})
    console.say("Project: installed, .venv/bin/suifang")


def _app_python() -> Path:
    """The interpreter that runs this, or the one its environment stands on."""
    return Path(getattr(sys, "_base_executable", None) or sys.executable)


def _engine_python(console: Console, uv: Path) -> Path:
    """Python 3.10: uv's own, else downloaded by uv, else pyenv's, else the one on PATH."""
    managed = _managed_python(console, uv)
    if managed is None and _download_python(console, uv):
        managed = _managed_python(console, uv)
    found = managed or interpreters.local_engine_python(os.environ)
    if found is None:
        raise SetupError(NO_ENGINE_PYTHON)
    return found


def _managed_python(console: Console, uv: Path) -> Path | None:
    command: list[str | Path] = [uv, "python", "find", "--managed-python", "--no-project", dotted(ENGINE_PYTHON)]
    try:
        said = console.run(command, what="Looking for uv's Python 3.10", environ={"UV_PYTHON_DOWNLOADS": "never"})
    except SetupError:
        return None
    found = Path(said.splitlines()[-1]) if said else Path()
    return found if interpreters.is_version(found, ENGINE_PYTHON) else None


def _download_python(console: Console, uv: Path) -> bool:
    console.say("Python 3.10 for the engine: asking uv to download it")
    command: list[str | Path] = [uv, "python", "install", "--no-bin", dotted(ENGINE_PYTHON)]
    limit = {"UV_HTTP_TIMEOUT": str(HTTP_TIMEOUT_SECONDS)}
    try:
        console.run(command, what="The download", environ=limit, timeout_seconds=DOWNLOAD_SECONDS)
    except SetupError:
        console.say("Python 3.10 for the engine: no download to be had, looking on this machine")
        return False
    return True


def _check_room(layout: Layout) -> None:
    free = shutil.disk_usage(layout.root).free
    if free < ROOM_BYTES:
        wanted = ROOM_BYTES / 1024**3
        raise SetupError(f"The disk is too full: {wanted:.0f} GB are needed, {free / 1024**3:.1f} GB are free.")
