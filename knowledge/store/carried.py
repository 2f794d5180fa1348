"""What letters carry: which records have no letter yet, and what is read of the record of one.

Knows that whoever contributes without a name is told by nothing in a letter. Does not know the
states of letters (``letters``), nor envelopes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, bindparam, exists, func, select

from knowledge.model import (
    OWN_SOURCE,
    Assessment,
    AssessmentTarget,
    Decision,
    DecisionKind,
    LetterKind,
    Life,
    Outcome,
    OutcomeResult,
    Review,
)
from knowledge.model.letters import Carried
from knowledge.store.assessments import assessment_of
from knowledge.store.codec import to_measurements
from knowledge.store.corrections import step_of
from knowledge.store.schema import (
    assessments,
    correction_steps,
    corrections,
    decisions,
    letters,
    outcomes,
    recommendations,
    turns,
)

_BATCH = 500
_UNFILED_KINDS = {
    LetterKind.ASSESSMENT: 0,
    LetterKind.DECISION: 1,
    LetterKind.OUTCOME: 2,
    LetterKind.REVIEW: 3,
}
_MAY_BE_UNNAMED = (LetterKind.ASSESSMENT, LetterKind.REVIEW)
_BEGINNINGS = (Life.RECORDED.value, Life.PROVISIONAL.value)
"""Steps that the letter of what was said tells already."""


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

_of = letters.alias("of_said")
_OF = (_of.c.kind == LetterKind.ASSESSMENT.value) & (_of.c.record == assessments.c.seq)

_UNFILED_REVIEWS = (
    select(correction_steps.c.seq, correction_steps.c.at, _of.c.about)
    .join_from(correction_steps, corrections, corrections.c.seq == correction_steps.c.correction)
    .join(assessments, assessments.c.key == corrections.c.assessment)
    .join(_of, _OF)
    .where(
        correction_steps.c.kind.not_in(_BEGINNINGS),
        _without_letter(LetterKind.REVIEW, correction_steps),
    )
    .order_by(correction_steps.c.seq)
    .limit(_BATCH)
)
"""What became of corrections, without a letter; of those that have one themselves."""

_UNFILED = {
    LetterKind.ASSESSMENT: _UNFILED_ASSESSMENTS,
    LetterKind.DECISION: _UNFILED_DECISIONS,
    LetterKind.OUTCOME: _UNFILED_OUTCOMES,
    LetterKind.REVIEW: _UNFILED_REVIEWS,
}

_said = assessments.alias("said")
_UNNAMED = exists().where(
    _said.c.person_id == assessments.c.person_id,
    _said.c.target_id == assessments.c.target_id,
    corrections.c.assessment == _said.c.key,
    corrections.c.unnamed,
)
"""Its author corrected the same answer without a name: what else they said of it would tell it."""

_ASSESSMENTS = (
    select(
        assessments,
        assessments.c.scope.label("asset"),
        turns.c.decision_id.label("asked_about"),
        _UNNAMED.label("unnamed"),
    )
    .outerjoin_from(assessments, turns, turns.c.key == assessments.c.target_id)
    .where(assessments.c.seq.in_(bindparam("records", expanding=True)))
)
"""The assessments that letters carry, and whether their author is not to be named."""

_other = corrections.alias("other")
_instead = letters.alias("of_the_other")
_INSTEAD = (
    select(_instead.c.id)
    .join_from(_other, _said, _said.c.key == _other.c.assessment)
    .join(
        _instead,
        (_instead.c.kind == LetterKind.ASSESSMENT.value) & (_instead.c.record == _said.c.seq),
    )
    .where(_other.c.seq == correction_steps.c.other)
    .scalar_subquery()
)
"""The letter of what holds instead, as a step says."""

_REVIEWS = (
    select(
        correction_steps,
        assessments.c.scope.label("asset"),
        assessments.c.target,
        corrections.c.decision_id.label("asked_about"),
        corrections.c.unnamed,
        _of.c.id.label("of_said"),
        _INSTEAD.label("instead"),
    )
    .join_from(correction_steps, corrections, corrections.c.seq == correction_steps.c.correction)
    .join(assessments, assessments.c.key == corrections.c.assessment)
    .join(_of, _OF)
    .where(correction_steps.c.seq.in_(bindparam("records", expanding=True)))
)
"""The steps that letters carry, with the letters of what they are steps of."""

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

_CARRIED = {
    LetterKind.ASSESSMENT: _ASSESSMENTS,
    LetterKind.DECISION: _DECISIONS,
    LetterKind.OUTCOME: _OUTCOMES,
    LetterKind.REVIEW: _REVIEWS,
}


@dataclass(frozen=True)
class Content:
    """What a letter carries, what it is about ("" is not told), and the equipment if known."""

    carried: Carried
    about: str
    asset: str | None


def unfiled(connection: Connection) -> list[tuple[LetterKind, Any]]:
    """Return some of the records without a letter (``seq``, ``at``, ``about``), oldest first."""
    found: list[tuple[LetterKind, Any]] = [
        (kind, row) for kind, statement in _UNFILED.items() for row in connection.execute(statement)
    ]
    return sorted(found, key=lambda each: (each[1].at, _UNFILED_KINDS[each[0]], each[1].seq))


def contents_of(connection: Connection, read: Sequence[Row[Any]]) -> dict[str, Content]:
    """Return by id what these letters carry; one whose record was erased is not in it."""
    records = {kind: _records(connection, kind, read) for kind in _CARRIED}
    return {
        letter.id: Content(_record(letter.kind, row), _about(letter, row), row.asset)
        for letter in read
        if (row := records[letter.kind].get(letter.record)) is not None
    }


def _records(
    connection: Connection, kind: LetterKind, read: Iterable[Row[Any]]
) -> dict[int, Row[Any]]:
    wanted = [letter.record for letter in read if letter.kind == kind]
    found: dict[int, Row[Any]] = {}
    for start in range(0, len(wanted), _BATCH):
        records = {"records": wanted[start : start + _BATCH]}
        found |= {row.seq: row for row in connection.execute(_CARRIED[kind], records)}
    return found


def _about(letter: Row[Any], record: Row[Any]) -> str:
    """Return what a letter is about; the name of an answer tells who asked."""
    if letter.kind not in _MAY_BE_UNNAMED or not record.unnamed or not _of_answer(record):
        return str(letter.about)
    return record.asked_about or ""


def _of_answer(record: Row[Any]) -> bool:
    return bool(record.target == AssessmentTarget.ANSWER.value)


def _record(kind: str, row: Row[Any]) -> Carried:
    match kind:
        case LetterKind.ASSESSMENT:
            return _assessment(row)
        case LetterKind.REVIEW:
            return Review(row.of_said, step_of(row), row.instead or "")
        case LetterKind.DECISION:
            made = DecisionKind(row.decision)
            said = (row.by, row.reason_class, row.rationale, row.action_taken)
            return Decision(row.decision_id, made, row.at, *said)
    result, measured = OutcomeResult(row.result), to_measurements(row.measured)
    told = row.source == OWN_SOURCE
    return Outcome(row.decision_id, result, row.at, measured, row.note, told)


def _assessment(row: Row[Any]) -> Assessment:
    """Return what was said; without a name, nothing in it tells who said it."""
    said = assessment_of(row)
    if not row.unnamed:
        return said
    return replace(said, person_id="", target_id="" if _of_answer(row) else said.target_id)
