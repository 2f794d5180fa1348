"""Signs of change: by what is kept in memory it is told that the store holds something newer.

Knows where they stand, and reads them all in one statement, because each is asked for with every
question. Does not know what is kept in memory.
"""

from typing import NamedTuple

from sqlalchemy import func, select

from knowledge.store.database import Database
from knowledge.store.schema import confirmations, correction_steps, directory, facts, rollbacks


class Signs(NamedTuple):
    """What changes whenever something else does.

    ``directory`` and ``glossary``: which import it is, None before the first. The others: the
    number of the last one, 0 before the first; ``correction_steps``: how many there are.
    """

    directory: int | None
    glossary: str | None
    confirmation: int
    rollback: int
    correction_step: int
    correction_steps: int


_SIGNS = select(
    select(directory.c.version).scalar_subquery(),
    select(facts.c.value).where(facts.c.name == "glossary_version").scalar_subquery(),
    *(
        select(func.coalesce(func.max(table.c.seq), 0)).scalar_subquery()
        for table in (confirmations, rollbacks, correction_steps)
    ),
    select(func.count()).select_from(correction_steps).scalar_subquery(),
)
"""All signs of change."""


def signs(database: Database) -> Signs:
    """Return the signs as they are now; within what is read together, as they were at first."""
    return Signs._make(database.once(_SIGNS))
