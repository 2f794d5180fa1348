"""Connections: transactions that read, transactions that write, on SQLite and PostgreSQL.

Knows engines, pragmas, locks, and how an engine's failure becomes a sentence with a remedy. Does
not know any table. SQLite has one writing connection behind a lock (its bug in resetting the log,
mended in 3.51.3, needs two) and many that only read; PostgreSQL has one pool.
"""

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from threading import Lock, local
from typing import Any, TypeVarTuple
from zlib import crc32

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    Row,
    Select,
    Table,
    bindparam,
    create_engine,
    event,
    func,
    make_url,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import (
    ArgumentError,
    DatabaseError,
    DataError,
    IntegrityError,
    InterfaceError,
    InternalError,
    NoSuchModuleError,
    NotSupportedError,
    OperationalError,
    ProgrammingError,
    StatementError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeout

from knowledge.store.codec import checked
from knowledge.store.errors import NotStorable, StoreError, StoreUnavailable

_Columns = TypeVarTuple("_Columns")

BUSY_SECONDS = 5.0
_READERS = 8
_MORE_READERS = 56
_PAGE_CACHE_KIB = 4_000

_SERIALISE = select(func.pg_advisory_xact_lock(bindparam("key")))
"""Wait until no other transaction writes to the same aggregate, and hold it until commit."""

_REMEDIES = (
    ("locked", "another process is writing to it; let it finish, or stop it, and try again"),
    ("busy", "another process is writing to it; let it finish, or stop it, and try again"),
    ("readonly", "it may not be written; give this user write permission on file and folder"),
    ("unable to open", "give this user read and write permission on the file and its folder"),
    ("disk is full", "the disk is full; free some space and try again"),
    ("disk i/o", "the disk reports an error; check the disk, then restore the last backup"),
    ("malformed", "the file is damaged; restore the last backup with `tandem db restore`"),
    ("not a database", "the file is no SQLite database; move it away or restore the last backup"),
)


def _sentence(error: BaseException, where: str) -> str:
    cause = str(getattr(error, "orig", None) or error).strip()
    first_line = cause.splitlines()[0] if cause else type(error).__name__
    for sign, remedy in _REMEDIES:
        if sign in cause.lower():
            return f"the store {where} is not available ({first_line}): {remedy}"
    return (
        f"the store {where} is not available ({first_line}): check that the database server "
        "runs and that address, user and password are right"
    )


@contextmanager
def _failures_named(where: str) -> Iterator[None]:
    """Turn what an engine raises when it is out of reach into ``StoreUnavailable``."""
    try:
        yield
    except (IntegrityError, DataError, ProgrammingError, NotSupportedError):
        raise  # wrong use of a working store is a defect of ours, not a state of the store
    except (OperationalError, InterfaceError, InternalError, DatabaseError, PoolTimeout) as error:
        raise StoreUnavailable(_sentence(error, where)) from error
    except StatementError as error:
        if isinstance(error.orig, NotStorable):
            raise error.orig from error
        raise


def _parsed(url: str) -> URL:
    """Return the address with its driver; raises ``StoreError`` for what is no store's address."""
    try:
        parsed = make_url(url)
        backend = parsed.get_backend_name()
    except (ArgumentError, NoSuchModuleError) as error:
        raise StoreError(f"{url!r} is no database URL; write {_EXAMPLES}") from error
    if backend == "sqlite":
        if not parsed.database or parsed.database == ":memory:" or parsed.query:
            raise StoreError(f"{url!r} names no file; write sqlite:///path/to/tandem.db")
        return parsed.set(drivername="sqlite+pysqlite")
    if backend == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    raise StoreError(f"the store cannot use {backend!r}; write {_EXAMPLES}")


_EXAMPLES = "sqlite:///path/to/tandem.db or postgresql+psycopg://user:password@host/database"


class Database:
    """One store's connections; close it when done.

    ``where`` names the store to people (a path, or the URL without its password). Raises
    ``StoreUnavailable`` when the store cannot be opened for writing.
    """

    def __init__(self, url: str, *, busy_seconds: float = BUSY_SECONDS) -> None:
        self.url = _parsed(url)
        self.backend = self.url.get_backend_name()
        self._turns = _Turns()
        self._shared = local()
        self.path: Path | None = None
        if self.backend == "sqlite":
            self.path = Path(str(self.url.database)).absolute()
            self.where = str(self.path)
            _make_file(self.path)
            self._writer = _sqlite_engine(self.url, busy_seconds, writes=True)
            self._reader = _sqlite_engine(self.url, busy_seconds, writes=False)
        else:
            self.where = self.url.render_as_string(hide_password=True)
            self._writer = self._reader = _postgres_engine(self.url)
        with self.writing():
            pass  # what cannot be written is better said now than at the first question

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the store and changes nothing."""
        shared: Connection | None = getattr(self._shared, "connection", None)
        with _failures_named(self.where):
            if shared is not None:
                yield shared
                return
            with self._reader.connect() as connection:
                yield connection

    @contextmanager
    def reading_together(self) -> Iterator[None]:
        """Let all that this thread reads inside use one connection and one transaction.

        Opening and ending one costs more than most queries here, and a round trip each on
        PostgreSQL. What is written inside is not seen inside.
        """
        with self.reading() as connection:
            outer = getattr(self._shared, "connection", None)
            self._shared.connection = connection
            if outer is None:
                self._shared.rows = {}
            try:
                yield
            finally:
                self._shared.connection = outer

    def once(self, statement: Select[*_Columns]) -> Row[*_Columns]:
        """Return the only row of a statement; what is read together asks for it once."""
        with self.reading() as connection:
            if getattr(self._shared, "connection", None) is None:
                return connection.execute(statement).one()
            rows: dict[Any, Row[*_Columns]] = self._shared.rows
            if statement not in rows:
                rows[statement] = connection.execute(statement).one()
            return rows[statement]

    @contextmanager
    def writing(self, aggregate: str = "", *, first: bool = False) -> Iterator[Connection]:
        """Give the connection of one transaction: committed at the end, undone on any error.

        Writers of one ``aggregate`` follow one another on PostgreSQL, so that they may read,
        decide and write; on SQLite all writers do, those who say ``first`` before the others.
        """
        if self.backend == "sqlite":
            turn = self._turns.take(first=first)
            with turn, _failures_named(self.where), self._writer.begin() as connection:
                yield connection
        else:
            with _failures_named(self.where), self._writer.begin() as connection:
                if aggregate:
                    connection.execute(_SERIALISE, {"key": crc32(aggregate.encode())})
                yield connection

    def insert(self, table: Table) -> "postgresql.Insert | sqlite.Insert":
        """Return the engine's own INSERT, which knows ON CONFLICT."""
        return sqlite.insert(table) if self.backend == "sqlite" else postgresql.insert(table)

    def close(self) -> None:
        """Close all connections; the writer last, so that SQLite folds its log into the file."""
        self._reader.dispose()
        self._writer.dispose()


class _Turns:
    """Lets one write at a time; who says ``first`` waits for two others at most.

    Of the others one alone stands at the door: plain locks give no order to those who wait.
    """

    def __init__(self) -> None:
        self._writing = Lock()
        self._door = Lock()
        self._others = Lock()

    @contextmanager
    def take(self, *, first: bool) -> Iterator[None]:
        """Wait for one's turn, and have it inside."""
        with nullcontext() if first else self._others:
            with self._door:
                self._writing.acquire()
            try:
                yield
            finally:
                self._writing.release()


def _make_file(path: Path) -> None:
    """Create an empty file that only this user may read; questions of people will be in it."""
    if not path.parent.is_dir():
        raise StoreUnavailable(
            f"the folder {path.parent} of the store {path.name} does not exist; "
            "create it, or set TANDEM_DATA_DIR to one that does"
        )
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise StoreUnavailable(
            f"the store {path} cannot be opened for writing ({error.strerror}); give this user "
            "write permission on file and folder, or set TANDEM_DATA_DIR to another folder"
        ) from error


def _json(value: Any) -> str:
    """Return compact JSON; raises ``NotStorable`` with the place of what JSON cannot hold."""
    try:
        return json.dumps(value, allow_nan=False, separators=(",", ":"))
    except (ValueError, TypeError):
        checked(value, "the value")  # walks only after a failure: it costs more than writing
        raise


def _sqlite_engine(url: URL, busy_seconds: float, *, writes: bool) -> Engine:
    engine = create_engine(
        url,
        json_serializer=_json,
        pool_size=1 if writes else _READERS,
        max_overflow=0 if writes else _MORE_READERS,
        connect_args={"timeout": busy_seconds, "isolation_level": None},
    )

    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(f"PRAGMA busy_timeout = {int(busy_seconds * 1000)}")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA cache_size = -{_PAGE_CACHE_KIB}")
        if writes:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
        else:
            connection.execute("PRAGMA query_only = ON")

    def begin(connection: Connection) -> None:
        # isolation_level None leaves BEGIN to us: the driver's own begins too late for DDL and
        # takes the write lock only at the first change, when waiting is no longer possible.
        if writes:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            # Straight to the driver: it cannot fail for a lock, and comes before every reading.
            connection.connection.cursor().execute("BEGIN")

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", begin)
    return engine


def _postgres_engine(url: URL) -> Engine:
    options: dict[str, Any] = {
        "connect_timeout": 10,
        "application_name": "tandem",
        "options": "-c jit=off",  # compiling a plan takes longer than any query here
    }
    ours = {name: value for name, value in options.items() if name not in url.query}
    return create_engine(
        url,
        json_serializer=_json,
        pool_size=_READERS,
        max_overflow=_READERS,
        pool_pre_ping=True,
        connect_args=ours,
    )
