"""Letters: what people said, each once, in the order in which it goes to the recommender's owners.

Knows which records have no letter yet, and that of two letters about one decision the earlier one
goes first. Does not know envelopes, receivers or how long to wait: callers say when a letter is
due again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import (
    Connection,
    Row,
    Select,
    bindparam,
    exists,
    func,
    select,
    update,
)

from knowledge.model import (
    OWN_SOURCE,
    AssessmentTarget,
    Decision,
    DecisionKind,
    Letter,
    LetterKind,
    LetterState,
    Outcome,
    OutcomeResult,
)
from knowledge.model.letters import Carried
from knowledge.store.assessments import assessment_of
from knowledge.store.codec import to_measurements
from knowledge.store.database import Database
from knowledge.store.schema import (
    assessments,
    corrections,
    decisions,
    letters,
    outcomes,
    recommendations,
    turns,
)

_EARLIEST = datetime(1, 1, 1, tzinfo=UTC)
_BATCH = 500
_UNFILED_KINDS = {LetterKind.ASSESSMENT: 0, LetterKind.DECISION: 1, LetterKind.OUTCOME: 2}

_HELD = (LetterState.WAITING.value, LetterState.DEAD.value)


def _without_letter(kind: LetterKind, table: Any) -> Any:
    return ~exists().where(letters.c.kind == kind.value, letters.c.record == table.c.seq)


_UNFILED_ASSESSMENTS = (
    select(
        assessments.c.seq,
        assessments.c.at,
        func.coalesce(turns.c.decision_id, assessments.c.target_id).label("about"),
    )
    .outerjoin(
        turns,
        (turns.c.key == assessments.c.target_id)
        & (assessments.c.target == AssessmentTarget.ANSWER.value),
    )
    .where(_without_letter(LetterKind.ASSESSMENT, assessments))
    .order_by(assessments.c.seq)
    .limit(_BATCH)
)
"""Assessments without a letter, with the recommendation that they are about."""

_UNFILED_DECISIONS = (
    select(decisions.c.seq, decisions.c.at, decisions.c.decision_id.label("about"))
    .where(decisions.c.source == OWN_SOURCE, _without_letter(LetterKind.DECISION, decisions))
    .order_by(decisions.c.seq)
    .limit(_BATCH)
)
"""Decisions that people took here, without a letter."""

_UNFILED_OUTCOMES = (
    select(outcomes.c.seq, outcomes.c.at, outcomes.c.decision_id.label("about"))
    .where(outcomes.c.source == OWN_SOURCE, _without_letter(LetterKind.OUTCOME, outcomes))
    .order_by(outcomes.c.seq)
    .limit(_BATCH)
)
"""Outcomes that people told here, without a letter."""

_UNFILED = {
    LetterKind.ASSESSMENT: _UNFILED_ASSESSMENTS,
    LetterKind.DECISION: _UNFILED_DECISIONS,
    LetterKind.OUTCOME: _UNFILED_OUTCOMES,
}

_earlier = letters.alias("earlier")

_DUE = (
    select(letters)
    .where(
        letters.c.state == LetterState.WAITING.value,
        letters.c.due <= bindparam("now"),
        ~exists().where(
            _earlier.c.about == letters.c.about,
            _earlier.c.seq < letters.c.seq,
            _earlier.c.state.in_(_HELD),
        ),
    )
    .order_by(letters.c.due, letters.c.seq)
    .limit(bindparam("limit"))
)
"""Letters to be sent now: none that an earlier one about the same decision holds back."""

_SINCE = select(letters).where(letters.c.at >= bindparam("since")).order_by(letters.c.seq)
"""Letters of what happened from a time on, in their order."""

_IN_STATE = select(letters).where(letters.c.state == bindparam("in_state")).order_by(letters.c.seq)
"""Letters that have come so far, in their order."""

_COUNTS = select(letters.c.state, func.count().label("letters")).group_by(letters.c.state)
"""How many letters have come how far."""

_CLAIM = (
    update(letters)
    .where(
        letters.c.id == bindparam("letter"),
        letters.c.state == LetterState.WAITING.value,
        letters.c.attempts == bindparam("tried"),
    )
    .values(attempts=letters.c.attempts + 1, due=bindparam("until"))
)
"""Take a letter out to send it: nobody else does until then."""

_NOTE = (
    update(letters)
    .where(letters.c.id == bindparam("letter"), letters.c.state == LetterState.WAITING.value)
    .values(state=bindparam("to"), due=bindparam("again"), trouble=bindparam("why"))
)
"""Say what became of a letter that was sent."""

_REVIVE = (
    update(letters)
    .where(letters.c.id == bindparam("letter"), letters.c.state == LetterState.DEAD.value)
    .values(state=bindparam("to"), attempts=0, due=bindparam("again"))
)
"""Send a dead letter again, or drop it for good."""

_REST = (
    update(letters)
    .where(letters.c.state == LetterState.WAITING.value, letters.c.due < bindparam("until"))
    .values(due=bindparam("until"))
)
"""Try no letter before that time."""

_ASSESSMENTS = (
    select(assessments, assessments.c.scope.label("asset"), corrections.c.unnamed)
    .outerjoin(corrections, corrections.c.assessment == assessments.c.key)
    .where(assessments.c.seq.in_(bindparam("records", expanding=True)))
)
"""The assessments that letters carry, and whether their author is not to be named."""

_DECISIONS = (
    select(decisions, recommendations.c.asset)
    .outerjoin(recommendations, recommendations.c.decision_id == decisions.c.decision_id)
    .where(decisions.c.seq.in_(bindparam("records", expanding=True)))
)
"""The decisions that letters carry, with the equipment."""

_OUTCOMES = (
    select(outcomes, recommendations.c.asset)
    .outerjoin(recommendations, recommendations.c.decision_id == outcomes.c.decision_id)
    .where(outcomes.c.seq.in_(bindparam("records", expanding=True)))
)
"""The outcomes that letters carry, with the equipment."""


class Letters:
    """All letters."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._insert = database.insert(letters).on_conflict_do_nothing()

    def file(self, *, now: datetime) -> int:
        """Write a letter for every record that has none; return how many were written.

        Run before sending and before exporting, it needs no trace at the time of the record.
        """
        filed = 0
        while True:
            with self._database.writing("letters") as connection:
                found = _unfiled(connection)
                for kind, row in found:
                    connection.execute(self._insert, _new(kind, row, now))
            filed += len(found)
            if len(found) < _BATCH:
                return filed

    def due(self, *, now: datetime, limit: int) -> list[Letter]:
        """Return the letters to send now, the longest due first."""
        return self._find(_DUE, {"now": now, "limit": limit})

    def since(self, since: datetime | None) -> list[Letter]:
        """Return the letters of all that happened from that time on; None is the beginning."""
        return self._find(_SINCE, {"since": since or _EARLIEST})

    def in_state(self, state: LetterState) -> list[Letter]:
        """Return the letters that have come so far."""
        return self._find(_IN_STATE, {"in_state": state.value})

    def counts(self) -> dict[str, int]:
        """Return how many letters there are in each state."""
        with self._database.reading() as connection:
            found = {row.state: int(row.letters) for row in connection.execute(_COUNTS)}
        return {state.value: found.get(state.value, 0) for state in LetterState}

    def claim(self, letter: Letter, *, until: datetime) -> bool:
        """Count an attempt and keep others from it until then; False when somebody was first."""
        values = {"letter": letter.id, "tried": letter.attempts, "until": until}
        return self._changed(_CLAIM, values)

    def delivered(self, letter: Letter, *, at: datetime) -> None:
        """Say that the letter has arrived."""
        self._note(letter, LetterState.DELIVERED, at, "")

    def put_off(self, letter: Letter, *, until: datetime, trouble: str) -> None:
        """Say that the letter did not arrive, why, and when it is tried again."""
        self._note(letter, LetterState.WAITING, until, trouble)

    def give_up(self, letter: Letter, *, at: datetime, trouble: str) -> None:
        """Say that the letter is dead, and why."""
        self._note(letter, LetterState.DEAD, at, trouble)

    def rest(self, *, until: datetime) -> None:
        """Try no letter before that time: the receiver is away, or asked for rest."""
        self._changed(_REST, {"until": until})

    def resend(self, letter_id: str, *, now: datetime) -> bool:
        """Let a dead letter be tried anew; False when there is none of that id."""
        values = {"letter": letter_id, "to": LetterState.WAITING.value, "again": now}
        return self._changed(_REVIVE, values)

    def drop(self, letter_id: str, *, now: datetime) -> bool:
        """Never send a dead letter; what it held back goes on. False when there is none."""
        values = {"letter": letter_id, "to": LetterState.DROPPED.value, "again": now}
        return self._changed(_REVIVE, values)

    def _note(self, letter: Letter, state: LetterState, due: datetime, trouble: str) -> None:
        values = {"letter": letter.id, "to": state.value, "again": due, "why": trouble}
        self._changed(_NOTE, values)

    def _changed(self, statement: Any, values: Mapping[str, Any]) -> bool:
        with self._database.writing("letters") as connection:
            return connection.execute(statement, values).rowcount > 0

    def _find(self, statement: Select[Any], values: Mapping[str, Any]) -> list[Letter]:
        with self._database.reading() as connection:
            return _read(connection, connection.execute(statement, values).all())


