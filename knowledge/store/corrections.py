"""Corrections: recorded once with their assessment, then only added to; where they were used.

Knows the record, that one person's same judgement twice is one while it lasts, and that of two
steps for the same place the first one stays. Does not know who may take a step, nor what a
correction is for.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from hashlib import sha256
from typing import Any

from sqlalchemy import (
    Connection,
    Row,
    Select,
    bindparam,
    exists,
    func,
    or_,
    select,
    union,
    update,
)

from knowledge.model import LIVING, UNFINISHED, Basis, Correction, Life, LifeStep, Matter, Use
from knowledge.store.assessments import FIELDS, assessment_of, values_of
from knowledge.store.database import Database
from knowledge.store.schema import (
    assessments,
    correction_steps,
    correction_uses,
    corrections,
)
from knowledge.store.signs import signs

_LARGEST = 2**63 - 1  # what both engines can look for
_LIVING = tuple(each.value for each in LIVING)
_UNFINISHED = tuple(each.value for each in UNFINISHED)
_STEP_FIELDS = tuple(
    each for each in correction_steps.c if each.name not in ("seq", "correction", "place")
)

_OURS = ("seq", "assessment", "same_as", "checked_at", "broken")

_WHOLE = select(
    corrections.c.seq.label("number"),
    *(each for each in corrections.c if each.name not in _OURS),
    *FIELDS,
).join_from(corrections, assessments, assessments.c.key == corrections.c.assessment)
"""Corrections with what was said."""

_ALL = _WHOLE.order_by(corrections.c.seq)
"""All corrections, the oldest first."""

_BY_NUMBER = _WHOLE.where(corrections.c.seq.in_(bindparam("numbers", expanding=True)))
"""The corrections of these numbers."""

_BY_KEY = _WHOLE.where(corrections.c.assessment == bindparam("key"))
"""The correction of this assessment."""

_SAME = _WHOLE.where(
    or_(
        corrections.c.assessment == bindparam("key"),
        (corrections.c.same_as == bindparam("same_as")) & corrections.c.state.in_(_UNFINISHED),
    )
).order_by(corrections.c.seq)
"""The correction that another one would repeat: of the same key, or the same and unfinished."""

_CHANGED = _WHOLE.where(
    exists().where(
        correction_steps.c.correction == corrections.c.seq,
        correction_steps.c.seq > bindparam("since"),
    )
).order_by(corrections.c.seq)
"""The corrections of which a step was taken since that one."""

_OPEN = _WHOLE.where(corrections.c.state.in_(_UNFINISHED)).order_by(corrections.c.seq)
"""Corrections of which something can still become."""

_BY_AUTHOR = _WHOLE.where(assessments.c.person_id == bindparam("author")).order_by(
    corrections.c.seq.desc()
)
"""What one person said, the newest first."""

_STEPS = (
    select(correction_steps)
    .where(correction_steps.c.correction.in_(bindparam("numbers", expanding=True)))
    .order_by(correction_steps.c.correction, correction_steps.c.place)
)
"""The steps of these corrections, in order."""

_UNTOLD = _WHOLE.where(
    exists().where(
        correction_steps.c.correction == corrections.c.seq,
        correction_steps.c.place >= corrections.c.told,
        correction_steps.c.by != assessments.c.person_id,
    )
).order_by(corrections.c.seq)
"""Corrections of which a step was taken that their author has not been told."""

_USES = (
    select(
        correction_uses.c.correction,
        correction_uses.c.asset,
        func.count().label("uses"),
    )
    .where(
        correction_uses.c.correction.in_(bindparam("numbers", expanding=True)),
        correction_uses.c.at >= bindparam("since"),
    )
    .group_by(correction_uses.c.correction, correction_uses.c.asset)
)
"""In how many answers each correction stood since then, by asset."""

_ACTED_ON = union(
    select(correction_uses.c.correction, correction_uses.c.decision_id)
    .join(corrections, corrections.c.seq == correction_uses.c.correction)
    .where(correction_uses.c.decision_id.is_not(None), corrections.c.state.in_(_LIVING)),
    select(corrections.c.seq, corrections.c.decision_id).where(
        corrections.c.decision_id.is_not(None), corrections.c.state.in_(_LIVING)
    ),
)
"""The recommendations that each living correction was said of, or stood beside the answer to."""

_CHECKS = select(corrections.c.seq, corrections.c.checked_at, corrections.c.broken).where(
    corrections.c.checked_at.is_not(None)
)
"""What the regression cases said when they were last asked."""


@dataclass(frozen=True)
class Check:
    """When a correction's regression case was last asked, and what was broken; "" is nothing."""

    at: datetime
    broken: str


