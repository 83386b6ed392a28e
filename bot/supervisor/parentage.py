"""How a child ends when the process that started it is killed outright and cannot end it any more.

Linux only (PR_SET_PDEATHSIG); elsewhere the child stays, and the next start finds it. This file is also the program
that asks the kernel for it and then becomes the child: Python's `preexec_fn` is unsafe where there are threads.

The signal comes when the starting *thread* ends, so what must last is started from the main thread.
"""

import ctypes
import os
import signal
import sys
from collections.abc import Sequence

PR_SET_PDEATHSIG = 1  # linux/prctl.h


def bound_to_us(command: Sequence[str], with_signal: signal.Signals) -> list[str]:
    """`command` such that the kernel sends it `with_signal` when this process ends, whatever ends it."""
    if not sys.platform.startswith("linux"):
        return list(command)
    return [sys.executable, "-I", "-S", __file__, str(int(with_signal)), str(os.getpid()), *command]


def become(with_signal: int, parent: int, command: list[str]) -> None:
    """Bind this process to its parent and turn it into `command`."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, with_signal, 0, 0, 0)
    if os.getppid() != parent:  # it ended before the call above
        sys.exit(1)
    os.execvp(command[0], command)  # noqa: S606  # a program of our choice, without a shell


if __name__ == "__main__":
    become(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
