"""The plant's glossary as imported last, one value beside the directory.

Knows how a ``Glossary`` is written down. Does not know where it came from.
"""

import json

from sqlalchemy import select

from knowledge.model import Glossary, Hazard, Term
from knowledge.store.database import Database
from knowledge.store.schema import facts
from knowledge.store.signs import signs

_VERSION = select(facts.c.value).where(facts.c.name == "glossary_version")
"""The number of the last import."""

_CONTENT = select(facts.c.value).where(facts.c.name == "glossary")
"""The last import."""


class GlossaryStore:
    """The one glossary of this installation."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._cached: tuple[str, Glossary] = ("", Glossary())

    def replace(self, glossary: Glossary) -> None:
        """Put this glossary in place of the last one, as a whole."""
        rows = [[each.term, each.means, each.language, each.hazard] for each in glossary.terms]
        with self._database.writing("facts") as connection:
            version = int(connection.scalar(_VERSION) or 0) + 1
            for name, value in (
                ("glossary", json.dumps(rows, ensure_ascii=False)),
                ("glossary_version", str(version)),
            ):
                new = self._database.insert(facts).values(name=name, value=value)
                connection.execute(
                    new.on_conflict_do_update(index_elements=["name"], set_={"value": value})
                )

    def load(self) -> Glossary:
        """Return the glossary, an empty one before the first import.

        Kept in memory; each call asks only whether another import came, also from another process.
        """
        version = signs(self._database).glossary
        if version is None:
            return Glossary()
        known, glossary = self._cached
        if version == known:
            return glossary
        with self._database.reading() as connection:
            content = connection.scalars(_CONTENT).one()
        loaded = Glossary(
            tuple(
                Term(term, means, language, Hazard(hazard) if hazard else None)
                for term, means, language, hazard in json.loads(content)
            )
        )
        self._cached = (version, loaded)
        return loaded
