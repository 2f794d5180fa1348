"""Letters: what people said, each once, in the order in which it goes to the recommender's owners.

Knows that of two letters about one decision the earlier one goes first. Does not know what they
carry (``carried``), envelopes, receivers or how long to wait: callers say when a letter is due
again.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Row, Select, bindparam, exists, func, select, update

from knowledge.model import Letter, LetterKind, LetterState
from knowledge.store.carried import contents_of, unfiled
from knowledge.store.database import Database
from knowledge.store.schema import letters

_EARLIEST = datetime(1, 1, 1, tzinfo=UTC)
_HELD = (LetterState.WAITING.value, LetterState.DEAD.value)


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


class Letters:
    """All letters."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._insert = database.insert(letters).on_conflict_do_nothing()

    def file(self, *, now: datetime) -> int:
        """Write a letter for every record that has none; return how many were written.

        Run before sending and before exporting, it needs no trace at the time of the record. What
        became of a correction comes after it, so there is one look more than there was to write.
        """
        filed = 0
        while True:
            with self._database.writing("letters") as connection:
                found = unfiled(connection)
                for kind, row in found:
                    connection.execute(self._insert, _new(kind, row, now))
            filed += len(found)
            if not found:
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
    contents = contents_of(connection, rows)
    return [
        Letter(
            row.id,
            content.carried,
            content.about,
            content.asset,
            row.at,
            LetterState(row.state),
            row.attempts,
            row.due,
            row.trouble,
        )
        for row in rows
        if (content := contents.get(row.id)) is not None
    ]
