"""What can go wrong with the database server, each as one sentence for whoever runs the system.

PostgresError          an OperatorError; the root, and what the server says of itself
├── ServerMissing      the wheel with PostgreSQL's binaries is not installed
├── ServerBusy         another live process uses this data folder
├── NotAllowed         rights, ownership, or a password that does not fit
└── WrongData          the data folder is not one that this PostgreSQL can open
"""

from pathlib import Path

from bot.errors import OperatorError


class PostgresError(OperatorError):
    """The database server cannot be used; the text is one sentence that says why and what to do."""


class ServerMissing(PostgresError):
    """The wheel with PostgreSQL's binaries is not installed."""


class ServerBusy(PostgresError):
    """Another live process uses this data folder; `pid` is its process id where it is known."""

    def __init__(self, data_dir: Path, pid: int | None) -> None:
        known = f"pid {pid}" if pid is not None else "its pid is not known"
        super().__init__(f"PostgreSQL for {data_dir} is already running, {known}: end that first.")
        self.pid = pid


class NotAllowed(PostgresError):
    """Rights, ownership, or a password that does not fit."""


class WrongData(PostgresError):
    """The data folder is not one that this PostgreSQL can open."""


# What PostgreSQL writes -> what to tell the operator; {folder} is the data folder. The first that fits counts.
_SENTENCES: tuple[tuple[str, type[PostgresError], str], ...] = (
    ("No space left on device", PostgresError, "There is no space left on the disk of {folder}: free some."),
    ("Disk quota exceeded", PostgresError, "The disk quota for {folder} is used up: free some space."),
    (
        "password authentication failed",
        NotAllowed,
        "The password does not fit the database in {folder}: restore the folder of secrets that belongs to it.",
    ),
    ("Unix-domain socket path", PostgresError, "The path of PostgreSQL's socket is too long: unset XDG_RUNTIME_DIR."),
    ("are incompatible with server", WrongData, "The database in {folder} was made by another version of PostgreSQL."),
    ("has wrong ownership", NotAllowed, "{folder} belongs to another user: give it to the one who runs this."),
    ("has invalid permissions", NotAllowed, "{folder} is open to other users: set its mode to 0700."),
    ("Permission denied", NotAllowed, "PostgreSQL may not read or write its folder {folder}."),
    (
        "Operation not permitted",
        NotAllowed,
        "PostgreSQL may not be started by this user: run as an ordinary user, or set DATABASE_URL.",
    ),
    (
        "could not look up effective user ID",
        NotAllowed,
        "PostgreSQL needs its user to have a name: add this user to /etc/passwd, or set DATABASE_URL.",
    ),
    ("Read-only file system", NotAllowed, "{folder} lies on a file system that cannot be written."),
    ("Cannot allocate memory", PostgresError, "There is not enough memory for PostgreSQL (it wants about 200 MB)."),
    ("could not create shared memory", PostgresError, "PostgreSQL gets no shared memory: enlarge /dev/shm."),
    ("could not resize shared memory", PostgresError, "PostgreSQL gets no shared memory: enlarge /dev/shm."),
    ("lock file", ServerBusy, ""),
    ("is still in use", ServerBusy, ""),
)


def explain(output: str, data_dir: Path, *, otherwise: str) -> PostgresError:
    """The error that fits what PostgreSQL wrote; `otherwise` is the sentence where none is known."""
    for piece, error, sentence in _SENTENCES:
        if piece in output:
            return ServerBusy(data_dir, None) if error is ServerBusy else error(sentence.format(folder=data_dir))
    return PostgresError(otherwise)