def _unfiled(connection: Connection) -> list[tuple[LetterKind, Any]]:
    found: list[tuple[LetterKind, Any]] = [
        (kind, row) for kind, statement in _UNFILED.items() for row in connection.execute(statement)
    ]
    return sorted(found, key=lambda each: (each[1].at, _UNFILED_KINDS[each[0]], each[1].seq))


def _new(kind: LetterKind, row: Any, now: datetime) -> dict[str, Any]:
    return {
        "id": uuid4().hex,
        "kind": kind.value,
        "record": row.seq,
        "about": row.about,
        "at": row.at,
        "state": LetterState.WAITING.value,
        "attempts": 0,
        "due": now,
        "trouble": "",
    }


def _read(connection: Connection, rows: Sequence[Row[Any]]) -> list[Letter]:
    """Return the letters with what they carry; one whose record was erased is left out."""
    carried = {
        **_carried(connection, LetterKind.ASSESSMENT, _ASSESSMENTS, rows),
        **_carried(connection, LetterKind.DECISION, _DECISIONS, rows),
        **_carried(connection, LetterKind.OUTCOME, _OUTCOMES, rows),
    }
    found = []
    for row in rows:
        record = carried.get((row.kind, row.record))
        if record is not None:
            found.append(
                Letter(
                    row.id,
                    record[0],
                    row.about,
                    record[1],
                    row.at,
                    LetterState(row.state),
                    row.attempts,
                    row.due,
                    row.trouble,
                )
            )
    return found


def _carried(
    connection: Connection, kind: LetterKind, statement: Select[Any], rows: Iterable[Row[Any]]
) -> dict[tuple[str, int], tuple[Carried, str | None]]:
    wanted = [row.record for row in rows if row.kind == kind]
    found: dict[tuple[str, int], tuple[Carried, str | None]] = {}
    for start in range(0, len(wanted), _BATCH):
        records = {"records": wanted[start : start + _BATCH]}
        for row in connection.execute(statement, records):
            found[kind.value, row.seq] = (_record(kind, row), row.asset)
    return found


def _record(kind: LetterKind, row: Row[Any]) -> Carried:
    if kind is LetterKind.ASSESSMENT:
        assessment = assessment_of(row)
        return replace(assessment, person_id="") if row.unnamed else assessment
    if kind is LetterKind.DECISION:
        made = DecisionKind(row.decision)
        said = (row.by, row.reason_class, row.rationale, row.action_taken)
        return Decision(row.decision_id, made, row.at, *said)
    result, measured = OutcomeResult(row.result), to_measurements(row.measured)
    told = row.source == OWN_SOURCE
    return Outcome(row.decision_id, result, row.at, measured, row.note, told)
