"""The embedded server with real processes: what it survives, what it refuses, what it leaves behind."""

import asyncio
import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import asyncpg
import psutil
import pytest

from bot.postgres import (
    EmbeddedPostgres,
    NotAllowed,
    PostgresError,
    ServerBusy,
    ServerMissing,
    WrongData,
    ensure_database,
    temporary_postgres,
)
from bot.postgres.account import account_for
from bot.postgres.configuration import THROW_AWAY
from bot.postgres.socket_dir import cluster_id, make_socket_dir

PASSWORD = "secret"
PATIENT_TEXT = "高压一百四十五"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A stopped cluster with one row in it, copied by the tests that need one."""
    home = tmp_path_factory.mktemp("template")
    server = make_server(home)
    server.start()
    asyncio.run(execute(server, "CREATE TABLE kept (value text)", "INSERT INTO kept VALUES ('one')"))
    server.stop()
    shutil.rmtree(server.socket_dir)
    return server.data_dir


@pytest.fixture
def server(template: Path, tmp_path: Path) -> Iterator[EmbeddedPostgres]:
    """A server that is not started yet, on a copy of the template."""
    server = make_server(tmp_path)
    subprocess.run(["cp", "-a", template, server.data_dir], check=True)
    yield server
    server.kill()
    server.stop()
    shutil.rmtree(server.socket_dir, ignore_errors=True)


def make_server(home: Path, password: str = PASSWORD) -> EmbeddedPostgres:
    return EmbeddedPostgres(home / "postgres", home / "run", password, settings=THROW_AWAY, sync=False)


async def execute(server: EmbeddedPostgres, *statements: str) -> None:
    connection = await asyncpg.connect(server.url("postgres", ""))
    for statement in statements:
        await connection.execute(statement)
    await connection.close()


async def kept(server: EmbeddedPostgres) -> list[str]:
    connection = await asyncpg.connect(server.url("postgres", ""))
    rows = await connection.fetch("SELECT value FROM kept")
    await connection.close()
    return [row["value"] for row in rows]


def child(server_home: Path, then: str = "") -> list[str]:
    """The command of a process that starts a server of its own in that folder."""
    script = (
        "import time; from pathlib import Path; from bot.postgres import EmbeddedPostgres\n"
        f"home = Path({str(server_home)!r})\n"
        f"EmbeddedPostgres(home / 'postgres', home / 'run', {PASSWORD!r}).start(){then}"
    )
    return [sys.executable, "-c", script]


def processes_of(server: EmbeddedPostgres) -> list[int]:
    title = f"postgres: {cluster_id(server.data_dir)}"
    commands = [(p.pid, " ".join(p.info["cmdline"] or [])) for p in psutil.process_iter(["cmdline"])]
    return [pid for pid, command in commands if command.startswith(title) or f"-D {server.data_dir} " in command]


def until(condition: Callable[[], bool], seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


async def test_server_starts_stops_and_starts_again_with_its_data(server: EmbeddedPostgres) -> None:
    for _ in range(2):
        server.start()
        server.start()  # a running one is left as it is
        assert await kept(server) == ["one"]
        server.stop()
        assert not server.is_alive()
        assert server.pid is None
        assert processes_of(server) == []


async def test_data_survives_sigkill_of_the_server(server: EmbeddedPostgres) -> None:
    server.start()
    await execute(server, "INSERT INTO kept VALUES ('two')")
    assert server.pid is not None
    os.kill(server.pid, signal.SIGKILL)
    until(lambda: not server.is_alive())
    server.start()
    assert await kept(server) == ["one", "two"]


async def test_a_busy_session_of_a_killed_server_does_not_block_the_next(server: EmbeddedPostgres) -> None:
    server.start()
    connection = await asyncpg.connect(server.url("postgres", ""))
    busy = asyncio.create_task(connection.execute("DO $$ BEGIN LOOP END LOOP; END $$"))  # never looks at its parent
    await asyncio.sleep(0.2)
    assert server.pid is not None
    os.kill(server.pid, signal.SIGKILL)
    until(lambda: not server.is_alive())
    server.start()
    assert await kept(server) == ["one"]
    with pytest.raises((OSError, asyncpg.PostgresError, asyncpg.InterfaceError)):
        await busy


def test_stale_lock_files_with_a_foreign_live_pid_are_not_believed(server: EmbeddedPostgres) -> None:
    foreign = subprocess.Popen(["sleep", "60"])
    try:
        lines = [str(foreign.pid), str(server.data_dir), "1700000000", "5432", str(server.socket_dir), "", "", "ready"]
        (server.data_dir / "postmaster.pid").write_text("\n".join(lines) + "\n")
        make_socket_dir(server.socket_dir, account_for(server.data_dir))
        (server.socket_dir / ".s.PGSQL.5432.lock").write_text("\n".join(lines) + "\n")
        server.start()
        assert asyncio.run(kept(server)) == ["one"]
        assert foreign.poll() is None
    finally:
        foreign.kill()
        foreign.wait()


def test_second_server_on_the_same_folder_is_refused_with_the_pid(server: EmbeddedPostgres) -> None:
    server.start()
    second = subprocess.run(child(server.data_dir.parent), capture_output=True, text=True, check=False)
    assert f"already running, pid {os.getpid()}" in second.stderr
    assert server.is_alive()


def test_server_of_another_installation_on_the_folder_is_refused_not_stopped(server: EmbeddedPostgres) -> None:
    server.start()
    other = EmbeddedPostgres(server.data_dir, server.data_dir.parent / "other-run", PASSWORD)
    with pytest.raises(ServerBusy, match=f"pid {server.pid}"):
        other.start()
    assert server.is_alive()


async def test_orphan_of_a_dead_supervisor_is_replaced(server: EmbeddedPostgres) -> None:
    server.start()
    server._pid_file.release()  # what the kernel does when a supervisor dies; here its server outlives it
    heir = EmbeddedPostgres(server.data_dir, server.data_dir.parent / "run", PASSWORD, settings=THROW_AWAY)
    heir.start()
    assert not server.is_alive()
    assert await kept(heir) == ["one"]
    heir.stop()


def test_interrupted_initdb_is_redone(tmp_path: Path) -> None:
    maker = subprocess.Popen(child(tmp_path))
    until(lambda: bool(list(tmp_path.glob("postgres.part-*/data/base/1"))))
    maker.kill()
    maker.wait()
    assert not (tmp_path / "postgres").exists()
    assert list(tmp_path.glob("postgres.part-*"))
    server = make_server(tmp_path)
    server.start()
    asyncio.run(execute(server, "SELECT 1"))
    server.stop()
    assert list(tmp_path.glob("postgres.part-*")) == []
    shutil.rmtree(server.socket_dir)


def test_server_ends_when_its_starter_is_killed(server: EmbeddedPostgres) -> None:
    command = child(server.data_dir.parent, then="; print('up', flush=True); time.sleep(60)")
    starter = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert starter.stdout is not None
    with starter.stdout:
        assert starter.stdout.readline() == "up\n"
    assert processes_of(server)
    starter.kill()
    starter.wait()
    until(lambda: processes_of(server) == [])


def test_wrong_password_is_one_sentence_and_leaves_nothing(server: EmbeddedPostgres) -> None:
    wrong = make_server(server.data_dir.parent, password="other")
    with pytest.raises(NotAllowed, match="password does not fit"):
        wrong.start()
    assert processes_of(server) == []


def test_another_versions_data_is_one_sentence(server: EmbeddedPostgres) -> None:
    (server.data_dir / "PG_VERSION").write_text("9\n")
    with pytest.raises(WrongData, match="made by PostgreSQL 9, installed is 18"):
        server.start()


def test_folder_with_other_files_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "thesis.txt").write_text("mine")
    with pytest.raises(WrongData, match="holds files but no database"):
        make_server(tmp_path).start()
    assert (tmp_path / "postgres" / "thesis.txt").read_text() == "mine"


def test_damaged_cluster_is_one_sentence(server: EmbeddedPostgres) -> None:
    (server.data_dir / "global" / "pg_control").unlink()
    with pytest.raises(PostgresError, match=r"^PostgreSQL did not start: .*pg_control.*\.$"):
        server.start()
    assert processes_of(server) == []


def test_full_disk_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.postgres.cluster.NEEDED_BYTES", 1 << 62)
    with pytest.raises(PostgresError, match="no space left"):
        make_server(tmp_path).start()


def test_socket_folder_of_another_user_is_refused(server: EmbeddedPostgres) -> None:
    server.socket_dir.symlink_to("/tmp")
    try:
        with pytest.raises(NotAllowed, match="belongs to another user"):
            server.start()
    finally:
        server.socket_dir.unlink()


def test_missing_wheel_is_one_sentence(server: EmbeddedPostgres, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.postgres.binaries.PACKAGE", "no_such_package")
    with pytest.raises(ServerMissing, match="make setup"):
        server.start()


def test_socket_is_private_and_there_is_no_tcp_port(server: EmbeddedPostgres) -> None:
    server.start()
    assert server.socket_dir.stat().st_mode & 0o777 == 0o700
    assert [c for c in psutil.Process(server.pid).net_connections("inet")] == []


async def test_no_patient_text_reaches_the_log(server: EmbeddedPostgres) -> None:
    server.start()
    connection = await asyncpg.connect(server.url("postgres", ""))
    for statement, *arguments in (
        ("SELECT $1::text::int", PATIENT_TEXT),
        (f"SELECT '{PATIENT_TEXT}'::json",),
        (f"SELECT '{PATIENT_TEXT}' FROM nowhere",),
        ("DO $$ BEGIN RAISE WARNING '" + PATIENT_TEXT + "'; END $$",),
        ("CREATE UNIQUE INDEX ON kept (value)",),
        ("INSERT INTO kept SELECT $1::text FROM generate_series(1, 2)", PATIENT_TEXT),
    ):
        with contextlib.suppress(asyncpg.PostgresError):
            await connection.fetch(statement, *arguments)
    session = await connection.fetchval("SELECT pg_backend_pid()")
    crash = asyncio.create_task(connection.execute(f"SELECT '{PATIENT_TEXT}', pg_sleep(60)"))
    await asyncio.sleep(0.2)
    os.kill(session, signal.SIGKILL)  # PostgreSQL names the statement of a crashed session as a detail
    with pytest.raises((OSError, asyncpg.PostgresError, asyncpg.InterfaceError)):
        await crash
    until(lambda: "was terminated by signal 9" in server.log_file.read_text())
    assert PATIENT_TEXT not in server.log_file.read_text()


async def test_databases_are_made_once_and_without_rights_say_so() -> None:
    with temporary_postgres() as server:
        await asyncio.gather(*(ensure_database(server.url("postgres"), "suifang") for _ in range(3)))
        await ensure_database(server.url("missing", "psycopg2"), "suifang_engine")
        await execute(server, "CREATE ROLE guest LOGIN PASSWORD 'guest'")
        guest = f"postgresql://guest:guest@/suifang?host={server.socket_dir}"
        await ensure_database(guest, "suifang_engine")  # there already: needs no rights
        with pytest.raises(NotAllowed, match="may not create it"):
            await ensure_database(guest, "another")
        with pytest.raises(NotAllowed, match="refuses the user or the password") as refused:
            await ensure_database(guest.replace(":guest@", ":wrong@"), "suifang")
        assert "wrong" not in str(refused.value)
    with pytest.raises(PostgresError, match=r"No PostgreSQL answers on 127\.0\.0\.1:1:"):
        await ensure_database("postgresql://someone:hidden@127.0.0.1:1/x", "suifang")


def test_temporary_server_is_gone_after_an_exception() -> None:
    with contextlib.suppress(RuntimeError), temporary_postgres() as server:
        assert processes_of(server)
        raise RuntimeError
    assert processes_of(server) == []
    assert not server.data_dir.parent.exists()
    assert not server.socket_dir.exists()
