"""Parting questions into topics: a graph of neighbours sharpens them, Ward's tree parts them.

Pure arithmetic over weighted points on the unit sphere; a point is one question, or ``weight``
nearly equal ones. Knows neither words nor ids. The number of topics is not given: see ``parted``.

Sharpening moves a question towards those nearest to it, which draws wordings of one topic
together and leaves gaps between topics. What nothing is like stays where it is, so that a question
that is asked once does not drift into a topic. Ward's criterion then merges what costs least, and
a topic that does not hang together is several.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float32]
"""One point a row, of length 1."""
Weights = NDArray[np.float32]
Labels = NDArray[np.int64]

NEIGHBOURS = 8
"""So many questions draw a question; half of its place after a step is theirs."""
STEPS = 3
FLOOR = 0.6
"""Likeness from which a question draws another, and from which it counts how much."""
HOLDING = 0.5
"""Likeness, once sharpened, by which the questions of a topic hang together."""
LOUDEST = 3
"""A point of more questions than this draws, and stays where it is, as one of so many."""
APART = 0.6
"""Distance that two topics of the usual size keep; how it was chosen: decision 0019."""
_BLOCK = 256


@dataclass(frozen=True)
class _Merge:
    """Two clusters become one, named by their lowest point, at Ward's cost."""

    one: int
    other: int
    cost: float


def parted(
    points: Points,
    weights: Weights,
    *,
    bounds: Labels | None = None,
    apart: Iterable[tuple[int, int]] = (),
) -> Labels:
    """Return a topic number for each point, 0 and up.

    Merging goes on while a merge costs no more than ``APART * sqrt(questions per topic so far)``:
    Ward's cost of joining two topics grows so with their size, and their distance is what matters.
    Points that no chain of likeness joins are then different topics. Points of one number in
    ``bounds`` (0 is none) are one topic whatever it costs; those of two numbers that are ``apart``
    never meet.
    """
    if len(points) < 2:
        return np.zeros(len(points), dtype=np.int64)
    bound = np.zeros(len(points), np.int64) if bounds is None else bounds
    sharp = sharpened(points, weights)
    tree = _Tree(sharp, weights)
    joined = tree.bind(bound, apart)
    grown = sorted(tree.grow(), key=lambda merge: merge.cost)
    questions = float(weights.sum())
    parents = np.arange(len(points))
    for merge in joined:
        parents[_root(parents, merge.other)] = _root(parents, merge.one)
    for done, merge in enumerate(grown, start=len(joined)):
        if merge.cost > APART * np.sqrt(questions / (len(points) - done)):
            break
        parents[_root(parents, merge.other)] = _root(parents, merge.one)
    roots = np.array([_root(parents, each) for each in range(len(points))])
    return _hanging_together(roots, sharp, bound)


def sharpened(points: Points, weights: Weights) -> Points:
    """Return the points after ``STEPS`` steps towards their nearest ``NEIGHBOURS`` questions.

    A point of several questions is in part its own neighbour, as near as the nearest other one,
    and of ``LOUDEST`` at most: however often it was asked, nearly equal questions do not tell which
    other wordings belong to them.
    """
    heard = np.minimum(weights, LOUDEST)
    k = min(NEIGHBOURS, len(points) - 1)
    for _ in range(STEPS):
        near, close = _nearest(points, k)
        itself = heard[:, None] - 1
        before = np.cumsum(heard[near], axis=1) - heard[near]
        counted = np.clip(np.minimum(heard[near], NEIGHBOURS - itself - before), 0, None)
        pull = counted * np.maximum(close - FLOOR, 0.0)
        itself = itself * np.maximum(close[:, :1] - FLOOR, 0.0)
        drawn = itself * points + np.einsum("ij,ijd->id", pull, points[near])
        total = itself + pull.sum(axis=1, keepdims=True)
        moved = 0.5 * points + 0.5 * drawn / np.maximum(total, 1e-9)
        points = unit(np.where(total > 0, moved, points).astype(np.float32))
    return points


def _hanging_together(topics: Labels, points: Points, bounds: Labels) -> Labels:
    """Return the topics, each parted into what a chain of likeness or an engineer's word joins."""
    found = np.empty(len(points), np.int64)
    for topic in np.unique(topics):
        rows = np.flatnonzero(topics == topic)
        near = points[rows] @ points[rows].T >= HOLDING
        near |= (bounds[rows, None] == bounds[rows]) & (bounds[rows] > 0)
        np.fill_diagonal(near, val=True)
        found[rows] = rows[chained(near)]
    return np.unique(found, return_inverse=True)[1].astype(np.int64)


