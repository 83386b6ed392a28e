"""Where the server's socket lies: a private folder with a short path, one a data folder."""

import hashlib
import os
import stat
import sys
from pathlib import Path

from bot.postgres.account import Account
from bot.postgres.errors import NotAllowed, PostgresError

PORT = 5432  # part of the socket's name; no TCP port is opened
MAX_SOCKET_PATH = 107 if sys.platform.startswith("linux") else 103  # bytes, sun_path without its final zero
SHARED_TEMPORARY = Path("/tmp")  # noqa: S108  # our folder in it is 0700 and its owner is checked


def cluster_id(data_dir: Path) -> str:
    """A short name for a data folder, the same at every start."""
    return "suifang-" + hashlib.sha256(os.fsencode(data_dir)).hexdigest()[:12]


def socket_path(folder: Path) -> Path:
    """The socket file in its folder."""
    return folder / f".s.PGSQL.{PORT}"


def choose_socket_dir(data_dir: Path, account: Account) -> Path:
    """The user's run-time folder if it is short enough and the server's own, else /tmp."""
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    if runtime and not account.dropped and Path(runtime).is_dir():
        folder = Path(runtime) / cluster_id(data_dir)
        if _fits(folder):
            return folder
    return SHARED_TEMPORARY / cluster_id(data_dir)


def make_socket_dir(folder: Path, account: Account) -> None:
    """Make the folder, or take the one that is there if it is ours.

    Raises:
        NotAllowed: somebody else's file or folder stands there.
        PostgresError: the path is too long for a socket.
    """
    if not _fits(folder):
        raise PostgresError(f"The path {folder} is too long for a socket: unset XDG_RUNTIME_DIR.")
    try:
        folder.mkdir(mode=0o700)
        account.own(folder)
    except FileExistsError:
        _check_ours(folder, account)
    except OSError as exc:
        raise NotAllowed(f"The folder {folder} for PostgreSQL's socket cannot be made: {exc.strerror}.") from exc
    folder.chmod(0o700)


def _check_ours(folder: Path, account: Account) -> None:
    found = folder.lstat()
    if stat.S_ISDIR(found.st_mode) and found.st_uid == 0 and account.dropped:
        account.own(folder)  # made by us, before it could be given away
    elif not stat.S_ISDIR(found.st_mode) or found.st_uid != account.uid:
        raise NotAllowed(f"{folder} belongs to another user, so PostgreSQL's socket is not put there: remove it.")


def _fits(folder: Path) -> bool:
    return len(os.fsencode(socket_path(folder))) <= MAX_SOCKET_PATH
