"""Does set-up do only what is needed, find the right Pythons, and end in one sentence when it cannot go on?"""

import fcntl
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from bot.provision import environments, interpreters, stamps
from bot.provision.failures import reason
from bot.provision.installer import uv_version
from bot.provision.layout import Layout, python_of

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    (tmp_path / "requirements").mkdir()
    return Layout(root=tmp_path, home=tmp_path / "var")


def executable(path: Path, script: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n" + script)
    path.chmod(0o755)
    return path


# --- stamps


def stamped(layout: Layout, lock: str) -> None:
    layout.lock(lock).write_text(f"{lock}==1\n")
    python_of(layout.venv).parent.mkdir(parents=True, exist_ok=True)
    python_of(layout.venv).touch()
    stamps.write(layout.venv, lock=lock, digest=stamps.environment_digest(layout, lock, layout.venv, "3.11.7"))


def test_an_environment_is_current_until_its_lock_or_interpreter_changes(layout: Layout) -> None:
    stamped(layout, "app")
    assert stamps.environment_is_current(layout, layout.venv, ("app",), "3.11.7")
    assert not stamps.environment_is_current(layout, layout.venv, ("app",), "3.12.1")
    assert not stamps.environment_is_current(layout, layout.venv, ("app",), None)
    layout.lock("app").write_text("app==2\n")
    assert not stamps.environment_is_current(layout, layout.venv, ("app",), "3.11.7")


def test_a_development_environment_serves_running_and_not_the_other_way(layout: Layout) -> None:
    stamped(layout, "dev")
    assert stamps.environment_is_current(layout, layout.venv, ("app", "dev"), "3.11.7")
    stamped(layout, "app")
    assert not stamps.environment_is_current(layout, layout.venv, ("dev",), "3.11.7")


def test_a_moved_environment_is_not_current(layout: Layout, tmp_path: Path) -> None:
    stamped(layout, "app")
    moved = tmp_path / "moved"
    layout.venv.rename(moved)
    assert not stamps.environment_is_current(layout, moved, ("app",), "3.11.7")


def test_a_broken_stamp_counts_as_none(layout: Layout) -> None:
    layout.venv.mkdir()
    (layout.venv / stamps.NAME).write_text("{")
    assert stamps.read(layout.venv) == {}


# --- interpreters


def test_pyenv_versions_are_tried_newest_first_and_only_of_the_wanted_minor(tmp_path: Path) -> None:
    for name in ("3.10.9", "3.10.13", "3.1.4", "3.11.7", "3.100.1"):
        executable(tmp_path / "versions" / name / "bin" / "python3.10", "")
    found = [path.parent.parent.name for path in interpreters.pyenv_pythons([tmp_path], (3, 10))]
    assert found == ["3.10.13", "3.10.9"]


def test_the_engine_python_in_pyenv_comes_before_the_one_on_path_and_a_shim_is_passed_over(tmp_path: Path) -> None:
    shim = executable(tmp_path / "shims" / "python3.10", "echo 'pyenv: python3.10: command not found' >&2; exit 127\n")
    on_path = executable(tmp_path / "bin" / "python3.10", "echo 3.10.4\n")
    environ = {"HOME": str(tmp_path), "PATH": f"{shim.parent}:{on_path.parent}"}
    assert interpreters.local_engine_python(environ) == on_path
    kept = executable(tmp_path / ".pyenv" / "versions" / "3.10.13" / "bin" / "python3.10", "echo 3.10.13\n")
    assert interpreters.local_engine_python(environ) == kept


def test_without_python_3_10_there_is_none(tmp_path: Path) -> None:
    executable(tmp_path / "python3.10", "echo 3.11.2\n")
    assert interpreters.local_engine_python({"HOME": str(tmp_path), "PATH": str(tmp_path)}) is None
    assert environments.NO_ENGINE_PYTHON.count(". ") == 0


def test_the_uv_version_is_read_and_a_broken_uv_is_too_old(tmp_path: Path) -> None:
    assert uv_version(executable(tmp_path / "uv", "echo 'uv 0.9.21 (abc 2026-01-01)'\n")) == (0, 9, 21)
    assert uv_version(executable(tmp_path / "broken", "exit 3\n")) == (0,)


# --- failures


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("failed to copy file: No space left on device (os error 28)", "disk is full"),
        ("npm error code ENOSPC", "disk is full"),
        ("Hash mismatch for `aiofiles==25.1.0`", "hash mismatch for aiofiles"),
        ("npm error code EINTEGRITY", "hash mismatch"),
        ("error: Couldn't parse requirement in `x`", "requirements/app.txt is broken"),
        ("error sending request: dns error", "registry cannot be reached"),
        ("npm error code EAI_AGAIN", "registry cannot be reached"),
        ("Permission denied (os error 13)", "may not be written"),
    ],
)
def test_what_a_tool_says_becomes_a_reason(said: str, expected: str) -> None:
    assert expected in (reason(said, lock="requirements/app.txt") or "")


