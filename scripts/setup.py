#!/usr/bin/env python3
"""Makes this checkout ready: `python3 scripts/setup.py [app|dev|lint|model|uv]`.

This file is kept readable for any Python 3, so that an old one can say what is missing; the work is in bot/provision.
"""

import os
import subprocess
import sys

OLDEST = (3, 11)
NEWER = ("python3.13", "python3.12", "python3.11", "python3.14")
TRIED = "SUIFANG_SETUP_PYTHON"  # set for the interpreter we hand over to, so that nobody hands over twice
PROBE = "import sys; sys.exit(0 if sys.version_info[:2] >= (%d, %d) else 1)" % OLDEST  # noqa: UP031


def newer_python():
    """A Python on PATH or in pyenv's versions folder that is new enough and really runs; None when there is none."""
    folders = os.environ.get("PATH", "").split(os.pathsep)
    for root in (os.environ.get("PYENV_ROOT", ""), os.path.join(os.path.expanduser("~"), ".pyenv")):
        versions = os.path.join(root, "versions")
        if root and os.path.isdir(versions):
            folders += [os.path.join(versions, name, "bin") for name in sorted(os.listdir(versions), reverse=True)]
    for name in NEWER:
        for folder in folders:
            path = os.path.join(folder, name)
            if os.access(path, os.X_OK) and runs(path):
                return path
    return None


def runs(path):
    """Whether the interpreter starts and is new enough; a pyenv shim is there and may still not run."""
    with open(os.devnull, "w") as nowhere:
        try:
            return subprocess.call([path, "-c", PROBE], stdout=nowhere, stderr=nowhere) == 0
        except OSError:
            return False


def main():
    """Hand over to a Python that is new enough, or do the work."""
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    if sys.version_info[:2] < OLDEST:
        path = None if os.environ.get(TRIED) else newer_python()
        if path is None:
            found = ".".join(str(part) for part in sys.version_info[:3])
            sys.stderr.write(
                "Python 3.11 or newer is needed, but only " + found + " was found: install it, then run this.\n"
            )
            return 1
        os.environ[TRIED] = path
        sys.stdout.flush()
        os.execv(path, [path, os.path.abspath(__file__)] + sys.argv[1:])  # noqa: RUF005, S606
    os.environ.pop(TRIED, None)
    sys.path.insert(0, root)
    from pathlib import Path

    from bot.provision.run import main as prepare

    return prepare(sys.argv[1:], Path(root))


if __name__ == "__main__":
    sys.exit(main())
