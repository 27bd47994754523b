"""PostgreSQL with nothing installed: one in the data folder to run on, throw-away ones to test on."""

from __future__ import annotations

import fcntl
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from app.cluster import Cluster
from app.settings import CommandError

# A throw-away database forgets everything in a crash, so it need not wait for the disk.
_FORGETFUL = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "300",
}


@contextmanager
def embedded_postgres(data_dir: Path) -> Iterator[str]:
    """The URL of the database in the data folder's own PostgreSQL, which runs as long as anybody uses it.

    Several processes share one server. It outlives a process that was killed, and the next one
    finds it, or starts it again if it was killed as well.
    Raises: CommandError when the folder cannot be used or the server does not start.
    """
    cluster = Cluster(data_dir / "postgres")
    # The kernel takes a lock from a process that dies, however it dies: no list of users goes stale.
    with _lock_file(data_dir / "postgres.users") as users, _lock_file(data_dir / "postgres.lock") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        cluster.start()
        fcntl.flock(users, fcntl.LOCK_SH)
        fcntl.flock(turn, fcntl.LOCK_UN)
        try:
            yield cluster.url
        finally:
            fcntl.flock(turn, fcntl.LOCK_EX)
            if _is_last(users):
                cluster.stop()


@contextmanager
def temporary_postgres() -> Iterator[str]:
    """The URL of an empty database in a PostgreSQL of its own: fast, forgetful, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="menteo-", ignore_cleanup_errors=True) as folder:
        # Root's PostgreSQL runs as somebody else, who has to get in; its own folder stays closed.
        Path(folder).chmod(0o711)
        cluster = Cluster(Path(folder).resolve() / "postgres", _FORGETFUL)
        cluster.start()
        try:
            yield cluster.url
        finally:
            cluster.stop(mode="immediate")


def _lock_file(path: Path) -> IO[str]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("a")
    except OSError as error:
        raise CommandError(
            f"The data folder {path.parent} cannot be written: {error.strerror}. "
            "Point DATA_DIR to a folder that you may write to, or set DATABASE_URL."
        ) from None


def _is_last(users: IO[str]) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
