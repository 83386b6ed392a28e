"""The embedded PostgreSQL server: started as our child in the foreground, recovered after any death, stopped cleanly.

Synchronous. Start it from the main thread: the kernel ends it when the thread that started it ends.
"""

import contextlib
import signal
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote, urlencode

import psutil

from bot.postgres.account import Account, account_for
from bot.postgres.binaries import Binaries, find_binaries
from bot.postgres.cluster import SUPERUSER, ensure_cluster, plain_environment
from bot.postgres.configuration import server_arguments
from bot.postgres.errors import NotAllowed, PostgresError, ServerBusy, explain
from bot.postgres.processes import FAST_SECONDS, clear_what_was_left, end_server
from bot.postgres.socket_dir import choose_socket_dir, make_socket_dir, socket_path
from bot.supervisor.errors import AlreadyRunning, SupervisorError
from bot.supervisor.logfile import last_line, log_size, open_log, tail
from bot.supervisor.pidfile import PidFile

READY_SECONDS = 120.0  # recovery after a crash of the machine may take that long
BUSY_SECONDS = 5.0  # a killed server's shared memory is gone by then
POLL_SECONDS = 0.05


class EmbeddedPostgres:
    """A PostgreSQL server of our own on a private socket; no TCP port.

    Args:
        data_dir: the cluster; made at the first start. It must not be put on a network disk.
        run_dir: holds our pid file `postgres.pid`, locked while the server is ours.
        password: of the only role, `suifang`, when the cluster is made and ever after.
        log_dir: holds `postgres.log`; default: `log` beside `run_dir`.
        settings: PostgreSQL settings that differ from configuration.SETTINGS.
        sync: False for throw-away clusters only.
    """

    def __init__(
        self,
        data_dir: Path,
        run_dir: Path,
        password: str,
        *,
        log_dir: Path | None = None,
        settings: Mapping[str, str] | None = None,
        sync: bool = True,
    ) -> None:
        self.data_dir = data_dir.resolve()
        self.log_file = (log_dir or run_dir.parent / "log") / "postgres.log"
        self._pid_file = PidFile(run_dir.resolve() / "postgres.pid", "PostgreSQL")
        self._password = password
        self._settings = settings or {}
        self._sync = sync
        self._process: subprocess.Popen[bytes] | None = None
        self._binaries: Binaries | None = None
        self._log_start = 0

    @property
    def pid(self) -> int | None:
        """The server's pid while it runs."""
        return self._process.pid if self._process and self.is_alive() else None

    @property
    def returncode(self) -> int | None:
        """How the last run ended; None while it runs or before the first."""
        return self._process.poll() if self._process else None

    @property
    def socket_dir(self) -> Path:
        """The private folder with the socket."""
        return choose_socket_dir(self.data_dir, self._account)

    def is_alive(self) -> bool:
        """Whether the process runs; it may still be recovering."""
        return self._process is not None and self._process.poll() is None

    def url(self, database: str, driver: str = "asyncpg") -> str:
        """An SQLAlchemy URL of a database; driver "" gives a plain libpq one. It contains the password."""
        scheme = f"postgresql+{driver}" if driver else "postgresql"
        host = urlencode({"host": str(self.socket_dir)}, safe="/")
        return f"{scheme}://{SUPERUSER}:{quote(self._password, safe='')}@/{quote(database, safe='')}?{host}"

    def start(self) -> None:
        """Make the cluster if there is none, start the server, return when it answers. A running one is left as it is.

        Raises:
            PostgresError: with one sentence; nothing is left running.
        """
        if self.is_alive():
            return
        self.prepare()
        give_up_at = time.monotonic() + BUSY_SECONDS
        while True:
            self.launch()
            try:
                self.wait_until_ready()
            except ServerBusy:
                if time.monotonic() > give_up_at:
                    self.stop()
                    raise
                time.sleep(0.5)
            except BaseException:
                self.stop()
                raise
            else:
                return

    def prepare(self) -> None:
        """First part of a start: take the lock, make the cluster, clear away what a killed server left."""
        try:
            self._pid_file.acquire()
            self._binaries = find_binaries()
            ensure_cluster(self.data_dir, self._binaries, self._account, self._password, sync=self._sync)
            make_socket_dir(self.socket_dir, self._account)
            clear_what_was_left(self.data_dir, self._pid_file.path, self.socket_dir)
        except AlreadyRunning as exc:
            raise ServerBusy(self.data_dir, exc.pid) from exc
        except SupervisorError as exc:
            raise NotAllowed(str(exc)) from exc
        except BaseException:
            self._pid_file.release()
            raise

    def launch(self) -> None:
        """Second part of a start: the process itself, from the main thread."""
        if self._binaries is None:
            raise RuntimeError("prepare() comes first")
        arguments = server_arguments(self.data_dir, self.socket_dir, self._pid_file.path, self._settings)
        reads = [self._binaries.folder, self.data_dir]
        command = [self._binaries.path("postgres"), *arguments]
        with open_log(self.log_file) as log:
            self._log_start = log_size(self.log_file)
            self._process = subprocess.Popen(
                self._account.command(command, reads=reads, dies_with=signal.SIGINT),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=plain_environment(),
                cwd="/",
                process_group=0,
            )

    def wait_until_ready(self, timeout_seconds: float = READY_SECONDS) -> None:
        """Third part of a start: return when a session with our password answers.

        Raises:
            PostgresError: it ended, refused us, or took longer than `timeout_seconds`.
        """
        give_up_at = time.monotonic() + timeout_seconds
        while time.monotonic() < give_up_at:
            if not self.is_alive():
                raise self._why_it_ended()
            if self._answers():
                return
            time.sleep(POLL_SECONDS)
        raise PostgresError(f"PostgreSQL was not ready after {timeout_seconds:g} s: see {self.log_file}.")

    def stop(self, fast_seconds: float = FAST_SECONDS) -> None:
        """Stop the server, by force after `fast_seconds`, and give the lock back. Does nothing if it is not ours."""
        if self._process is not None:
            if self.is_alive():
                with contextlib.suppress(psutil.NoSuchProcess):
                    end_server(psutil.Process(self._process.pid), fast_seconds=fast_seconds)
            self._process.wait()
        self._pid_file.release()

    def kill(self) -> None:
        """SIGQUIT: the server and its sessions end at once, without a checkpoint; call `stop` afterwards."""
        if self._process is not None and self.is_alive():
            self._process.send_signal(signal.SIGQUIT)

    @property
    def _account(self) -> Account:
        return account_for(self.data_dir)

    def _answers(self) -> bool:
        if self._binaries is None or not socket_path(self.socket_dir).exists():
            return False
        where = [f"--host={self.socket_dir}", f"--username={SUPERUSER}", "--dbname=postgres"]
        asked = subprocess.run(
            [self._binaries.path("psql"), "-X", "-w", "-q", *where, "--command=SELECT"],
            capture_output=True,
            text=True,
            check=False,
            cwd="/",
            env={**plain_environment(), "PGPASSWORD": self._password, "PGCONNECT_TIMEOUT": "5"},
        )
        if "password authentication failed" in asked.stderr:
            raise explain(asked.stderr, self.data_dir, otherwise="")
        return asked.returncode == 0

    def _why_it_ended(self) -> PostgresError:
        output = "\n".join(tail(self.log_file, since=self._log_start))
        said = last_line(self.log_file, since=self._log_start) or f"it said nothing (exit code {self.returncode})"
        return explain(output, self.data_dir, otherwise=f"PostgreSQL did not start: {said} (see {self.log_file}).")
