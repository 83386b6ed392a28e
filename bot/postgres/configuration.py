"""How the server is set up. Patient data stays out of its log: no statements, no parameters, no details, no errors
of sessions (an error's text quotes values), which the program that caused them sees anyway."""

from collections.abc import Mapping
from pathlib import Path

from bot.postgres.socket_dir import PORT, cluster_id

SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "jit": "off",
    "fsync": "on",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "logging_collector": "off",
    "log_destination": "stderr",
    "log_min_messages": "log",  # above error: LOG, FATAL, PANIC
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_checkpoints": "off",
    "log_autovacuum_min_duration": "-1",
}
THROW_AWAY = {"fsync": "off", "full_page_writes": "off"}  # outlives a SIGKILL of the server, not of the machine
OWNER_SETTING = "suifang.pid_file"  # tells on the command line whose server it is


def server_arguments(data_dir: Path, socket_dir: Path, pid_file: Path, more: Mapping[str, str]) -> list[str]:
    """The arguments of `postgres`, all settings among them, so that no edited file changes them."""
    settings = {
        **SETTINGS,
        "unix_socket_directories": str(socket_dir),
        "cluster_name": cluster_id(data_dir),  # the title of each of its processes begins with it
        OWNER_SETTING: str(pid_file),
        **more,
    }
    arguments = ["-D", str(data_dir)]
    for name, value in settings.items():
        arguments += ["-c", f"{name}={value}"]
    return arguments
