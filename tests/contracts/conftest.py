"""Stores to test, on each engine."""

from collections.abc import Iterator
from pathlib import Path

import pytest

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


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    """The address of an empty database, on each engine in turn."""
    engine = "sqlite_url" if request.param == "sqlite" else "postgres_url"
    return str(request.getfixturevalue(engine))
