"""A database server for one test run or one replayed conversation, gone without a trace afterwards."""

import contextlib
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bot.postgres.configuration import THROW_AWAY
from bot.postgres.server import EmbeddedPostgres


@contextlib.contextmanager
def temporary_postgres(*, durable: bool = False) -> Iterator[EmbeddedPostgres]:
    """A started server in a folder of its own; stopped and removed at the end, also after an exception.

    Args:
        durable: True waits for the disk as the real one does; a SIGKILL of the server loses nothing either way, a
            power cut does.
    """
    folder = Path(tempfile.mkdtemp(prefix="suifang-"))
    settings = {} if durable else THROW_AWAY
    server = EmbeddedPostgres(
        folder / "postgres", folder / "run", secrets.token_urlsafe(16), settings=settings, sync=durable
    )
    try:
        server.start()
        yield server
    finally:
        server.kill()  # nothing in it is worth a checkpoint
        server.stop()
        shutil.rmtree(server.socket_dir, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)
