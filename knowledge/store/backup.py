"""A copy of a running SQLite store in one file.

Knows SQLite's backup, which copies a consistent state while others read and write. Does not know
PostgreSQL, which brings its own tools.
"""

import os
import sqlite3
from pathlib import Path

from knowledge.store.database import Database
from knowledge.store.errors import StoreError


def back_up(database: Database, target: Path) -> None:
    """Write a copy of the store to ``target``, whole or not at all.

    Raises ``StoreError`` when the target exists or cannot be written, or on PostgreSQL.
    """
    if database.path is None:
        raise StoreError(
            f"{database.where} is PostgreSQL, which has its own tool: back it up with "
            "`pg_dump --format=custom --file=tandem.dump` and restore it with pg_restore"
        )
    if target.exists():
        raise StoreError(f"{target} exists already; name a file that does not")
    unfinished = target.with_name(target.name + ".unfinished")
    try:
        unfinished.unlink(missing_ok=True)
        os.close(os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        _copy(database, unfinished)
        os.link(unfinished, target)  # unlike a rename, it never replaces what came there meanwhile
        unfinished.unlink()
    except (OSError, sqlite3.Error) as error:
        unfinished.unlink(missing_ok=True)
        raise StoreError(
            f"the backup {target} cannot be written ({error}); choose a folder that exists, "
            "that this user may write and that has room"
        ) from error


def _copy(database: Database, file: Path) -> None:
    copy = sqlite3.connect(file)
    try:
        with database.reading() as connection:
            source = connection.connection.driver_connection
            assert isinstance(source, sqlite3.Connection)
            source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it
    finally:
        copy.close()
    with file.open("rb") as written:
        os.fsync(written.fileno())
