"""Paths: questions that people asked, and which lead to which.

Knows each wording once, with who asked it, and its nearest neighbours that are near from both
sides. No path leads between two questions of one person, of one person one neighbour counts, and
none counts more than the third: so what one person or two ask leads nowhere by itself. Does not
know judgements nor what answers a question.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.experience.vectors import Vector, Vectors, pieces, unit

MOST = 8_192
"""Questions that are looked at, the newest: more would cost over a second and 20 MB."""
OF_ONE = 64
"""Questions of one person that are looked at, the newest."""
NEIGHBOURS = 20
"""Of one question, at most; with fewer questions there are no paths."""
FADING = 15.0
"""How fast a path gets worse with distance."""
_VOICES = 3
_CANDIDATES = NEIGHBOURS + _VOICES * OF_ONE  # fewer than three people do not fill them
AT_ONCE = 256
"""Questions that are compared with all others together."""


@dataclass(frozen=True)
class Asked:
    """A wording that somebody asked, as a vector."""

    person: str
    vector: Vector


@dataclass(frozen=True)
class Paths:
    """Questions asked and the paths between them.

    ``vectors`` is float32[questions, dimensions], ``shared`` what all have in common.
    ``neighbours`` are rows, ``widths`` how wide the path to each is (0 for none), ``horizon`` the
    likeness of the farthest one: what is farther is no neighbour. ``people`` numbers who asked.
    """

    vectors: Vectors
    people: NDArray[np.intp]
    shared: Vector
    neighbours: NDArray[np.intp]
    widths: NDArray[np.float32]
    horizon: NDArray[np.float32]

    @classmethod
    def between(cls, asked: Sequence[Asked]) -> "Paths | None":
        """Return the paths between these, the newest standing last; None for too few."""
        asked = _newest(asked)
        if len(asked) <= NEIGHBOURS:
            return None
        vectors = np.stack([each.vector for each in asked]).astype(np.float32)
        _, people = np.unique([each.person for each in asked], return_inverse=True)
        shared = vectors.mean(axis=0)
        neighbours, likeness = _nearest(unit(vectors - shared), people)
        horizon = likeness.min(axis=1)
        mutual = likeness >= np.maximum(horizon[neighbours], 0.0)
        widths = np.where(mutual, np.exp(FADING * (likeness - 1)), 0).astype(np.float32)
        third = np.partition(widths, -_VOICES, axis=1)[:, -_VOICES]
        widths = np.minimum(widths, third[:, None])
        return cls(vectors, people, shared, neighbours, widths, horizon)

    def __len__(self) -> int:
        return len(self.vectors)

    def apart(self, vectors: Vectors) -> Vectors:
        """Return these questions without what all have in common, of unit length."""
        return unit(vectors - self.shared)

    def near(self, question: Vector, k: int) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
        """Return the rows of up to ``k`` nearest questions, of each person one, and how near.

        None is nearer than the third: so few people are near that it tells nothing.
        """
        likeness = self.vectors @ question
        nearest = np.full(int(self.people.max()) + 1, -2.0, dtype=np.float32)
        np.maximum.at(nearest, self.people, likeness)
        rows = np.flatnonzero(likeness == nearest[self.people])
        if len(rows) > k:
            rows = rows[np.argpartition(-likeness[rows], k - 1)[:k]]
        rows = rows[np.lexsort((rows, -likeness[rows]))]
        if len(rows) < _VOICES:
            return rows[:0], likeness[:0]
        return rows, np.minimum(likeness[rows], likeness[rows[_VOICES - 1]])


def _newest(asked: Sequence[Asked]) -> list[Asked]:
    """Return the last of these questions, of no person too many."""
    of_person: Counter[str] = Counter()
    kept = []
    for each in reversed(asked):
        of_person[each.person] += 1
        if of_person[each.person] <= OF_ONE:
            kept.append(each)
    return kept[:MOST][::-1]


def _nearest(
    vectors: Vectors, people: NDArray[np.intp]
) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    """Return each row's nearest others and their likeness: of each other person the nearest.

    Where other people asked too little the rest of the row is itself, with likeness -1.
    """
    neighbours = np.repeat(np.arange(len(vectors), dtype=np.intp)[:, None], NEIGHBOURS, axis=1)
    likeness = np.full(neighbours.shape, -1.0, dtype=np.float32)
    for some in pieces(len(vectors), at_once=AT_ONCE):
        near = vectors[some] @ vectors.T
        near[people[some][:, None] == people] = -1.0
        k = min(_CANDIDATES, near.shape[1])
        rows = np.argpartition(-near, k - 1, axis=1)[:, :k]
        found = np.take_along_axis(near, rows, axis=1)
        order = np.lexsort((rows, -found), axis=1)
        rows = np.take_along_axis(rows, order, axis=1)
        found = np.take_along_axis(found, order, axis=1)
        found[_said_before(people[rows])] = -1.0
        order = np.argsort(-found, axis=1, kind="stable")[:, :NEIGHBOURS]
        found = np.take_along_axis(found, order, axis=1)
        there = found > -1.0
        rows = np.take_along_axis(rows, order, axis=1)
        neighbours[some][there] = rows[there]
        likeness[some][there] = found[there]
    return neighbours, likeness


def _said_before(people: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Return where a person stands in a row who stands before in it."""
    order = np.argsort(people, axis=1, kind="stable")
    ordered = np.take_along_axis(people, order, axis=1)
    again = np.zeros(people.shape, dtype=bool)
    again[:, 1:] = ordered[:, 1:] == ordered[:, :-1]
    found = np.empty_like(again)
    np.put_along_axis(found, order, again, axis=1)
    return found
