"""Keeps the system's processes running: roles, their order, their ports, their logs, their end."""

from bot.supervisor.backoff import Backoff
from bot.supervisor.errors import AlreadyRunning, PortTaken, RoleFailed, SupervisorError
from bot.supervisor.pidfile import PidFile
from bot.supervisor.ports import check_port_free
from bot.supervisor.role import Role, RoleProcess
from bot.supervisor.service import Service, Step
from bot.supervisor.supervisor import Supervisor

__all__ = [
    "AlreadyRunning",
    "Backoff",
    "PidFile",
    "PortTaken",
    "Role",
    "RoleFailed",
    "RoleProcess",
    "Service",
    "Step",
    "Supervisor",
    "SupervisorError",
    "check_port_free",
]
