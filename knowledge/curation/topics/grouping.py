"""Parting questions into topics: a graph of neighbours sharpens them, Ward's tree parts them.

Pure arithmetic over weighted points on the unit sphere; a point is one question, or ``weight``
nearly equal ones. Knows neither words nor ids. The number of topics is not given: see ``parted``.

Sharpening moves a question towards those nearest to it, which draws wordings of one topic
together and leaves gaps between topics. Ward's criterion then merges what costs least.
"""

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
LOUDEST = 3
"""A point of more questions than this draws, and stays where it is, as one of so many."""
APART = 0.6
"""Distance that two topics of the usual size keep; how it was chosen: decision 0019."""


@dataclass(frozen=True)
class _Merge:
    """Two clusters become one, named by their lowest point, at Ward's cost."""

    one: int
    other: int
    cost: float


def parted(points: Points, weights: Weights) -> Labels:
    """Return a topic number for each point, 0 and up.

    Merging goes on while a merge costs no more than ``APART * sqrt(questions per topic so far)``:
    Ward's cost of joining two topics grows so with their size, and their distance is what matters.
    """
    if len(points) < 2:
        return np.zeros(len(points), dtype=np.int64)
    tree = sorted(_tree(sharpened(points, weights), weights), key=lambda merge: merge.cost)
    questions = float(weights.sum())
    parents = np.arange(len(points))
    for done, merge in enumerate(tree):
        if merge.cost > APART * np.sqrt(questions / (len(points) - done)):
            break
        parents[_root(parents, merge.other)] = _root(parents, merge.one)
    roots = np.array([_root(parents, each) for each in range(len(points))])
    return np.unique(roots, return_inverse=True)[1].astype(np.int64)


def sharpened(points: Points, weights: Weights) -> Points:
    """Return the points after ``STEPS`` steps towards their nearest ``NEIGHBOURS`` questions.

    A point of several questions is in part its own neighbour, but of ``LOUDEST`` at most: however
    often it was asked, nearly equal questions do not tell which other wordings belong to them.
    """
    heard = np.minimum(weights, LOUDEST)
    k = min(NEIGHBOURS, len(points) - 1)
    for _ in range(STEPS):
        likeness = points @ points.T
        np.fill_diagonal(likeness, -1.0)
        near = np.argpartition(-likeness, k - 1, axis=1)[:, :k]
        close = np.take_along_axis(likeness, near, 1)
        order = np.argsort(-close, axis=1, kind="stable")
        near, close = np.take_along_axis(near, order, 1), np.take_along_axis(close, order, 1)
        own = heard[:, None] - 1
        before = np.cumsum(heard[near], axis=1) - heard[near]
        counted = np.clip(np.minimum(heard[near], NEIGHBOURS - own - before), 0, None)
        pull = counted * np.maximum(close, 0.0)
        total = np.maximum(own + pull.sum(axis=1, keepdims=True), 1e-9)
        drawn = (own * points + np.einsum("ij,ijd->id", pull, points[near])) / total
        points = unit((0.5 * points + 0.5 * drawn).astype(np.float32))
    return points


def unit(points: Points) -> Points:
    """Return the rows at length 1; a row of zeros stays."""
    lengths = np.linalg.norm(points, axis=1, keepdims=True)
    return (points / np.where(lengths > 0, lengths, 1.0)).astype(np.float32)


def _tree(points: Points, weights: Weights) -> list[_Merge]:
    """Return all merges of Ward's tree, by chains of nearest neighbours.

    The costs are kept as one square matrix (16 MB at 2,000 points) and updated by Lance and
    Williams' formula, with the points' weights as their first sizes.
    """
    sizes = weights.astype(np.float64).copy()
    costs = _first_costs(points, sizes)
    alive = np.ones(len(points), dtype=bool)
    merges: list[_Merge] = []
    chain: list[int] = []
    while len(merges) < len(points) - 1:
        if not chain:
            chain.append(int(np.argmax(alive)))
        row = costs[chain[-1]]
        nearest = int(np.argmin(row))
        if len(chain) > 1 and row[chain[-2]] <= row[nearest]:
            one, other = sorted((chain.pop(), chain.pop()))
            merges.append(_Merge(one, other, float(np.sqrt(costs[one, other]))))
            _join(costs, sizes, alive, one, other)
        else:
            chain.append(nearest)
    return merges


def _first_costs(points: Points, sizes: NDArray[np.float64]) -> NDArray[np.float32]:
    squares = np.maximum(2.0 - 2.0 * (points @ points.T), 0.0)
    shares = 2.0 * np.outer(sizes, sizes) / np.add.outer(sizes, sizes)
    costs: NDArray[np.float32] = (squares * shares).astype(np.float32)
    np.fill_diagonal(costs, np.inf)
    return costs


def _join(
    costs: NDArray[np.float32],
    sizes: NDArray[np.float64],
    alive: NDArray[np.bool_],
    one: int,
    other: int,
) -> None:
    """Make ``one`` of both, in place."""
    both = sizes[one] + sizes[other]
    joined = (
        (sizes + sizes[one]) * costs[one]
        + (sizes + sizes[other]) * costs[other]
        - sizes * costs[one, other]
    ) / (sizes + both)
    sizes[one] = both
    alive[other] = False
    joined[~alive] = np.inf
    joined[one] = np.inf
    costs[one] = joined
    costs[:, one] = joined
    costs[other] = np.inf
    costs[:, other] = np.inf


def _root(parents: NDArray[np.int64], point: int) -> int:
    while parents[point] != point:
        parents[point] = parents[parents[point]]
        point = int(parents[point])
    return point
