"""Requests to a called role: opened once, then only added to.

Knows the record and that of two steps for the same place the first one stays. Does not know who
may take a step, nor when one is due.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, or_, select, update

from knowledge.model import Called, Hazard, Request, RequestState, Step, StepKind
from knowledge.store.database import Database
from knowledge.store.schema import request_steps, requests

_LARGEST = 2**63 - 1  # what both engines can look for
_UNFINISHED = (RequestState.OPEN.value, RequestState.TAKEN.value)

_BY_NUMBER = select(requests).where(requests.c.seq == bindparam("number"))
"""The request of this number."""

_SAME = (
    select(requests)
    .where(
        or_(
            requests.c.key == bindparam("key"),
            (requests.c.question_id == bindparam("question_id"))
            & requests.c.state.in_(_UNFINISHED),
        )
    )
    .order_by(requests.c.seq)
    .limit(1)
)
"""The request that another one would repeat: of the same key, or unfinished after this answer."""

_OF_QUESTION = (
    select(requests)
    .where(requests.c.question_id == bindparam("question_id"))
    .order_by(requests.c.seq.desc())
    .limit(1)
)
"""The newest request after this answer."""

_LATEST = select(requests).order_by(requests.c.seq.desc()).limit(bindparam("limit"))
"""The newest requests."""

_OPEN_OR_TAKEN = select(requests).where(requests.c.state.in_(_UNFINISHED)).order_by(requests.c.seq)
"""The requests that are not finished, the oldest first."""

_STEPS = (
    select(request_steps)
    .where(request_steps.c.request.in_(bindparam("numbers", expanding=True)))
    .order_by(request_steps.c.request, request_steps.c.place)
)
"""The steps of these requests, in order."""

_NOTE_STATE = update(requests).where(requests.c.seq == bindparam("number"))
"""Write beside a request what its last step made of it."""


class Requests:
    """All requests."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._insert = database.insert(requests).returning(requests.c.seq)
        new_step = database.insert(request_steps).on_conflict_do_nothing()
        self._insert_step = new_step.returning(request_steps.c.place)  # a row only if it is new

    def open(self, request: Request) -> Request:
        """Keep a new request with its steps and return it with its number.

        Returns the one that is there instead when its key is known, or when an unfinished one
        followed the same answer.
        """
        values = {
            "key": request.key,
            "question_id": request.question_id,
            "hazard": request.hazard,
            "asset": request.asset,
            "asker": request.asker,
            "called": [[each.role, each.how, each.team] for each in request.called],
            "state": request.state,
        }
        with self._database.writing("requests") as connection:
            same = {"key": request.key, "question_id": request.question_id}
            known = _read(connection, _SAME, same)
            if known:
                return known[0]
            number = connection.scalars(self._insert, values).one()
            for place, step in enumerate(request.steps):
                connection.execute(self._insert_step, _values(number, place, step))
            return _read(connection, _BY_NUMBER, {"number": number})[0]

    def append(self, request: Request, step: Step) -> Request | None:
        """Add the step to the request as it was read; None when another step came first.

        Raises ``ValueError`` when the step cannot follow the request's last one.
        """
        after = request.then(step)
        with self._database.writing() as connection:
            place = len(request.steps)
            added = connection.scalar(self._insert_step, _values(request.number, place, step))
            if added is None:
                return None
            noted = _NOTE_STATE.values(state=after.state.value)
            connection.execute(noted, {"number": request.number})
        return after

    def get(self, number: int) -> Request | None:
        """Return the request of that number, or None."""
        if number > _LARGEST:
            return None
        return next(iter(self._find(_BY_NUMBER, {"number": number})), None)

    def after_answer(self, question_id: str) -> Request | None:
        """Return the newest request that followed this answer, or None."""
        return next(iter(self._find(_OF_QUESTION, {"question_id": question_id})), None)

    def latest(self, limit: int) -> list[Request]:
        """Return the newest requests, the newest first."""
        return self._find(_LATEST, {"limit": limit})

    def unfinished(self) -> list[Request]:
        """Return what is open or taken, the oldest first."""
        return self._find(_OPEN_OR_TAKEN, {})

    def _find(self, statement: Select[Any], values: dict[str, Any]) -> list[Request]:
        with self._database.reading() as connection:
            return _read(connection, statement, values)


def _values(number: int, place: int, step: Step) -> dict[str, Any]:
    return {
        "request": number,
        "place": place,
        "kind": step.kind,
        "at": step.at,
        "by": step.by,
        "role": step.role,
        "team": step.team,
    }


def _read(connection: Connection, statement: Select[Any], values: dict[str, Any]) -> list[Request]:
    rows = connection.execute(statement, values).all()
    if not rows:
        return []
    steps: dict[int, list[Step]] = {row.seq: [] for row in rows}
    for row in connection.execute(_STEPS, {"numbers": list(steps)}):
        steps[row.request].append(Step(StepKind(row.kind), row.at, row.by, row.role, row.team))
    return [_request(row, steps[row.seq]) for row in rows]


def _request(row: Row[Any], steps: Sequence[Step]) -> Request:
    return Request(
        key=row.key,
        question_id=row.question_id,
        hazard=Hazard(row.hazard),
        asset=row.asset,
        asker=row.asker,
        called=tuple([Called(*each) for each in row.called]),
        steps=tuple(steps),
        number=row.seq,
    )
