"""How much a language model was used: totals per day and model.

Knows calls, tokens and cost. Does not know who asked or what.
"""

from dataclasses import dataclass, fields
from datetime import date

from sqlalchemy import bindparam, select

from knowledge.store.database import Database
from knowledge.store.schema import model_usage

_ALL = (
    select(model_usage)
    .where(model_usage.c.day >= bindparam("since"))
    .order_by(model_usage.c.day.desc(), model_usage.c.model)
)
"""The totals of each day and model since a day, the newest first."""


@dataclass(frozen=True)
class Usage:
    """Totals of one model on one day, or what one call adds to them.

    ``uncounted`` are calls whose tokens the provider did not report; ``cost_millionths`` is in
    millionths of the currency that the prices are in.
    """

    day: date
    model: str
    calls: int = 0
    failed: int = 0
    uncounted: int = 0
    tokens_read: int = 0
    tokens_written: int = 0
    cost_millionths: int = 0


_COUNTS = tuple(each.name for each in fields(Usage))[2:]


class ModelUsage:
    """All totals."""

    def __init__(self, database: Database) -> None:
        self._database = database
        new = database.insert(model_usage)
        more = {name: model_usage.c[name] + new.excluded[name] for name in _COUNTS}
        self._add = new.on_conflict_do_update(index_elements=["day", "model"], set_=more)

    def add(self, usage: Usage) -> None:
        """Add to the totals of its day and model."""
        with self._database.writing() as connection:
            connection.execute(self._add, vars(usage))

    def since(self, day: date) -> list[Usage]:
        """Return the totals of each day and model from that day on, the newest first."""
        with self._database.reading() as connection:
            return [Usage(*row) for row in connection.execute(_ALL, {"since": day})]
