"""The command line over a PostgreSQL store: the URL is all that changes."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.acceptance.processes import PLANT, tandem
from tests.servers import fresh_database, postgres


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with postgres() as server, fresh_database(server, "tandem_shell") as fresh:
        yield fresh.replace("postgresql://", "postgresql+psycopg://", 1)


def test_the_same_commands_work_on_postgres(tmp_path: Path, url: str) -> None:
    folder = tmp_path / "data"
    env = {"TANDEM_DATABASE_URL": url}
    assert tandem(folder, "ingest", "directory", str(PLANT / "people.yaml"), **env).code == 0
    done = tandem(folder, "ingest", "documents", str(PLANT / "sops"), "--json", **env)
    assert done.code == 0, done
    assert json.loads(done.out)["ingested"] > 10
    hits = json.loads(tandem(folder, "search", "drum speed", "--json", **env).out)["hits"]
    assert hits[0]["document"].startswith("SOP-")
    assert not (folder / "tandem.db").exists()
    refused = tandem(folder, "db", "backup", str(tmp_path / "copy.db"), **env)
    assert refused.code == 1
    assert "pg_dump" in refused.sentence


def test_a_database_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    nobody = "postgresql+psycopg://me:hunter2@127.0.0.1:9/nothing"
    done = tandem(tmp_path / "data", "search", "drum", TANDEM_DATABASE_URL=nobody)
    assert done.code == 1
    assert "hunter2" not in done.sentence
