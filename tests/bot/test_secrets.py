from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from bot.errors import OperatorError
from bot.secrets import load_secrets
from bot.settings import ROOT


def test_secrets_are_made_once_and_only_the_owner_reads_them(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "secrets"
    first = load_secrets(folder)
    assert load_secrets(folder) == first
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    files = sorted(folder.iterdir())
    assert len(files) == 5
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    values = [first.engine_token, first.action_token, first.postgres_password, first.link_key]
    assert len(set(values)) == 4
    assert min(map(len, values)) >= 32


def test_open_folder_is_closed(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    load_secrets(tmp_path)
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700


def test_printed_secrets_show_nothing(tmp_path: Path) -> None:
    secrets = load_secrets(tmp_path)
    assert repr(secrets) == str(secrets) == "Secrets(…)"


PROGRAM = """
import sys, pathlib
from bot.secrets import load_secrets
print("ready", flush=True)
sys.stdin.readline()
s = load_secrets(pathlib.Path(sys.argv[1]))
print(s.engine_token, s.action_token, s.postgres_password, s.link_key, s.keyring.dump())
"""


def test_processes_that_start_together_end_up_with_the_same_secrets(tmp_path: Path) -> None:
    folder = tmp_path / "secrets"
    command = [sys.executable, "-c", PROGRAM, str(folder)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "cwd": ROOT}
    processes = [subprocess.Popen(command, **pipes) for _ in range(4)]  # type: ignore[call-overload]
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    said = [process.communicate(timeout=30)[0] for process in processes]
    assert len(set(said)) == 1
    assert load_secrets(folder).engine_token in said[0]
    assert len(list(folder.iterdir())) == 5


def test_crash_between_writing_and_linking_leaves_no_secret_and_the_next_start_makes_a_whole_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def die(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(os, "link", die)
        with pytest.raises(Killed):
            load_secrets(tmp_path)
    assert not (tmp_path / "keyring.json").exists()
    secrets = load_secrets(tmp_path)
    assert secrets.keyring.decrypt(secrets.keyring.encrypt(b"x", context=b"c"), context=b"c") == b"x"


def test_damaged_keyring_is_one_sentence_that_names_the_folder(tmp_path: Path) -> None:
    load_secrets(tmp_path)
    (tmp_path / "keyring.json").write_text("{")
    with pytest.raises(OperatorError, match=rf"keyring.*restore {tmp_path} from your backup"):
        load_secrets(tmp_path)


def test_empty_secret_is_refused(tmp_path: Path) -> None:
    load_secrets(tmp_path)
    (tmp_path / "engine_token").write_text("")
    with pytest.raises(OperatorError, match="engine_token"):
        load_secrets(tmp_path)


def test_folder_that_cannot_be_used_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OperatorError, match="cannot be used"):
        load_secrets(tmp_path / "file" / "secrets")
