"""Reach: how far what was reviewed carries along questions that nobody judged.

Knows the paths between questions that people asked (``paths``) and the reviewed judgements near
them. Whoever walks from a question along the paths ends at judgements, or on the way at what its
words are like: the shares in which walks end at passages are what the question is probably about.
So wordings far from a judgement, but with others between, learn from it. A new question takes
after the ones near it.

Does not know who asked what, teams (all share what is carried), nor judgements nobody reviewed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.experience.paths import AT_ONCE, ENOUGH, FADING, NEIGHBOURS, Paths
from knowledge.experience.vectors import Vector, Vectors, pieces, unit

GAIN = 0.2
"""Similarity that a passage gains, at most, at which all walks from the questions near end."""
FEW = 150.0
"""So many judgements give what is carried half its weight: before, most passages are unknown."""
NEAR = 64
"""Questions that are looked at for one, the nearest ones."""
SHARPNESS = 40.0
"""How fast a question near counts less with distance."""
FAR = 0.65
"""Likeness at which a question near counts as much as not knowing."""
ENDING = 0.05
"""Share of the walks that end at each step, at what the question's own words are like."""
STEPS = 15
SURE = 25.0
"""How surely the likelier passage is meant, per likeness."""
UNKNOWN = 0.75
"""Likeness that a passage would need to be meant as likely as one that nobody confirmed yet."""
KEPT = 8
"""Passages that are kept of a question, the likeliest."""


@dataclass(frozen=True)
class Labels:
    """Reviewed judgements as tables: an entry for each question and passage of it.

    ``question`` and ``passage`` are rows of ``questions`` and ``texts``, ``weight`` an entry's part
    of its judgement times how likely that is right. ``shared_text`` is what the passages have in
    common. ``judgements`` are all there are, more than are carried where there are many.
    """

    judgements: int
    questions: Vectors
    texts: Vectors
    question: NDArray[np.intp]
    passage: NDArray[np.intp]
    weight: NDArray[np.float32]
    shared_text: Vector


@dataclass(frozen=True)
class Reach:
    """What each question asked is probably about: ``passages`` and ``shares`` by its row."""

    paths: Paths
    rows: dict[str, int]
    passages: NDArray[np.intp]
    shares: NDArray[np.float32]
    gain: float

    @classmethod
    def of(cls, paths: Paths, labels: Labels, rows: dict[str, int]) -> "Reach | None":
        """Return what these judgements reach, if anything; ``rows`` are the passages' in tables."""
        judged = {each.tobytes() for each in labels.questions}
        known = np.array([each.tobytes() in judged for each in paths.vectors])
        gain = _gain(labels.judgements, int((~known).sum()))
        if not gain:
            return None
        apart = paths.apart(paths.vectors)
        wide, ends = _judged_near(paths, apart, labels)
        total = paths.widths.sum(axis=1) + wide
        scale = ((1 - ENDING) / np.maximum(total, np.float32(1e-12)))[:, None]
        widths = paths.widths * scale
        ends = ends * scale + np.float32(ENDING) * _likely(apart, labels)
        shares = ends
        for _ in range(STEPS):
            carried = ends.copy()
            for column in range(NEIGHBOURS):
                carried += widths[:, column, None] * shares[paths.neighbours[:, column]]
            shares = carried
        shares[known] = 0  # what is said of it counts where judgements are remembered
        kept = min(KEPT, shares.shape[1])
        best = np.argpartition(-shares, kept - 1, axis=1)[:, :kept]
        found = np.take_along_axis(shares, best, axis=1)
        return cls(paths, rows, best, found, gain)

    def gains(self, question: Vector, passages: Sequence[str]) -> NDArray[np.float64]:
        """Return the similarity that each passage gains for this question."""
        near, likeness = self.paths.near(question, NEAR)
        weight = np.exp(SHARPNESS * (likeness - 1.0))[:, None] * self.shares[near]
        told = np.bincount(
            self.passages[near].ravel(), weights=weight.ravel(), minlength=len(self.rows) + 1
        )
        known = told.sum() + np.exp(SHARPNESS * (FAR - 1.0))
        places = np.array([self.rows.get(each, -1) for each in passages], dtype=np.intp)
        return np.asarray(self.gain * told[places] / known)


def _gain(judged: int, unjudged: int) -> float:
    """Return what is gained at most after so many judgements, with so many questions unjudged.

    Where as many are judged as not these say more than what lies between them.
    """
    return GAIN * judged / (judged + FEW) * max(0, unjudged - judged) / (unjudged + judged + ENOUGH)


def _judged_near(
    paths: Paths, apart: Vectors, labels: Labels
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return how wide all paths from a question to judgements are, and those to each passage.

    A judged question is a neighbour as another asked one would be: near from both sides.
    """
    wide = np.zeros(len(paths), dtype=np.float32)
    ends = np.zeros((len(labels.texts), len(paths)), dtype=np.float32)
    least = min(NEIGHBOURS, len(paths)) - 1
    for some in pieces(len(labels.questions), at_once=AT_ONCE):
        likeness = paths.apart(labels.questions[some]) @ apart.T
        horizon = -np.partition(-likeness, least, axis=1)[:, least, None]
        there = likeness >= np.maximum(np.maximum(paths.horizon, horizon), 0.0)
        widths = np.where(there, np.exp(FADING * (likeness - 1.0)), 0).astype(np.float32)
        wide += widths.sum(axis=0)
        here = (labels.question >= some.start) & (labels.question < some.stop)
        of_entries = widths[labels.question[here] - some.start] * labels.weight[here, None]
        np.add.at(ends, labels.passage[here], of_entries)
    return wide, np.ascontiguousarray(ends.T)


def _likely(apart: Vectors, labels: Labels) -> NDArray[np.float32]:
    """Return how likely each passage is meant by a question, by its words."""
    texts = unit(labels.texts - labels.shared_text)
    chances = np.exp(SURE * (apart @ texts.T - UNKNOWN))
    return np.asarray(chances / (1.0 + chances.sum(axis=1, keepdims=True)), dtype=np.float32)
