"""The two seams of search: Embedder (text to vector) and PassageIndex (vector to passages).

Knows the shape of both and of an entry. Knows no library, no file and no store: the
implementations stand beside this page and are chosen in ``bot.app``. An index is a cache; the
store is the truth and rebuilds it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""Vectors of unit length, one a row: float32[n, dimensions]."""

Vector = NDArray[np.float32]
"""One vector of unit length: float32[dimensions]."""

TITLE_SHARE = 0.15
"""How much of a passage's vector is its title's (see ``knowledge.index.keeping``)."""


class IndexDamaged(RuntimeError):
    """The index cannot be read; it is only a cache: ``Search.synchronise`` rebuilds it."""


@dataclass(frozen=True)
class Entry:
    """One passage as an index holds it. ``audience`` is ``knowledge.model.audience_key``."""

    passage_id: str
    audience: str
    text: str
    vector: Vector


class Embedder(Protocol):
    """Turns texts into vectors whose dot product says how near they are in meaning (-1 to 1)."""

    @property
    def name(self) -> str:
        """The fingerprint: two embedders of one name give the same vectors."""
        ...

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one unit row per text, in order; a text's vector depends on that text alone."""
        ...


class PassageIndex(Protocol):
    """Nearest passages by vector, asked audience by audience."""

    def ids(self) -> Mapping[str, str]:
        """Return the audience of every passage held, by passage id."""
        ...

    def audiences(self) -> frozenset[str]:
        """Return the audiences of the passages held; the asker may see some of them."""
        ...

    def add(self, entries: Sequence[Entry]) -> None:
        """Add entries; one whose id is held replaces it, also under another audience."""
        ...

    def remove(self, ids: Iterable[str]) -> None:
        """Remove passages; unknown ids are ignored."""
        ...

    def query(
        self, vector: Vector, *, audiences: Collection[str], k: int
    ) -> list[tuple[str, float]]:
        """Return the ``k`` nearest passages of these audiences: (id, similarity), nearest first."""
        ...

    def vectors(self, ids: Sequence[str]) -> Mapping[str, Vector]:
        """Return the vectors held of these passages, by id; unknown ids are left out."""
        ...

    def unreachable(self) -> set[str]:
        """Return the ids held that no query finds, learnt by querying; healthy is the empty set."""
        ...

    def reset(self) -> None:
        """Drop everything, also what is damaged; the index is empty and usable afterwards."""
        ...

    def close(self) -> None:
        """Let go of files and memory."""
        ...
