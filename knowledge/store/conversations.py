"""Turns of conversations: what was asked and what was answered.

Knows the record. Does not know how the answer was found or is shown; the answer is the JSON
object of the reply.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Text, bindparam, cast, select, union

from knowledge.store.corrections import uses_of
from knowledge.store.database import Database
from knowledge.store.schema import correction_uses, turns


@dataclass(frozen=True)
class Turn:
    """One question and its answer. ``key`` names what happened, so that it is kept once."""

    key: str
    conversation_id: str
    person_id: str
    text: str
    at: datetime
    decision_id: str | None = None
    asset: str | None = None
    intent: str = ""
    status: str = ""
    answer: Mapping[str, Any] = field(default_factory=dict)


FIELDS = (
    turns.c.key,
    turns.c.conversation_id,
    turns.c.person_id,
    turns.c.text,
    turns.c.at,
    turns.c.decision_id,
    turns.c.asset,
    turns.c.intent,
    turns.c.status,
    turns.c.answer,
)

_BY_KEY = select(*FIELDS).where(turns.c.key == bindparam("key"))
"""The turn of this key."""

_LAST = (
    select(*FIELDS)
    .where(turns.c.conversation_id == bindparam("conversation_id"))
    .order_by(turns.c.at.desc(), turns.c.seq.desc())
    .limit(bindparam("limit"))
)
"""The last turns of a conversation, newest first."""

_last_ones = _LAST.with_only_columns(turns.c.seq).subquery()
"""The numbers of the last turns of a conversation."""

_ANSWERED_OR_BEFORE = (
    select(*FIELDS)
    .where(
        # No "or": PostgreSQL would look through all turns.
        turns.c.seq.in_(
            union(
                select(turns.c.seq).where(turns.c.key == bindparam("key")),
                select(_last_ones.c.seq),
            )
        )
    )
    .order_by(turns.c.at.desc(), turns.c.seq.desc())
)
"""The turn of a key and the last turns of a conversation, newest first: one way to the store."""

_CITING = (
    select(turns.c.key)
    .where(
        turns.c.key.startswith(bindparam("place")),
        cast(turns.c.answer, Text).contains(bindparam("named")),
    )
    .order_by(turns.c.seq.desc())
)
"""The turns of one place in whose answers a word stands by itself, the newest first."""


class Conversations:
    """All turns."""

    def __init__(self, database: Database) -> None:
        self._database = database
        new = database.insert(turns).on_conflict_do_nothing(index_elements=["key"])
        self._insert = new.returning(turns.c.key)  # a row comes back only for a new key
        self._insert_use = database.insert(correction_uses).on_conflict_do_nothing()

    def save(self, turn: Turn) -> bool:
        """Keep the turn; False when its key is known, and then the first one stays.

        With it is kept which corrections stand in its answer.
        Raises ``NotStorable`` for an answer with NaN or a time without zone.
        """
        values = {
            "key": turn.key,
            "conversation_id": turn.conversation_id,
            "person_id": turn.person_id,
            "text": turn.text,
            "at": turn.at,
            "decision_id": turn.decision_id,
            "asset": turn.asset,
            "intent": turn.intent,
            "status": turn.status,
            "answer": dict(turn.answer),
        }
        with self._database.writing() as connection:
            if connection.scalar(self._insert, values) is None:
                return False
            if uses := uses_of(turn.key, turn.answer, turn.asset, turn.at, turn.decision_id):
                connection.execute(self._insert_use, uses)
            return True

    def get(self, key: str) -> Turn | None:
        """Return the turn of that key, or None."""
        with self._database.reading() as connection:
            row = connection.execute(_BY_KEY, {"key": key}).one_or_none()
        return None if row is None else _turn(row)

    def last(self, conversation_id: str, limit: int) -> list[Turn]:
        """Return the last turns of the conversation, newest first."""
        values = {"conversation_id": conversation_id, "limit": limit}
        with self._database.reading() as connection:
            return [_turn(row) for row in connection.execute(_LAST, values)]

    def answered_or_before(
        self, key: str, conversation_id: str, limit: int
    ) -> tuple[Turn | None, list[Turn]]:
        """Return the turn of that key, if it is kept, and the last others of the conversation.

        Newest first.
        """
        values = {"key": key, "conversation_id": conversation_id, "limit": limit}
        with self._database.reading() as connection:
            found = [_turn(row) for row in connection.execute(_ANSWERED_OR_BEFORE, values)]
        known = next((turn for turn in found if turn.key == key), None)
        return known, [turn for turn in found if turn.key != key]

    def citing(self, document: str, *, place: str) -> list[str]:
        """Return the turns whose keys begin so and whose answers name the document, newest first.

        Every such answer is read: it takes a while where there are very many.
        """
        values = {"place": place, "named": json.dumps(document)}
        with self._database.reading() as connection:
            return list(connection.scalars(_CITING, values))


def _turn(row: Sequence[Any]) -> Turn:
    return Turn(*row)
