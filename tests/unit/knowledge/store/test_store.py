"""Opening and closing, and what a store says of itself."""

import re
import sqlite3
from pathlib import Path

import pytest

from knowledge.store import Store
from knowledge.store import store as store_module


def test_a_store_knows_its_engine_and_has_an_id_of_its_own(tmp_path: Path) -> None:
    with (
        Store.open(f"sqlite:///{tmp_path / 'a.db'}") as one,
        Store.open(f"sqlite:///{tmp_path / 'b.db'}") as two,
    ):
        assert one.backend == "sqlite"
        assert one.sqlite_version == sqlite3.sqlite_version
        assert re.fullmatch(r"[0-9a-f]{32}", one.uid)
        assert one.uid != two.uid


def test_an_sqlite_with_the_log_bug_is_warned_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store.open(f"sqlite:///{tmp_path / 'a.db'}") as store:
        monkeypatch.setattr(store_module, "_MENDED", (99,))
        assert store.sqlite_warning is not None
        assert sqlite3.sqlite_version in store.sqlite_warning
        monkeypatch.setattr(store_module, "_MENDED", (3,))
        assert store.sqlite_warning is None


def test_closing_leaves_one_file_and_may_be_repeated(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'a.db'}")
    store.vectors.put("m", {"h": b"v"})
    store.vectors.get("m", ["h"])
    store.close()
    store.close()
    assert [path.name for path in tmp_path.iterdir()] == ["a.db"]
