"""Where DBOS keeps its state, and as whom: beside the store on a server, else in the data folder.

Knows the file, how it is made fit for use, and that it can be lost: the inbox tells what is left
to do. Does not know DBOS.
"""

import logging
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from secrets import token_hex
from typing import Any

WORK_FILE = "work.db"
WORKER_FILE = "worker"
_SERVER = "postgresql"
_log = logging.getLogger("tandem.workflows")


class HastyConnection(sqlite3.Connection):
    """A connection that does not wait for the disk at each commit.

    What a power cut then takes from DBOS, never leaving the file torn, the inbox still has.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.execute("PRAGMA synchronous = NORMAL")


class WorkUnusable(Exception):
    """The database of durable work cannot be used; the message says why and what to do."""


def database_url(folder: Path, store_url: str) -> str:
    """Return the address of DBOS's database, on SQLite made fit for use.

    Raises ``WorkUnusable``.
    """
    if store_url.startswith(_SERVER):
        return store_url
    path = folder.absolute() / WORK_FILE
    try:
        if not _is_sound(path):
            aside = path.with_name(f"{WORK_FILE}.damaged")
            _log.error("%s is damaged; it is kept as %s and begun anew", path, aside.name)
            path.replace(aside)
            for more in ("-wal", "-shm"):
                path.with_name(WORK_FILE + more).unlink(missing_ok=True)
            _is_sound(path)
    except (OSError, sqlite3.OperationalError) as error:
        raise WorkUnusable(
            f"The file {path} cannot be used ({error}): give this user write permission on file "
            "and folder, and let no other program use it"
        ) from error
    return f"sqlite:///{path}"


def worker_of(folder: Path, store_url: str) -> str:
    """Return the name under which the process on this data folder takes up its own work again.

    On a server several may work on one store, each on a folder of its own.
    """
    if not store_url.startswith(_SERVER):
        return "tandem"
    path = folder / WORKER_FILE
    try:
        return path.read_text(encoding="ascii")
    except FileNotFoundError:
        path.write_text(f"worker-{token_hex(8)}", encoding="ascii")
        return path.read_text(encoding="ascii")


def _is_sound(path: Path) -> bool:
    """Make the file if it is not there: private, with readers that do not block; then check it."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    try:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            return bool(connection.execute("PRAGMA quick_check").fetchone() == ("ok",))
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        return False
