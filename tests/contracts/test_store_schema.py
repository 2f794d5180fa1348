"""The schema and its migrations are one thing, on both engines."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from knowledge.curation.living import Living
from knowledge.model import Directory, Team
from knowledge.store import Store, StoreError, StoreOutdated, StoreTooNew
from knowledge.store.database import Database
from knowledge.store.schema import metadata
from knowledge.store.versions import KNOWN, MIGRATIONS, migrate, stored_version


def _execute(url: str, *statements: str) -> None:
    database = Database(url)
    with database.writing() as connection:
        for statement in statements:
            connection.execute(text(statement))
    database.close()


def test_fresh_schema_is_all_migrations_applied(url: str) -> None:
    Store.open(url).close()
    database = Database(url)
    with database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    database.close()


def test_known_versions_are_the_migrations_in_order() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    scripts = ScriptDirectory.from_config(config)
    assert tuple(script.revision for script in scripts.walk_revisions())[::-1] == KNOWN


def test_opening_again_keeps_data_and_identity(url: str) -> None:
    with Store.open(url) as store:
        uid = store.uid
        store.vectors.put("m", {"h": b"v"})
    with Store.open(url, upgrade=False) as store:
        assert store.uid == uid
        assert store.vectors.get("m", ["h"]) == {"h": b"v"}


def test_a_directory_of_the_first_schema_is_read_with_an_empty_safety_plan(url: str) -> None:
    database = Database(url)
    with database.writing("schema") as connection:
        migrate(connection, to="0001")
    database.close()
    old = '{"teams": [["t", "T", []]], "people": [], "assets": [], "contacts": []}'
    row = f"INSERT INTO directory (id, version, content) VALUES (1, 1, '{old}')"
    _execute(url, row.replace(":", "\\:"))  # a colon would name a parameter
    with Store.open(url) as store:
        assert store.directory.load() == Directory(teams=(Team("t", "T"),))
        assert store.requests.unfinished() == []


def test_what_was_corrected_before_waits_for_review_and_counts_for_nothing(url: str) -> None:
    database = Database(url)
    with database.writing("schema") as connection:
        migrate(connection, to="0006")
    database.close()
    _execute(
        url,
        "INSERT INTO turns (key, conversation_id, person_id, text, at, asset, intent, status, "
        "answer) VALUES ('q', 'c', 'p', 'why?', '2026-11-20 14:00', 'n/s', 'why', 'answered', "
        "'{}')",
        *(
            "INSERT INTO assessments (key, target, target_id, person_id, at, feedback, "
            "expectation, rationale, evidence) VALUES "
            f"('{key}', 'answer', 'q', 'p', '2026-11-20 14:10', {feedback}, {said}, '', '')"
            for key, feedback, said in (("j", "'right'", "NULL"), ("c", "NULL", "'clean it'"))
        ),
    )
    with Store.open(url) as store:
        (one,) = store.corrections.unfinished()
        assert (one.text, one.author, one.matter.question, one.matter.asset) == (
            "clean it", "p", "why?", "n/s",
        )  # fmt: skip
        assert [step.kind for step in one.steps] == ["recorded"]
        assert (one.routed, one.basis, Living(store).of(moves="", asset=None)) == (
            False, (), [],
        )  # fmt: skip


def test_an_empty_database_without_leave_to_upgrade_names_the_command(url: str) -> None:
    with pytest.raises(StoreOutdated, match="tandem db upgrade"):
        Store.open(url, upgrade=False)
    database = Database(url)
    assert stored_version(database) is None
    database.close()


def test_a_store_of_a_newer_tandem_is_left_alone(url: str) -> None:
    Store.open(url).close()
    _execute(url, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreTooNew, match="9999"):
        Store.open(url)


def test_a_database_that_holds_something_else_is_left_alone(url: str) -> None:
    _execute(url, "CREATE TABLE payroll (id integer)")
    with pytest.raises(StoreError, match="payroll"):
        Store.open(url)


def test_an_upgrade_that_fails_leaves_nothing_behind(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "migrations"
    (broken / "versions").mkdir(parents=True)
    (broken / "env.py").write_text((MIGRATIONS / "env.py").read_text())
    first = next((MIGRATIONS / "versions").glob("v0001_*.py")).read_text()
    failing = first.replace("    _conversations()\n", "    raise RuntimeError('power cut')\n", 1)
    assert failing != first
    (broken / "versions" / "v0001.py").write_text(failing)
    with monkeypatch.context() as patched:
        patched.setattr("knowledge.store.versions.MIGRATIONS", broken)
        with pytest.raises(RuntimeError, match="power cut"):
            Store.open(url)
    database = Database(url)
    assert stored_version(database) is None
    database.close()
    Store.open(url).close()
