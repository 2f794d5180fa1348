"""Confirmations: kept once, read in the order of arrival, taken back but never lost.

Knows the records. Does not know what they move, nor who may take them back.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy import Row, bindparam, exists, func, insert, select, update

from knowledge.model import (
    Assessment,
    AssessmentTarget,
    CitedPlace,
    Confirmation,
    RevisionStatus,
    Rollback,
    RollbackKind,
    place_of,
)
from knowledge.store.assessments import FIELDS, assessment_of
from knowledge.store.database import Database
from knowledge.store.schema import (
    assessments,
    confirmations,
    passages,
    revisions,
    rollbacks,
)
from knowledge.store.signs import signs

_HOLDING = (
    select(confirmations)
    .where(confirmations.c.rollback.is_(None), confirmations.c.seq > bindparam("after"))
    .order_by(confirmations.c.seq)
)
"""What was not taken back, from a number on, in the order of arrival."""

_OF_TURNS = (
    select(confirmations)
    .where(
        confirmations.c.rollback.is_(None),
        confirmations.c.turn.in_(bindparam("turns", expanding=True)),
    )
    .order_by(confirmations.c.seq)
)
"""What was said of these turns and not taken back, in the order of arrival."""

_KNOWN = select(confirmations.c.key).where(
    confirmations.c.key.in_(bindparam("keys", expanding=True))
)
"""Which of these keys something was kept under, taken back or not."""

_UNLEARNT = (
    select(*FIELDS)
    .where(
        assessments.c.target == AssessmentTarget.ANSWER.value,
        assessments.c.feedback.is_not(None),
        ~exists().where(confirmations.c.key == assessments.c.key),
    )
    .order_by(assessments.c.seq)
)
"""Judgements of answers that were recorded and not taken in."""

_TAKEN_BACK = (
    select(rollbacks, func.count(confirmations.c.seq).label("taken"))
    .outerjoin_from(rollbacks, confirmations, confirmations.c.rollback == rollbacks.c.seq)
    .group_by(rollbacks.c.seq)
    .order_by(rollbacks.c.seq)
)
"""What was taken back, the oldest first, with how much of it there was."""

_PLACES = (
    select(
        passages.c.id,
        revisions.c.number_key,
        passages.c.section,
        passages.c.heading_path,
        passages.c.text,
    )
    .join_from(passages, revisions, passages.c.revision_id == revisions.c.id)
    .where(
        revisions.c.status.in_((RevisionStatus.APPROVED.value, RevisionStatus.UNCONTROLLED.value)),
        revisions.c.number_key.in_(bindparam("keys", expanding=True)),
    )
    .order_by(revisions.c.id, passages.c.ordinal)
)
"""The passages of documents in force or to come, with what tells their places."""

_COMMON = {
    RollbackKind.AUTHOR: confirmations.c.person_id == bindparam("common"),
    RollbackKind.BATCH: confirmations.c.batch == bindparam("common"),
    RollbackKind.SINCE: confirmations.c.at >= bindparam("common", type_=confirmations.c.at.type),
}


_BATCH = 500


@dataclass(frozen=True)
class LearningState:
    """Two states that are equal have the same judgements behind them."""

    confirmations: int
    rollbacks: int
    correction_steps: int


class Confirmations:
    """All confirmations."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._insert = database.insert(confirmations).on_conflict_do_nothing(index_elements=["key"])

    def add(self, some: Sequence[Confirmation]) -> None:
        """Keep confirmations in one transaction; of one key the first stays."""
        if not some:
            return
        with self._database.writing("confirmations") as connection:
            connection.execute(self._insert, [_values(each) for each in some])

    def holding(self, *, after: int = 0) -> list[Confirmation]:
        """Return what was not taken back, from the number ``after`` on, in order of arrival."""
        with self._database.reading() as connection:
            return [_confirmation(row) for row in connection.execute(_HOLDING, {"after": after})]

    def of_turns(self, turns: Iterable[str]) -> list[Confirmation]:
        """Return what was said of these turns and not taken back, in order of arrival."""
        with self._database.reading() as connection:
            rows = connection.execute(_OF_TURNS, {"turns": list(turns)})
            return [_confirmation(row) for row in rows]

    def known(self, keys: Sequence[str]) -> set[str]:
        """Return those of up to some hundred keys that something was kept under."""
        with self._database.reading() as connection:
            return set(connection.scalars(_KNOWN, {"keys": list(keys)}))

    def state(self) -> LearningState:
        """Return what tells whether anything changed since."""
        now = signs(self._database)
        return LearningState(now.confirmation, now.rollback, now.correction_steps)

    def unlearnt(self) -> list[Assessment]:
        """Return judgements of answers of which no confirmation was made, the oldest first."""
        with self._database.reading() as connection:
            return [assessment_of(row) for row in connection.execute(_UNLEARNT)]

    def places(self, documents: Iterable[str]) -> dict[str, list[tuple[str, CitedPlace]]]:
        """Return the passages of documents in force or to come: (id, place) by number.

        Numbers are case folded; a number that nothing has is absent.
        """
        found: dict[str, list[tuple[str, CitedPlace]]] = {}
        keys = sorted({each.casefold() for each in documents})
        with self._database.reading() as connection:
            for start in range(0, len(keys), _BATCH):
                values = {"keys": keys[start : start + _BATCH]}
                for row in connection.execute(_PLACES, values):
                    place = place_of(row.number_key, row.section, row.heading_path, row.text)
                    found.setdefault(row.number_key, []).append((row.id, place))
        return found

    def holds(self, kind: RollbackKind, common: object) -> bool:
        """Whether anything that was not taken back has this in common."""
        some = select(confirmations.c.seq).where(confirmations.c.rollback.is_(None), _COMMON[kind])
        with self._database.reading() as connection:
            return connection.execute(some.limit(1), {"common": common}).first() is not None

    def roll_back(self, rollback: Rollback, common: object) -> Rollback:
        """Take back what still holds of what has ``common`` in common; return with how many.

        What has been taken back stays in the history, with why.
        """
        with self._database.writing("confirmations") as connection:
            new = insert(rollbacks).values(
                kind=rollback.kind,
                value=rollback.value,
                by=rollback.by,
                reason=rollback.reason,
                at=rollback.at,
            )
            number = connection.scalar(new.returning(rollbacks.c.seq))
            taken = connection.execute(
                update(confirmations)
                .where(confirmations.c.rollback.is_(None), _COMMON[rollback.kind])
                .values(rollback=number),
                {"common": common},
            )
        return replace(rollback, taken=taken.rowcount)

    def rollbacks(self) -> list[Rollback]:
        """Return what was taken back, the oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(_TAKEN_BACK).all()
        return [
            Rollback(RollbackKind(row.kind), row.value, row.by, row.reason, row.at, row.taken)
            for row in rows
        ]


def _values(each: Confirmation) -> dict[str, Any]:
    return {
        "key": each.key,
        "turn": each.turn,
        "question": each.question,
        "person_id": each.person_id,
        "teams": sorted(each.teams),
        "sign": each.sign,
        "places": [asdict(place) for place in each.places],
        "at": each.at,
        "vouched": each.vouched,
        "batch": each.batch,
    }


def _confirmation(row: Row[Any]) -> Confirmation:
    return Confirmation(
        key=row.key,
        turn=row.turn,
        question=row.question,
        person_id=row.person_id,
        teams=frozenset(row.teams),
        sign=row.sign,
        places=tuple(CitedPlace(**each) for each in row.places),
        at=row.at,
        vouched=row.vouched,
        batch=row.batch,
        number=row.seq,
    )