def test_an_unknown_failure_has_no_reason() -> None:
    assert reason("something new") is None


# --- the whole program


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Set-up's own files and the small lock, nothing else."""
    for folder in ("bot/provision", "requirements"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("scripts/setup.py", "bot/__init__.py", "pyproject.toml", "package.json", "package-lock.json"):
        (tmp_path / file).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / file, tmp_path / file)
    return tmp_path


def set_up(checkout: Path, mode: str = "lint", **environ: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-S", str(checkout / "scripts" / "setup.py"), mode]
    mine = {key: value for key, value in os.environ.items() if key != "SUIFANG_HOME"}
    mine["PATH"] += f":{ROOT / '.tools' / 'uv' / 'bin'}"  # the uv this checkout was set up with
    return subprocess.run(command, env=mine | environ, capture_output=True, text=True, timeout=280, check=False)


def assert_one_sentence(ended: subprocess.CompletedProcess[str], expected: str) -> None:
    assert ended.returncode == 1
    assert expected in ended.stderr
    assert len(ended.stderr.splitlines()) == 1
    assert ended.stderr.rstrip().endswith(".")
    assert "Traceback" not in ended.stderr + ended.stdout


def test_a_tampered_hash_ends_in_one_sentence(checkout: Path) -> None:
    wheel = checkout / "wheels" / "leaf-1.0-py3-none-any.whl"
    wheel.parent.mkdir()
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("leaf-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: leaf\nVersion: 1.0\n")
        archive.writestr("leaf-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr("leaf-1.0.dist-info/RECORD", "")
    (checkout / "requirements" / "dev.txt").write_text(f"leaf==1.0 --hash=sha256:{'0' * 64}\n")
    ended = set_up(checkout, UV_NO_INDEX="1", UV_FIND_LINKS=str(wheel.parent))
    assert_one_sentence(
        ended, "requirements/dev.txt does not match what the registry delivered (hash mismatch for leaf)"
    )


def test_a_broken_lock_ends_in_one_sentence(checkout: Path) -> None:
    (checkout / "requirements" / "dev.txt").write_text("aiofiles=!25\n")
    assert_one_sentence(set_up(checkout), "requirements/dev.txt is broken")


def test_a_missing_lock_ends_in_one_sentence(checkout: Path) -> None:
    (checkout / "requirements" / "dev.txt").unlink()
    assert_one_sentence(set_up(checkout), "dev.txt cannot be read")


def test_an_unreachable_registry_ends_in_one_sentence(checkout: Path) -> None:
    environ = {"UV_DEFAULT_INDEX": "http://127.0.0.1:9/simple", "UV_HTTP_RETRIES": "0"}
    assert_one_sentence(set_up(checkout, UV_CACHE_DIR=str(checkout / "cache"), **environ), "cannot be reached")


def test_a_folder_that_cannot_be_made_ends_in_one_sentence(checkout: Path) -> None:
    (checkout / "taken").touch()
    assert_one_sentence(set_up(checkout, SUIFANG_HOME=str(checkout / "taken")), "Set-up failed")


def test_two_setups_at_once_are_refused(checkout: Path) -> None:
    (checkout / ".tools").mkdir()
    with (checkout / ".tools" / "setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert_one_sentence(set_up(checkout), "Another set-up is at work")


def test_an_old_python_with_no_newer_one_is_told_what_is_needed(checkout: Path) -> None:
    script = checkout / "scripts" / "setup.py"
    script.write_text(script.read_text().replace("OLDEST = (3, 11)", "OLDEST = (3, 99)"))
    assert_one_sentence(set_up(checkout), "Python 3.11 or newer is needed")


def test_an_old_python_hands_over_to_a_newer_one_on_path(checkout: Path) -> None:
    script = checkout / "scripts" / "setup.py"
    script.write_text(script.read_text().replace("OLDEST = (3, 11)", "OLDEST = (3, 99)"))
    executable(checkout / "bin" / "python3.13", 'case "$1" in -c) exit 0;; esac; echo "handed over: $2"\n')
    ended = set_up(checkout, PATH=f"{checkout / 'bin'}:{os.environ['PATH']}")
    assert ended.stdout == "handed over: lint\n"


# --- lock files


def test_lock_files_are_pinned_hashed_and_without_addresses() -> None:
    ended = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "lock.py"), "--check"], capture_output=True, text=True
    )
    assert ended.returncode == 0, ended.stdout


def test_the_development_lock_holds_the_application_at_the_same_versions() -> None:
    def pins(name: str) -> set[str]:
        lines = (ROOT / "requirements" / f"{name}.txt").read_text().splitlines()
        return {line.split(" ")[0] for line in lines if line[:1].isalnum()}

    assert pins("app") <= pins("dev")