class Corrections:
    """All corrections."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._insert_said = database.insert(assessments).on_conflict_do_nothing(
            index_elements=["key"]
        )
        self._insert = database.insert(corrections).returning(corrections.c.seq)
        self._insert_step = database.insert(correction_steps)

    def record(self, correction: Correction) -> Correction:
        """Keep what was said with its first steps, as one transaction; return it with its number.

        Returns the one that is there instead when its key is known, or when the same person said
        the same of the same matter and that is not finished yet.
        """
        same = {"key": correction.said.key, "same_as": _same_as(correction)}
        with self._database.writing("corrections") as connection:
            known = _read(connection, _SAME, same)
            if known:
                return known[0]
            connection.execute(self._insert_said, values_of(correction.said))
            number = connection.scalars(self._insert, _values(correction, same["same_as"])).one()
            for place, step in enumerate(correction.steps):
                connection.execute(self._insert_step, _step_values(number, place, step))
            return _read(connection, _BY_KEY, {"key": correction.said.key})[0]

    def append(
        self, moves: Sequence[tuple[Correction, Sequence[LifeStep]]]
    ) -> list[Correction] | None:
        """Add steps to corrections as they were read, all or none; None when another came first.

        Raises ``BadStep`` when a step cannot follow its correction's last one.
        """
        after = [reduce(Correction.then, steps, correction) for correction, steps in moves]
        with self._database.writing("corrections") as connection:
            numbers = {"numbers": [each.number for each in after]}
            now = {each.number: each.steps for each in _read(connection, _BY_NUMBER, numbers)}
            if any(now.get(each.number) != each.steps for each, _ in moves):
                return None
            for (before, _), one in zip(moves, after, strict=True):
                known = len(before.steps)
                for place, step in enumerate(one.steps[known:], start=known):
                    connection.execute(self._insert_step, _step_values(one.number, place, step))
                noted = update(corrections).where(corrections.c.seq == one.number)
                connection.execute(noted.values(state=one.state.value))
        return after

    def get(self, number: int) -> Correction | None:
        """Return the correction of that number, or None."""
        if not 0 < number <= _LARGEST:
            return None
        return next(iter(self._find(_BY_NUMBER, {"numbers": [number]})), None)

    def of_key(self, key: str) -> Correction | None:
        """Return the correction of that assessment, or None."""
        return next(iter(self._find(_BY_KEY, {"key": key})), None)

    def of_numbers(self, numbers: Iterable[int]) -> dict[int, Correction]:
        """Return the corrections of these numbers."""
        found = self._find(_BY_NUMBER, {"numbers": list(numbers)})
        return {each.number: each for each in found}

    def last_step(self) -> int:
        """Return the number of the last step taken of any correction; 0 when there is none."""
        return signs(self._database).correction_step

    def changed(self, *, since: int) -> list[Correction]:
        """Return the corrections of which a step was taken after the one of that number."""
        return self._find(_CHANGED, {"since": since})

    def unfinished(self) -> list[Correction]:
        """Return those of which something can still become, the oldest first."""
        return self._find(_OPEN, {})

    def all(self) -> list[Correction]:
        """Return all, the oldest first."""
        return self._find(_ALL, {})

    def by_author(self, person_id: str) -> list[Correction]:
        """Return what this person said, the newest first."""
        return self._find(_BY_AUTHOR, {"author": person_id})

    def untold(self) -> list[Correction]:
        """Return those of which their author has yet to be told a step that somebody else took."""
        return self._find(_UNTOLD, {})

    def note_told(self, told: Iterable[Correction]) -> None:
        """Note that the author has been told all steps of these corrections as they were read."""
        with self._database.writing() as connection:
            for each in told:
                noted = update(corrections).where(
                    corrections.c.seq == each.number, corrections.c.told < len(each.steps)
                )
                connection.execute(noted.values(told=len(each.steps)))

    def uses(self, numbers: Iterable[int], *, since: datetime) -> dict[int, Counter[str]]:
        """Return in how many answers each correction stood since then, by asset ("" is none)."""
        found: dict[int, Counter[str]] = {}
        with self._database.reading() as connection:
            values = {"numbers": list(numbers), "since": since}
            for row in connection.execute(_USES, values):
                found.setdefault(row.correction, Counter())[row.asset] = row.uses
        return found

    def acted_on(self) -> dict[int, frozenset[str]]:
        """Return by number on which recommendations a correction may have been acted on."""
        found: dict[int, set[str]] = {}
        with self._database.reading() as connection:
            for number, decision_id in connection.execute(_ACTED_ON):
                found.setdefault(number, set()).add(decision_id)
        return {number: frozenset(ids) for number, ids in found.items()}

    def note_check(self, number: int, *, at: datetime, broken: str) -> None:
        """Note what the correction's regression case said; ``broken`` "" is that it holds."""
        noted = update(corrections).where(corrections.c.seq == number)
        with self._database.writing() as connection:
            connection.execute(noted.values(checked_at=at, broken=broken))

    def checks(self) -> dict[int, Check]:
        """Return what the regression cases said when they were last asked."""
        with self._database.reading() as connection:
            return {
                row.seq: Check(row.checked_at, row.broken) for row in connection.execute(_CHECKS)
            }

    def _find(self, statement: Select[Any], values: dict[str, Any]) -> list[Correction]:
        with self._database.reading() as connection:
            return _read(connection, statement, values)


