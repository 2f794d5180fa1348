"""What unit tests share instead of making it anew: tables, and what a statement is to SQLite.

Contract tests do not: there each store compiles its own statements, and migrations are tested.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import partial

import pytest
from sqlalchemy import create_engine
from sqlalchemy.dialects.sqlite.base import SQLiteDialect
from sqlalchemy.util import LRUCache

from knowledge.store import database, versions
from knowledge.store.database import Database


@pytest.fixture(scope="package", autouse=True)
def tables_are_made_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Copy the tables into each new store: a hundred times as fast as all the migrations."""
    blank = Database(f"sqlite:///{tmp_path_factory.mktemp('tables') / 'blank.db'}")
    versions.bring_up(blank, upgrade=True)
    blank.close()
    really = versions._upgrade

    def upgrade(empty: Database) -> None:
        if empty.path is None or versions.stored_version(empty) is not None:
            return really(empty)
        with (
            closing(sqlite3.connect(str(blank.path))) as source,
            closing(sqlite3.connect(empty.path)) as target,
        ):
            return source.backup(target)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(versions, "_upgrade", upgrade)
        yield


@pytest.fixture(scope="package", autouse=True)
def statements_are_compiled_once() -> Iterator[None]:
    """Let all stores share what SQLAlchemy compiled, which it keeps for each engine's dialect."""
    options = {"compiled_cache": LRUCache(5_000)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "create_engine", partial(create_engine, execution_options=options))
        patch.setattr(SQLiteDialect, "__eq__", _alike)
        patch.setattr(SQLiteDialect, "__hash__", lambda one: hash(type(one)))
        yield


def _alike(one: SQLiteDialect, other: object) -> bool:
    """Whether both compile a statement to the same words and read its rows the same."""
    return type(one) is type(other) and one._json_serializer is other._json_serializer  # type: ignore[attr-defined]
