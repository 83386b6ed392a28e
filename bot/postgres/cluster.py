"""Is there a database cluster in the data folder, and is it whole? Made under another name and moved into place, so
that a folder with that name is always a finished one, whenever the machine stopped."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from bot.postgres.account import Account
from bot.postgres.binaries import Binaries
from bot.postgres.errors import NotAllowed, PostgresError, WrongData, explain

SUPERUSER = "suifang"
NEEDED_BYTES = 200 * 1024 * 1024  # 200 MB: 40 MB of catalogue, 16 MB of log and room to begin with
INITDB_SECONDS = 300.0
REMOVE_SECONDS = 5.0


def ensure_cluster(data_dir: Path, binaries: Binaries, account: Account, password: str, *, sync: bool = True) -> None:
    """Leave a whole cluster of our version in `data_dir`; the caller holds the lock for it.

    Raises:
        PostgresError: it cannot be made, or what is there is another version's or no cluster at all.
    """
    try:
        data_dir.parent.mkdir(parents=True, exist_ok=True)
        for rest in data_dir.parent.glob(f"{data_dir.name}.part-*"):  # of an interrupted one
            _remove(rest)
        if data_dir.exists() and any(data_dir.iterdir()):
            _check_version(data_dir, binaries)
        else:
            _make(data_dir, binaries, account, password, sync=sync)
    except OSError as exc:
        raise NotAllowed(f"{data_dir} cannot be made or read: {exc.strerror}.") from exc


def _check_version(data_dir: Path, binaries: Binaries) -> None:
    try:
        version = (data_dir / "PG_VERSION").read_text().strip()
    except FileNotFoundError:
        raise WrongData(f"{data_dir} holds files but no database: move them away.") from None
    if version != str(binaries.major):
        raise WrongData(
            f"The database in {data_dir} was made by PostgreSQL {version}, installed is"
            f" {binaries.major}: move it over with pg_upgrade, or install the other again."
        )


def _make(data_dir: Path, binaries: Binaries, account: Account, password: str, *, sync: bool) -> None:
    if shutil.disk_usage(data_dir.parent).free < NEEDED_BYTES:
        raise PostgresError(f"There is no space left on the disk of {data_dir}: it needs 200 MB.")
    part = Path(tempfile.mkdtemp(prefix=f"{data_dir.name}.part-", dir=data_dir.parent))
    try:
        account.own(part)
        _initdb(part / "data", binaries, account, password, sync=sync)
        os.replace(part / "data", data_dir)
        _sync_folder(data_dir.parent)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _initdb(folder: Path, binaries: Binaries, account: Account, password: str, *, sync: bool) -> None:
    password_file = folder.with_name("password")
    password_file.touch(mode=0o600)
    account.own(password_file)
    password_file.write_text(password + "\n")
    arguments = [
        binaries.path("initdb"),
        f"--pgdata={folder}",
        f"--username={SUPERUSER}",
        f"--pwfile={password_file}",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--data-checksums",
        *([] if sync else ["--no-sync"]),
    ]
    command = account.command(arguments, reads=[binaries.folder, folder], dies_with=signal.SIGKILL)
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            env=plain_environment(),
            cwd="/",
            timeout=INITDB_SECONDS,
        )
    except subprocess.TimeoutExpired as exc:
        raise PostgresError(f"The database was not made within {INITDB_SECONDS:g} s: is the disk that slow?") from exc
    if done.returncode != 0:
        said = [line for line in done.stderr.splitlines() if line.strip()] or ["it said nothing"]
        otherwise = f"The database in {folder.parent.parent} could not be made: {said[-1].strip()}."
        raise explain(done.stderr, folder.parent.parent, otherwise=otherwise)


def plain_environment() -> dict[str, str]:
    """Our environment without what steers PostgreSQL (PGDATA, PGOPTIONS, …) and with untranslated messages."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    return {**kept, "LC_ALL": "C"}


def _remove(folder: Path) -> None:
    """Remove a folder in which a killed initdb's child may still be writing for a moment."""
    give_up_at = time.monotonic() + REMOVE_SECONDS
    while folder.exists():
        shutil.rmtree(folder, ignore_errors=time.monotonic() < give_up_at)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
