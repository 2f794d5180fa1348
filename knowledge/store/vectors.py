"""Embeddings by what was embedded, so that a lost index is rebuilt without computing them again.

Knows a model's fingerprint, a text's sha256 and the bytes. Does not know what the bytes mean.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from sqlalchemy import bindparam, delete, select

from knowledge.store.database import Database
from knowledge.store.schema import vectors

_BATCH = 500

_BY_HASH = select(vectors.c.hash, vectors.c.vector).where(
    vectors.c.model == bindparam("model"), vectors.c.hash.in_(bindparam("hashes", expanding=True))
)
"""The vectors of these texts under this model."""

_HASHES = select(vectors.c.hash).where(vectors.c.model == bindparam("model"))
"""All texts that have a vector under this model."""

_DELETE = delete(vectors).where(
    vectors.c.model == bindparam("model"), vectors.c.hash.in_(bindparam("hashes", expanding=True))
)
"""Forget the vectors of these texts under this model."""


def _batches(items: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(items)
    while batch := list(islice(rest, _BATCH)):
        yield batch


class Vectors:
    """The cache of embeddings."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, model: str, hashes: Sequence[str]) -> dict[str, bytes]:
        """Return the known ones of these vectors by hash."""
        found: dict[str, bytes] = {}
        with self._database.reading() as connection:
            for batch in _batches(hashes):
                rows = connection.execute(_BY_HASH, {"model": model, "hashes": batch})
                found.update((row.hash, row.vector) for row in rows)
        return found

    def put(self, model: str, embedded: Mapping[str, bytes]) -> None:
        """Keep these vectors by hash in one transaction; one that is known stays as it is."""
        if not embedded:
            return
        insert = self._database.insert(vectors).on_conflict_do_nothing()
        rows = [{"model": model, "hash": key, "vector": value} for key, value in embedded.items()]
        with self._database.writing("vectors") as connection:
            connection.execute(insert, rows)

    def prune(self, model: str, keep: Iterable[str]) -> int:
        """Forget this model's vectors that are not to be kept; return how many."""
        with self._database.writing("vectors") as connection:
            known = set(connection.scalars(_HASHES, {"model": model}))
            gone = known.difference(keep)
            for batch in _batches(gone):
                connection.execute(_DELETE, {"model": model, "hashes": batch})
        return len(gone)
