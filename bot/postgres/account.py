"""As whom does PostgreSQL run? It refuses root, so root gives it to the data folder's owner, or else to nobody.

Such a clone often lies under root's own folder (0700), which nobody may not enter. Then the server keeps one
capability of root, to read and to enter, and `no_setuid_fixup`, without which access(2) ignores it.
"""

import os
import shutil
import signal
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.postgres.errors import NotAllowed
from bot.supervisor.parentage import bound_to_us

NOBODY = 65534
CAPABILITIES = {"dac_read_search": 2, "dac_override": 1}  # name -> bit, linux/capability.h; the lesser one first


@dataclass(frozen=True, kw_only=True)
class Account:
    """The user PostgreSQL runs as; `dropped` where that is not the one who starts it."""

    uid: int
    gid: int
    dropped: bool

    def command(self, command: Sequence[str], *, reads: Sequence[Path], dies_with: signal.Signals) -> list[str]:
        """`command` as this account, ending on `dies_with` when its parent dies.

        Args:
            reads: the folders it must be able to enter.
        """
        if not self.dropped:
            return bound_to_us(command, dies_with)
        # the change of user would forget it, so setpriv binds it to us
        drop = [_setpriv(), f"--reuid={self.uid}", f"--regid={self.gid}", "--clear-groups"]
        capability = None if all(map(_open_to_all, reads)) else _capability()
        if capability:
            drop += [f"--inh-caps=+{capability}", f"--ambient-caps=+{capability}", "--securebits=+no_setuid_fixup"]
        return [*drop, f"--pdeathsig={dies_with.name.removeprefix('SIG')}", *command]

    def own(self, path: Path) -> None:
        """Give a file or folder to this account."""
        if self.dropped:
            os.chown(path, self.uid, self.gid)


def account_for(data_dir: Path) -> Account:
    """Our own account; for root the data folder's owner, or nobody where there is none yet."""
    if os.geteuid() != 0:
        return Account(uid=os.geteuid(), gid=os.getegid(), dropped=False)
    owner = data_dir.stat() if data_dir.exists() else None
    if owner is None or owner.st_uid == 0:
        return Account(uid=NOBODY, gid=NOBODY, dropped=True)
    return Account(uid=owner.st_uid, gid=owner.st_gid, dropped=True)


def _setpriv() -> str:
    found = shutil.which("setpriv")
    if not found:
        raise NotAllowed(
            "PostgreSQL does not run as root and setpriv is missing: run as an ordinary user,"
            " install util-linux, or set DATABASE_URL."
        )
    return found


def _open_to_all(path: Path) -> bool:
    """Whether anybody may enter every folder above `path`."""
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in path.parents)


def _capability() -> str | None:
    """The least capability of ours that enters closed folders; None where we have neither."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("CapPrm:"):
            held = int(line.split()[1], 16)
            return next((name for name, bit in CAPABILITIES.items() if held >> bit & 1), None)
    return None
