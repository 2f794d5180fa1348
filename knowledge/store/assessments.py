"""Assessments: people's judgements and expectations, as recorded.

Knows the record. Does not know its review or effect.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, bindparam, select

from knowledge.model import Assessment, AssessmentTarget, Judgement, ReasonClass
from knowledge.store.database import Database
from knowledge.store.schema import assessments

_EARLIEST = datetime(1, 1, 1, tzinfo=UTC)

_FIELDS = tuple(column for column in assessments.c if column.name != "seq")

_FOR_TARGET = (
    select(*_FIELDS)
    .where(
        assessments.c.target == bindparam("target"),
        assessments.c.target_id == bindparam("target_id"),
    )
    .order_by(assessments.c.at, assessments.c.seq)
)
"""What was said of one thing, oldest first."""

_SINCE = (
    select(*_FIELDS)
    .where(assessments.c.at >= bindparam("since"))
    .order_by(assessments.c.at, assessments.c.seq)
)
"""All assessments from a time on, oldest first."""


class Assessments:
    """All assessments."""

    def __init__(self, database: Database) -> None:
        self._database = database
        new = database.insert(assessments).on_conflict_do_nothing(index_elements=["key"])
        self._insert = new.returning(assessments.c.key)  # a row comes back only for a new key

    def save(self, assessment: Assessment) -> bool:
        """Keep the assessment; False when its key is known, and then the first one stays."""
        values = {column.name: getattr(assessment, column.name) for column in _FIELDS}
        with self._database.writing() as connection:
            return connection.scalar(self._insert, values) is not None

    def for_target(self, target: AssessmentTarget, target_id: str) -> list[Assessment]:
        """Return what was said of this thing, oldest first."""
        values = {"target": target.value, "target_id": target_id}
        with self._database.reading() as connection:
            return [assessment_of(row) for row in connection.execute(_FOR_TARGET, values)]

    def since(self, since: datetime | None) -> list[Assessment]:
        """Return all assessments from that time on, oldest first; None is from the beginning."""
        with self._database.reading() as connection:
            rows = connection.execute(_SINCE, {"since": since or _EARLIEST}).all()
        return [assessment_of(row) for row in rows]


def assessment_of(row: Row[Any]) -> Assessment:
    """Return the assessment that a row holds."""
    return Assessment(
        key=row.key,
        target=AssessmentTarget(row.target),
        target_id=row.target_id,
        person_id=row.person_id,
        at=row.at,
        feedback=None if row.feedback is None else Judgement(row.feedback),
        expectation=row.expectation,
        rationale=row.rationale,
        reason_class=None if row.reason_class is None else ReasonClass(row.reason_class),
        scope=row.scope,
        evidence=row.evidence,
        confidence=row.confidence,
    )
