"""Handfuls: nearly equal questions kept as one, in columns that grow.

Knows the sums of a handful's questions, their point and their topic, and how a handful becomes a
record and comes back the same. Does not know how questions are placed or parted (``miner``).
"""

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.curation.topics.grouping import Points, unit
from knowledge.curation.topics.likeness import (
    ABOUT,
    PIECES,
    Common,
    Counts,
    Question,
    pieces_of,
    points_of,
)
from knowledge.model import Handful

_ROOM = 256


class Handfuls:
    """Columns with a row a handful; the first ``size`` rows hold something.

    ``meaning``, ``pieces`` and ``about`` are sums over the questions, ``weights`` how many they
    are; ``units`` is the direction of the meaning, ``points`` what they are compared by.
    ``bounds``: those that an engineer joined share a number, 0 is none. ``typical``: how near to
    the middle of their topic.
    """

    def __init__(self, dimensions: int, room: int = _ROOM) -> None:
        self.size = 0
        self.ids: NDArray[np.int64] = np.zeros(room, np.int64)
        self.topics: NDArray[np.int64] = np.zeros(room, np.int64)
        self.bounds: NDArray[np.int64] = np.zeros(room, np.int64)
        self.weights: NDArray[np.float32] = np.zeros(room, np.float32)
        self.typical: NDArray[np.float32] = np.zeros(room, np.float32)
        self.meaning: Points = np.zeros((room, dimensions), np.float32)
        self.pieces: Counts = np.zeros((room, PIECES), np.float32)
        self.about: Counts = np.zeros((room, ABOUT), np.float32)
        self.units: Points = np.zeros((room, dimensions), np.float32)
        self.points: Points = np.zeros((room, dimensions + PIECES + ABOUT), np.float32)

    @classmethod
    def of(cls, records: Sequence[Handful], dimensions: int) -> "Handfuls":
        """Return the handfuls of these records, in their order."""
        made = cls(dimensions, room=max(_ROOM, len(records)))
        for each in records:
            row = made.new(each.id)
            made.topics[row], made.bounds[row] = each.topic, each.bound
            made.weights[row], made.typical[row] = each.weight, each.typical
            made.meaning[row] = np.frombuffer(each.meaning, np.float32)
            made.pieces[row] = np.frombuffer(each.pieces, np.float32)
            made.about[row] = np.frombuffer(each.about, np.float32) if each.about else 0.0
        made.units[: made.size] = unit(made.meaning[: made.size])
        return made

    def record(self, row: int) -> Handful:
        """Return the handful as it is kept."""
        return Handful(
            id=int(self.ids[row]),
            topic=int(self.topics[row]),
            weight=int(self.weights[row]),
            bound=int(self.bounds[row]),
            typical=float(self.typical[row]),
            meaning=self.meaning[row].tobytes(),
            pieces=self.pieces[row].tobytes(),
            about=self.about[row].tobytes(),
        )

    def new(self, handful: int) -> int:
        """Return the row of a new handful of that id."""
        if self.size == len(self.ids):
            for name, held in vars(self).items():
                if isinstance(held, np.ndarray):
                    setattr(self, name, np.concatenate([held, np.zeros_like(held)]))
        self.ids[self.size] = handful
        self.size += 1
        return self.size - 1

    def take(self, row: int, question: Question, weight: int = 1) -> None:
        """Put a question into a handful; with a weight of -1, take it out."""
        self.meaning[row] += weight * question.meaning
        self.pieces[row] += weight * pieces_of(question.text)
        if question.about is not None:
            self.about[row] += weight * question.about
        self.weights[row] += weight
        self.units[row] = unit(self.meaning[row : row + 1])[0]

    def place(self, rows: slice, common: Common) -> None:
        """Compute what the handfuls of these rows are compared by."""
        self.points[rows] = points_of(
            self.meaning[rows], self.pieces[rows], self.mean_about(rows), common
        )

    def mean_about(self, rows: slice) -> Counts:
        """Return what the questions of these rows are about on average."""
        questions = np.maximum(self.weights[rows, None], 1.0)
        return (self.about[rows] / questions).astype(np.float32)

    def nearest(self, meaning: Points) -> tuple[int, float]:
        """Return the row whose meaning is nearest, and how near it is; -1 when there is none."""
        if not self.size:
            return -1, -1.0
        likeness = self.units[: self.size] @ meaning
        row = int(np.argmax(likeness))
        return row, float(likeness[row])

    def empty(self, row: int) -> None:
        """Take all questions out of a handful; it is to be filled anew."""
        for sums in (self.meaning, self.pieces, self.about, self.weights):
            sums[row] = 0.0

    def without(self, gone: Collection[int]) -> "Handfuls":
        """Return the handfuls without these rows."""
        return self._of_rows(np.setdiff1d(np.arange(self.size), list(gone)))

    def _of_rows(self, rows: NDArray[np.int64]) -> "Handfuls":
        made = Handfuls(self.meaning.shape[1], room=max(_ROOM, len(rows)))
        for name, held in vars(self).items():
            if isinstance(held, np.ndarray):
                getattr(made, name)[: len(rows)] = held[rows]
        made.size = len(rows)
        return made

    def gathered(self, nearly_equal: float) -> "tuple[Handfuls, dict[int, int]]":
        """Return larger handfuls of these, the heaviest first, and which went into which, by id.

        Those of two bounds are never one.
        """
        made = Handfuls(self.meaning.shape[1], room=len(self.ids))
        units = unit(self.meaning[: self.size])
        into: dict[int, int] = {}
        for row in np.argsort(-self.weights[: self.size], kind="stable"):
            best, likeness = made.nearest(units[row])
            if likeness >= nearly_equal and self.bounds[row] in (0, made.bounds[best]):
                into[int(self.ids[row])] = int(made.ids[best])
            else:
                best = made.new(int(self.ids[row]))
                made.topics[best], made.bounds[best] = self.topics[row], self.bounds[row]
                made.units[best] = units[row]
            made.meaning[best] += self.meaning[row]
            made.pieces[best] += self.pieces[row]
            made.about[best] += self.about[row]
            made.weights[best] += self.weights[row]
        made.units[: made.size] = unit(made.meaning[: made.size])
        return made._of_rows(np.argsort(made.ids[: made.size])), into
