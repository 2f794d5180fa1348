"""The nearest of many vectors that only grow in number.

Knows vectors by their place in the order of arrival. Few are compared one by one; many are kept in
cells around the first ones, and only the cells nearest to what is asked are looked through.
"""

import numpy as np
from numpy.typing import NDArray

from knowledge.experience.vectors import Vector, Vectors

EXACT = 8_192
"""So many are all compared: less than 2 ms."""
CELLS = 1_024
LOOKED_THROUGH = 3_072
"""So many are compared when there are more."""
OF_ONE = 8
"""So many of one source are found at most, if they say whose they are: nobody crowds out others."""


class Nearest:
    """Vectors in order of arrival, and the nearest of them.

    One thread adds at a time; others may find meanwhile.
    """

    def __init__(self) -> None:
        self._held: Vectors = np.zeros((0, 0), dtype=np.float32)
        self._sources: NDArray[np.intp] = np.zeros(0, dtype=np.intp)
        self._count = 0
        self._cells: list[list[int]] = []

    def __len__(self) -> int:
        return self._count

    def add(self, vector: Vector, source: int = -1) -> None:
        """Hold one more vector; ``source`` says whose it is, -1 that it needs no saying."""
        if self._count == len(self._held):
            size = max(256, 2 * self._count)
            grown = np.zeros((size, len(vector)), dtype=np.float32)
            sources = np.full(size, -1, dtype=np.intp)
            if self._count:
                grown[: self._count] = self._held
                sources[: self._count] = self._sources
            self._held, self._sources = grown, sources
        self._held[self._count] = vector
        self._sources[self._count] = source
        self._count += 1
        if self._cells:
            self._cells[self._cell_of(self._count - 1)].append(self._count - 1)
        elif self._count > EXACT:
            cells: list[list[int]] = [[] for _ in range(CELLS)]
            for number in range(self._count):
                cells[self._cell_of(number)].append(number)
            self._cells = cells

    def vectors(self, numbers: NDArray[np.intp]) -> Vectors:
        """Return the vectors of these numbers, one a row."""
        return self._held[numbers]

    def find(self, vector: Vector, k: int) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
        """Return the numbers of up to ``k`` nearest vectors, nearest first, and how near."""
        if self._cells:
            among = self._around(vector)
            near = self._held[among] @ vector
        else:
            count = self._count  # read once: another thread may add one meanwhile
            among = np.arange(count, dtype=np.intp)
            near = self._held[:count] @ vector
        size = k
        while True:
            first = _nearest(near, size)
            kept = first[self._not_crowding(among[first])][:k]
            if len(kept) == k or size >= len(near):
                return among[kept], near[kept]
            size *= 4  # some of one source took the places of others

    def _not_crowding(self, numbers: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Return which of these, the nearest first, are among the ``OF_ONE`` first of theirs."""
        sources = self._sources[numbers]
        order = np.argsort(sources, kind="stable")
        ordered = sources[order]
        place = np.arange(len(ordered)) - np.searchsorted(ordered, ordered)
        kept = np.empty(len(ordered), dtype=bool)
        kept[order] = (place < OF_ONE) | (ordered < 0)
        return kept

    def _cell_of(self, number: int) -> int:
        return int(np.argmax(self._held[:CELLS] @ self._held[number]))

    def _around(self, vector: Vector) -> NDArray[np.intp]:
        """Return the vectors of the cells nearest to this one."""
        found: list[int] = []
        for cell in np.argsort(-(self._held[:CELLS] @ vector)):
            found += self._cells[cell]
            if len(found) >= LOOKED_THROUGH:
                break
        return np.sort(np.array(found, dtype=np.intp))


def _nearest(near: NDArray[np.float32], k: int) -> NDArray[np.intp]:
    """Return where the ``k`` greatest are, the greatest first; of equals the earlier."""
    if len(near) <= k:
        return np.argsort(-near, kind="stable")
    some = np.sort(np.argpartition(-near, k - 1)[:k])
    return some[np.argsort(-near[some], kind="stable")]
