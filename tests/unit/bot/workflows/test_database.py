"""The database of durable work can be lost, damaged or elsewhere: the inbox knows what is left."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.workflows.database import WORK_FILE, HastyConnection, WorkUnusable, database_url, worker_of

SERVER = "postgresql+psycopg://me@db/tandem"


def test_it_stands_beside_the_store_on_a_server_and_else_in_the_folder(tmp_path: Path) -> None:
    assert database_url(tmp_path, SERVER) == SERVER
    assert list(tmp_path.iterdir()) == []
    url = database_url(tmp_path, "sqlite:///elsewhere/tandem.db")
    path = tmp_path / WORK_FILE
    assert url == f"sqlite:///{path}"
    assert path.stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


@pytest.mark.parametrize("damage", [b"no database at all" * 400, None])
def test_a_damaged_file_is_set_aside_and_begun_anew(tmp_path: Path, damage: bytes | None) -> None:
    path = tmp_path / WORK_FILE
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("CREATE TABLE t (x); CREATE INDEX i ON t (x);")
        connection.executemany("INSERT INTO t VALUES (?)", [(str(n) * 40,) for n in range(500)])
        connection.commit()
    whole = path.read_bytes()
    torn = damage or whole[: len(whole) // 2] + bytes(len(whole) - len(whole) // 2)
    path.write_bytes(torn)
    database_url(tmp_path, "sqlite:///t.db")
    assert (tmp_path / f"{WORK_FILE}.damaged").read_bytes()[:16] == torn[:16]
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)


def test_a_file_that_cannot_be_used_is_named_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / WORK_FILE).mkdir()
    with pytest.raises(WorkUnusable, match=r"work\.db cannot be used .*: give this user write"):
        database_url(tmp_path, "sqlite:///t.db")


def test_it_does_not_wait_for_the_disk_but_is_never_torn(tmp_path: Path) -> None:
    path = database_url(tmp_path, "sqlite:///t.db").removeprefix("sqlite:///")
    with closing(sqlite3.connect(path, factory=HastyConnection)) as connection:
        assert connection.execute("PRAGMA synchronous").fetchone() == (1,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_folder_keeps_its_name_among_several_on_one_server(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    assert worker_of(one, SERVER) == worker_of(one, SERVER) != worker_of(other, SERVER)
    assert worker_of(one, "sqlite:///t.db") == worker_of(other, "sqlite:///t.db")
