"""Reach: how far what was reviewed carries along questions that nobody judged.

Knows the paths between questions that people asked (``paths``) and the reviewed judgements near
them. Whoever walks from a question along the paths ends at judgements, or on the way at what its
words are like: the shares in which walks end at answers are what the question is probably about.
So wordings far from a judgement, but with others between, learn from it. A new question takes
after the ones near it.

An answer is all that a judgement named: a passage, or those of a document. Does not know teams (all
share what is carried), nor judgements nobody reviewed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.experience.paths import AT_ONCE, FADING, NEIGHBOURS, Paths
from knowledge.experience.vectors import Vector, Vectors, pieces, unit

GAIN = 0.2
"""Similarity that a passage gains, at most, at which all walks from the questions near end."""
FEW = 150.0
"""So many judgements give what is carried half its weight: before, most answers are unknown."""
ENOUGH = 2_000.0
"""So many questions that nobody judged give it half its weight, too."""
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
"""How surely the likelier answer is meant, per likeness."""
UNKNOWN = 0.75
"""Likeness that an answer would need to be meant as likely as one that nobody confirmed yet."""
KEPT = 8
"""Answers that are kept of a question, the likeliest."""
_TOGETHER = 128  # answers that are walked to at once: bounds memory


@dataclass(frozen=True)
class Labels:
    """Reviewed judgements, the newest: row by row the question, its answer and a weight.

    ``answer`` are rows of ``answers`` (the passages that were named together) and of ``texts``
    (what they say together); ``weight`` is how likely the judgement is right. ``shared_text`` is
    what all passages have in common, ``judged`` the hashes of all questions that were judged.
    """

    questions: Vectors
    answer: NDArray[np.intp]
    weight: NDArray[np.float32]
    answers: Sequence[tuple[str, ...]]
    texts: Vectors
    shared_text: Vector
    judged: Sequence[int]


@dataclass(frozen=True)
class Reach:
    """What each question asked is probably about: ``answers`` and ``shares`` by its row.

    ``of`` are the answers that a passage stands in, of ``count``.
    """

    paths: Paths
    answers: NDArray[np.intp]
    shares: NDArray[np.float32]
    of: dict[str, list[int]]
    count: int
    gain: float

    @classmethod
    def along(cls, paths: Paths, labels: Labels) -> "Reach | None":
        """Return what these judgements reach along the paths, if anything."""
        judged = set(labels.judged)
        known = np.array([hash(each.tobytes()) in judged for each in paths.vectors])
        gain = _gain(len(labels.judged), int((~known).sum()))
        if not gain:
            return None
        answers, shares = _walked(paths, labels)
        shares[known] = 0  # what is said of it counts where judgements are remembered
        of: dict[str, list[int]] = {}
        for number, passages in enumerate(labels.answers):
            for each in passages:
                of.setdefault(each, []).append(number)
        return cls(paths, answers, shares, of, len(labels.answers), gain)

    def gains(self, question: Vector, passages: Sequence[str]) -> NDArray[np.float64]:
        """Return the similarity that each passage gains for this question."""
        near, likeness = self.paths.near(question, NEAR)
        if not len(near):
            return np.zeros(len(passages))
        weight = np.exp(SHARPNESS * (likeness - 1.0))[:, None] * self.shares[near]
        told = np.bincount(self.answers[near].ravel(), weight.ravel(), minlength=self.count)
        told *= self.gain / (told.sum() + np.exp(SHARPNESS * (FAR - 1.0)))
        gained: list[float] = told.tolist()
        return np.array([sum(gained[n] for n in self.of.get(each, ())) for each in passages], float)


def _gain(judged: int, unjudged: int) -> float:
    """Return what is gained at most after so many judgements, with so many questions unjudged.

    Where as many are judged as not these say more than what lies between them.
    """
    return GAIN * judged / (judged + FEW) * max(0, unjudged - judged) / (unjudged + judged + ENOUGH)


def _walked(paths: Paths, labels: Labels) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    """Return of each question the likeliest answers, and the shares of walks that end there."""
    apart = paths.apart(paths.vectors)
    to_judged = _paths_to(labels.questions, paths, apart)
    total = paths.widths.sum(axis=1) + np.bincount(
        to_judged.asked, to_judged.width, minlength=len(paths)
    )
    scale = ((1 - ENDING) / np.maximum(total, 1e-12)).astype(np.float32)
    widths = paths.widths * scale[:, None]
    likely = SURE * (apart @ unit(labels.texts - labels.shared_text).T - UNKNOWN)
    any_answer = 1.0 + np.exp(likely).sum(axis=1, keepdims=True)
    answers = np.zeros((len(paths), 0), dtype=np.intp)
    shares = np.zeros((len(paths), 0), dtype=np.float32)
    for some in pieces(len(labels.answers), at_once=_TOGETHER):
        ends = (ENDING * np.exp(likely[:, some]) / any_answer).astype(np.float32)
        answer = labels.answer[to_judged.judged] - some.start
        here = (answer >= 0) & (answer < ends.shape[1])
        asked, weight = to_judged.asked[here], labels.weight[to_judged.judged[here]]
        np.add.at(ends, (asked, answer[here]), scale[asked] * to_judged.width[here] * weight)
        share = _carried(ends, paths, widths)
        numbers = np.broadcast_to(np.arange(some.start, some.stop), share.shape)
        answers, shares = np.hstack([answers, numbers]), np.hstack([shares, share])
        best = np.argsort(-shares, axis=1, kind="stable")[:, :KEPT]
        answers = np.take_along_axis(answers, best, axis=1)
        shares = np.take_along_axis(shares, best, axis=1)
    return answers, shares


def _carried(
    ends: NDArray[np.float32], paths: Paths, widths: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Return the shares of walks that end at each answer, given those that end at once."""
    shares = ends
    for _ in range(STEPS):
        carried = ends.copy()
        for column in range(NEIGHBOURS):
            carried += widths[:, column, None] * shares[paths.neighbours[:, column]]
        shares = carried
    return shares


@dataclass(frozen=True)
class _ToJudged:
    """Paths from questions asked to judged ones, by their rows, and how wide each is."""

    asked: NDArray[np.intp]
    judged: NDArray[np.intp]
    width: NDArray[np.float32]


def _paths_to(judged: Vectors, paths: Paths, apart: Vectors) -> _ToJudged:
    """Return the paths to judged questions: neighbours as asked ones are, near from both sides."""
    found: list[tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float32]]] = []
    for some in pieces(len(judged), at_once=AT_ONCE):
        likeness = paths.apart(judged[some]) @ apart.T
        horizon = -np.partition(-likeness, NEIGHBOURS - 1, axis=1)[:, NEIGHBOURS - 1, None]
        there = likeness >= np.maximum(np.maximum(paths.horizon, horizon), 0.0)
        rows, asked = np.nonzero(there)
        width = np.exp(FADING * (likeness[rows, asked] - 1.0)).astype(np.float32)
        found.append((asked, rows + some.start, width))
    asked, rows, width = (np.concatenate(each) for each in zip(*found, strict=True))
    return _ToJudged(asked, rows, width)
