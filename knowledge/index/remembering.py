"""An embedder that remembers what it was asked lately: a question is embedded once, then mined.

Knows texts and their vectors. Does not know models, nor why a text comes again: follow-ups and
colleagues ask the same, and the mining of topics takes each question after its answer.
"""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

import numpy as np

from knowledge.index import Embedder, Vector, Vectors

ROOM = 512
"""Vectors kept (0.8 MB at 384 dimensions); more texts than that at once pass by."""


class RememberingEmbedder:
    """Gives the vectors of another embedder, those of the last ``room`` texts without asking it."""

    def __init__(self, embedder: Embedder, *, room: int = ROOM) -> None:
        self._embedder = embedder
        self._room = room
        self._lately: OrderedDict[str, Vector] = OrderedDict()
        self._lock = Lock()

    @property
    def name(self) -> str:
        """The other's: the vectors are the same."""
        return self._embedder.name

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return self._embedder.dimensions

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one unit row per text, in order."""
        if len(texts) > self._room:
            return self._embedder.embed(texts)
        known = self._known(texts)
        new = [each for each in dict.fromkeys(texts) if each not in known]
        if new:
            known.update(zip(new, self._embedder.embed(new), strict=True))
            self._keep({each: known[each].copy() for each in new})
        rows = [known[each] for each in texts]
        return np.stack(rows) if rows else np.empty((0, self.dimensions), np.float32)

    def _known(self, texts: Sequence[str]) -> dict[str, Vector]:
        with self._lock:
            known = {each: self._lately[each] for each in texts if each in self._lately}
            for each in known:
                self._lately.move_to_end(each)
        return known

    def _keep(self, new: dict[str, Vector]) -> None:
        with self._lock:
            self._lately.update(new)
            while len(self._lately) > self._room:
                self._lately.popitem(last=False)
