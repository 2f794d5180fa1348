"""Connections: what is really switched on, and what is said when a store is out of reach."""

import os
import shutil
import sqlite3
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from knowledge.store import Store, StoreError, StoreUnavailable
from knowledge.store.database import Database

_NOBODY = 65534


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(f"sqlite:///{tmp_path / 'tandem.db'}")
    yield opened
    opened.close()


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that any user may enter, unlike pytest's own."""
    made = Path(tempfile.mkdtemp(prefix="tandem-store-"))
    made.chmod(0o755)
    yield made
    made.chmod(0o755)
    shutil.rmtree(made)


@contextmanager
def _without_privileges() -> Iterator[None]:
    """Be nobody while inside when root, whom permissions do not stop."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(_NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def pragma(database: Database, name: str, *, writing: bool) -> object:
    transaction = database.writing() if writing else database.reading()
    with transaction as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


def test_every_commit_reaches_the_disk_before_it_returns(database: Database) -> None:
    assert pragma(database, "journal_mode", writing=True) == "wal"
    assert pragma(database, "synchronous", writing=True) == 2  # FULL
    assert pragma(database, "foreign_keys", writing=True) == 1
    assert pragma(database, "busy_timeout", writing=True) == 5000


def test_readers_cannot_write(database: Database) -> None:
    assert pragma(database, "query_only", writing=False) == 1
    with pytest.raises(StoreUnavailable, match="readonly"), database.reading() as connection:
        connection.execute(text("CREATE TABLE t (id integer)"))


def test_a_reader_sees_one_state_of_the_store(database: Database) -> None:
    with database.writing() as connection:
        connection.execute(text("CREATE TABLE t (id integer)"))
    with database.reading() as reader:
        assert reader.scalar(text("SELECT count(*) FROM t")) == 0
        with database.writing() as writer:
            writer.execute(text("INSERT INTO t VALUES (1)"))
        assert reader.scalar(text("SELECT count(*) FROM t")) == 0
    with database.reading() as reader:
        assert reader.scalar(text("SELECT count(*) FROM t")) == 1


def test_an_error_undoes_the_transaction_and_frees_the_writer(database: Database) -> None:
    def fail() -> None:
        with database.writing() as connection:
            connection.execute(text("CREATE TABLE t (id integer)"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with database.writing() as connection:
        connection.execute(text("CREATE TABLE t (id integer PRIMARY KEY)"))


def test_a_broken_rule_of_a_table_is_not_called_unavailable(database: Database) -> None:
    with database.writing() as connection:
        connection.execute(text("CREATE TABLE t (id integer PRIMARY KEY)"))
        connection.execute(text("INSERT INTO t VALUES (1)"))
    with pytest.raises(IntegrityError), database.writing() as connection:
        connection.execute(text("INSERT INTO t VALUES (1)"))


def test_only_this_user_may_read_a_new_store(database: Database) -> None:
    assert database.path is not None
    assert database.path.stat().st_mode & 0o077 == 0


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match=r"no-such.*does not exist.*TANDEM_DATA_DIR"):
        Store.open(f"sqlite:///{tmp_path}/no-such/tandem.db")
    assert not (tmp_path / "no-such").exists()


def test_a_folder_without_write_permission_is_named(folder: Path) -> None:
    folder.chmod(0o555)
    with _without_privileges(), pytest.raises(StoreUnavailable, match="write permission") as said:
        Store.open(f"sqlite:///{folder}/tandem.db")
    assert str(folder) in str(said.value)


def test_a_store_that_may_not_be_written_is_named(folder: Path) -> None:
    path = folder / "tandem.db"
    Store.open(f"sqlite:///{path}").close()
    path.chmod(0o444)
    folder.chmod(0o555)
    with _without_privileges(), pytest.raises(StoreUnavailable, match="write permission") as said:
        Store.open(f"sqlite:///{path}")
    assert str(path) in str(said.value)


def test_a_store_locked_by_another_process_is_said_after_the_wait(tmp_path: Path) -> None:
    path = tmp_path / "tandem.db"
    with (
        Store.open(f"sqlite:///{path}", busy_seconds=0.05) as store,
        closing(sqlite3.connect(path, isolation_level=None)) as other,
    ):
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreUnavailable, match=r"tandem\.db.*locked.*another process"):
            store.vectors.put("m", {"h": b"v"})
        assert store.vectors.get("m", ["h"]) == {}
        other.execute("ROLLBACK")
        store.vectors.put("m", {"h": b"v"})


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "tandem.db"
    path.write_bytes(b"not a database at all" * 100)
    with pytest.raises(StoreUnavailable, match=r"tandem\.db.*no SQLite database"):
        Store.open(f"sqlite:///{path}")


def test_a_server_that_is_down_is_named_without_its_password() -> None:
    with pytest.raises(StoreUnavailable, match="database server runs") as said:
        Store.open("postgresql://tandem:secret@127.0.0.1:1/tandem")
    assert "secret" not in str(said.value)


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://x/y", "tandem.db", ""])
def test_what_is_no_address_of_a_store_is_refused_with_an_example(url: str) -> None:
    with pytest.raises(StoreError, match="sqlite:///path"):
        Store.open(url)


def test_who_writes_first_does_not_wait_for_all_others(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'tandem.db'}")
    order: list[str] = []
    others = 6

    def write(name: str, *, first: bool) -> None:
        with database.writing(first=first):
            order.append(name)
            time.sleep(0.02)

    waiting = [
        threading.Thread(target=write, args=("other",), kwargs={"first": False})
        for _ in range(others)
    ]
    for thread in waiting:
        thread.start()
    while not order:
        time.sleep(0.001)
    write("first", first=True)
    for thread in waiting:
        thread.join()
    database.close()
    assert order.index("first") <= 3
    assert len(order) == others + 1
