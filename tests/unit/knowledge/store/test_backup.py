"""Backups: one file, whole or not at all."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from knowledge.store import Store, StoreError
from tests.contracts.store_samples import put, revision


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(f"sqlite:///{tmp_path / 'tandem.db'}")


def test_a_backup_opens_as_the_same_store(store: Store, tmp_path: Path) -> None:
    put(store, revision())
    target = tmp_path / "backup.db"
    store.backup(target)
    put(store, revision("D"))
    assert sorted(path.name for path in tmp_path.glob("backup*")) == ["backup.db"]
    assert target.stat().st_mode & 0o077 == 0
    assert (
        target.read_bytes()[18:20] == b"\x01\x01"
    )  # no log beside it, so a read-only disk will do
    with closing(sqlite3.connect(target)) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    with Store.open(f"sqlite:///{target}") as copied:
        assert copied.uid == store.uid
        assert [one.revision for one in copied.documents.revisions()] == ["C"]
    store.close()


def test_an_existing_file_is_never_overwritten(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "precious"
    target.write_text("mine")
    with pytest.raises(StoreError, match="exists already"):
        store.backup(target)
    assert target.read_text() == "mine"
    store.close()


def test_a_folder_that_does_not_exist_is_named(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no-such"):
        store.backup(tmp_path / "no-such" / "backup.db")
    store.close()
