"""Sessions: who is signed in, from where, and until when.

Knows the record by the hash of its id. Does not know the id itself (it is in the person's cookie
only), nor how anybody proved who they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, select, update

from knowledge.store.database import Database
from knowledge.store.schema import accounts, sessions


@dataclass(frozen=True)
class Session:
    """One browser in which a person is signed in; ``method`` is how they came in.

    It ends ``idle_seconds`` after it was last used, and at ``ends_at`` in any case.
    """

    hash: str = field(repr=False)
    person_id: str
    method: str
    address: str
    started_at: datetime
    seen_at: datetime
    idle_seconds: int
    ends_at: datetime

    def holds(self, now: datetime) -> bool:
        """Whether the session is still good."""
        return now < min(self.ends_at, self.seen_at + timedelta(seconds=self.idle_seconds))


_FIELDS = (
    sessions.c.hash,
    sessions.c.person_id,
    sessions.c.method,
    sessions.c.address,
    sessions.c.started_at,
    sessions.c.seen_at,
    sessions.c.idle_seconds,
    sessions.c.ends_at,
)

_OPEN = (
    select(*_FIELDS)
    .join(accounts, accounts.c.person_id == sessions.c.person_id, isouter=True)
    .where(sessions.c.hash == bindparam("hash"), accounts.c.disabled_at.is_(None))
)
"""The session of this hash, unless its person's account is closed."""

_OF_PERSON = (
    select(*_FIELDS)
    .where(sessions.c.person_id == bindparam("person"))
    .order_by(sessions.c.seen_at.desc())
)
"""The sessions of a person, the last used first."""

_SEEN = (
    update(sessions)
    .where(sessions.c.hash == bindparam("key"), sessions.c.seen_at < bindparam("at"))
    .values(seen_at=bindparam("at"))
)
"""Note that the session was used."""

_END = delete(sessions).where(sessions.c.hash == bindparam("hash"))
"""End this session."""

_END_ALL = delete(sessions).where(sessions.c.person_id == bindparam("person"))
"""End the sessions of a person."""

_PRUNE = delete(sessions).where(sessions.c.ends_at < bindparam("now"))
"""Forget sessions that are over."""


class Sessions:
    """All sessions."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def start(self, session: Session) -> None:
        """Keep a new session, and forget those that are over."""
        values = {column.name: getattr(session, column.name) for column in _FIELDS}
        with self._database.writing() as connection:
            connection.execute(_PRUNE, {"now": session.started_at})
            connection.execute(self._database.insert(sessions).values(values))

    def get(self, hashed: str, *, now: datetime) -> Session | None:
        """Return the session of that hash if it still holds and its person may come in."""
        with self._database.reading() as connection:
            row = connection.execute(_OPEN, {"hash": hashed}).one_or_none()
        found = None if row is None else _session(row)
        return found if found is not None and found.holds(now) else None

    def of_person(self, person_id: str, *, now: datetime) -> list[Session]:
        """Return the person's sessions that hold, the last used first."""
        with self._database.reading() as connection:
            found = [_session(row) for row in connection.execute(_OF_PERSON, {"person": person_id})]
        return [each for each in found if each.holds(now)]

    def seen(self, hashed: str, *, now: datetime) -> None:
        """Note that the session is in use; an ended one stays ended."""
        with self._database.writing() as connection:
            connection.execute(_SEEN, {"key": hashed, "at": now})

    def end(self, hashed: str) -> None:
        """Sign one browser out."""
        with self._database.writing() as connection:
            connection.execute(_END, {"hash": hashed})

    def end_all(self, person_id: str) -> int:
        """Sign the person out everywhere; return in how many browsers."""
        with self._database.writing() as connection:
            return connection.execute(_END_ALL, {"person": person_id}).rowcount


def _session(row: Sequence[Any]) -> Session:
    return Session(*row)