def chained(near: NDArray[np.bool_]) -> Labels:
    """Return for each the first of those that a chain of neighbours joins with it."""
    first = np.arange(len(near))
    while True:
        nearer = np.where(near, first, len(near)).min(axis=1)
        nearer = nearer[nearer]  # one step further each time, so that long chains are short
        if np.array_equal(nearer, first):
            return first
        first = nearer


def _nearest(points: Points, k: int) -> tuple[Labels, Points]:
    """Return the ``k`` other points nearest to each, nearest first, and how near they are."""
    found = []
    for start in range(0, len(points), _BLOCK):
        likeness = points[start : start + _BLOCK] @ points.T
        rows = np.arange(len(likeness))
        likeness[rows, start + rows] = -1.0
        near = np.argpartition(-likeness, k - 1, axis=1)[:, :k]
        close = np.take_along_axis(likeness, near, 1)
        order = np.argsort(-close, axis=1, kind="stable")
        found.append((np.take_along_axis(near, order, 1), np.take_along_axis(close, order, 1)))
    return np.concatenate([near for near, _ in found]), np.concatenate([c for _, c in found])


def unit(points: Points) -> Points:
    """Return the rows at length 1; a row of zeros stays."""
    lengths = np.linalg.norm(points, axis=1, keepdims=True)
    return (points / np.where(lengths > 0, lengths, 1.0)).astype(np.float32)


class _Tree:
    """Ward's tree by chains of nearest neighbours.

    The costs are kept as one square matrix (36 MB at 3,000 points) and updated by Lance and
    Williams' formula, with the points' weights as their first sizes. What never meets costs
    infinitely much, and so does all that holds it.
    """

    def __init__(self, points: Points, weights: Weights) -> None:
        self._sizes = weights.astype(np.float64)
        self._costs = _first_costs(points, self._sizes)
        self._alive = np.ones(len(points), dtype=bool)

    def bind(self, bounds: Labels, apart: Iterable[tuple[int, int]]) -> list[_Merge]:
        """Join the points of one number, and keep apart those of two; return these merges."""
        merges = []
        first: dict[int, int] = {}
        for point in np.flatnonzero(bounds):
            number = int(bounds[point])
            if number in first:
                merges.append(_Merge(first[number], int(point), 0.0))
                self._join(first[number], int(point))
            else:
                first[number] = int(point)
        for one, other in apart:
            if one in first and other in first:
                self._costs[first[one], first[other]] = np.inf
                self._costs[first[other], first[one]] = np.inf
        return merges

    def grow(self) -> list[_Merge]:
        """Return the merges that are left, in no order; there are none where all costs infinite."""
        merges: list[_Merge] = []
        chain: list[int] = []
        growing = self._alive.copy()
        while growing.any():
            if not chain:
                chain.append(int(np.argmax(growing)))
            row = self._costs[chain[-1]]
            nearest = int(np.argmin(row))
            if not np.isfinite(row[nearest]):
                growing[chain.pop()] = False
            elif len(chain) > 1 and row[chain[-2]] <= row[nearest]:
                one, other = sorted((chain.pop(), chain.pop()))
                merges.append(_Merge(one, other, float(np.sqrt(self._costs[one, other]))))
                self._join(one, other)
                growing[other] = False
            else:
                chain.append(nearest)
        return merges

    def _join(self, one: int, other: int) -> None:
        """Make ``one`` of both."""
        costs, sizes = self._costs, self._sizes
        both = sizes[one] + sizes[other]
        joined = (
            (sizes + sizes[one]) * costs[one]
            + (sizes + sizes[other]) * costs[other]
            - sizes * costs[one, other]
        ) / (sizes + both)
        sizes[one] = both
        self._alive[other] = False
        joined[~self._alive] = np.inf
        joined[one] = np.inf
        costs[one] = joined
        costs[:, one] = joined
        costs[other] = np.inf
        costs[:, other] = np.inf


def _first_costs(points: Points, sizes: NDArray[np.float64]) -> NDArray[np.float32]:
    """Return what joining any two points costs, a block of rows at a time to save memory."""
    costs = np.empty((len(points), len(points)), np.float32)
    for start in range(0, len(points), _BLOCK):
        rows = slice(start, start + _BLOCK)
        own = sizes[rows, None]
        squares = np.maximum(2.0 - 2.0 * (points[rows] @ points.T), 0.0)
        costs[rows] = squares * (2.0 * own * sizes / (own + sizes))
    np.fill_diagonal(costs, np.inf)
    return costs


def _root(parents: NDArray[np.int64], point: int) -> int:
    while parents[point] != point:
        parents[point] = parents[parents[point]]
        point = int(parents[point])
    return point
