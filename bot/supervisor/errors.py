"""What can go wrong in running the roles, each as one sentence for the person at the terminal.

SupervisorError      an OperatorError: its text is for whoever runs the system
├── AlreadyRunning   another live process holds the pid file
├── PortTaken        a port that a role needs cannot be had
└── RoleFailed       a role never became ready, or not in time
"""

from bot.errors import OperatorError


class SupervisorError(OperatorError):
    """The roles could not be run; the text is one sentence that says why and what to do."""


class AlreadyRunning(SupervisorError):
    """Another process already does this; `pid` is its process id, None where it cannot be told."""

    def __init__(self, name: str, pid: int | None) -> None:
        super().__init__(f"{name} is already running, pid {pid if pid is not None else 'unknown'}.")
        self.pid = pid


class PortTaken(SupervisorError):
    """A port that a role needs cannot be had."""


class RoleFailed(SupervisorError):
    """A role did not become ready; `retryable` is False where another attempt cannot help."""

    def __init__(self, sentence: str, *, retryable: bool = True) -> None:
        super().__init__(sentence)
        self.retryable = retryable
