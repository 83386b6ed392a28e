"""What went wrong, in one sentence that says what to do about it?"""

import errno
import re


class SetupError(Exception):
    """Set-up cannot go on; the text is one sentence for the person at the keyboard."""


DISK_FULL = re.compile(r"no space left on device|os error 28\b|ENOSPC|disk quota exceeded", re.I)
HASH = re.compile(r"hash mismatch|EINTEGRITY|do not match the hashes|requires? (?:a|all).* hash|--require-hashes", re.I)
BROKEN_LOCK = re.compile(
    r"couldn't parse|invalid requirement|EJSONPARSE|can only install (?:packages )?(?:when|with)|not in sync|EUSAGE",
    re.I,
)
NO_NETWORK = re.compile(
    r"dns error|name resolution|failed to fetch|error sending request|connection (?:refused|reset)|timed? ?out"
    r"|network is unreachable|ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|tunnel|certificate",
    re.I,
)
NOT_THERE = re.compile(r"no solution found|no matching distribution|not found in the package registry|E404", re.I)
FORBIDDEN = re.compile(r"permission denied|EACCES|EPERM|os error 13\b|read-only file system|EROFS", re.I)

REASONS = (
    (DISK_FULL, "the disk is full; free at least 5 GB and run it again"),
    (HASH, "{lock} does not match what the registry delivered (hash mismatch{package}); restore it with git"),
    (BROKEN_LOCK, "{lock} is broken; restore it with git"),
    (NOT_THERE, "the package registry does not have what {lock} names; check the registry set for pip, uv or npm"),
    (NO_NETWORK, "the package registry cannot be reached; check the network, the proxy or the mirror set for it"),
    (FORBIDDEN, "a file or folder may not be written; check who owns the project's folder and the package cache"),
)
MISMATCHED_PACKAGE = re.compile(r"hash mismatch for `?([A-Za-z0-9_.\-]+)|([@\w./-]+@[\w.-]+) failed to extract", re.I)


def reason(output: str, *, lock: str = "the lock file") -> str | None:
    """Why a tool failed, read from what it printed; None when its words are not known."""
    for pattern, text in REASONS:
        if pattern.search(output):
            found = MISMATCHED_PACKAGE.search(output)
            name = next((group for group in found.groups() if group), None) if found else None
            return text.format(lock=lock, package=f" for {name}" if name else "")
    return None


def os_reason(exc: OSError) -> str:
    """The same for an error of the operating system in our own work."""
    if exc.errno in {errno.ENOSPC, errno.EDQUOT}:
        return "the disk is full; free at least 5 GB and run it again"
    if exc.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return f"{exc.filename or 'a file'} may not be written; check who owns it"
    return f"{exc.strerror or exc}{f' ({exc.filename})' if exc.filename else ''}"
