"""The supervisor with real processes: order, restarts, ends, and what it leaves behind when it is killed."""

import asyncio
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import psutil
import pytest

from bot.postgres import EmbeddedPostgres, PostgresService
from bot.supervisor import (
    AlreadyRunning,
    Backoff,
    PidFile,
    PortTaken,
    Role,
    RoleFailed,
    RoleProcess,
    Service,
    Step,
    Supervisor,
    check_port_free,
)
from bot.supervisor.logfile import last_line, open_log, trim_log

QUICK = {"first_seconds": 0.01, "max_seconds": 0.02}
LASTING = "trap 'echo ended >> ended; exit' TERM; echo up; while :; do sleep 0.05; done"


def shell(name: str, script: str, cwd: Path, **more: object) -> RoleProcess:
    """A role that runs a shell script in `cwd`."""
    role = Role(name=name, command=["/bin/sh", "-c", script], cwd=cwd, **more)  # type: ignore[arg-type]
    return RoleProcess(role, cwd / "log")


def supervise(parts: list[Service | Step], home: Path, said: list[str], **more: object) -> Supervisor:
    pid_file = PidFile(home / "run" / "suifang.pid", "suifang")
    return Supervisor(parts, pid_file=pid_file, say=said.append, backoff=lambda: Backoff(**QUICK), **more)  # type: ignore[arg-type]


