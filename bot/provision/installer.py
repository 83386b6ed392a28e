"""Which uv does the installing?"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from bot.provision import stamps
from bot.provision.failures import SetupError
from bot.provision.layout import Layout
from bot.provision.process import Console, clean_environ

OLDEST_UV = (0, 8, 0)  # `uv venv --clear` and `uv python install --no-bin`
HOW_TO_GET = "install uv (https://docs.astral.sh/uv) or Python's venv module (Debian: apt-get install python3-venv)"


def uv_version(uv: str | Path) -> tuple[int, ...]:
    """The version a uv reports; (0,) when it does not run."""
    try:
        answer = subprocess.run([str(uv), "--version"], capture_output=True, text=True, timeout=20, check=True)
    except (OSError, subprocess.SubprocessError):
        return (0,)
    found = re.search(r"(\d+)\.(\d+)\.(\d+)", answer.stdout)
    return tuple(map(int, found.groups())) if found else (0,)


def ensure_uv(layout: Layout, console: Console) -> Path:
    """The uv on PATH if it is new enough, else one of our own in .tools/."""
    on_path = shutil.which("uv")
    if on_path and uv_version(on_path) >= OLDEST_UV:
        return Path(on_path)
    folder = layout.tools / "uv"
    uv = folder / "bin" / "uv"
    wanted = stamps.digest([layout.lock("uv")], str(folder))
    if stamps.read(folder).get("digest") != wanted or uv_version(uv) < OLDEST_UV:
        console.say("uv: not on this machine, installing it into .tools/")
        _install(layout, console, folder)
        stamps.write(folder, digest=wanted)
    return uv


def _install(layout: Layout, console: Console, folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    base = getattr(sys, "_base_executable", None) or sys.executable
    options = ["install", "--require-hashes", "--disable-pip-version-check", "-r", str(layout.lock("uv"))]
    pip: list[str | Path]
    try:
        console.run([base, "-m", "venv", folder], what="Making a place for uv")
        pip = [folder / "bin" / "python", "-m", "pip"]
    except SetupError:  # Debian ships venv without pip: the machine's pip can install into it all the same
        shutil.rmtree(folder, ignore_errors=True)
        try:
            console.run([base, "-m", "venv", "--without-pip", folder], what="Making a place for uv")
            console.run([base, "-m", "pip", "--version"], what="Looking for pip")
        except SetupError as exc:
            raise SetupError(f"Neither uv nor a way to install it was found: {HOW_TO_GET}.") from exc
        pip = [base, "-m", "pip", "--python", folder / "bin" / "python"]
    console.run([*pip, *options], what="Installing uv", lock="requirements/uv.txt")


def mirror() -> dict[str, str]:
    """The index set for pip, for uv, which does not read pip's settings; empty when uv has its own or pip has none."""
    if any(os.environ.get(name) for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "UV_CONFIG_FILE")):
        return {}
    url = os.environ.get("PIP_INDEX_URL") or _pip_setting("global.index-url")
    return {"UV_DEFAULT_INDEX": url} if url else {}


def _pip_setting(name: str) -> str:
    command = [sys.executable, "-m", "pip", "config", "get", name]
    try:
        answer = subprocess.run(command, capture_output=True, text=True, timeout=30, check=True, env=clean_environ())
    except (OSError, subprocess.SubprocessError):
        return ""
    return answer.stdout.strip()
