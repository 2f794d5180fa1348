"""Stores to test, on each engine."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.store.database import Database
from knowledge.store.versions import bring_up
from tests.servers import fresh_database, postgres


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A PostgreSQL of this test run."""
    with postgres() as url:
        yield url


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The address of an SQLite store that does not exist yet."""
    return f"sqlite:///{tmp_path / 'tandem.db'}"


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """The address of an empty PostgreSQL database."""
    with fresh_database(postgres_server, "tandem_fresh") as url:
        yield url


def with_tables(url: str) -> None:
    database = Database(url)
    bring_up(database, upgrade=True)
    database.close()


@pytest.fixture(scope="session")
def sqlite_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store's tables with nothing in them, to be copied: faster than all migrations each time."""
    path = tmp_path_factory.mktemp("tables") / "tandem.db"
    with_tables(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_tables(postgres_server: str) -> Iterator[str]:
    """The name of a database with the tables and nothing in them, to be copied as well."""
    with fresh_database(postgres_server, "tandem_tables") as url:
        with_tables(url)
        yield "tandem_tables"


@pytest.fixture
def sqlite_ready(sqlite_tables: Path, tmp_path: Path) -> str:
    """The address of an SQLite store that holds nothing yet."""
    return f"sqlite:///{shutil.copy(sqlite_tables, tmp_path)}"


@pytest.fixture
def postgres_ready(postgres_server: str, postgres_tables: str) -> Iterator[str]:
    """The address of a PostgreSQL store that holds nothing yet."""
    with fresh_database(postgres_server, "tandem_ready", like=postgres_tables) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    """The address of an empty database, on each engine in turn."""
    engine = "sqlite_url" if request.param == "sqlite" else "postgres_url"
    return str(request.getfixturevalue(engine))
