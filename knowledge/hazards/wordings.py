"""Weighs wordings that no list has: a linear classifier over hashed character n-grams.

No weight is below zero and an n-gram counts once, so text added to a question can only add to its
weight: nothing that a person, a document or a model writes beside it lowers it. A long text is
weighed in stretches, the heaviest counts. Weights and threshold come from
``bench/routing_train.py``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from knowledge.hazards.spelling import Words, is_chinese
from knowledge.model import Hazard

WEIGHTS = Path(__file__).parent / "wordings.npz"
BUCKETS = 1 << 13
SHORTEST, LONGEST = 2, 5
STRETCH = 110
"""Characters of a stretch: longer than nearly all questions people type."""
_PRIME = 1_000_003
Features = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Wordings:
    """``weights`` (buckets, 0 to 255) that make the ``threshold``, and what names the hazard.

    ``names`` (hazards × buckets): how much more often each hazard's questions have an n-gram.
    """

    hazards: tuple[Hazard, ...]
    weights: npt.NDArray[np.uint8]
    threshold: int
    names: npt.NDArray[np.int8]

    def weighed(self, words: Words) -> Hazard | None:
        """Return the hazard the wording is nearest to, None when it weighs too little."""
        best, heaviest = self.threshold, None
        for features in stretches(words):
            weight = int(self.weights[features].sum(dtype=np.int64))
            if weight >= best:
                best, heaviest = weight, features
        if heaviest is None:
            return None
        return self.hazards[int(self.names[:, heaviest].sum(axis=1, dtype=np.int64).argmax())]


def stretches(words: Words) -> Iterator[Features]:
    """Yield the n-grams of each stretch: from every word on, as many words as fit into it.

    Whatever stands before or after a question, a stretch that holds all of its n-grams is there.
    """
    text, bounds = _laid_out(words)
    letters = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.int64)
    ngrams = [_hashed(letters, size) for size in range(SHORTEST, LONGEST + 1)]
    upto = 0
    for number, (start, _) in enumerate(bounds):
        upto = max(upto, number + 1)
        while upto < len(bounds) and bounds[upto][1] - start <= STRETCH:
            upto += 1
        end = bounds[upto - 1][1]
        yield np.unique(
            np.concatenate(
                [
                    row[start : max(start, end - size + 1)]
                    for size, row in enumerate(ngrams, start=SHORTEST)
                ]
            )
        )
        if upto == len(bounds):
            return  # what would come is part of this stretch


def _laid_out(words: Words) -> tuple[str, list[tuple[int, int]]]:
    """Return the words as one text, each with its place: blanks around words of letters only."""
    text = ""
    bounds = []
    for word in words:
        if is_chinese(word):
            bounds.append((len(text), len(text) + 1))
            text += word
            continue
        start = len(text) - 1 if text.endswith(" ") else len(text)
        text = f"{text[:start]} {word} "
        bounds.append((start, len(text)))
    return text, bounds


def _hashed(letters: npt.NDArray[np.int64], size: int) -> Features:
    """Return the bucket of each run of so many letters, by where it starts."""
    count = max(len(letters) - size + 1, 0)
    hashed = np.full(count, size, dtype=np.int64)
    for offset in range(size):
        hashed = (hashed * _PRIME + letters[offset : offset + count]) % (1 << 31)
    return (hashed ^ (hashed >> 15)) % BUCKETS


@lru_cache(maxsize=1)
def shipped_wordings() -> Wordings:
    """Return the classifier that comes with the product."""
    with np.load(WEIGHTS) as kept:
        hazards = tuple(Hazard(str(name)) for name in kept["hazards"])
        return Wordings(hazards, kept["weights"], int(kept["threshold"]), kept["names"])
