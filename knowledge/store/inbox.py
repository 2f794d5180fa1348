"""The inbox: one row for each thing that happened, kept before it is acknowledged.

Knows that a happening counts once, how far its work is, and that its payload can be erased while
its key stays (what comes again after that is still known). Does not know what is done about it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, Update, bindparam, delete, func, or_, select, update

from knowledge.model import Happening, WorkState
from knowledge.store.database import Database
from knowledge.store.schema import inbox
from knowledge.store.together import Together

_FINISHED = (WorkState.DONE.value, WorkState.FAILED.value)
_NOT_FINISHED = (WorkState.RECEIVED.value, WorkState.STARTED.value)

_FIELDS = (
    inbox.c.name,
    inbox.c.key,
    inbox.c.at,
    inbox.c.by,
    inbox.c.payload,
    inbox.c.state,
    inbox.c.begun,
    inbox.c.ended,
    inbox.c.due,
    inbox.c.reference,
)

_ONE = select(*_FIELDS).where(
    inbox.c.name == bindparam("one_name"), inbox.c.key == bindparam("one_key")
)
"""The happening of this name and key."""

_WAITING = (
    select(*_FIELDS)
    .where(
        inbox.c.state == WorkState.RECEIVED.value,
        or_(inbox.c.due.is_(None), inbox.c.due <= bindparam("now", type_=inbox.c.due.type)),
    )
    .order_by(inbox.c.seq)
)
"""What nobody works on though its time has come, the oldest first."""

_UNFINISHED = select(*_FIELDS).where(inbox.c.state.in_(_NOT_FINISHED)).order_by(inbox.c.seq)
"""What is not finished, the oldest first."""

_KNOWS = select(inbox.c.seq).where(inbox.c.name == bindparam("one_name")).limit(1)
"""Any happening of this name."""

_FAILED = (
    select(*_FIELDS)
    .where(inbox.c.state == WorkState.FAILED.value)
    .order_by(inbox.c.seq.desc())
    .limit(bindparam("limit"))
)
"""What failed for good, the newest first."""

_COUNTS = select(inbox.c.state, func.count()).group_by(inbox.c.state)
"""How many happenings are in each state."""

_OLDEST = select(func.min(inbox.c.at)).where(inbox.c.state.in_(_NOT_FINISHED))
"""When the oldest happened that is not finished."""

_CHANGE = update(inbox).where(
    inbox.c.name == bindparam("one_name"),
    inbox.c.key == bindparam("one_key"),
    inbox.c.state.in_(_NOT_FINISHED),
)
"""Change a happening that is not finished."""

_BEGIN = _CHANGE.values(state=WorkState.STARTED.value, begun=inbox.c.begun + 1).returning(*_FIELDS)
"""Say that work on it begins."""

_FINISH = _CHANGE.values(state=WorkState.DONE.value, due=None, reference="")
"""Say that it is done."""

_PUT_OFF = _CHANGE.values(
    state=WorkState.RECEIVED.value,
    ended=inbox.c.ended + 1,
    due=bindparam("next"),
    reference=bindparam("where"),
)
"""Say that work on it ended for now and when it is tried again."""

_FAIL = _CHANGE.values(
    state=WorkState.FAILED.value, ended=inbox.c.ended + 1, due=None, reference=bindparam("where")
)
"""Say that it is given up."""

_TRY_AGAIN = (
    update(inbox)
    .where(
        inbox.c.name == bindparam("one_name"),
        inbox.c.key == bindparam("one_key"),
        inbox.c.state == WorkState.FAILED.value,
    )
    .values(state=WorkState.RECEIVED.value, begun=0, at=bindparam("now"), ended=inbox.c.ended + 1)
)
"""Take up again what was given up, as if it had happened now."""

_FORGET = update(inbox).where(inbox.c.by == bindparam("person")).values(by=None, payload={})
"""Erase what was kept of a person."""

_EMPTY = (
    update(inbox)
    .where(
        inbox.c.state.in_(_FINISHED),
        inbox.c.at < bindparam("before"),
        inbox.c.by.is_not(None),
    )
    .values(by=None, payload={})
)
"""Erase what was kept of persons in what is finished for long."""

_DROP = delete(inbox).where(inbox.c.state.in_(_FINISHED), inbox.c.at < bindparam("before"))
"""Drop what is finished for very long."""


class Inbox:
    """All happenings. Names and keys are those of ``Happening``; times have a zone."""

    def __init__(self, database: Database) -> None:
        self._database = database
        new = database.insert(inbox).on_conflict_do_nothing(index_elements=["name", "key"])
        self._insert = new.returning(inbox.c.seq)  # a row comes back only for a new key
        self._keep = Together(self._insert_all)

    def receive(self, happening: Happening) -> bool:
        """Keep what happened; True when it is new. Committed when this returns: acknowledge then.

        Raises ``NotStorable`` for a payload that JSON cannot hold or a time without zone.
        """
        if self.get(happening.name, happening.key) is not None:
            return False  # without waiting for those who write
        return self._keep(happening)

    def get(self, name: str, key: str) -> Happening | None:
        """Return the happening, or None."""
        return next(iter(self._find(_ONE, {"one_name": name, "one_key": key})), None)

    def knows(self, name: str) -> bool:
        """Whether anything of that name ever happened."""
        with self._database.reading() as connection:
            return connection.scalar(_KNOWS, {"one_name": name}) is not None

    def begin(self, name: str, key: str) -> Happening | None:
        """Say that work on it begins and return it; None when it is unknown or finished."""
        with self._database.writing() as connection:
            row = connection.execute(_BEGIN, {"one_name": name, "one_key": key}).one_or_none()
        return None if row is None else _happening(row)

    def finish(self, name: str, key: str) -> None:
        """Say that it is done."""
        self._change(_FINISH, name, key)

    def put_off(self, name: str, key: str, *, until: datetime, reference: str = "") -> None:
        """Say that work on it ended for now; it is not tried again before ``until``."""
        self._change(_PUT_OFF, name, key, next=until, where=reference)

    def fail(self, name: str, key: str, *, reference: str) -> None:
        """Say that it is given up; ``reference`` stands in the log."""
        self._change(_FAIL, name, key, where=reference)

    def try_again(self, name: str, key: str, *, now: datetime) -> bool:
        """Take up what was given up; False when there is no such thing."""
        return self._change(_TRY_AGAIN, name, key, now=now)

    def waiting(self, now: datetime) -> list[Happening]:
        """Return what nobody works on though it is due, the oldest first."""
        return self._find(_WAITING, {"now": now})

    def unfinished(self) -> list[Happening]:
        """Return what is neither done nor given up, the oldest first."""
        return self._find(_UNFINISHED, {})

    def failed(self, limit: int) -> list[Happening]:
        """Return what was given up, the newest first."""
        return self._find(_FAILED, {"limit": limit})

    def counts(self) -> dict[WorkState, int]:
        """Return how many are in each state; states without any are absent."""
        with self._database.reading() as connection:
            return {WorkState(state): int(count) for state, count in connection.execute(_COUNTS)}

    def oldest_unfinished(self) -> datetime | None:
        """Return when the oldest unfinished one happened; None when all are finished."""
        with self._database.reading() as connection:
            oldest: datetime | None = connection.scalar(_OLDEST)
        return oldest

    def forget(self, by: str) -> int:
        """Erase who and payload of all that this one did; return how many. Keys stay."""
        with self._database.writing() as connection:
            return connection.execute(_FORGET, {"person": by}).rowcount

    def empty(self, before: datetime) -> int:
        """Erase who and payload of what is finished and happened before; return how many."""
        with self._database.writing() as connection:
            return connection.execute(_EMPTY, {"before": before}).rowcount

    def drop(self, before: datetime) -> int:
        """Drop what is finished and happened before; return how many. Then it would be new."""
        with self._database.writing() as connection:
            return connection.execute(_DROP, {"before": before}).rowcount

    def _insert_all(self, happenings: Sequence[Happening]) -> list[bool]:
        with self._database.writing(first=True) as connection:
            return [
                connection.scalar(self._insert, _values(happening)) is not None
                for happening in happenings
            ]

    def _change(self, statement: Update, name: str, key: str, **values: Any) -> bool:
        told = {"one_name": name, "one_key": key, **values}
        with self._database.writing() as connection:
            return connection.execute(statement, told).rowcount > 0

    def _find(self, statement: Select[Any], values: Mapping[str, Any]) -> list[Happening]:
        with self._database.reading() as connection:
            return [_happening(row) for row in connection.execute(statement, values)]


def _values(happening: Happening) -> dict[str, Any]:
    return {
        "name": happening.name,
        "key": happening.key,
        "at": happening.at,
        "by": happening.by,
        "payload": dict(happening.payload),
        "state": WorkState.RECEIVED,
        "begun": 0,
        "ended": 0,
        "due": happening.due,
        "reference": "",
    }


def _happening(row: Row[Any]) -> Happening:
    return Happening(
        name=row.name,
        key=row.key,
        at=row.at,
        by=row.by or "",  # null where it was erased
        payload=row.payload,
        state=WorkState(row.state),
        begun=row.begun,
        ended=row.ended,
        due=row.due,
        reference=row.reference,
    )
