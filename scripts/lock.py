"""Remake or check the lock files: pinned and hashed, and free of download addresses so that any mirror can serve them.

`python scripts/lock.py [--upgrade | --check]`
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = {"app": "3.11", "dev": "3.11", "engine": "3.10", "uv": "3.9"}  # in this order: dev is held to app's versions
NPM_LOCK = ROOT / "package-lock.json"


def faults(name: str, text: str) -> list[str]:
    """What a lock file must not contain, and what each of its pins must carry."""
    found = [f"{name}: line {number}: an address" for number, line in enumerate(text.splitlines(), 1) if "://" in line]
    if name.endswith(".txt"):
        pins = text.replace("\\\n", " ").splitlines()
        bare = [pin for pin in pins if pin[:1].isalnum() and ("==" not in pin or "--hash=sha256:" not in pin)]
        found += [f"{name}: not pinned with a hash: {pin[:60]}" for pin in bare]
    return found


def check() -> int:
    """Say what is wrong with the committed locks; the exit code."""
    files = [*(ROOT / "requirements" / f"{name}.txt" for name in LOCKS), NPM_LOCK]
    found = [fault for file in files for fault in faults(file.name, file.read_text("utf-8"))]
    print("\n".join(found) or f"{len(files)} lock files: pinned, hashed, no addresses")
    return 1 if found else 0


def compile_python(uv: str, name: str, oldest: str, extra: list[str]) -> None:
    """One requirements lock for every platform."""
    command = [uv, "pip", "compile", "--quiet", "--universal", "--generate-hashes", "--no-annotate", *extra]
    command += ["--python-version", oldest, f"{name}.in", "-o", f"{name}.txt"]
    environ = os.environ | {"UV_CUSTOM_COMPILE_COMMAND": "make lock"}
    subprocess.run(command, cwd=ROOT / "requirements", env=environ, check=True)


def compile_npm(extra: list[str]) -> None:
    """package-lock.json without addresses: npm leaves out `resolved` (.npmrc), the sponsors' links go here."""
    for verb in ["update"] if extra else ["install"]:
        subprocess.run(["npm", verb, "--package-lock-only", "--no-audit", "--no-fund"], cwd=ROOT, check=True)
    lock = json.loads(NPM_LOCK.read_text("utf-8"))
    for package in lock["packages"].values():
        package.pop("funding", None)
        package.pop("resolved", None)
    NPM_LOCK.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n", "utf-8")


def find_uv() -> str:
    """The uv that set-up uses."""
    answer = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "setup.py"), "uv"], check=True, capture_output=True, text=True
    )
    return answer.stdout.splitlines()[-1]


def main(arguments: list[str]) -> int:
    """The exit code."""
    if "--check" in arguments:
        return check()
    extra = [argument for argument in arguments if argument == "--upgrade"]
    uv = shutil.which("uv") or find_uv()
    for name, oldest in LOCKS.items():
        print(f"requirements/{name}.txt", flush=True)
        compile_python(uv, name, oldest, extra)
    print("package-lock.json", flush=True)
    compile_npm(extra)
    return check()


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except subprocess.CalledProcessError as exc:
        sys.exit(f"{exc.cmd[0]} ended with code {exc.returncode}; the lock files made so far were kept.")
