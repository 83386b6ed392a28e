"""Is what the browser loads there (node_modules from the committed lock)?"""

import json
import re
import shutil
import subprocess

from bot.provision import stamps
from bot.provision.failures import SetupError
from bot.provision.layout import OLDEST_NODE, Layout
from bot.provision.process import Console

NO_NODE = f"Node.js {OLDEST_NODE} or newer with npm is needed for the pages' style sheets and scripts"


def node_version() -> str | None:
    """What `node --version` says, e.g. "v20.20.2"; None when there is none."""
    try:
        answer = subprocess.run(["node", "--version"], capture_output=True, text=True, timeout=20, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return answer.stdout.strip() or None


def ensure_assets(layout: Layout, console: Console) -> None:
    """`npm ci`, when the lock changed or node_modules is gone."""
    if stamps.read(layout.node_modules).get("digest") == stamps.assets_digest(layout):
        return console.say("Browser assets: unchanged")
    _check_node()
    _check_lock(layout)
    console.say("Browser assets: npm ci")
    stamps.clear(layout.node_modules)
    command = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
    console.run(command, what="Browser assets: npm ci", lock="package-lock.json", timeout_seconds=900)
    stamps.write(layout.node_modules, digest=stamps.assets_digest(layout))
    return console.say("Browser assets: ready")


def _check_node() -> None:
    found = node_version()
    if found is None:
        raise SetupError(f"{NO_NODE}; none was found: install it with your system's packages or from nodejs.org.")
    number = re.match(r"v(\d+)", found)
    if number is None or int(number[1]) < OLDEST_NODE:
        raise SetupError(f"{NO_NODE}; {found} was found: update it.")
    if shutil.which("npm") is None:
        raise SetupError(f"{NO_NODE}; Node {found} is there without npm: install npm.")


def _check_lock(layout: Layout) -> None:
    try:
        json.loads((layout.root / "package-lock.json").read_text("utf-8"))
    except (OSError, ValueError) as exc:
        raise SetupError("package-lock.json is missing or broken; restore it with git.") from exc
