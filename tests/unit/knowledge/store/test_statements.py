"""Every statement is named and described, and the hot ones use their indexes."""

import ast
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Executable, event
from sqlalchemy.sql.expression import ClauseElement

from knowledge import store as package
from knowledge.store import document_queries, recommendation_queries
from knowledge.store.database import Database
from knowledge.store.versions import bring_up

_HEADS = {"select", "insert", "update", "delete"}
_FOLDER = Path(str(package.__file__)).parent


def _builds_statement(value: ast.expr | None) -> bool:
    calls = [node for node in ast.walk(value) if isinstance(node, ast.Call)] if value else []
    return any(isinstance(call.func, ast.Name) and call.func.id in _HEADS for call in calls)


def _statements() -> Iterator[tuple[str, ast.stmt, ast.stmt | None]]:
    for path in sorted(_FOLDER.glob("*.py")):
        body = ast.parse(path.read_text()).body
        for node, after in zip(body, [*body[1:], None], strict=True):
            if isinstance(node, ast.Assign | ast.AnnAssign) and _builds_statement(node.value):
                target = node.targets[0] if isinstance(node, ast.Assign) else node.target
                yield f"{path.name}: {ast.unparse(target)}", node, after


def test_every_statement_has_a_one_line_description() -> None:
    found = list(_statements())
    assert len(found) > 30
    for name, _, after in found:
        if name.split(": ")[1] == "_with_revision":
            continue  # a part of others, not run itself
        described = isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
        assert described, f"{name} has no description below it"
        text = str(after.value.value)  # type: ignore[union-attr]
        assert "\n" not in text, f"{name} is described in more than one line"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(f"sqlite:///{tmp_path / 'tandem.db'}")
    bring_up(opened, upgrade=True)
    yield opened
    opened.close()


_WINDOW = {
    "since": datetime(2026, 1, 1, tzinfo=UTC),
    "before": datetime(2027, 1, 1, tzinfo=UTC),
    "limit": 20,
}


@pytest.mark.parametrize(
    ("statement", "values"),
    [
        (recommendation_queries.NEWEST, _WINDOW),
        (recommendation_queries.EARLIER, _WINDOW | {"asset": "a"}),
        (recommendation_queries.BY_DECISION_ID, {"decision_id": "R-1"}),
        (recommendation_queries.CONTENTS, {"seqs": [1, 2]}),
        (
            recommendation_queries.newest_within(lateral=False),
            _WINDOW | {"prefixes": ["a"], "assets": ["a"]},
        ),
        (document_queries.BINDING_PASSAGES, {"ids": ["p"], "on": datetime(2026, 1, 1).date()}),
        (document_queries.ANY_PASSAGE, {"id": "p"}),
        (document_queries.PASSAGES_OF, {"revision_id": "r"}),
    ],
)
def test_hot_statements_read_no_more_than_they_return(
    database: Database, statement: Executable, values: dict[str, Any]
) -> None:
    assert isinstance(statement, ClauseElement)
    with database.reading() as connection:

        def explain(_c: object, _u: object, sql: str, given: Any, *_: object) -> tuple[str, Any]:
            return f"EXPLAIN QUERY PLAN {sql}", given

        event.listen(connection, "before_cursor_execute", explain, retval=True)
        plan = [row[3] for row in connection.execute(statement, values).cursor.fetchall()]
    scans = [
        step
        for step in plan
        if step.startswith("SCAN") and "INDEX ix_recommendations_issued_at" not in step
    ]
    assert scans in ([], ["SCAN wanted"]), plan
