"""What does this installation have, what is missing, and how is that got?"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.engine.model import model_path
from bot.postgres.binaries import find_binaries
from bot.postgres.errors import ServerMissing
from bot.provision import interpreters, stamps
from bot.provision.assets import node_version
from bot.provision.layout import APP_PYTHON, ENGINE_PYTHON, OLDEST_NODE, ROOM_BYTES, Layout, dotted, python_of
from bot.settings import Settings
from bot.supervisor.errors import PortTaken
from bot.supervisor.ports import check_port_free

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAKE_SETUP = "run: make setup"


@dataclass(frozen=True, kw_only=True)
class Check:
    """One thing looked at.

    Attributes:
        ok: it is there and right.
        found: what was seen.
        remedy: what to do when it is not ok; empty when there is nothing to do.
        needed: the program does not run without it.
    """

    name: str
    ok: bool
    found: str
    remedy: str = ""
    needed: bool = True


def checks(settings: Settings) -> list[Check]:
    """Look at everything an installation needs; nothing is changed."""
    layout = Layout(root=settings.root, home=settings.home)
    return [
        _python(),
        _environment(layout, "Application environment", layout.venv, ("app", "dev")),
        _environment(layout, "Engine environment (Python 3.10)", layout.engine_venv, ("engine",)),
        _assets(layout),
        _model(layout),
        _postgres(settings),
        _room(layout),
        _port("Port of the pages", "the pages", settings.web_host, settings.web_port, "SUIFANG_WEB_PORT"),
        _port("Port of the actions", "the actions", "127.0.0.1", settings.action_port, "SUIFANG_ACTION_PORT"),
        _port("Port of the engine", "the engine", "127.0.0.1", settings.engine_port, "SUIFANG_ENGINE_PORT"),
        _secrets(settings.secrets_dir),
        _chromium(),
    ]


def passed(found: Iterable[Check]) -> bool:
    """Whether everything that is needed is there."""
    return all(check.ok for check in found if check.needed)


def render(found: Sequence[Check]) -> str:
    """The checks as lines for a terminal."""
    width = max((len(check.name) for check in found), default=0)
    lines = [_line(check, width) for check in found]
    missing = [check for check in found if check.needed and not check.ok]
    lines.append("")
    lines.append("Everything that is needed is there." if not missing else f"{len(missing)} to put right.")
    return "\n".join(lines)


def _line(check: Check, width: int) -> str:
    mark = "ok     " if check.ok else "MISSING" if check.needed else "without"
    remedy = f"; {check.remedy}" if check.remedy and not check.ok else ""
    return f"{mark}  {check.name:<{width}}  {check.found}{remedy}"


def _python() -> Check:
    ok = sys.version_info[:2] >= APP_PYTHON
    found = dotted(sys.version_info[:3])
    return Check(name="Python", ok=ok, found=found, remedy=f"install Python {dotted(APP_PYTHON)} or newer")


def _environment(layout: Layout, name: str, venv: Path, locks: tuple[str, ...]) -> Check:
    version = interpreters.version_of(python_of(venv))
    if version is None:
        return Check(name=name, ok=False, found=f"{venv.name} is not there or does not run", remedy=MAKE_SETUP)
    current = stamps.environment_is_current(layout, venv, locks, version)
    if locks == ("engine",) and not version.startswith(dotted(ENGINE_PYTHON) + "."):
        return Check(name=name, ok=False, found=f"made with Python {version}", remedy=MAKE_SETUP)
    state = "as its lock file asks" if current else "older than its lock file"
    return Check(name=name, ok=current, found=f"Python {version}, {state}", remedy=MAKE_SETUP)


def _assets(layout: Layout) -> Check:
    ok = stamps.read(layout.node_modules).get("digest") == stamps.assets_digest(layout)
    node = node_version()
    found = "node_modules as its lock file asks" if ok else f"not installed or out of date; Node {node or 'is missing'}"
    remedy = MAKE_SETUP if node else f"install Node.js {OLDEST_NODE} or newer with npm, then {MAKE_SETUP}"
    return Check(name="Browser assets", ok=ok, found=found, remedy=remedy)


def _model(layout: Layout) -> Check:
    model = model_path(layout.root)
    if model.is_file():
        return Check(name="Dialogue model", ok=True, found=f"models/{model.name}")
    older = any(model.parent.glob("*.tar.gz"))
    found = "there, but trained from other data than today's" if older else "not trained yet"
    return Check(name="Dialogue model", ok=False, found=found, remedy=MAKE_SETUP)


def _postgres(settings: Settings) -> Check:
    name = "PostgreSQL"
    if settings.database_url:
        return Check(name=name, ok=True, found="the server that DATABASE_URL names (not asked here)")
    try:
        binaries = find_binaries()
    except ServerMissing as exc:
        return Check(name=name, ok=False, found=str(exc).rstrip("."), remedy=MAKE_SETUP)
    return Check(name=name, ok=True, found=f"{binaries.major}, embedded")


def _room(layout: Layout) -> Check:
    folder = next(path for path in (layout.home, *layout.home.parents) if path.exists())
    free = shutil.disk_usage(folder).free
    remedy = f"free some: {ROOM_BYTES / 1024**3:.0f} GB are wanted"
    return Check(name="Disk", ok=free >= ROOM_BYTES, found=f"{free / 1024**3:.1f} GB free", remedy=remedy)


def _port(name: str, purpose: str, host: str, port: int, setting: str) -> Check:
    try:
        check_port_free(host, port, purpose, setting=setting)
    except PortTaken as exc:
        remedy = "right if Suifang is running"
        return Check(name=name, ok=False, found=str(exc).rstrip("."), remedy=remedy, needed=False)
    return Check(name=name, ok=True, found=f"{host}:{port} is free")


def _secrets(folder: Path) -> Check:
    name = "Private folder"
    if not folder.exists():
        return Check(name=name, ok=True, found=f"{folder} is made at the first run")
    mode = folder.stat().st_mode & 0o777
    loose = [path.name for path in folder.iterdir() if path.is_file() and path.stat().st_mode & 0o077]
    ok = mode & 0o077 == 0 and not loose
    found = f"{folder}, mode {mode:04o}" + (f", readable by others: {', '.join(sorted(loose))}" if loose else "")
    return Check(name=name, ok=ok, found=found, remedy=f"run: chmod -R go= {folder}")


def find_chromium(
    environ: dict[str, str] | None = None, *, which: Callable[[str], str | None] = shutil.which
) -> str | None:
    """A Chromium that runs: the one SUIFANG_CHROMIUM names, else one on PATH."""
    named = (os.environ if environ is None else environ).get("SUIFANG_CHROMIUM")
    for path in filter(None, [named, *map(which, CHROMIUM_NAMES)]):
        try:
            subprocess.run([path, "--version"], capture_output=True, timeout=30, check=True)
        except (OSError, subprocess.SubprocessError):
            continue
        return path
    return None


def _chromium() -> Check:
    path = find_chromium()
    remedy = "only browser tests and screenshots need it: apt-get install chromium fonts-noto-cjk"
    return Check(name="Chromium", ok=path is not None, found=path or "none on PATH", remedy=remedy, needed=False)
