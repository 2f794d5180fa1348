"""The miner: one question at a time, the same topic as before or a new one.

Knows how questions are gathered, when they are parted anew, and that a topic keeps its id when it
grows, splits or merges. Does not know who asked, nor how a topic is named.

Nearly equal questions are gathered into a *handful*: what is compared are handfuls, so that a
hundred thousand questions cost little more than the wordings among them. A question joins the
handful it nearly equals, else it makes one, in the topic of the handfuls around it or in a new
one. When the questions have grown by a quarter, all handfuls are parted anew (``grouping``).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.curation.topics.grouping import Labels, Points, parted, unit
from knowledge.curation.topics.likeness import (
    PIECES,
    pieces_of,
    points_of,
    rarity_of,
    shared_by,
)

NEARLY_EQUAL = 0.92
"""Cosine of meaning from which two questions are one handful."""
WIDER = 0.02
"""How much less nearly equal handfuls need to be when there are too many of them."""
MOST_HANDFULS = 3_000
AROUND = 5
"""Handfuls whose topics a new one is held against."""
SAME = 0.5
"""Likeness to the handfuls around it from which a question belongs to their topic."""
GROWTH = 1.25
FIRST = 20
"""Questions before they are parted for the first time."""


@dataclass
class _Sums:
    """Handfuls in columns that grow: the first ``size`` rows hold something."""

    meaning: Points
    pieces: NDArray[np.float32]
    weights: NDArray[np.float32]
    topics: NDArray[np.int64]
    size: int = 0

    @classmethod
    def empty(cls, dimensions: int, room: int = 256) -> "_Sums":
        return cls(
            np.zeros((room, dimensions), np.float32),
            np.zeros((room, PIECES), np.float32),
            np.zeros(room, np.float32),
            np.zeros(room, np.int64),
        )

    def new(self) -> int:
        """Return the row of a new handful."""
        if self.size == len(self.weights):
            for name in ("meaning", "pieces", "weights", "topics"):
                held = getattr(self, name)
                setattr(self, name, np.concatenate([held, np.zeros_like(held)]))
        self.size += 1
        return self.size - 1


class Miner:
    """Gathers questions into topics. Ids are counted from 1 and never given twice."""

    def __init__(self, dimensions: int) -> None:
        self._sums = _Sums.empty(dimensions)
        self._points = np.zeros((256, dimensions + PIECES), np.float32)
        self._unit = np.zeros((256, dimensions), np.float32)
        self._holding = np.zeros(PIECES, np.float32)
        self._shared = np.zeros(dimensions, np.float32)
        self._rarity = np.ones(PIECES, np.float32)
        self._handful_of: list[int] = []
        self._parted_at = 0
        self._last_id = 0
        self._nearly_equal = NEARLY_EQUAL

    def add(self, text: str, meaning: NDArray[np.float32]) -> int:
        """Take one question with its vector; return its topic's id as of now."""
        pieces = pieces_of(text)
        self._holding += pieces != 0
        row = self._same(meaning)
        if row is None:
            row = self._new(meaning, pieces)
        self._sums.meaning[row] += meaning
        self._sums.pieces[row] += pieces
        self._sums.weights[row] += 1
        self._unit[row] = unit(self._sums.meaning[row : row + 1])[0]
        self._handful_of.append(row)
        topic = int(self._sums.topics[row])
        if len(self) >= max(FIRST, GROWTH * self._parted_at):
            self.part()
        return topic

    def __len__(self) -> int:
        return len(self._handful_of)

    def topics(self) -> list[int]:
        """Return the topic of every question so far, in the order they came."""
        return [int(self._sums.topics[row]) for row in self._handful_of]

    def part(self) -> None:
        """Part all handfuls anew; a topic keeps the id of the one that most of it comes from."""
        self._parted_at = len(self)
        while self._sums.size > MOST_HANDFULS:
            self._gather()
        size = self._sums.size
        meaning, pieces = self._sums.meaning[:size], self._sums.pieces[:size]
        weights = self._sums.weights[:size]
        self._shared = shared_by(meaning, weights)
        self._rarity = rarity_of(self._holding, len(self))
        points = points_of(meaning, pieces, shared=self._shared, rarity=self._rarity)
        self._sums.topics[:size] = self._named(parted(points, weights), size)
        self._points[:size] = points
        self._unit[:size] = unit(meaning)

    def _same(self, meaning: NDArray[np.float32]) -> int | None:
        """Return the handful that the question nearly equals."""
        size = self._sums.size
        if not size:
            return None
        likeness = self._unit[:size] @ meaning
        row = int(np.argmax(likeness))
        return row if likeness[row] >= self._nearly_equal else None

    def _new(self, meaning: NDArray[np.float32], pieces: NDArray[np.float32]) -> int:
        """Return a new handful for the question; it stays in its place until all are parted."""
        point = points_of(
            meaning[None, :], pieces[None, :], shared=self._shared, rarity=self._rarity
        )[0]
        row = self._sums.new()
        self._make_room()
        self._sums.topics[row] = self._topic_around(point, row)
        self._points[row] = point
        return row

    def _topic_around(self, point: NDArray[np.float32], size: int) -> int:
        """Return the topic that most of the handfuls around the point are of, or a new one."""
        if size:
            likeness = self._points[:size] @ point
            near = np.argsort(-likeness, kind="stable")[:AROUND]
            near = near[likeness[near] >= SAME]
            votes: dict[int, float] = {}
            for row in near:
                topic = int(self._sums.topics[row])
                votes[topic] = votes.get(topic, 0.0) + float(likeness[row])
            if votes:
                return max(votes, key=lambda topic: (votes[topic], -topic))
        self._last_id += 1
        return self._last_id

    def _make_room(self) -> None:
        room = len(self._sums.weights)
        for name in ("_points", "_unit"):
            held = getattr(self, name)
            if len(held) < room:
                more = np.zeros((room - len(held), held.shape[1]), np.float32)
                setattr(self, name, np.concatenate([held, more]))

    def _gather(self) -> None:
        """Make larger handfuls of handfuls, less alike than before, so that they are fewer."""
        self._nearly_equal -= WIDER
        size, old = self._sums.size, self._sums
        into = np.full(size, -1)
        heavy = np.argsort(-old.weights[:size], kind="stable")
        made = _Sums.empty(old.meaning.shape[1], room=len(old.weights))
        units = unit(old.meaning[:size])
        held = np.zeros_like(units)
        for row in heavy:
            likeness = held[: made.size] @ units[row]
            best = int(np.argmax(likeness)) if made.size else -1
            if best < 0 or likeness[best] < self._nearly_equal:
                best = made.new()
                held[best] = units[row]
                made.topics[best] = old.topics[row]
            made.meaning[best] += old.meaning[row]
            made.pieces[best] += old.pieces[row]
            made.weights[best] += old.weights[row]
            into[row] = best
        self._sums = made
        self._handful_of = [int(into[row]) for row in self._handful_of]

    def _named(self, labels: Labels, size: int) -> NDArray[np.int64]:
        """Return ids for the new labels: each old id goes where most of its questions went."""
        shared: Counter[tuple[int, int]] = Counter()
        for label, topic, weight in zip(
            labels, self._sums.topics[:size], self._sums.weights[:size], strict=True
        ):
            shared[int(label), int(topic)] += int(weight)
        names = _matched(shared)
        for label in range(int(labels.max()) + 1):
            if label not in names:
                self._last_id += 1
                names[label] = self._last_id
        return np.array([names[int(label)] for label in labels], dtype=np.int64)


def _matched(shared: Mapping[tuple[int, int], int]) -> dict[int, int]:
    """Return which label goes on with which id: the largest share first, each once."""
    names: dict[int, int] = {}
    taken: set[int] = set()
    ordered: Sequence[tuple[tuple[int, int], int]] = sorted(
        shared.items(), key=lambda each: (-each[1], each[0])
    )
    for (label, topic), _ in ordered:
        if label not in names and topic not in taken:
            names[label] = topic
            taken.add(topic)
    return names