def pids_in(folder: Path) -> list[int]:
    """Every process whose working folder is `folder`."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if process.cwd() == str(folder) and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process.pid)
    return found


async def until(condition: Callable[[], object], seconds: float = 10) -> None:
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110  # other processes set no event
            await asyncio.sleep(0.02)


def file_exists(path: Path) -> Callable[[], Awaitable[bool]]:
    async def ready() -> bool:
        return await asyncio.to_thread(path.exists)

    return ready


async def test_parts_come_up_in_order_and_end_in_reverse(tmp_path: Path) -> None:
    order = tmp_path / "order"
    script = (
        "trap 'echo {0} down >> order; exit' TERM; echo {0} up >> order; touch {0}.ready; while :; do sleep 0.05; done"
    )

    def role(name: str) -> RoleProcess:
        return shell(name, script.format(name), tmp_path, ready=file_exists(tmp_path / f"{name}.ready"))

    async def migrate() -> None:
        with order.open("a") as file:
            file.write("migrated\n")

    ready = asyncio.Event()
    parts = [role("one"), Step(name="migrate", run=migrate), role("two")]
    supervisor = supervise(parts, tmp_path, [], on_ready=ready.set)
    running = asyncio.create_task(supervisor.run())
    await asyncio.wait_for(ready.wait(), 10)
    os.kill(os.getpid(), signal.SIGINT)
    await asyncio.wait_for(running, 10)
    assert order.read_text().splitlines() == ["one up", "migrated", "two up", "two down", "one down"]
    assert pids_in(tmp_path) == []
    assert not (tmp_path / "run" / "suifang.pid").exists()


async def test_role_that_dies_is_started_again_with_nothing_of_it_left(tmp_path: Path) -> None:
    said: list[str] = []
    role = shell("web", "sleep 60 & echo $$ >> starts; touch up; wait", tmp_path, ready=file_exists(tmp_path / "up"))
    ready = asyncio.Event()
    supervisor = supervise([role], tmp_path, said, on_ready=ready.set)
    running = asyncio.create_task(supervisor.run())
    await asyncio.wait_for(ready.wait(), 10)
    first = role.pid
    assert first is not None
    grandchildren = psutil.Process(first).children()
    os.kill(first, signal.SIGKILL)
    await until(lambda: "web is up again." in said)
    assert role.pid not in (None, first)
    assert said[0].startswith("web ended (SIGKILL; ")
    assert [process for process in grandchildren if process.is_running() and process.status() != "zombie"] == []
    supervisor.ask_to_end()
    await asyncio.wait_for(running, 10)
    assert pids_in(tmp_path) == []


async def test_role_that_never_becomes_ready_ends_everything_with_one_sentence(tmp_path: Path) -> None:
    lasting = shell("lasting", LASTING, tmp_path)
    broken = shell("web", "echo x >> tries; echo 'no such module: teapot' >&2; exit 3", tmp_path)
    with pytest.raises(
        RoleFailed, match=r"^web ended with exit code 3; its last line in .*: no such module: teapot\.$"
    ):
        await supervise([lasting, broken], tmp_path, []).run()
    assert (tmp_path / "tries").read_text().count("x") == 5
    assert (tmp_path / "ended").exists()
    assert pids_in(tmp_path) == []


async def test_role_that_is_not_ready_in_time_is_one_sentence(tmp_path: Path) -> None:
    async def never() -> bool:
        raise ConnectionError

    role = shell("engine", "echo loading; sleep 60", tmp_path, ready=never, start_timeout=2)
    with pytest.raises(RoleFailed, match=r"^engine was not ready after 2 s; its last line in .*: loading\.$"):
        await supervise([role], tmp_path, []).run()
    assert pids_in(tmp_path) == []


async def test_program_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    role = RoleProcess(Role(name="engine", command=[str(tmp_path / "none")]), tmp_path / "log")
    with pytest.raises(RoleFailed, match="engine cannot be started: there is no program"):
        await supervise([role], tmp_path, []).run()


async def test_step_that_fails_ends_what_was_started(tmp_path: Path) -> None:
    async def migrate() -> None:
        raise LookupError("no such revision")

    with pytest.raises(LookupError, match="no such revision"):
        await supervise([shell("one", LASTING, tmp_path), Step(name="migrate", run=migrate)], tmp_path, []).run()
    assert pids_in(tmp_path) == []


async def test_end_during_a_slow_start_leaves_nothing(tmp_path: Path) -> None:
    async def never() -> bool:
        return False

    supervisor = supervise([shell("slow", "touch up; sleep 60", tmp_path, ready=never)], tmp_path, [])
    running = asyncio.create_task(supervisor.run())
    await until((tmp_path / "up").exists)
    os.kill(os.getpid(), signal.SIGTERM)
    await asyncio.wait_for(running, 5)
    assert pids_in(tmp_path) == []


async def test_role_that_ignores_sigterm_is_killed(tmp_path: Path) -> None:
    role = shell("deaf", "trap '' TERM; touch up; while :; do sleep 0.05; done", tmp_path)
    supervisor = supervise([role], tmp_path, [], stop_seconds=0.3)
    running = asyncio.create_task(supervisor.run())
    await until(lambda: (tmp_path / "up").exists())
    supervisor.ask_to_end()
    await asyncio.wait_for(running, 5)
    assert pids_in(tmp_path) == []


async def test_second_request_ends_at_once_but_one_keystroke_counts_once(tmp_path: Path) -> None:
    role = shell("deaf", "trap '' TERM; touch up; while :; do sleep 0.05; done", tmp_path)
    supervisor = supervise([role], tmp_path, [], stop_seconds=60.0)
    running = asyncio.create_task(supervisor.run())
    await until(lambda: (tmp_path / "up").exists())
    os.kill(os.getpid(), signal.SIGINT)
    await asyncio.sleep(0.1)
    os.kill(os.getpid(), signal.SIGINT)  # the same keystroke, by way of a wrapper
    await asyncio.sleep(0.6)
    assert not running.done()
    os.kill(os.getpid(), signal.SIGINT)
    await asyncio.wait_for(running, 5)
    assert pids_in(tmp_path) == []


async def test_second_supervisor_is_refused_with_the_pid(tmp_path: Path) -> None:
    supervisor = supervise([shell("one", LASTING, tmp_path)], tmp_path, [])
    running = asyncio.create_task(supervisor.run())
    await until((tmp_path / "run" / "suifang.pid").exists)
    with pytest.raises(AlreadyRunning, match=f"^suifang is already running, pid {os.getpid()}"):
        await supervise([], tmp_path, []).run()
    supervisor.ask_to_end()
    await asyncio.wait_for(running, 10)


def test_pid_file_of_a_killed_process_does_not_refuse(tmp_path: Path) -> None:
    path = tmp_path / "suifang.pid"
    path.write_text(json.dumps({"pid": os.getpid(), "started": 12.5}))  # its number has gone to another: to us
    pid_file = PidFile(path, "suifang")
    assert pid_file.holder() is None
    pid_file.acquire()
    assert PidFile(path, "suifang").holder() == os.getpid()
    pid_file.release()
    assert not path.exists()


@pytest.fixture
def home_of_a_whole_system(tmp_path: Path) -> Iterator[Path]:
    """A script's folder; the script runs PostgreSQL and a role under a supervisor."""
    (tmp_path / "up.py").write_text(
        f"""
import asyncio
from pathlib import Path
from bot.postgres import EmbeddedPostgres, PostgresService
from bot.supervisor import PidFile, Role, RoleProcess, Supervisor

home = Path({str(tmp_path)!r})
server = EmbeddedPostgres(home / "postgres", home / "run", "secret", sync=False)
web = RoleProcess(Role(name="web", command=["/bin/sleep", "60"], cwd=home), home / "log")
supervisor = Supervisor(
    [PostgresService(server), web],
    pid_file=PidFile(home / "run" / "suifang.pid", "suifang"),
    on_ready=lambda: print("ready", flush=True),
)
asyncio.run(supervisor.run())
"""
    )
    yield tmp_path
    server = EmbeddedPostgres(tmp_path / "postgres", tmp_path / "run", "secret")
    with contextlib.suppress(OSError):
        server.socket_dir.rmdir()


