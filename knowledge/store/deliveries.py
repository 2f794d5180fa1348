"""Deliveries: one row for each message that should appear somewhere, however often it is tried.

Knows how far each message is and what it became there. Does not know what messages say, how they
are sent, nor in which order (``bot.delivering``).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, Update, bindparam, func, select, update

from knowledge.model import Delivery, DeliveryState
from knowledge.store.database import Database
from knowledge.store.schema import deliveries

_FIELDS = tuple(column for column in deliveries.c if column.name != "seq")
_NOT_FINISHED = (DeliveryState.INTENDED.value, DeliveryState.SENDING.value)

_ONE = select(*_FIELDS).where(deliveries.c.key == bindparam("one"))
"""The message of this key."""

_SENT_AS = (
    select(*_FIELDS)
    .where(
        deliveries.c.channel == bindparam("channel"),
        deliveries.c.external == bindparam("external"),
    )
    .limit(1)
)
"""The message that the channel calls so."""

_ABOUT = select(*_FIELDS).where(deliveries.c.about == bindparam("about")).order_by(deliveries.c.seq)
"""The messages that belong to this, in the order in which they were intended."""

_UNFINISHED = (
    select(*_FIELDS).where(deliveries.c.state.in_(_NOT_FINISHED)).order_by(deliveries.c.seq)
)
"""The messages that are neither there nor given up, the oldest first."""

_COUNTS = select(deliveries.c.state, func.count()).group_by(deliveries.c.state)
"""How many messages are in each state."""

_CHANGE = update(deliveries).where(
    deliveries.c.key == bindparam("one"), deliveries.c.state.in_(_NOT_FINISHED)
)
"""Change a message that is neither there nor given up."""

_TRY = _CHANGE.values(
    state=DeliveryState.SENDING.value,
    tries=deliveries.c.tries + 1,
    tried_at=bindparam("now"),
    address=bindparam("to"),
)
"""Say that it is being sent, and whereto."""

_NOT_SENT = _CHANGE.values(state=DeliveryState.INTENDED.value, reason=bindparam("why"))
"""Say that it is certain that it did not arrive."""

_SENT = _CHANGE.values(state=DeliveryState.SENT.value, external=bindparam("called"), reason="")
"""Say that it is there, and what the channel calls it."""

_FAIL = _CHANGE.values(state=DeliveryState.FAILED.value, reason=bindparam("why"))
"""Say that it is given up."""


class Deliveries:
    """All messages on their way, and those that arrived."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._insert = database.insert(deliveries).on_conflict_do_nothing(index_elements=["key"])

    def intend(self, delivery: Delivery) -> Delivery:
        """Keep a message that is to be sent; return what is there when its key is known."""
        with self._database.writing() as connection:
            connection.execute(self._insert, _values(delivery))
            return _delivery(connection.execute(_ONE, {"one": delivery.key}).one())

    def try_now(self, delivery: Delivery, *, now: datetime) -> Delivery:
        """Say that the message is being sent and return how it was before, kept if it was new.

        One that is finished stays as it is; another is from now on on its way to the address that
        is given. In one transaction, so that a message that is sent at
        once costs one commit before it goes.
        """
        with self._database.writing() as connection:
            connection.execute(self._insert, _values(delivery))
            before = _delivery(connection.execute(_ONE, {"one": delivery.key}).one())
            if not before.is_finished:
                tried = {"one": delivery.key, "now": now, "to": dict(delivery.address)}
                connection.execute(_TRY, tried)
            return before

    def sent(self, key: str, *, external: str) -> Delivery:
        """Say that it is there, and what the channel calls it; return the message as it is now."""
        return self._changed(_SENT, key, called=external)

    def not_sent(self, key: str, *, reason: str) -> Delivery:
        """Say that it certainly did not arrive and may be tried again."""
        return self._changed(_NOT_SENT, key, why=reason)

    def fail(self, key: str, *, reason: str) -> Delivery:
        """Say that it is given up, and why."""
        return self._changed(_FAIL, key, why=reason)

    def get(self, key: str) -> Delivery | None:
        """Return the message of that key, or None."""
        return next(iter(self._find(_ONE, {"one": key})), None)

    def sent_as(self, channel: str, external: str) -> Delivery | None:
        """Return the message that the channel calls so, or None."""
        return next(iter(self._find(_SENT_AS, {"channel": channel, "external": external})), None)

    def about(self, about: str) -> list[Delivery]:
        """Return the messages that belong to this, in the order in which they were intended."""
        return self._find(_ABOUT, {"about": about})

    def unfinished(self) -> list[Delivery]:
        """Return what is neither there nor given up, the oldest first."""
        return self._find(_UNFINISHED, {})

    def counts(self) -> dict[DeliveryState, int]:
        """Return how many are in each state; states without any are absent."""
        with self._database.reading() as connection:
            rows = connection.execute(_COUNTS).all()
        return {DeliveryState(state): int(count) for state, count in rows}

    def _changed(self, statement: Update, key: str, **values: Any) -> Delivery:
        with self._database.writing() as connection:
            connection.execute(statement, {"one": key, **values})
            return _delivery(connection.execute(_ONE, {"one": key}).one())

    def _find(self, statement: Select[Any], values: Mapping[str, Any]) -> list[Delivery]:
        with self._database.reading() as connection:
            return [_delivery(row) for row in connection.execute(statement, values)]


def _values(delivery: Delivery) -> dict[str, Any]:
    return {
        "key": delivery.key,
        "channel": delivery.channel,
        "lane": delivery.lane,
        "address": dict(delivery.address),
        "about": delivery.about,
        "at": delivery.at,
        "state": DeliveryState.INTENDED,
        "tries": 0,
        "external": "",
        "reason": "",
    }


def _delivery(row: Row[Any]) -> Delivery:
    return Delivery(**{**row._mapping, "state": DeliveryState(row.state)})