def uses_of(
    turn: str,
    answer: Mapping[str, Any],
    asset: str | None,
    at: datetime,
    decision_id: str | None,
) -> list[Any]:
    """Return the rows that say which corrections stand in the answer of this turn."""
    numbers = {
        int(each["source_id"])
        for each in answer.get("evidence", ())
        if each.get("kind") == "correction"
    }
    # A digest: who asked cannot be read from it.
    digest = sha256(turn.encode("utf-8", "surrogatepass")).hexdigest()
    return [
        {
            "correction": number,
            "turn": digest,
            "asset": asset or "",
            "at": at,
            "decision_id": decision_id,
        }
        for number in sorted(numbers)
    ]


def _same_as(correction: Correction) -> str:
    matter = correction.matter
    said = " ".join(correction.text.casefold().split()).strip(" .!")
    asked = " ".join(matter.question.casefold().split()).strip(" .?!")
    about = matter.moves or asked
    parts = (correction.author, matter.asset or "", matter.intent, about, said)
    return sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _values(correction: Correction, same_as: str) -> dict[str, Any]:
    matter = correction.matter
    return {
        "assessment": correction.said.key,
        "same_as": same_as,
        "question": matter.question,
        "intent": matter.intent,
        "moves": matter.moves,
        "asset": matter.asset,
        "decision_id": matter.decision_id,
        "team": correction.team,
        "routed": correction.routed,
        "unnamed": correction.unnamed,
        "until": correction.until,
        "basis": [[each.document, each.revision, each.passage_id] for each in correction.basis],
        "state": correction.state,
        "told": len(correction.steps),
        "broken": "",
    }


def _step_values(number: int, place: int, step: LifeStep) -> dict[str, Any]:
    values = {column.name: getattr(step, column.name) for column in _STEP_FIELDS}
    return {**values, "correction": number, "place": place, "use": step.use or ""}


def _read(
    connection: Connection, statement: Select[Any], values: dict[str, Any]
) -> list[Correction]:
    rows = connection.execute(statement, values).all()
    if not rows:
        return []
    steps: dict[int, list[LifeStep]] = {row.number: [] for row in rows}
    for row in connection.execute(_STEPS, {"numbers": list(steps)}):
        steps[row.correction].append(step_of(row))
    return [_correction(row, steps[row.number]) for row in rows]


def step_of(row: Row[Any]) -> LifeStep:
    """Return the step in the row."""
    return LifeStep(
        Life(row.kind),
        row.at,
        row.by,
        row.reason,
        row.role,
        row.team,
        Use(row.use) if row.use else None,
        row.scope,
        row.until,
        row.document,
        row.other,
    )


def _correction(row: Row[Any], steps: Sequence[LifeStep]) -> Correction:
    return Correction(
        said=assessment_of(row),
        matter=Matter(row.question, row.intent, row.moves, row.asset, row.decision_id),
        team=row.team,
        steps=tuple(steps),
        routed=row.routed,
        unnamed=row.unnamed,
        until=row.until,
        basis=tuple([Basis(*each) for each in row.basis]),
        number=row.number,
        told=row.told,
    )