def postgres_of(home: Path) -> list[int]:
    found = [(p.pid, " ".join(p.info["cmdline"] or [])) for p in psutil.process_iter(["cmdline"])]
    return [pid for pid, command in found if f"postgres -D {home / 'postgres'} " in command]


def start_system(home: Path) -> subprocess.Popen[str]:
    command = [sys.executable, str(home / "up.py")]
    system = subprocess.Popen(command, cwd="/", stdout=subprocess.PIPE, text=True)
    assert system.stdout is not None
    if system.stdout.readline() != "ready\n":
        with system:
            system.kill()
        pytest.fail("the system did not come up")
    return system


def wait_for_none(home: Path, seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while pids_in(home) or postgres_of(home):
        assert time.monotonic() < deadline, (pids_in(home), postgres_of(home))
        time.sleep(0.05)


def test_sigkilled_supervisor_leaves_nothing_and_the_next_start_works(home_of_a_whole_system: Path) -> None:
    home = home_of_a_whole_system
    for number in (signal.SIGKILL, signal.SIGINT):
        system = start_system(home)
        with system:
            assert len(pids_in(home)) == 1
            assert len(postgres_of(home)) == 1
            system.send_signal(number)
            system.communicate(timeout=30)
        wait_for_none(home)
    assert system.returncode == 0


async def test_postgres_killed_under_the_supervisor_comes_back(tmp_path: Path) -> None:
    server = EmbeddedPostgres(tmp_path / "postgres", tmp_path / "run", "secret", sync=False)
    said: list[str] = []
    ready = asyncio.Event()
    supervisor = supervise([PostgresService(server)], tmp_path, said, on_ready=ready.set)
    running = asyncio.create_task(supervisor.run())
    await asyncio.wait_for(ready.wait(), 20)
    assert server.pid is not None
    os.kill(server.pid, signal.SIGKILL)
    await until(lambda: "postgres is up again." in said)
    assert server.is_alive()
    supervisor.ask_to_end()
    await asyncio.wait_for(running, 20)
    assert postgres_of(tmp_path) == []
    server.socket_dir.rmdir()


def test_busy_port_is_one_sentence_that_names_the_holder() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        expected = (
            rf"^Port {port} for the web page is taken by \S+ \(pid {os.getpid()}\): end that, or set SUIFANG_WEB_PORT"
        )
        with pytest.raises(PortTaken, match=expected):
            check_port_free("127.0.0.1", port, "the web page", setting="SUIFANG_WEB_PORT")
    check_port_free("127.0.0.1", port, "the web page")


def test_address_of_another_machine_is_one_sentence() -> None:
    with pytest.raises(PortTaken, match="not an address of this machine"):
        check_port_free("192.0.2.1", 8000, "the web page")


def test_backoff_doubles_to_five_seconds_and_forgets_after_a_minute_of_health() -> None:
    backoff = Backoff()
    assert [backoff.delay(lived_seconds=1) for _ in range(7)] == [0.2, 0.4, 0.8, 1.6, 3.2, 5.0, 5.0]
    assert backoff.delay(lived_seconds=60) == 0.2


def test_long_log_is_moved_aside_at_start_and_cut_while_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "web.log"
    path.write_text("old\n" * 100)
    with open_log(path, limit_bytes=100) as log:
        assert (tmp_path / "web.log.1").read_text() == "old\n" * 100
        log.write(b"new\n" * 100)
        assert trim_log(path, limit_bytes=100)
        log.write(b"newest\n")
    assert path.read_text() == "newest\n"
    assert last_line(path) == "newest"
    assert path.stat().st_mode & 0o777 == 0o600
    assert not trim_log(path, limit_bytes=100)
