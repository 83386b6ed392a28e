"""Can a role have its port, and if not, who has it?"""

import errno
import socket

import psutil

from bot.supervisor.errors import PortTaken


def check_port_free(host: str, port: int, name: str, *, setting: str | None = None) -> None:
    """Check that `host:port` can be listened on.

    Args:
        name: what the port is for, as the message says it ("the web page").
        setting: the environment variable that moves it, for the message.

    Raises:
        PortTaken: with one sentence that names the holder where the system tells it.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # TIME_WAIT does not count as taken
            probe.bind(address)
            probe.listen(1)
    except (OSError, OverflowError) as exc:
        advice = f", or set {setting} to another one" if setting else ""
        raise PortTaken(f"{_reason(host, port, name, exc)}{advice}.") from exc


def _reason(host: str, port: int, name: str, exc: Exception) -> str:
    number = exc.errno if isinstance(exc, OSError) else None
    if number == errno.EADDRINUSE:
        return f"Port {port} for {name} is taken by {_holder(port)}: end that"
    if number == errno.EACCES:
        return f"Port {port} for {name} needs more rights than this user has: choose one above 1023"
    if number == errno.EADDRNOTAVAIL or isinstance(exc, socket.gaierror):
        return f"{host} for {name} is not an address of this machine: choose 127.0.0.1 or 0.0.0.0"
    return f"Port {port} for {name} cannot be used ({exc}): choose another one"


def _holder(port: int) -> str:
    try:
        for connection in psutil.net_connections(kind="tcp"):
            if connection.status != psutil.CONN_LISTEN or connection.pid is None:
                continue
            if getattr(connection.laddr, "port", None) == port:
                return f"{psutil.Process(connection.pid).name()} (pid {connection.pid})"
    except (psutil.Error, OSError):
        pass  # not permitted to look at others' connections
    return "another program"
