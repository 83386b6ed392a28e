"""Does a server for this data folder really run? Told by its processes, never by a number in a file: after a SIGKILL
`postmaster.pid` stays, and its number may belong to anybody."""

import contextlib
import signal
from pathlib import Path

import psutil

from bot.postgres.configuration import OWNER_SETTING
from bot.postgres.errors import PostgresError, ServerBusy
from bot.postgres.socket_dir import cluster_id, socket_path

FAST_SECONDS = 10.0  # SIGINT: sessions are cut, a checkpoint is written
IMMEDIATE_SECONDS = 5.0  # SIGQUIT: like a crash, recovered at the next start
REMNANT_SECONDS = 3.0


def clear_what_was_left(data_dir: Path, pid_file: Path, socket_dir: Path) -> None:
    """End an orphaned server of ours and a killed one's children, and remove stale lock files.

    The caller holds the lock on `pid_file`, so a server that names this pid file has lost its supervisor.

    Raises:
        ServerBusy: a server that is not ours uses the data folder.
    """
    for server in _servers(data_dir):
        if f"{OWNER_SETTING}={pid_file}" not in _command(server):
            raise ServerBusy(data_dir, server.pid)
        end_server(server)
    _end_remnants(data_dir)
    socket = socket_path(socket_dir)
    for stale in (data_dir / "postmaster.pid", socket, socket.with_name(socket.name + ".lock")):
        stale.unlink(missing_ok=True)


def end_server(server: psutil.Process, *, fast_seconds: float = FAST_SECONDS) -> None:
    """Fast shutdown; then immediate; then SIGKILL. Returns when the process is gone."""
    for number, seconds in (
        (signal.SIGINT, fast_seconds),
        (signal.SIGQUIT, IMMEDIATE_SECONDS),
        (signal.SIGKILL, IMMEDIATE_SECONDS),
    ):
        with contextlib.suppress(psutil.NoSuchProcess, psutil.TimeoutExpired):
            server.send_signal(number)
            server.wait(seconds)
        if not server.is_running() or _is_zombie(server):
            return
    raise PostgresError(f"PostgreSQL, pid {server.pid}, cannot be ended.")


def _end_remnants(data_dir: Path) -> None:
    """End the children of a server that was killed: they hold its shared memory."""
    for number in (signal.SIGQUIT, signal.SIGKILL):
        remnants = _children(data_dir)
        for child in remnants:
            with contextlib.suppress(psutil.NoSuchProcess):
                child.send_signal(number)
        _, alive = psutil.wait_procs(remnants, timeout=REMNANT_SECONDS)
        if not alive:
            return


def _servers(data_dir: Path) -> list[psutil.Process]:
    wanted = ["-D", str(data_dir)]
    found = []
    for process in psutil.process_iter():
        command = _command(process)
        if command and Path(command[0]).name == "postgres" and wanted in [command[i : i + 2] for i in (1, 2, 3)]:
            found.append(process)
    return found


def _children(data_dir: Path) -> list[psutil.Process]:
    title = f"postgres: {cluster_id(data_dir)}: "
    return [process for process in psutil.process_iter() if " ".join(_command(process)).startswith(title)]


def _command(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def _is_zombie(process: psutil.Process) -> bool:
    try:
        return process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True
